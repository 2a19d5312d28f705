//! The scene: a chart seen through a window, from which rings, ground and forces are drawn.

use super::{
    chart::Chart,
    folds::Folds,
    layout::Layout,
    picture::{Emphasis, Ink, Rect},
    projection::Projection,
    spotlight::{Aside, FAR, Fill, NAMED, PLAIN, SELF, Spotlight},
    view::{Level, View},
};

/// How the map is looked at, and what stands out for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look<'a> {
    pub(crate) view: &'a View,
    pub(crate) spotlight: Option<&'a Spotlight>,
}

impl Look<'_> {
    /// How much a member matters on a board.
    pub(crate) fn emphasis(self, chart: &Chart, member: usize) -> Emphasis {
        if self.view.selected_in(chart) == Some(member) {
            return Emphasis::Selected;
        }
        let is_far = self.spotlight.is_some_and(|spotlight| spotlight.nearness(member) > PLAIN);
        if is_far { Emphasis::Faded } else { Emphasis::Plain }
    }

    /// The number of a member that stands in an order.
    pub(crate) fn number(self, member: usize) -> Option<usize> {
        self.spotlight?.numbers.get(&member).copied()
    }

    /// What is said of a member beside its name.
    pub(crate) fn aside(self, member: usize) -> Option<Aside> {
        self.spotlight?.asides.get(&member).copied()
    }
}

/// What every part of the picture of the rings is drawn from.
#[derive(Debug)]
pub(crate) struct Scene<'a> {
    pub(crate) chart: &'a Chart,
    pub(crate) view: &'a View,
    pub(crate) window: Rect,
    pub(crate) projection: Projection,
    pub(crate) level: Level,
    pub(crate) selected: Option<usize>,
    /// Members in the window whose group is not closed, and the selected one, in the order of the roster.
    pub(crate) seen: Vec<usize>,
    /// Members in the window whose group is closed to one bubble, in the order of the roster.
    pub(crate) folded: Vec<usize>,
    pub(crate) folds: Folds,
    /// What stands out, if something is asked.
    pub(crate) spotlight: Option<&'a Spotlight>,
}

/// Up to this many members in the window, names are pushed apart and each gets one.
pub(crate) const FEW_IN_VIEW: usize = 90;

impl<'a> Scene<'a> {
    pub(super) fn new(chart: &'a Chart, look: Look<'a>, window: Rect) -> Self {
        let Look { view, spotlight } = look;
        let members = chart.roster.members.len();
        let fitted = Level::of(window.cells(), members, None);
        let margin = match fitted {
            Level::Far if matches!(chart.layout, Layout::Geographic | Layout::Force) => (1.0, 0.5),
            // The names of the areas stand around the dots.
            Level::Far => ((f64::from(window.width) / 7.0).min(13.0), 2.0),
            // Half a name, or half a glyph.
            Level::Middle | Level::Near if members <= FEW_IN_VIEW => ((f64::from(window.width) / 8.0).min(9.0), 1.0),
            Level::Middle | Level::Near => (2.0, 0.5),
        };
        let projection = chart.projection(window, margin, view.camera);
        let is_seen = |member: &usize| chart.place(*member).is_some_and(|place| projection.sees(place));
        let selected = view.selected_in(chart);
        let folds = Folds::of(chart, view);
        // A path is drawn whole, whoever is closed away on it.
        let is_asked = |member: usize| spotlight.is_some_and(|spotlight| spotlight.nearness(member) == SELF);
        let is_folded = |member: &usize| {
            let is_closed = chart.roster.members.get(*member).is_some_and(|drawn| folds.is_closed(drawn.area));
            is_closed && selected != Some(*member) && !is_asked(*member)
        };
        let (folded, seen): (Vec<usize>, Vec<usize>) = (0..members).filter(is_seen).partition(is_folded);
        let level = Level::of(window.cells(), seen.len(), view.level);
        Self { chart, view, window, projection, level, selected, seen, folded, folds, spotlight }
    }

    /// Whether some stand out and the others fade.
    pub(crate) fn has_focus(&self) -> bool {
        self.spotlight.is_some()
    }

    /// How near a member is to what is asked; nobody is if nothing is.
    pub(crate) fn hop(&self, member: usize) -> u8 {
        self.spotlight.map_or(FAR, |spotlight| spotlight.nearness(member))
    }

    /// What is added to the rank of a member's name for the ties it is nearer.
    pub(crate) fn closeness(&self, member: usize) -> u32 {
        self.spotlight.map_or(0, |spotlight| spotlight.closeness(member))
    }

    /// The number of a member that stands in an order.
    pub(crate) fn number(&self, member: usize) -> Option<usize> {
        self.spotlight?.numbers.get(&member).copied()
    }

    /// What is said of a member beside its name.
    pub(crate) fn aside(&self, member: usize) -> Option<Aside> {
        self.spotlight?.asides.get(&member).copied()
    }

    /// Whether names fill the room that is left, not only those of the answer.
    pub(crate) fn fills(&self) -> bool {
        self.spotlight.is_none_or(|spotlight| spotlight.fill == Fill::Everybody)
    }

    pub(crate) fn emphasis(&self, member: usize) -> Emphasis {
        if self.selected == Some(member) {
            return Emphasis::Selected;
        }
        match (self.has_focus(), self.hop(member)) {
            (false, _) | (true, PLAIN) => Emphasis::Plain,
            (true, SELF | NAMED) => Emphasis::Tied,
            (true, _) => Emphasis::Faded,
        }
    }

    /// The inks of a tie that stands out, by its place in the roster.
    pub(crate) fn lit(&self, tie: usize) -> Option<[Ink; 2]> {
        self.spotlight?.ties.get(&tie).copied()
    }

    /// Whether the group of a member was opened.
    pub(crate) fn is_opened(&self, member: usize) -> bool {
        self.chart.roster.members.get(member).is_some_and(|drawn| self.folds.is_open(drawn.area))
    }

    /// The cell a member's place falls into, with fractions.
    pub(crate) fn cell(&self, member: usize) -> (f32, f32) {
        self.projection.cell(self.chart.place(member).unwrap_or_default())
    }
}

//! The chart: a network laid out, kept by the caller, from which every frame's picture is drawn.

use std::sync::Arc;

use super::{
    bubbles, ego, far,
    ground::Ground,
    guides, journey,
    layout::Layout,
    legend, names, neighbours,
    picture::{Emphasis, Ink, Picture, Rect},
    pins::Pins,
    placeless,
    projection::Projection,
    rings::{Band, Point, Rings},
    roster::Roster,
    spotlight::{FAR, NAMED, PLAIN, SELF, Spotlight},
    tags, ties,
    view::{Camera, Level, View},
};
use crate::{analysis::Analysis, model::PinLayout};

/// A network laid out. Built once for an analysis and a layout: about 30 ms for 30,000 members.
#[derive(Clone, Debug)]
pub struct Chart {
    pub roster: Arc<Roster>,
    pub layout: Layout,
    pub analysis: Arc<Analysis>,
    rings: Arc<Rings>,
    ground: Arc<Ground>,
    /// Who is pinned where, in every layout.
    pins: Arc<Pins>,
}

impl Chart {
    pub fn new(analysis: &Arc<Analysis>, layout: Layout) -> Self {
        let roster = Roster::of(analysis);
        let (mut rings, mut ground) = (Rings::of(&roster), Ground::of(&roster));
        let pins = Pins::of(&analysis.network, &roster);
        for (member, place) in pins.of_layout(PinLayout::Rings) {
            rings.pin(&roster, *member, *place);
        }
        for (member, place) in pins.of_layout(PinLayout::Geographic) {
            ground.pin(*member, *place);
        }
        Self {
            roster: Arc::new(roster),
            layout,
            analysis: Arc::clone(analysis),
            rings: Arc::new(rings),
            ground: Arc::new(ground),
            pins: Arc::new(pins),
        }
    }

    /// The same network with one member pinned at a place in this layout, or as near as the layout lets it.
    ///
    /// For a member being moved: it costs a copy of the places. Where the layout has no pins nothing changes.
    #[must_use]
    pub fn pinning(&self, member: usize, place: Point) -> Self {
        let mut chart = self.clone();
        let Some(layout) = self.layout.pins() else { return chart };
        Arc::make_mut(&mut chart.pins).put(layout, member, place);
        match layout {
            PinLayout::Rings => Arc::make_mut(&mut chart.rings).pin(&self.roster, member, place),
            PinLayout::Geographic => Arc::make_mut(&mut chart.ground).pin(member, place),
            PinLayout::Force => {}
        }
        chart
    }

    /// Who is pinned in this layout, by the places in the roster.
    pub fn pinned(&self) -> impl Iterator<Item = usize> {
        let pins = self.layout.pins().map(|layout| self.pins.of_layout(layout));
        pins.into_iter().flat_map(|pins| pins.keys().copied()).filter(|member| self.place(*member).is_some())
    }

    /// Whether a member is pinned in this layout.
    pub fn is_pinned(&self, member: usize) -> bool {
        self.layout.pins().is_some_and(|layout| self.pins.of_layout(layout).contains_key(&member)) && self.place(member).is_some()
    }

    /// The same network in another layout; costs nothing.
    #[must_use]
    pub fn in_layout(&self, layout: Layout) -> Self {
        Self { layout, ..self.clone() }
    }

    /// Where a member stands in the rings or on the ground, for a camera that follows it.
    pub fn place_of(&self, id: &str) -> Option<Point> {
        self.place(self.roster.index(id)?)
    }

    /// The same for a place in the roster.
    pub(crate) fn place(&self, member: usize) -> Option<Point> {
        // The other layouts are laid out around their pins; forces ask here, so that a member being moved needs no new layout.
        if let (Layout::Force, Some(place)) = (self.layout, self.pins.of_layout(PinLayout::Force).get(&member)) {
            return Some(*place);
        }
        match self.layout {
            Layout::Rings | Layout::Journey | Layout::Ego | Layout::Force | Layout::Matrix => self.rings.places.get(member).copied(),
            Layout::Geographic => self.ground.places.get(member).copied().flatten(),
        }
    }

    /// Places to cells of a window, with so many columns and rows left free around the whole map.
    pub(crate) fn projection(&self, window: Rect, margin: (f64, f64), camera: Camera) -> Projection {
        match self.layout {
            Layout::Rings | Layout::Journey | Layout::Ego | Layout::Force | Layout::Matrix => Projection::new(window, margin, camera),
            Layout::Geographic => self.ground.projection(window, margin, camera),
        }
    }

    /// The member in the middle of the ego board: the one put there, else the selected one, else the one with the most ties.
    pub fn centre(&self, view: &View) -> Option<usize> {
        let wanted = view.centre.as_ref().or(view.selected.as_ref());
        wanted.and_then(|id| self.roster.index(id)).or_else(|| neighbours::most_connected(&self.roster))
    }

    /// The rings, inside out.
    pub fn bands(&self) -> &[Band] {
        &self.rings.bands
    }

    pub(crate) fn rings(&self) -> &Rings {
        &self.rings
    }

    pub(crate) fn ground(&self) -> &Ground {
        &self.ground
    }

    /// The picture in a window of this size, header and footer rows included. Any size will do.
    ///
    /// Cost: O(members · log members + ties); for 30,000 members about 2 ms as rings and 10 ms as a journey.
    pub fn picture(&self, view: &View, width: u16, height: u16) -> Picture {
        let map = map_area(width, height);
        let mut picture = Picture { width, height, map, ..Picture::default() };
        if map.cells() > 0 {
            match self.layout {
                Layout::Rings | Layout::Force | Layout::Matrix => self.draw_rings(view, &mut picture),
                Layout::Journey => journey::draw(self, view, &mut picture),
                Layout::Ego => ego::draw(self, view, &mut picture),
                Layout::Geographic => self.draw_ground(view, &mut picture),
            }
        }
        for placement in &mut picture.placements {
            placement.is_pinned = self.is_pinned(placement.member);
        }
        view.paint.apply(self.layout, &mut picture);
        tags::draw(self, view, &mut picture);
        legend::head(self, view, &mut picture);
        legend::foot(self, view, &mut picture);
        picture
    }

    fn draw_rings(&self, view: &View, picture: &mut Picture) {
        let scene = Scene::new(self, view, picture.map);
        picture.level = scene.level;
        picture.projection = Some(scene.projection);
        picture.guides = guides::guides(&scene);
        match scene.level {
            Level::Far => far::draw(&scene, picture),
            Level::Middle | Level::Near => {
                names::draw(&scene, picture);
                ties::draw(&scene, picture);
            }
        }
    }

    fn draw_ground(&self, view: &View, picture: &mut Picture) {
        let (window, beside) = placeless::parted(picture.map, self.roster.members.len(), self.ground.placeless());
        let scene = Scene::new(self, view, window);
        picture.level = scene.level;
        picture.projection = Some(scene.projection);
        picture.guides = guides::outline(&scene);
        match scene.level {
            Level::Far => {
                bubbles::draw(&scene, picture);
                placeless::draw(&scene, beside, picture);
            }
            Level::Middle | Level::Near => {
                names::draw(&scene, picture);
                placeless::draw(&scene, beside, picture);
                ties::draw(&scene, picture);
            }
        }
    }
}

/// Header and footer are given up before the map is.
fn map_area(width: u16, height: u16) -> Rect {
    let (top, bottom) = match height {
        0..=3 => (0, 0),
        4..=7 => (1, 0),
        8.. => (1, 1),
    };
    Rect::new(0, top, i32::from(width), (i32::from(height) - top - bottom).max(0))
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
    /// Members in the window, in the order of the roster.
    pub(crate) seen: Vec<usize>,
    /// What stands out, if something is asked.
    pub(crate) spotlight: Option<Spotlight>,
}

/// Up to this many members in the window, names are pushed apart and each gets one.
pub(crate) const FEW_IN_VIEW: usize = 90;

impl<'a> Scene<'a> {
    fn new(chart: &'a Chart, view: &'a View, window: Rect) -> Self {
        let members = chart.roster.members.len();
        let fitted = Level::of(window.cells(), members, None);
        let margin = match fitted {
            Level::Far if chart.layout == Layout::Geographic => (1.0, 0.5),
            // The names of the areas stand around the dots.
            Level::Far => ((f64::from(window.width) / 7.0).min(13.0), 2.0),
            // Half a name, or half a glyph.
            Level::Middle | Level::Near if members <= FEW_IN_VIEW => ((f64::from(window.width) / 8.0).min(9.0), 1.0),
            Level::Middle | Level::Near => (2.0, 0.5),
        };
        let projection = chart.projection(window, margin, view.camera);
        let is_seen = |member: &usize| chart.place(*member).is_some_and(|place| projection.sees(place));
        let seen: Vec<usize> = (0..members).filter(is_seen).collect();
        let level = Level::of(window.cells(), seen.len(), view.level);
        let selected = view.selected_in(chart);
        let spotlight = Spotlight::of(chart, view);
        Self { chart, view, window, projection, level, selected, seen, spotlight }
    }

    /// Whether some stand out and the others fade.
    pub(crate) fn has_focus(&self) -> bool {
        self.spotlight.is_some()
    }

    /// How near a member is to what is asked; nobody is if nothing is.
    pub(crate) fn hop(&self, member: usize) -> u8 {
        self.spotlight.as_ref().map_or(FAR, |spotlight| spotlight.nearness(member))
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
        self.spotlight.as_ref()?.ties.get(&tie).copied()
    }

    /// The cell a member's place falls into, with fractions.
    pub(crate) fn cell(&self, member: usize) -> (f32, f32) {
        self.projection.cell(self.chart.place(member).unwrap_or_default())
    }
}

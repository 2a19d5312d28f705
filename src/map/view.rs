//! What of the map is looked at: the place, the zoom, the selected member, how many names.

use std::collections::BTreeSet;

use ecow::EcoString;

use super::{
    areas::Grouping,
    chart::Chart,
    neighbours::Side,
    paint::Paint,
    rings::Point,
    spotlight::{Only, Topic, Way},
    tags::Pointer,
};
use crate::model::{Field, FieldError, MemberId};

/// A zoom step of the picture, by the cells there are for a member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Dots.
    Far,
    /// Names and glyphs.
    #[default]
    Middle,
    /// Cards.
    Near,
}

impl Level {
    /// From this many cells a member on, there is room for cards.
    const NEAR: f64 = 150.0;
    /// From this many cells a member on, there is room for glyphs and some names.
    const MIDDLE: f64 = 5.5;
    /// A step holds on a tenth beyond its border, so that the picture does not flicker at it.
    const HOLD: f64 = 0.1;

    /// The step for so many cells and members in the window, given the step there was.
    pub(crate) fn of(cells: usize, members: usize, before: Option<Self>) -> Self {
        let room = cells as f64 / members.max(1) as f64;
        let reaches = |border: f64, step: Self| match before {
            Some(before) if before >= step => room >= border * (1.0 - Self::HOLD),
            Some(_) => room >= border * (1.0 + Self::HOLD),
            None => room >= border,
        };
        if reaches(Self::NEAR, Self::Near) {
            Self::Near
        } else if reaches(Self::MIDDLE, Self::Middle) {
            Self::Middle
        } else {
            Self::Far
        }
    }

    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Far => "far",
            Self::Middle => "middle",
            Self::Near => "near",
        }
    }
}

/// Which part of the map the window shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// What stands in the middle of the window.
    pub middle: Point,
    /// 1 shows the whole map.
    pub zoom: f64,
}

impl Default for Camera {
    fn default() -> Self {
        Self { middle: Point::default(), zoom: 1.0 }
    }
}

impl Camera {
    /// How much one zoom step enlarges.
    pub const STEP: f64 = 1.5;
    /// Beyond this a window shows empty space between two members of the largest network.
    pub const CLOSEST: f64 = 130.0;

    /// One step nearer to the middle of the window.
    #[must_use]
    pub fn zoomed_in(self) -> Self {
        self.at_zoom(self.zoom * Self::STEP)
    }

    /// One step away; the whole map is the end of it.
    #[must_use]
    pub fn zoomed_out(self) -> Self {
        self.at_zoom(self.zoom / Self::STEP)
    }

    /// The same middle at another zoom.
    #[must_use]
    pub fn at_zoom(self, zoom: f64) -> Self {
        let zoom = if zoom.is_finite() { zoom.clamp(1.0, Self::CLOSEST) } else { 1.0 };
        let middle = if zoom <= 1.0 { Point::default() } else { self.middle };
        Self { middle, zoom }
    }

    /// At another zoom, with this place staying where it is in the window.
    #[must_use]
    pub fn zoomed_around(self, place: Point, zoom: f64) -> Self {
        let zoomed = self.at_zoom(zoom);
        if zoomed.zoom <= 1.0 {
            return zoomed;
        }
        let kept = |at: f64, middle: f64| (at + (middle - at) * self.zoom / zoomed.zoom).clamp(-1.0, 1.0);
        Self { middle: Point { x: kept(place.x, self.middle.x), y: kept(place.y, self.middle.y) }, ..zoomed }
    }

    /// The window moved by shares of its own width and height; the middle stays on the map.
    #[must_use]
    pub fn panned(self, across: f64, down: f64) -> Self {
        if self.zoom <= 1.0 {
            return self;
        }
        let moved = |from: f64, by: f64| (from + 2.0 * by / self.zoom).clamp(-1.0, 1.0);
        Self { middle: Point { x: moved(self.middle.x, across), y: moved(self.middle.y, down) }, ..self }
    }

    /// The same zoom with this place in the middle.
    #[must_use]
    pub fn centred_on(self, place: Point) -> Self {
        if self.zoom <= 1.0 { self } else { Self { middle: place, ..self } }
    }
}

/// Which names are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Names {
    /// All that fit.
    #[default]
    Fitting,
    /// Flagged members, sources, universities and hubs.
    Important,
    /// All that fit, and numbers for the rest with a list beside the map.
    Numbered,
    None,
}

impl Names {
    /// The next of the four, and around.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Fitting => Self::Important,
            Self::Important => Self::Numbered,
            Self::Numbered => Self::None,
            Self::None => Self::Fitting,
        }
    }

    /// What it shows, for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Fitting => "names that fit",
            Self::Important => "important names only",
            Self::Numbered => "names and numbers",
            Self::None => "no names",
        }
    }
}

/// Which ties are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ties {
    /// As many as there is room for: all, or where they are too many those of coaching, by their ends.
    #[default]
    Fitting,
    All,
    Coaching,
    /// None but those that stand out because somebody asked for them.
    None,
}

impl Ties {
    /// The next of the four, and around.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Fitting => Self::All,
            Self::All => Self::Coaching,
            Self::Coaching => Self::None,
            Self::None => Self::Fitting,
        }
    }

    /// What it shows, for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Fitting => "as many ties as fit",
            Self::All => "all ties",
            Self::Coaching => "coaching ties only",
            Self::None => "no ties",
        }
    }
}

/// Its words are those of kept views and of the shell.
impl Field for Ties {
    fn text(&self) -> String {
        match self {
            Self::Fitting => "auto".to_owned(),
            Self::All => "all".to_owned(),
            Self::Coaching => "coaching".to_owned(),
            Self::None => "none".to_owned(),
        }
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        let word = text.trim().to_lowercase();
        let found = [Self::Fitting, Self::All, Self::Coaching, Self::None].into_iter().find(|ties| ties.text() == word);
        found.ok_or_else(|| FieldError::new(text, "which ties: auto, all, coaching or none"))
    }

    fn words() -> Vec<&'static str> {
        vec!["auto", "all", "coaching", "none"]
    }
}

/// Its words are those of kept views and of the shell.
impl Field for Names {
    fn text(&self) -> String {
        match self {
            Self::Fitting => "fitting".to_owned(),
            Self::Important => "important".to_owned(),
            Self::Numbered => "numbered".to_owned(),
            Self::None => "none".to_owned(),
        }
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        let word = text.trim().to_lowercase();
        let found = [Self::Fitting, Self::Important, Self::Numbered, Self::None].into_iter().find(|names| names.text() == word);
        found.ok_or_else(|| FieldError::new(text, "a choice of names: fitting, important, numbered or none"))
    }

    fn words() -> Vec<&'static str> {
        vec!["fitting", "important", "numbered", "none"]
    }
}

/// How the map is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    pub camera: Camera,
    pub selected: Option<MemberId>,
    /// Who stands in the middle of the ego board; without, the selected member does.
    pub centre: Option<MemberId>,
    /// The side of the ego board on which the selected member was reached, if it stands on both.
    pub side: Side,
    /// Whose column of the matrix is looked at; without, the selected member's own.
    pub across: Option<MemberId>,
    /// The question laid over the map; everything it is not about fades.
    pub topic: Option<Topic>,
    /// Who meets the filter; the others fade.
    pub only: Option<Only>,
    pub names: Names,
    pub ties: Ties,
    /// The fact that groups the members; without, the one that parts them best.
    pub grouping: Option<Grouping>,
    /// Groups whose members stand out where others are dots or bubbles, by name.
    pub opened: BTreeSet<EcoString>,
    /// Groups that are one bubble where others are members, by name.
    pub closed: BTreeSet<EcoString>,
    /// The group whose bubble is under the cursor; nobody is selected then.
    pub group: Option<EcoString>,
    /// Set while a member is pointed at: everybody in view has two letters.
    pub pointer: Option<Pointer>,
    /// By which measures the members are coloured and sized.
    pub paint: Paint,
    /// The step of the picture before, so that it holds on a little at its border.
    pub level: Option<Level>,
}

impl View {
    /// The topic of the focus as it begins: whoever has a tie with the selected member.
    pub const FOCUS: Topic = Topic::Focus { way: Way::Both, steps: 1 };

    /// The place of the selected member in the roster.
    pub(crate) fn selected_in(&self, chart: &Chart) -> Option<usize> {
        chart.roster.index(self.selected.as_ref()?)
    }
}

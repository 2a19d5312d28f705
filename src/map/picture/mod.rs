//! The picture: what is drawn where, in cells, without a colour and without a character of a terminal.
//!
//! Cells count from the top left corner of the picture. Strokes are in dots, two across and four down a cell.

mod piece;
mod placement;

use ecow::EcoString;

pub use piece::{Joint, Label, Piece};
pub use placement::{Beyond, Emphasis, Gauge, Mark, Placement, Shape};

use super::{
    legend_box::LegendBox,
    matrix::Table,
    paint::Paint,
    projection::Projection,
    roster::{Emblem, Lane},
    routes::Route,
    spotlight::Line,
    tags::Tag,
    view::Level,
    walk::Sides,
};
use crate::{
    finding::Pattern,
    model::{Phase, Stage},
};

/// What a piece of the picture is, so that a theme can give it a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ink {
    Stage(Stage),
    Unrated,
    Source,
    University,
    Hub,
    Flag(Pattern),
    LearnsFrom,
    SharesWith,
    Tie(Phase),
    /// A class of the measure the members are coloured by, 0 the lowest of five.
    Class(u8),
    Guide,
    Text,
    Strong,
    Dim,
}

impl Ink {
    /// The ink of a member.
    pub fn of(lane: Lane, emblem: Option<Emblem>) -> Self {
        match (lane, emblem) {
            (Lane::Stage(stage), _) => Self::Stage(stage),
            (Lane::Unrated, _) => Self::Unrated,
            (Lane::Sources, _) => Self::Source,
            (Lane::Bodies, Some(Emblem::University)) => Self::University,
            (Lane::Bodies, _) => Self::Hub,
        }
    }
}

/// A count as cells; more than a window can have is as many as there can be.
pub(crate) fn cells(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
}

impl Rect {
    pub fn new(x: i32, y: i32, width: i32, height: i32) -> Self {
        Self { x, y, width, height }
    }

    /// The first column to the right of it.
    pub fn right(self) -> i32 {
        self.x + self.width
    }

    /// The first row below it.
    pub fn bottom(self) -> i32 {
        self.y + self.height
    }

    pub fn contains(self, x: i32, y: i32) -> bool {
        (self.x..self.right()).contains(&x) && (self.y..self.bottom()).contains(&y)
    }

    /// Whether two rectangles share a cell.
    pub fn meets(self, other: Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// The number of its cells.
    pub fn cells(self) -> usize {
        usize::try_from(self.width.max(0)).unwrap_or(0) * usize::try_from(self.height.max(0)).unwrap_or(0)
    }
}

/// Where a thing points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearing {
    Left,
    Right,
    Up,
    Down,
}

/// A line of dots: a guide or a tie.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    pub points: Vec<(f32, f32)>,
    /// Dots drawn and dots left out, in turn.
    pub on: u32,
    pub off: u32,
    /// How many dots wide.
    pub width: u8,
    /// A higher level clears the cells of lower ones, so that strong ties stay crisp where they cross weak ones.
    pub level: u8,
    /// The ink of the first and of the second half.
    pub inks: [Ink; 2],
    /// The strength at both ends, 0 (cannot be seen) to 1 (the full colour).
    pub strength: [f32; 2],
    /// The stretches drawn, as shares of the length.
    pub drawn: Vec<(f32, f32)>,
}

/// A line between two members that is no tie.
#[derive(Clone, Debug, PartialEq)]
pub struct Joined {
    pub stroke: Stroke,
    pub line: Line,
}

/// The head of a tie, before the member it reaches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrow {
    pub x: i32,
    pub y: i32,
    pub bearing: Bearing,
    pub ink: Ink,
    pub strength: f32,
}

/// A cell of the far view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DotCell {
    pub x: i32,
    pub y: i32,
    /// Bit 2·row + column for each of the eight dots.
    pub dots: u8,
    pub ink: Ink,
    /// 1, or less while the dots stand behind something.
    pub strength: f32,
    /// The gravest flag of anybody in the cell, for terminals without colours.
    pub flag: Option<Pattern>,
}

/// A frame around a column, in the boundary of its lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    pub area: Rect,
    pub lane: Lane,
}

/// Members drawn together as one bubble; its frame, words and bar are in the picture like others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// The group with the most members in it.
    pub name: EcoString,
    /// The groups in it, as places in [`super::Roster::areas`].
    pub areas: Vec<usize>,
    pub area: Rect,
    pub members: usize,
    /// Members with condoned failure, entrenched ones included.
    pub condoned: usize,
    /// Members that only coast.
    pub coasting: usize,
}

/// A bar of members of one lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    pub area: Rect,
    pub lane: Lane,
}

/// The whole map in a corner, while the window shows a part of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Minimap {
    /// With its frame.
    pub area: Rect,
    /// Dots of everybody.
    pub dots: Vec<DotCell>,
    /// What the window shows, in dots of the picture.
    pub window: Stroke,
    /// Which place on the map each of its cells shows.
    pub projection: Projection,
}

/// The picture of a network in a window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    pub width: u16,
    pub height: u16,
    /// The cells between header and footer.
    pub map: Rect,
    /// By which measures members are coloured and sized.
    pub paint: Paint,
    pub level: Level,
    pub header: Vec<Piece>,
    /// What is filtered, hidden or left out, the most important first.
    pub notes: Vec<EcoString>,
    pub footer: Vec<Piece>,
    pub guides: Vec<Stroke>,
    pub ties: Vec<Stroke>,
    /// Lines that are no ties, over those.
    pub lines: Vec<Joined>,
    /// Ties along rows and columns, where they are few and near.
    pub routes: Vec<Route>,
    pub arrows: Vec<Arrow>,
    pub dots: Vec<DotCell>,
    pub frames: Vec<Frame>,
    /// Groups drawn as one bubble each.
    pub clusters: Vec<Cluster>,
    pub bars: Vec<Bar>,
    /// In the order of drawing: who matters most comes last.
    pub placements: Vec<Placement>,
    /// Members drawn a second time, on the other side of the ego board.
    pub echoes: Vec<Placement>,
    /// Who stands on which side of the ego board.
    pub sides: Option<Sides>,
    /// The cells of the matrix.
    pub table: Option<Table>,
    pub labels: Vec<Label>,
    /// Lines of words under the map.
    pub caption: Vec<Label>,
    /// Two letters at members, while somebody is pointed at.
    pub tags: Vec<Tag>,
    /// Members in the window that have no letters then: too many, or no room.
    pub untagged: usize,
    pub minimap: Option<Minimap>,
    /// Over everything else.
    pub legend: Option<LegendBox>,
    /// Which place on the map a cell shows; none where cells are no places, as on the journey and the ego board.
    pub projection: Option<Projection>,
    /// Whether ties below coaching are left out because there are too many.
    pub only_coaching: bool,
    /// Where numbers on the map are explained; empty if there are none.
    pub list: Rect,
    /// Members in the window that are drawn without a name or number, or found no cell; none while there are no names on purpose.
    pub unnamed: usize,
    /// Members in the window that found no cell.
    pub hidden: usize,
    /// What is asked, and who is filtered, in a few words each.
    pub asked: Vec<EcoString>,
    /// Members in the window that only a number speaks of.
    pub counted: usize,
}

impl Picture {
    /// The cells between header and footer, the caption included.
    pub fn with_caption(&self) -> Rect {
        Rect { height: self.map.height + cells(self.caption.len()), ..self.map }
    }
}

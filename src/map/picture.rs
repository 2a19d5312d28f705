//! The picture: what is drawn where, in cells, without a colour and without a character of a terminal.
//!
//! Cells count from the top left corner of the picture. Strokes are in dots, two across and four down a cell.

use ecow::EcoString;

use super::{
    legend_box::LegendBox,
    matrix::{Exchange, Table},
    paint::Paint,
    projection::Projection,
    roster::{Emblem, Lane},
    routes::Route,
    spotlight::{Aside, Bond, Line},
    tags::Tag,
    view::Level,
    walk::Sides,
};
use crate::{
    finding::Pattern,
    model::{Phase, Stage, Trust},
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

/// How a member is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// A dot of the far view; the cell's dots are in [`Picture::dots`].
    Dot,
    /// One glyph, or three cells with the sign of its flag.
    Badge,
    /// The name in its boundary.
    Pill,
    /// The name, stage and phase in a frame.
    Card,
    /// The large card in the middle of the ego board; the lines of its text are the name and the area.
    Board,
}

/// How much a member matters now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Emphasis {
    /// Others matter more.
    Faded,
    Plain,
    /// Tied to the member in focus.
    Tied,
    /// The selected member.
    Selected,
}

/// Where a thing points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearing {
    Left,
    Right,
    Up,
    Down,
}

/// How a member of the journey is tied to the one in focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The member in focus learns from it; else it shares with it.
    pub gives: bool,
    pub phase: Phase,
}

/// Ties of a member that leave the window, by the way knowledge goes; one that goes both ways counts on both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beyond {
    pub learns: usize,
    pub shares: usize,
}

impl Beyond {
    /// The arrow, the ink and the number of each way that has any.
    pub fn parts(self) -> impl Iterator<Item = (Bearing, Ink, usize)> {
        let ways = [(Bearing::Left, Ink::LearnsFrom, self.learns), (Bearing::Right, Ink::SharesWith, self.shares)];
        ways.into_iter().filter(|(.., count)| *count > 0)
    }

    /// How many cells they take, a blank between two; 0 if no tie leaves.
    pub fn width(self) -> u16 {
        self.parts().map(|(.., count)| super::text::width(&count.to_string()) + 2).sum::<u16>().saturating_sub(1)
    }
}

/// A member's place in the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    /// Its place in [`super::Roster::members`].
    pub member: usize,
    pub area: Rect,
    pub shape: Shape,
    /// The name in the room there is; empty for dots, and for a badge its number in the list, if it has one.
    pub text: EcoString,
    pub lane: Lane,
    pub emblem: Option<Emblem>,
    pub flag: Option<Pattern>,
    pub phase: Option<Phase>,
    /// What its ties show, if the stage it was rated is more than that.
    pub doubt: Option<Stage>,
    /// In how many steps it learns from research, practice and innovation.
    pub sources: [Option<u8>; 3],
    /// In the near view, its ties with members outside the window.
    pub beyond: Beyond,
    pub emphasis: Emphasis,
    pub mark: Option<Mark>,
    /// Its number where members have an order, as on a path; it is before the name in the text.
    pub number: Option<usize>,
    /// Somebody moved it there by hand.
    pub is_pinned: bool,
    /// What is said of it beside its name.
    pub aside: Option<Aside>,
    /// The ink in the place of its stage's, where members are coloured by a measure.
    pub ink: Option<Ink>,
    /// The class of its measure, in the last cell of its area.
    pub gauge: Option<Gauge>,
}

/// The class of a measure as a bar in one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gauge {
    /// 0 the lowest of five; none if nothing is known.
    pub height: Option<u8>,
    pub ink: Ink,
}

impl Placement {
    /// Its cells without the one of its gauge.
    pub fn body(&self) -> Rect {
        match (self.gauge, self.shape) {
            (Some(_), Shape::Badge | Shape::Pill) => Rect { width: self.area.width - 1, ..self.area },
            (Some(_) | None, _) => self.area,
        }
    }

    /// The cell of its gauge, if it has one.
    pub fn gauge_cell(&self) -> Option<(i32, i32, Gauge)> {
        let gauge = self.gauge?;
        match self.shape {
            Shape::Badge | Shape::Pill => Some((self.area.right() - 1, self.area.y, gauge)),
            Shape::Card => Some((self.area.right() - 7, self.area.y + 2, gauge)),
            Shape::Dot | Shape::Board => None,
        }
    }
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

/// Where the arms of a joint of lines go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Joint(u8);

impl Joint {
    pub const UP: Self = Self(1);
    pub const DOWN: Self = Self(2);
    pub const LEFT: Self = Self(4);
    pub const RIGHT: Self = Self(8);

    /// The same with one more arm.
    #[must_use]
    pub fn with(self, arm: Self) -> Self {
        Self(self.0 | arm.0)
    }

    pub fn has(self, arm: Self) -> bool {
        self.0 & arm.0 == arm.0
    }
}

/// A piece of a line of words and signs.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    Text(EcoString, Ink),
    /// A heading.
    Bold(EcoString, Ink),
    /// A word in the boundary of a lane.
    Boundary(Lane, EcoString),
    /// The same with the lane's glyph before the word.
    Glyph(Lane, EcoString),
    /// The glyph of a lane alone.
    Sign(Lane),
    /// A word in the boundary of a claimed stage, which begins as that of the stage that ties show, and its mark.
    Claimed {
        shown: Stage,
        claimed: Stage,
        text: EcoString,
    },
    /// A word on the badge of a pattern, its sign first.
    Badge(Pattern, EcoString),
    /// The sign of a pattern and how many have it.
    Tally(Pattern, usize),
    Emblem(Emblem),
    /// A short line in the pattern of a phase.
    Line(Phase),
    /// A cell of the matrix in the tone of a phase.
    Tile(Phase, Exchange),
    /// So many cells in the tone of a phase.
    Tone(Phase, u16),
    /// How far sharing goes, as three dots.
    Phase(Option<Phase>, Ink),
    /// A short line in the pattern of what is no tie.
    Bond(Bond),
    /// A line of so many cells in the pattern of a phase.
    Dashes(Phase, u16, Ink),
    /// Trust as four dots, as many full as its score.
    Trust(Option<Trust>, Ink),
    /// The head of a line.
    Head(Bearing, Ink),
    /// Where lines meet.
    Joint(Joint, Ink),
    Gauge(Gauge),
    /// A name as the selected member has it.
    Selected(EcoString),
}

impl Piece {
    /// How many cells it takes.
    pub fn width(&self) -> u16 {
        match self {
            Self::Text(text, _) | Self::Bold(text, _) => super::text::width(text),
            Self::Boundary(_, text) | Self::Selected(text) => super::text::width(text) + 2,
            Self::Glyph(_, text) => super::text::width(text) + 4,
            Self::Claimed { text, .. } | Self::Badge(_, text) => super::text::width(text) + 3,
            Self::Tally(_, count) => super::text::width(&count.to_string()) + 1,
            Self::Emblem(_) | Self::Head(..) | Self::Joint(..) | Self::Sign(_) | Self::Gauge(_) => 1,
            Self::Dashes(_, cells, _) | Self::Tone(_, cells) => *cells,
            Self::Trust(..) => 4,
            Self::Tile(..) => 2,
            Self::Line(_) | Self::Bond(_) | Self::Phase(..) => 3,
        }
    }
}

/// A line of words on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub x: i32,
    pub y: i32,
    pub pieces: Vec<Piece>,
    /// 0 (cannot be seen) to 1 (the full colour).
    pub strength: f32,
}

impl Label {
    /// The cells it takes.
    pub fn area(&self) -> Rect {
        let width = self.pieces.iter().map(|piece| i32::from(piece.width())).sum();
        Rect::new(self.x, self.y, width, 1)
    }
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

//! A member's place in the picture: its cells, its shape, and what is shown of it.

use ecow::EcoString;

use super::{Bearing, Ink, Rect};
use crate::{
    finding::Pattern,
    map::{
        roster::{Emblem, Lane},
        spotlight::Aside,
    },
    model::{Phase, Stage},
};

/// How a member is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// A dot of the far view; the cell's dots are in [`super::Picture::dots`].
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
        self.parts().map(|(.., count)| crate::map::text::width(&count.to_string()) + 2).sum::<u16>().saturating_sub(1)
    }
}

/// A member's place in the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    /// Its place in [`crate::map::Roster::members`].
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

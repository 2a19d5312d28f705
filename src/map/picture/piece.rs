//! Pieces of a line of words and signs, and the lines they make.

use ecow::EcoString;

use super::{Bearing, Gauge, Ink, Rect};
use crate::{
    finding::Pattern,
    map::{
        matrix::Exchange,
        roster::{Emblem, Lane},
        spotlight::Bond,
        text,
    },
    model::{Phase, Stage, Trust},
};

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
            Self::Text(text, _) | Self::Bold(text, _) => text::width(text),
            Self::Boundary(_, text) | Self::Selected(text) => text::width(text) + 2,
            Self::Glyph(_, text) => text::width(text) + 4,
            Self::Claimed { text, .. } | Self::Badge(_, text) => text::width(text) + 3,
            Self::Tally(_, count) => text::width(&count.to_string()) + 1,
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

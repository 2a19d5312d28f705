//! What a layer says of a member beside its name, and the lines it draws between members that are no ties.

use ecow::{EcoString, eco_format};

use super::super::picture::{Bearing, Ink, Piece};
use crate::model::{Phase, Stage};

/// How a peer stands to the member whose family it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    Above,
    NotAbove,
    /// One of the two has no figure.
    Unknown,
}

/// What changed about a member since a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum News {
    /// It opened.
    New,
    /// Its stage rose from this one.
    Up(Stage),
    /// Its stage fell from this one.
    Down(Stage),
    /// It was rated for the first time.
    FirstRated,
    /// It was rated anew and stands where it stood.
    RatedAnew,
}

/// What a layer says of a member.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aside {
    /// A peer: its rank from the nearest on, its distance in standard deviations, and how it stands to the member.
    Peer {
        rank: usize,
        distance: Option<f64>,
        against: Against,
    },
    /// In how many steps it reaches research, practice and innovation.
    Reaches([Option<u8>; 3]),
    /// How many supports it gives and gets, and whether the review of one it gets is overdue.
    Supports {
        gives: usize,
        gets: usize,
        overdue: usize,
    },
    Changed(News),
}

impl Aside {
    /// The letters of the three kinds of source, each for one reached directly.
    pub const LETTERS: [char; 3] = ['R', 'P', 'I'];

    /// The signs beside the name.
    pub fn pieces(self) -> Vec<Piece> {
        let head = |bearing: Bearing| Piece::Head(bearing, Ink::Strong);
        let words = |text: EcoString| Piece::Bold(text, Ink::Strong);
        match self {
            // Its rank is the number before its name.
            Self::Peer { against: Against::Above, .. } => vec![head(Bearing::Up)],
            Self::Peer { against: Against::NotAbove | Against::Unknown, .. } => Vec::new(),
            Self::Reaches([None, None, None]) => vec![words("none".into())],
            Self::Reaches(steps) => vec![Piece::Bold(letters(steps), Ink::Source)],
            Self::Supports { gives, gets, overdue } => {
                let mut pieces = Vec::new();
                if gets > 0 {
                    pieces.extend([head(Bearing::Left), words(eco_format!("{gets}"))]);
                }
                if gives > 0 {
                    pieces.extend([head(Bearing::Right), words(eco_format!("{gives}"))]);
                }
                if overdue > 0 {
                    pieces.push(words(" late".into()));
                }
                pieces
            }
            Self::Changed(News::New) => vec![words("new".into())],
            Self::Changed(News::Up(from)) => vec![head(Bearing::Up), words(eco_format!("{}", from.number()))],
            Self::Changed(News::Down(from)) => vec![head(Bearing::Down), words(eco_format!("{}", from.number()))],
            Self::Changed(News::FirstRated) => vec![Piece::Text("rated".into(), Ink::Dim)],
            Self::Changed(News::RatedAnew) => vec![Piece::Text("again".into(), Ink::Dim)],
        }
    }

    /// The cells it takes behind a name, the blank before it included.
    pub fn width(self) -> u16 {
        let width: u16 = self.pieces().iter().map(Piece::width).sum();
        if width > 0 { width + 1 } else { 0 }
    }
}

/// A capital for a source reached directly, a small letter for one in two steps, a dash for none.
fn letters(steps: [Option<u8>; 3]) -> EcoString {
    let letter = |(letter, steps): (char, Option<u8>)| match steps {
        Some(0 | 1) => letter,
        Some(_) => letter.to_ascii_lowercase(),
        None => '-',
    };
    Aside::LETTERS.into_iter().zip(steps).map(letter).collect()
}

/// What a line that is no tie means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bond {
    /// From a member to a peer of its family.
    Peer,
    /// A support that is proposed or agreed.
    Planned,
    Running,
    /// A support that runs, and the day of its review has passed.
    Overdue,
    /// A tie of this phase that has ended.
    Ended(Phase),
}

impl Bond {
    /// Dots drawn, dots left out and dots across.
    pub fn pattern(self) -> (u32, u32, u8) {
        match self {
            Self::Peer => (1, 4, 1),
            Self::Planned => (5, 4, 2),
            Self::Running | Self::Overdue => (1, 0, 2),
            Self::Ended(_) => (2, 3, 1),
        }
    }

    pub fn ink(self) -> Ink {
        match self {
            Self::Peer | Self::Planned | Self::Running | Self::Overdue => Ink::Strong,
            Self::Ended(_) => Ink::Dim,
        }
    }

    /// Whether it leads from one to the other, so that it has a head.
    pub fn has_head(self) -> bool {
        matches!(self, Self::Planned | Self::Running | Self::Overdue)
    }
}

/// A line between two members of the roster.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub from: usize,
    pub to: usize,
    pub bond: Bond,
    /// What stands beside it where there is room, as the days a week of a support.
    pub words: EcoString,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_in_two_steps_is_a_small_letter() {
        assert_eq!(letters([Some(1), None, Some(2)]), "R-i");
    }
}

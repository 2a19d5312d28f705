//! The one list of patterns.

use std::fmt;

/// A pattern that can be found about a member, in the order of lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pattern {
    /// Attainment above national, below contextual peers.
    Coasting,
    /// A stage-1 school that rejects contextual evidence that it could do better.
    CondonedFailure,
    /// Both of them.
    Entrenched,
}

impl Pattern {
    /// Every pattern, in the order of lists.
    pub const ALL: [Self; 3] = [Self::Coasting, Self::CondonedFailure, Self::Entrenched];

    /// Its name for the shell, JSON and remarks.
    pub fn name(self) -> &'static str {
        match self {
            Self::Coasting => "coasting",
            Self::CondonedFailure => "condoned_failure",
            Self::Entrenched => "entrenched",
        }
    }

    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Coasting => "coasting",
            Self::CondonedFailure => "condoned failure",
            Self::Entrenched => "entrenched",
        }
    }

    /// The sign that stands for it beside a name, so that colour is never needed.
    pub fn sign(self) -> char {
        match self {
            Self::Coasting => '~',
            Self::CondonedFailure => '!',
            Self::Entrenched => '#',
        }
    }

    /// The pattern of this name; spaces and hyphens will do for `_`.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase().replace([' ', '-'], "_");
        Self::ALL.into_iter().find(|pattern| pattern.name() == name)
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

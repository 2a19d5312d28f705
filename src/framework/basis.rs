//! What coasting is measured against, as the rules name it.

use serde::Deserialize;

/// What coasting is measured against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Above national and below the family median.
    Family,
    /// Attainment above national and published progress below zero, as bare numbers.
    Published,
    /// The tests of the Coasting Schools (England) Regulations 2017.
    #[serde(rename = "statutory_2017")]
    Statutory2017,
}

impl Basis {
    pub fn word(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Published => "published",
            Self::Statutory2017 => "statutory_2017",
        }
    }
}

/// What becomes of the uncertainty of a family's median.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FamilyNoise {
    /// It is told beside the gap; the school's own interval decides.
    Told,
    /// The gap must be beyond both.
    Counted,
}

impl FamilyNoise {
    pub fn word(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::Counted => "counted",
        }
    }
}

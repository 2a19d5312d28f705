//! Ratings: what somebody judged of a member's stage and phase, on a day, on what basis. They are never overwritten.

use ecow::EcoString;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    declare::{record, words},
    field::{Field, FieldError},
    id::{Id, MemberId},
    prose::Prose,
};

/// The Olevi stage: how open a member's boundary is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Stage {
    Isolation = 1,
    Initiation = 2,
    Engagement = 3,
    Integration = 4,
}

/// The knowledge-sharing phase: what passes between two members, or the highest a member takes part in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Phase {
    Information = 1,
    Experience = 2,
    Coaching = 3,
}

impl Stage {
    /// Every stage, from the hard wall to the transparent boundary.
    pub const ALL: [Self; 4] = [Self::Isolation, Self::Initiation, Self::Engagement, Self::Integration];
}

impl Phase {
    /// Every phase, from telling to coaching and mentoring.
    pub const ALL: [Self; 3] = [Self::Information, Self::Experience, Self::Coaching];
}

/// Declares what a stage and a phase share: a number in the file, a number or a word where they are typed.
macro_rules! numbered {
    ($name:ident, $expected:literal, $($number:literal $word:literal $(| $also:literal)*),*) => {
        impl $name {
            /// Its number, from 1.
            pub fn number(self) -> u8 {
                self as u8
            }

            pub fn from_number(number: u8) -> Option<Self> {
                Self::ALL.into_iter().find(|value| value.number() == number)
            }
        }

        impl From<$name> for u8 {
            fn from(value: $name) -> Self {
                value.number()
            }
        }

        impl TryFrom<u8> for $name {
            type Error = FieldError;
            fn try_from(number: u8) -> Result<Self, FieldError> {
                Self::from_number(number).ok_or_else(|| FieldError::new(&number.to_string(), $expected))
            }
        }

        impl Field for $name {
            fn text(&self) -> String {
                self.number().to_string()
            }

            fn parse(text: &str) -> Result<Self, FieldError> {
                let word = text.trim().to_lowercase();
                let number = match word.as_str() {
                    $($word $(| $also)* => Some($number),)*
                    other => other.parse().ok(),
                };
                number.and_then(Self::from_number).ok_or_else(|| FieldError::new(text, $expected))
            }

            fn words() -> Vec<&'static str> {
                vec![$(stringify!($number)),*]
            }
        }
    };
}

numbered!(Stage, "a stage from 1 (isolation) to 4 (integration)", 1 "isolation", 2 "initiation", 3 "engagement", 4 "integration");
numbered!(Phase, "a phase from 1 (information) to 3 (coaching and mentoring)", 1 "information", 2 "experience", 3 "coaching" | "coaching and mentoring" | "mentoring");

words! {
    /// Sharing inside the school, which ties do not show.
    pub enum Inside as "sharing inside: none, some or systematic" {
        None = "none",
        Some = "some",
        Systematic = "systematic",
    }
}

words! {
    /// How sure the rater is.
    pub enum Confidence as "a confidence: low, medium or high" {
        Low = "low",
        Medium = "medium",
        High = "high",
    }
}

words! {
    /// What a rating rests on.
    pub enum Basis as "a basis: visit, survey, data or hearsay" {
        Visit = "visit",
        Survey = "survey",
        Data = "data",
        Hearsay = "hearsay",
    }
}

/// A rating taken back. It stays readable and no longer counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawn {
    pub by: EcoString,
    pub at: Timestamp,
    pub why: EcoString,
}

/// `by; at; why`. The first part that is a time is the time, so that a name may hold a semicolon.
impl Field for Withdrawn {
    fn text(&self) -> String {
        format!("{}; {}; {}", self.by, self.at, self.why)
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        let parts: Vec<&str> = text.split(';').collect();
        let time = parts.iter().enumerate().skip(1).find_map(|(place, part)| Some((place, Timestamp::parse(part).ok()?)));
        let Some((place, at)) = time else { return Err(FieldError::new(text, "`by; time; why`")) };
        let (by, rest) = parts.split_at(place);
        let why = rest.iter().skip(1).copied().collect::<Vec<_>>().join(";");
        Ok(Self { by: EcoString::parse(&by.join(";"))?, at, why: EcoString::parse(&why)? })
    }
}

record! {
    /// One judgement of a member's stage, phase or both.
    pub struct Rating {
        id: Id,
        member: MemberId,
        /// The day it speaks of.
        on: Date,
        @optional
        /// When it was recorded; imported ratings carry none.
        at: Option<Timestamp>,
        by: Option<EcoString>,
        role: Option<EcoString>,
        stage: Option<Stage>,
        phase: Option<Phase>,
        inside: Option<Inside>,
        confidence: Option<Confidence>,
        basis: Option<Basis>,
        note: Option<Prose>,
        withdrawn: Option<Withdrawn>,
        provenance as "imported": Option<EcoString>,
    }
}

impl Rating {
    /// Whether it still counts.
    pub fn stands(&self) -> bool {
        self.withdrawn.is_none()
    }

    /// What decides which of two ratings is newer: the day, then the time it was recorded, then the id.
    pub fn recency(&self) -> (Date, Option<Timestamp>, &Id) {
        (self.on, self.at, &self.id)
    }
}

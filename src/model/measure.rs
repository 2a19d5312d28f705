//! Figures: what was measured of a member, the national figure beside it, and what the measure means.

use ecow::EcoString;
use serde::{Deserialize, Serialize};

use super::{
    declare::{record, words},
    field::{Field, FieldError},
    id::{Id, MeasureId, MemberId, NationalId},
    number::{Number, Year},
};

/// A figure, or the mark its publisher printed in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reading {
    Known(Number),
    /// The mark as printed: `SUPP`, `NE`, `NP`, `LOWCOV`, `NA`, `NEW` or another publisher's.
    Suppressed(EcoString),
}

impl Reading {
    /// The figure, if it was published.
    pub fn known(&self) -> Option<f64> {
        match self {
            Self::Known(number) => Some(number.get()),
            Self::Suppressed(_) => None,
        }
    }
}

impl Field for Reading {
    fn text(&self) -> String {
        match self {
            Self::Known(number) => number.text(),
            Self::Suppressed(mark) => mark.text(),
        }
    }

    /// A number is known; capitals are a mark.
    fn parse(text: &str) -> Result<Self, FieldError> {
        let text = text.trim();
        if let Ok(number) = Number::parse(text.trim_end_matches('%')) {
            return Ok(Self::Known(number));
        }
        let is_mark = !text.is_empty() && text.len() <= 8 && text.chars().all(|c| c.is_ascii_uppercase());
        if is_mark { Ok(Self::Suppressed(text.into())) } else { Err(FieldError::new(text, "a number or a publisher's mark like `SUPP`")) }
    }
}

record! {
    /// One figure of one member in one year.
    pub struct Measure {
        /// `MEMBER/MEASURE/YEAR`.
        id: MeasureId,
        value: Reading,
        @optional
        /// The pupils behind it.
        pupils: Option<u32>,
        /// Lower end of the published 95% interval.
        low: Option<Number>,
        /// Upper end of the published 95% interval.
        high: Option<Number>,
        /// The number it was published under, if another than the member's own.
        number: Option<MemberId>,
        /// File and row it came from; no part of the fact.
        provenance as "from": Option<EcoString>,
    }
}

record! {
    /// The national figure of a measure in a year.
    pub struct NationalFigure {
        /// `MEASURE/YEAR`.
        id: NationalId,
        value: Number,
        @optional
        provenance as "from": Option<EcoString>,
    }
}

words! {
    /// Which way is better.
    pub enum Direction as "a direction: higher or lower" {
        Higher = "higher",
        Lower = "lower",
    }
}

words! {
    /// What a measure is used as when two schools are compared.
    pub enum MeasureRole as "a role: attainment, progress or other" {
        Attainment = "attainment",
        /// Already relative to pupils with the same prior attainment.
        Progress = "progress",
        Other = "other",
    }
}

words! {
    /// The English key stage whose end the measure describes.
    pub enum KeyStage as "a key stage: ks2 or ks4" {
        Two = "ks2",
        Four = "ks4",
    }
}

record! {
    /// What a measure means.
    pub struct Definition {
        /// The measure's name with `_` for spaces.
        id: Id,
        /// The measure's name.
        measure: EcoString,
        role: MeasureRole,
        @optional
        key_stage: Option<KeyStage>,
        direction: Option<Direction>,
        /// As "points" or "%".
        unit: Option<EcoString>,
        /// Standard deviation between pupils, in the unit: noise of a school's mean is this over the root of its pupils.
        spread: Option<Number>,
        source: Option<EcoString>,
    }
}

record! {
    /// One place in an official list of similar schools.
    pub struct Family {
        id: Id,
        member: MemberId,
        peer: MemberId,
        @optional
        /// 1 is the nearest.
        rank: Option<u32>,
        /// Who made the list.
        list: Option<EcoString>,
        year: Option<Year>,
        provenance as "imported": Option<EcoString>,
    }
}

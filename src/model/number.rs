//! Numbers that cannot be wrong: finite ones, percentages and years.

use std::{cmp::Ordering, fmt};

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::field::{Field, FieldError};

/// A finite number: never NaN, never infinite.
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Number(f64);

impl Number {
    /// The number, or `None` for NaN and infinities. Minus zero becomes zero.
    pub fn new(value: f64) -> Option<Self> {
        value.is_finite().then_some(Self(value + 0.0))
    }

    pub fn get(self) -> f64 {
        self.0
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl From<Number> for f64 {
    fn from(number: Number) -> Self {
        number.0
    }
}

/// Why a value is no [`Number`], [`Percent`] or [`Share`].
#[derive(Debug, thiserror::Error)]
#[error("{0} is {1}")]
pub struct OutOfRange(f64, &'static str);

impl TryFrom<f64> for Number {
    type Error = OutOfRange;
    fn try_from(value: f64) -> Result<Self, OutOfRange> {
        Self::new(value).ok_or(OutOfRange(value, "no finite number"))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Field for Number {
    fn text(&self) -> String {
        self.to_string()
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        text.trim().parse::<f64>().ok().and_then(Self::new).ok_or(FieldError::new(text, "a number"))
    }
}

/// A percentage, from 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Percent(Number);

impl Percent {
    /// The percentage, or `None` outside 0 to 100.
    pub fn new(value: f64) -> Option<Self> {
        Number::new(value).filter(|number| (0.0..=100.0).contains(&number.get())).map(Self)
    }

    pub fn get(self) -> f64 {
        self.0.get()
    }
}

impl From<Percent> for f64 {
    fn from(percent: Percent) -> Self {
        percent.get()
    }
}

impl TryFrom<f64> for Percent {
    type Error = OutOfRange;
    fn try_from(value: f64) -> Result<Self, OutOfRange> {
        Self::new(value).ok_or(OutOfRange(value, "no percentage from 0 to 100"))
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Field for Percent {
    fn text(&self) -> String {
        self.to_string()
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        let bare = text.trim().trim_end_matches('%').trim_end();
        bare.parse::<f64>().ok().and_then(Self::new).ok_or(FieldError::new(text, "a percentage from 0 to 100"))
    }
}

/// Days a week somebody can give, from 0 to 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Share(Number);

impl Share {
    /// The days a week, or `None` outside 0 to 7.
    pub fn new(value: f64) -> Option<Self> {
        Number::new(value).filter(|number| (0.0..=7.0).contains(&number.get())).map(Self)
    }

    pub fn get(self) -> f64 {
        self.0.get()
    }
}

impl From<Share> for f64 {
    fn from(share: Share) -> Self {
        share.get()
    }
}

impl TryFrom<f64> for Share {
    type Error = OutOfRange;
    fn try_from(value: f64) -> Result<Self, OutOfRange> {
        Self::new(value).ok_or(OutOfRange(value, "no number of days from 0 to 7"))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Field for Share {
    fn text(&self) -> String {
        self.to_string()
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        text.trim().parse::<f64>().ok().and_then(Self::new).ok_or(FieldError::new(text, "a number of days from 0 to 7"))
    }
}

/// The calendar year in which a school year ends: 2019 is 2018/19. From 1900 to 2199.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Year(u16);

impl Year {
    /// The first year there is.
    pub const FIRST: Self = Self(1900);

    /// The year, or `None` outside 1900 to 2199.
    pub fn new(year: u16) -> Option<Self> {
        (1900..=2199).contains(&year).then_some(Self(year))
    }

    pub fn get(self) -> u16 {
        self.0
    }
}

impl Year {
    /// The day the figures of the school year are there: 1 September.
    pub fn published(self) -> Date {
        date(i16::try_from(self.0).unwrap_or(i16::MAX), 9, 1)
    }
}

impl From<Year> for u16 {
    fn from(year: Year) -> Self {
        year.0
    }
}

impl TryFrom<u16> for Year {
    type Error = OutOfRange;
    fn try_from(year: u16) -> Result<Self, OutOfRange> {
        Self::new(year).ok_or(OutOfRange(f64::from(year), "no year from 1900 to 2199"))
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Field for Year {
    fn text(&self) -> String {
        self.to_string()
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        text.trim().parse().ok().and_then(Self::new).ok_or(FieldError::new(text, "a year from 1900 to 2199"))
    }
}

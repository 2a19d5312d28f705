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

/// Why a value is no [`Number`], [`Percent`] or [`DaysPerWeek`].
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
        text.trim().parse::<f64>().ok().and_then(Self::new).ok_or_else(|| FieldError::new(text, "a number"))
    }
}

/// Declares a number that lies in a range; its sign may stand behind it where it is typed.
macro_rules! ranged {
    ($(#[$meta:meta])* $name:ident, $range:expr, $what:literal, $sign:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "f64", into = "f64")]
        pub struct $name(Number);

        impl $name {
            /// The number, or `None` outside its range.
            pub fn new(value: f64) -> Option<Self> {
                Number::new(value).filter(|number| $range.contains(&number.get())).map(Self)
            }

            pub fn get(self) -> f64 {
                self.0.get()
            }
        }

        impl From<$name> for f64 {
            fn from(number: $name) -> Self {
                number.get()
            }
        }

        impl TryFrom<f64> for $name {
            type Error = OutOfRange;
            fn try_from(value: f64) -> Result<Self, OutOfRange> {
                Self::new(value).ok_or(OutOfRange(value, concat!("no ", $what)))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl Field for $name {
            fn text(&self) -> String {
                self.to_string()
            }

            fn parse(text: &str) -> Result<Self, FieldError> {
                let bare = text.trim().strip_suffix($sign).unwrap_or(text);
                bare.trim().parse::<f64>().ok().and_then(Self::new).ok_or_else(|| FieldError::new(text, concat!("a ", $what)))
            }
        }
    };
}

ranged!(
    /// A percentage, from 0 to 100.
    Percent,
    (0.0..=100.0),
    "percentage from 0 to 100",
    "%"
);

ranged!(
    /// Days a week somebody can give, from 0 to 7.
    DaysPerWeek,
    (0.0..=7.0),
    "number of days from 0 to 7",
    "days"
);

ranged!(
    /// Metres along a grid, near enough to zero to be on any map.
    Metres,
    (-1e9..=1e9),
    "place on the map (largest 1e9)",
    "m"
);

ranged!(
    /// A place along one side of the map, from -1 (left or top) to 1 (right or bottom).
    Coordinate,
    (-1.0..=1.0),
    "coordinate from -1 to 1",
    ""
);

impl Coordinate {
    /// The nearest coordinate with three decimals: finer than a cell of any window.
    pub fn near(value: f64) -> Option<Self> {
        Self::new((value.clamp(-1.0, 1.0) * 1000.0).round() / 1000.0)
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
        text.trim().parse().ok().and_then(Self::new).ok_or_else(|| FieldError::new(text, "a year from 1900 to 2199"))
    }
}

//! The clock: the only place that asks it.

use jiff::{Timestamp, Zoned, civil::Date};

/// The day it is here.
pub fn today() -> Date {
    Zoned::now().date()
}

/// This moment, to the second.
pub fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

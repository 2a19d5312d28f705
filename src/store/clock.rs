//! The clock: the only place that asks it.

use jiff::{Timestamp, Zoned, civil::Date};

/// The day it is here.
#[expect(clippy::disallowed_methods, reason = "the clock is asked here and nowhere else")]
pub fn today() -> Date {
    Zoned::now().date()
}

/// This moment, to the second.
#[expect(clippy::disallowed_methods, reason = "the clock is asked here and nowhere else")]
pub fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

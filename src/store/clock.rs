//! The clock: the only place that asks it.

use jiff::{
    Timestamp, Zoned,
    civil::{Date, DateTime, time},
    tz::TimeZone,
};

/// The day it is here.
#[expect(clippy::disallowed_methods, reason = "the clock is asked here and nowhere else")]
pub fn today() -> Date {
    Zoned::now().date()
}

/// What clocks show here.
pub fn zone() -> TimeZone {
    TimeZone::system()
}

/// This moment, to the second.
#[expect(clippy::disallowed_methods, reason = "the clock is asked here and nowhere else")]
pub fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

/// A moment as the clock here showed it, as `2026-05-01T14:02:11`.
pub fn here(moment: Timestamp) -> String {
    moment.to_zoned(TimeZone::system()).strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

/// The moment of a day or of a time here; of a day it is the end.
pub fn moment_of(text: &str) -> Result<Timestamp, NoMoment> {
    let text = text.trim();
    let day = || text.parse::<Date>().ok().filter(|_| text.len() <= "2026-05-01".len());
    let local = day().map(|day| day.to_datetime(time(23, 59, 59, 0))).or_else(|| text.parse::<DateTime>().ok());
    let zoned = local.and_then(|local| local.to_zoned(TimeZone::system()).ok()).map(|zoned| zoned.timestamp());
    text.parse::<Timestamp>().ok().or(zoned).ok_or(NoMoment)
}

/// A text that says no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a time is written as 2026-05-01 or 2026-05-01T14:02:11")]
pub struct NoMoment;

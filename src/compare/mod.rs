//! Two networks compared: the step that leads from one to the other.

mod diff;

pub use diff::{Tally, diff, tally};

//! Two networks compared: the step that leads from one to the other, and what a step does, counted.

mod diff;

pub use diff::{Tally, diff, tally};

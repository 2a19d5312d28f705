//! Networks compared: the step that leads from one to another, what a step does, two people's work joined, conflicts settled.

mod comments;
mod diff;
mod merge;
mod settle;
mod value;

pub use comments::comments_as_notes;
pub use diff::{Tally, diff, tally};
pub use merge::{Author, Authors, Merged, NoMerge, merge};
pub use settle::{Take, Unsettled, settle};
pub use value::text_in;

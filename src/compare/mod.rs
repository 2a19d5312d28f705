//! Networks compared: the step that leads from one to another, what a step does, two people's work joined, conflicts settled.

mod comments;
mod diff;
mod merge;
mod rebase;
mod settle;
mod value;

pub use comments::comments_as_notes;
pub use diff::{Tally, diff, exact_diff, tally};
pub use merge::{Author, Authors, Merged, NoMerge, merge};
pub use rebase::{Rebased, rebase};
pub use settle::{Take, Unsettled, settle};
pub use value::{own_field, text_in};

//! Patterns: what is found about a member, three-valued, with its working.
//!
//! One file a pattern: its words for people, one function, its cases. [`Pattern`] is the one list of all.

mod pattern;
mod verdict;

pub use pattern::Pattern;
pub use verdict::{Condition, Fact, Finding, Strength, Verdict};

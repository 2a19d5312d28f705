//! Patterns: what is found about a member, three-valued, with its working.
//!
//! One file a pattern: its words for people, one function, its cases. [`Pattern`] is the one list of all. A pattern looks
//! at [`Evidence`] and nothing else.

mod against_family;
mod coasting;
mod coasting_case;
mod comparison;
mod condoned_failure;
mod entrenched;
mod evidence;
mod pattern;
mod phrase;
mod pooled;
mod rejection;
mod verdict;
mod yardstick;

pub use evidence::{About, Evidence, Ground};
pub use pattern::Pattern;
pub use verdict::{Condition, Fact, Finding, Judgement, Strength, Verdict};
pub use yardstick::{National, Yardstick};

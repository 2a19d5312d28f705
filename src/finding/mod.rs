//! Patterns: what is found about a member, three-valued, with its working.
//!
//! A pattern looks at [`Evidence`] about one member and nothing else. It says [`Verdict::Met`], [`Verdict::NotMet`] or
//! [`Verdict::CannotSay`], with the facts it rests on and what would change it. Where findings are sorted and counted is
//! `analysis`; how they are worded for screen, text and JSON is `report`; thresholds are data in `assets/rules.ron`.
//!
//! To add a pattern:
//!
//! 1. Write `finding/NAME.rs` with two functions, as in `entrenched.rs`: `judge` (the verdict alone, asked of every school)
//!    and `find` (the verdict with its rule, facts and sentences, asked where somebody looks).
//! 2. Name the file below, and add its line to the list in `pattern.rs`: variant, file, title, one word, sign, weight and whom it is asked of. The shell, the filter
//!    (`flag:NAME`), JSON and the screens know it from there, and its weight gives it its look.
//! 3. Give each of its strengths a severity and its thresholds a reason in `assets/rules.ron`, explain it in the glossary of
//!    `assets/framework.ron`, and write its cases beside those of its like in `tests/it/finding_*.rs`: one that fires, one that
//!    just does not, one with something missing.

mod against_family;
mod beside;
mod bond;
mod broker_overload;
mod coasting;
mod coasting_case;
mod comparison;
mod condoned_failure;
mod entrenched;
mod evidence;
mod fatigue;
mod fragile_bridge;
mod help;
mod information_only;
mod isolated;
mod life;
mod missing_source;
mod one_way;
mod pattern;
mod phrase;
mod pooled;
mod regressed;
mod rejection;
mod stage_claim;
mod stage_overclaimed;
mod stage_underclaimed;
mod stale_rating;
mod stalled;
mod statutory;
mod verdict;
mod visits_without_trust;
mod web;
mod yardstick;

pub use beside::Beside;
pub use bond::{Bond, Flow};
pub use evidence::{About, Evidence, Ground, Looks};
pub use help::{Help, Standing as HelpStanding};
pub use life::Quiet;
pub use pattern::{Pattern, Weight};
pub use verdict::{Condition, Fact, Finding, Judgement, Strength, Verdict};
pub use web::Web;
pub use yardstick::{National, Yardstick};

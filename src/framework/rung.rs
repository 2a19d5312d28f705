//! One rung of the ladder of help, as a row of the rules.

use ecow::EcoString;
use serde::Deserialize;

use crate::model::Approach;

/// A kind of help, what is known of it, and which findings it suits.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    pub approach: Approach,
    /// What it is, for a sentence.
    pub title: EcoString,
    /// What is known of its effect, and who says so.
    pub evidence: EcoString,
    /// Patterns it suits, as `stalled`, or `condoned_failure:confirmed` for one strength alone.
    pub suits: Vec<EcoString>,
}

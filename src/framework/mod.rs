//! What a network means: stages, phases, sources, measures and rules, and the words for them, as data from `assets/`.
//!
//! Where a member stands on a day is here too, because it follows from ratings, ties and one rule alone. Whether that is good
//! or bad is not: verdicts are `finding`'s.

mod activity;
mod definitions;
mod rules;
mod scale;
mod since;
mod standing;
mod supported;
mod trusts;
mod words;

pub use activity::{Activity, Signs};
pub(crate) use activity::{months_after, months_before};
pub use definitions::Definitions;
pub use rules::{
    ActivityRules, Basis as CoastingBasis, CoastingRules, CondonedRules, FamilyRules, NoiseRules, PermeabilityRules, Rule, Rules,
    RulesError, Severity, SurveyRules, Variable, Weight,
};
pub(crate) use rules::{plain_words, ron_options};
pub use scale::Scale;
pub use since::day_before;
pub use standing::{Judged, PhaseNow, PhaseOrigin, Standing, standings};
pub(crate) use supported::source_words;
pub use supported::{Claim, Need, Supported, Unknown};
pub use trusts::trusts_of;
pub use words::{Entry, Framework, PhaseWords, SourceWords, StageWords};

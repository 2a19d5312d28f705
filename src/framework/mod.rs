//! What a network means: stages, phases, sources, measures and rules, and the words for them, as data from `assets/`.
//!
//! Where a member stands on a day is here too, because it follows from ratings, ties and one rule alone. Whether that is good
//! or bad is not: verdicts are `finding`'s.

mod activity;
mod basis;
mod definitions;
mod family_method;
mod rules;
mod rung;
mod scale;
mod sides;
mod since;
mod standing;
mod statutory;
mod supported;
mod threshold;
mod trusts;
mod words;

pub use activity::{Activity, Signs};
pub(crate) use activity::{months_after, months_before};
pub use basis::{Basis as CoastingBasis, FamilyNoise};
pub use definitions::Definitions;
pub use family_method::{FamilyMethod, weights_text};
pub use rules::{
    ActivityRules, CoastingRules, CondonedRules, FamilyRules, NoiseRules, PermeabilityRules, Rule, Rules, RulesError, Severity, SideRules,
    SurveyRules, Variable, Weight,
};
pub(crate) use rules::{plain_words, ron_options};
pub use rung::Rung;
pub use scale::Scale;
pub use sides::{BySide, Side};
pub use since::day_before;
pub use standing::{Judged, PhaseNow, PhaseOrigin, Standing, standings};
pub use statutory::{StatutoryBar, StatutoryNeeds, StatutoryTest};
pub(crate) use supported::source_words;
pub use supported::{Claim, Need, Supported, Unknown};
pub use threshold::Threshold;
pub use trusts::trusts_of;
pub use words::{Entry, Framework, PhaseWords, SourceWords, StageWords};

//! The rules' thresholds: every number a verdict rests on, with the sentence that justifies it.
//!
//! The built-in ones stand in `assets/rules.ron` as `name: (value, "why", "words")`. An override gives the value alone; fields join
//! by name, a list replaces the built-in list whole, and an unknown name is refused with its line.

use ecow::{EcoString, eco_format};
use ron::extensions::Extensions;
use serde::Deserialize;

use super::{
    basis::{Basis, FamilyNoise},
    family_method::FamilyMethod,
    rung::Rung,
    statutory::StatutoryTest,
    threshold::Threshold,
};

const BUILT_IN: &str = include_str!("../../assets/rules.ron");

/// How every asset, setting and map is read and written: an optional value stands bare, without `Some(…)`.
pub(crate) fn ron_options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// A threshold, why it is so, and what it is in words.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(from = "(T, EcoString, EcoString)")]
pub struct Rule<T> {
    pub value: T,
    pub why: EcoString,
    /// What people read of it; `{}` stands for the value.
    pub words: EcoString,
}

impl<T> From<(T, EcoString, EcoString)> for Rule<T> {
    fn from((value, why, words): (T, EcoString, EcoString)) -> Self {
        Self { value, why, words }
    }
}

impl<T> Rule<T> {
    /// Another value for another reason; what it is stays.
    pub(super) fn set(&mut self, value: T, why: EcoString) {
        (self.value, self.why) = (value, why);
    }
}

/// An overriding file of rules that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct RulesError {
    pub line: usize,
    pub message: EcoString,
}

impl From<ron::error::SpannedError> for RulesError {
    fn from(error: ron::error::SpannedError) -> Self {
        Self { line: error.span.start.line, message: plain_words(&error.code) }
    }
}

/// The words of RON's reader without the program's own names, for every file a user can override.
pub(crate) fn plain_words(error: &ron::Error) -> EcoString {
    if let ron::Error::NoSuchStructField { expected, found, outer: _ } = error {
        eco_format!("there is no `{found}` here; there is `{}`", expected.join("`, `"))
    } else if let ron::Error::NoSuchEnumVariant { expected, found, outer: _ } = error {
        eco_format!("`{found}` is not one of `{}`", expected.join("`, `"))
    } else if let ron::Error::DuplicateStructField { field, outer: _ } = error {
        eco_format!("`{field}` stands twice")
    } else if matches!(
        error,
        ron::Error::ExpectedNamedStructLike(_) | ron::Error::ExpectedDifferentStructName { .. } | ron::Error::ExpectedStructLike
    ) {
        "here something in brackets is expected, as `(name: value)`".into()
    } else {
        eco_format!("{error}")
    }
}

/// Whether an override says something else, whatever kind of value it is.
fn differs<T: PartialEq>(ours: &T, theirs: &T) -> bool {
    ours != theirs
}

macro_rules! rules {
    ($($(#[$doc:meta])* $group:ident: $name:ident, $patch:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {
        $($(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$field_doc])* pub $field: Rule<$type>,)* }

        #[derive(Default, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        struct $patch { $($field: Option<$type>,)* })*

        /// Every threshold a verdict rests on.
        #[derive(Clone, Debug, PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Rules {
            $($(#[$doc])* pub $group: $name,)*
            /// The fields an override changed, as `coasting.basis`, in the order of the file.
            #[serde(skip)]
            pub changed: Vec<EcoString>,
        }

        #[derive(Default, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        struct RulesPatch { $($group: Option<$patch>,)* }

        impl Rules {
            /// The thresholds of a group that can be told in a word or a few, in the order of the file; none for an unknown group.
            pub fn thresholds(&self, group: &str) -> Vec<Threshold> {
                $(if group == stringify!($group) {
                    let told = [$(Threshold::of(concat!(stringify!($group), ".", stringify!($field)), &self.$group.$field)),*];
                    return told.into_iter().flatten().collect();
                })*
                Vec::new()
            }

            fn patch(&mut self, patch: RulesPatch, whose: &str) {
                $(if let Some(group) = patch.$group {
                    $(if let Some(value) = group.$field {
                        if differs(&self.$group.$field.value, &value) {
                            let name = EcoString::from(concat!(stringify!($group), ".", stringify!($field)));
                            if !self.changed.contains(&name) {
                                self.changed.push(name);
                            }
                        }
                        self.$group.$field.set(value, eco_format!("set in {whose}"));
                    })*
                })*
            }
        }
    };
}

rules! {
    /// Who belongs to a school's family.
    families: FamilyRules, FamilyPatch {
        /// Official list, or which formula.
        method: FamilyMethod,
        /// Peers in a computed family.
        size: usize,
        /// The largest share of the pool a family may be, 0 to 1.
        pool_share: f64,
        /// The share of the weights that two schools must both have figures for, 0 to 1.
        shared_weight: f64,
        /// The share of a pool that must have free school meals in six years for these to be compared, 0 to 1.
        fsm6_share: f64,
        /// What is compared, and how much it counts.
        weights: Vec<Weight>,
        /// What the department's formula compares mainstream schools by.
        fbit_weights: Vec<Weight>,
        /// What the department's formula compares special schools by.
        fbit_special_weights: Vec<Weight>,
        /// How many times the family the nearest are from which the department's formula takes those of the same region first.
        fbit_candidates: usize,
        /// Peers from which a verdict is given, marked indicative.
        indicative_from: usize,
        /// Peers from which a verdict is firm.
        firm_from: usize,
    }
    /// How far chance can carry a figure.
    noise: NoiseRules, NoisePatch {
        /// Standard errors on either side of a 95% interval.
        z: f64,
        /// Whether the uncertainty of the family's median counts against a gap to it.
        family: FamilyNoise,
    }
    /// When a tie is alive.
    activity: ActivityRules, ActivityPatch {
        /// Months since its last sign of life.
        months: u32,
    }
    /// Coasting: above national, below family.
    coasting: CoastingRules, CoastingPatch {
        basis: Basis,
        /// Successive years that make it persistent.
        years: usize,
        /// Years without examinations, which are no gap.
        years_without_exams: Vec<u16>,
        /// Pupils below which a key stage 2 figure is too small to speak.
        smallest_cohort_ks2: u32,
        /// Pupils below which a key stage 4 figure is too small to speak.
        smallest_cohort_ks4: u32,
        /// Years for which Progress 8 is not published.
        years_without_progress_ks4: Vec<u16>,
        /// Years for which key stage 2 progress is not published.
        years_without_progress_ks2: Vec<u16>,
    }
    /// Condoned failure.
    condoned_failure: CondonedRules, CondonedPatch {
        /// Months after which no answer counts as a rejection.
        no_answer_months: u32,
        /// Different days of rejection before a person may confirm.
        rejection_days: usize,
        /// Different roles that rejected before a person may confirm.
        rejection_roles: usize,
        /// Named peers that do better beyond noise.
        better_peers: usize,
        /// Words in notes that speak of change-fatigue rather than of condoned failure.
        change_fatigue_words: Vec<EcoString>,
        /// Supports begun within these months that are signs of it too.
        initiatives: usize,
        /// Months in which they were begun.
        initiatives_months: u32,
    }
    /// Visits without trust.
    visits_without_trust: VisitRules, VisitPatch {
        /// Visits of one host within the months of activity before anything can be said of them.
        visits: usize,
        /// The mean trust between the two, 1 to 4, from which visits are no tourism.
        trust: f64,
        /// Days within which a follow-up counts.
        follow_up_days: u32,
        /// The share of the hosts visited, 0 to 1, from which the school is flagged.
        share: f64,
    }
    /// Information and nothing deeper.
    information_only: InformationRules, InformationPatch {
        /// Active ties before anything can be said.
        ties: usize,
        /// Months since the first of them; less is a normal start.
        months: u32,
        /// Months from which the finding is clear.
        clear_months: u32,
    }
    /// A kind of knowledge source out of reach.
    missing_source: SourceRules, SourcePatch {
        /// Ties that a source may be away, for stages 2 and 3; stage 4 needs each directly.
        steps: u8,
    }
    /// More support given than there is time for.
    broker_overload: OverloadRules, OverloadPatch {
        /// Days a week that a support takes where nobody has said so.
        days_per_week: f64,
        /// Supports at once that are likely too many where no capacity is stated.
        supports: usize,
    }
    /// A member without whom others are cut off.
    fragile_bridge: BridgeRules, BridgePatch {
        /// Members that would be cut off.
        members: usize,
        /// Members from which the finding is clear.
        clear_members: usize,
    }
    /// Help that suits a finding.
    help: HelpRules, HelpPatch {
        /// The kinds of help, the lightest first.
        ladder: Vec<Rung>,
    }
    /// A stage lower than before.
    regressed: RegressedRules, RegressedPatch {
        /// Months back to which the stage that ties support is compared.
        months: u32,
    }
    /// From which side a rating was given.
    sides: SideRules, SidePatch {
        /// Words in the role of somebody who rates the own school.
        own: Vec<EcoString>,
        /// Words in the role of somebody at a partner.
        partner: Vec<EcoString>,
        /// Words in the role of a broker or coordinator.
        broker: Vec<EcoString>,
    }
    /// The results-based tests of 2017.
    statutory_2017: StatutoryRules, StatutoryPatch {
        /// The last year they speak of.
        last_year: u16,
        /// The tests at the end of key stage 2, each for some years.
        ks2: Vec<StatutoryTest>,
        /// The tests at the end of key stage 4, each for some years.
        ks4: Vec<StatutoryTest>,
        /// Marks in place of progress that leave a school out: too few of its pupils could be measured.
        marks_left_out: Vec<EcoString>,
    }
    /// The same stage for long.
    stalled: StalledRules, StalledPatch {
        /// Months between the first and the last rating at the stage.
        months: u32,
        /// Months from which the finding is clear.
        clear_months: u32,
        /// The same under an executive head or in a new trust, which take longer to show.
        structural_months: u32,
        /// Months from which the finding is clear then.
        structural_clear_months: u32,
    }
    /// A rating that is old.
    stale_rating: StaleRules, StalePatch {
        /// Months since the latest rating.
        months: u32,
        /// Months from which the finding is clear.
        clear_months: u32,
    }
    /// Ties that all go one way.
    one_way: OneWayRules, OneWayPatch {
        /// Active ties before anything can be said.
        ties: usize,
        /// Ties from which the finding is clear.
        clear_ties: usize,
    }
    /// Openness across a member's boundary.
    permeability: PermeabilityRules, PermeabilityPatch {
        /// How much ties count with other schools; with universities and other organisations; from each of the three knowledge sources.
        schools: f64,
        organisations: f64,
        source: f64,
        /// Schools whose ties count, the deepest first; fewer than these leave room.
        partners: usize,
        /// The depth of a tie of information, 0 to 1; also of one whose phase nobody has set.
        information: f64,
        /// The depth of a tie of experience, 0 to 1; that of coaching is 1.
        experience: f64,
        /// The trust, 1 to 4, from which a tie carries its whole depth.
        trust: f64,
    }
    /// Ties that were asked for in a survey.
    survey: SurveyRules, SurveyPatch {
        /// Words in the source of a tie that say so.
        words: Vec<EcoString>,
        /// The share of those asked, 0 to 1, that must have answered before measures of the network are reliable.
        answered: f64,
    }
    /// How urgent a finding is.
    triage: TriageRules, TriagePatch {
        /// Severity by pattern and strength, 1 to 5 (worst).
        severity: Vec<Severity>,
    }
}

/// A variable two schools are compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Variable {
    PriorAttainment,
    Fsm,
    Eal,
    Sen,
    Mobility,
    Size,
}

impl Variable {
    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::PriorAttainment => "prior attainment",
            Self::Fsm => "free school meals",
            Self::Eal => "English as an additional language",
            Self::Sen => "special educational needs",
            Self::Mobility => "mobility",
            Self::Size => "pupils on the roll",
        }
    }
}

/// A variable and its weight, at least 0.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub struct Weight(pub Variable, pub f64);

/// The severity of a pattern at a strength.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Severity(pub EcoString, pub EcoString, pub u8);

impl Rules {
    /// Those of `assets/rules.ron`.
    pub fn built_in() -> Self {
        match ron_options().from_str(BUILT_IN) {
            Ok(rules) => rules,
            Err(error) => unreachable!("assets/rules.ron is tested to be readable: {error}"),
        }
    }

    /// These rules with the fields of a partial file in their place. `whose` names the file in the justification.
    ///
    /// Errors: an unknown name or a value of the wrong kind, with its line.
    pub fn overlay(&self, text: &str, whose: &str) -> Result<Self, RulesError> {
        let patch: RulesPatch = ron_options().from_str(text)?;
        let mut rules = self.clone();
        rules.patch(patch, whose);
        match rules.wrong_value() {
            None => Ok(rules),
            Some((field, expected)) => {
                let name = format!("{field}:");
                let line = text.lines().position(|line| line.contains(&name)).map_or(1, |at| at + 1);
                Err(RulesError { line, message: eco_format!("`{field}` must be {expected}") })
            }
        }
    }

    /// The first field whose value no verdict can be built on, and what it must be.
    fn wrong_value(&self) -> Option<(&'static str, &'static str)> {
        let is_share = |value: f64| (0.0..=1.0).contains(&value);
        let are_weights = |weights: &[Weight]| {
            let weights = || weights.iter().map(|weight| weight.1);
            weights().all(|weight| weight.is_finite() && weight >= 0.0) && weights().sum::<f64>() > 0.0
        };
        let severities = || self.triage.severity.value.iter().map(|row| row.2);
        let z = self.noise.z.value;
        let rules = [
            (self.families.size.value > 0, "size", "a number of peers, 1 or more"),
            (is_share(self.families.pool_share.value), "pool_share", "a share from 0 to 1"),
            (is_share(self.families.shared_weight.value), "shared_weight", "a share from 0 to 1"),
            (is_share(self.families.fsm6_share.value), "fsm6_share", "a share from 0 to 1"),
            (are_weights(&self.families.weights.value), "weights", "weights of 0 or more, one of them above 0"),
            (are_weights(&self.families.fbit_weights.value), "fbit_weights", "weights of 0 or more, one of them above 0"),
            (are_weights(&self.families.fbit_special_weights.value), "fbit_special_weights", "weights of 0 or more, one of them above 0"),
            (self.families.fbit_candidates.value > 0, "fbit_candidates", "a whole number, 1 or more"),
            (z.is_finite() && z > 0.0, "z", "a number above 0"),
            (self.coasting.years.value > 0, "years", "a number of years, 1 or more"),
            (self.visits_without_trust.visits.value > 0, "visits", "a number of visits, 1 or more"),
            ((1.0..=4.0).contains(&self.visits_without_trust.trust.value), "trust", "a trust score from 1 to 4"),
            (is_share(self.visits_without_trust.share.value), "share", "a share from 0 to 1"),
            ((0.0..=7.0).contains(&self.broker_overload.days_per_week.value), "days_per_week", "days a week, 0 to 7"),
            (severities().all(|severity| (1..=5).contains(&severity)), "severity", "from 1 to 5 in every row, 5 worst"),
        ];
        rules.into_iter().find(|(holds, ..)| !holds).map(|(_, field, expected)| (field, expected))
    }

    /// Severity of a pattern at a strength, 1 to 5; 1 if the table does not name it.
    pub fn severity(&self, pattern: &str, strength: &str) -> u8 {
        let rows = &self.triage.severity.value;
        rows.iter().find(|row| row.0 == pattern && row.1 == strength).map_or(1, |row| row.2.clamp(1, 5))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_rules_can_be_read() {
        let rules = Rules::built_in();
        let weight: f64 = rules.families.weights.value.iter().map(|weight| weight.1).sum();
        assert!((weight - 1.0).abs() < 1e-9, "weights add up to {weight}");
    }

    #[test]
    fn an_override_changes_what_it_names_and_no_more() {
        let rules = Rules::built_in().overlay("(coasting: (basis: published))", "mine.ron").unwrap();
        assert_eq!(rules.coasting.basis.value, Basis::Published);
        assert_eq!(rules.changed, ["coasting.basis"]);
        assert_eq!(rules.families, Rules::built_in().families);
    }

    #[test]
    fn a_value_no_verdict_can_be_built_on_is_refused_with_its_line() {
        let cases = ["(noise: (\nz: NaN))", "(noise: (\nz: -1.0))", "(coasting: (\nyears: 0))", "(families: (\npool_share: 7.0))"];
        for text in cases.into_iter().chain(["(families: (\nweights: []))", "(triage: (\nseverity: [(\"coasting\", \"signal\", 9)]))"]) {
            let error = Rules::built_in().overlay(text, "mine.ron").unwrap_err();
            assert!(error.line == 2 && error.message.contains("must be"), "{text}: {error}");
        }
    }

    #[test]
    fn a_file_that_is_no_rules_is_told_without_the_names_of_the_program() {
        for text in ["", "garbage", "(coasting: 3)", "(coasting: (basis: published), coasting: (basis: family))"] {
            let error = Rules::built_in().overlay(text, "mine.ron").unwrap_err();
            assert!(!error.message.contains("Patch"), "{text}: {error}");
        }
    }

    #[test]
    fn an_unknown_name_is_refused_with_its_line() {
        let error = Rules::built_in().overlay("(\n  coasting: (\n    bases: published))", "mine.ron").unwrap_err();
        assert_eq!(error.line, 3, "{error}");
    }
}

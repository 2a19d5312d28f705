//! The results-based tests of the Coasting Schools (England) Regulations 2017 (SI 2017/9), for those who must reproduce them.
//!
//! A basis of coasting, not a pattern of its own. The word has meant something else in law since 2022: it rests on inspection
//! grades. Regulations 4 and 5: the criteria must be met in each of the three most recent successive years; domain.md section
//! 2.1 has the figures, which stand in `assets/rules.ron`.

use ecow::{EcoString, eco_format};

use super::{
    comparison::{Bar, Comparison},
    evidence::Evidence,
    pattern::Pattern,
    phrase,
    verdict::{Condition, Fact, Finding, Judgement, Strength, Told, Verdict},
};
use crate::{
    framework::{StatutoryBar, StatutoryNeeds, StatutoryTest},
    model::{Education, Group, KeyStage, Reading, Year},
};

/// Said wherever the tests are used.
const NOTE: &str = "These are the tests of 2017. In law the word has rested on inspection grades since 1 September 2022 (SI 2022/720, then SI 2025/1120), so nothing found here is its legal meaning now.";

/// Successive years in each of which the criteria must be met (regulations 4(1) and 5(1)).
const YEARS: u16 = 3;

/// One measure under a test.
struct Clause<'a> {
    comparison: Comparison<'a>,
    /// What the upper confidence limit must be below; none if it plays no part.
    limit_below: Option<f64>,
}

/// One year under the test that is for it.
struct Trial<'a> {
    year: Year,
    test: &'a StatutoryTest,
    attainment: Vec<Clause<'a>>,
    progress: Vec<Clause<'a>>,
    /// Empty for a school that did not opt in.
    opted_in: Vec<Clause<'a>>,
    /// Why the regulations leave the school out for this year.
    left_out: Option<EcoString>,
}

/// One school under the regulations.
struct Case<'a> {
    evidence: &'a Evidence<'a>,
    trials: Vec<Trial<'a>>,
    /// Why the regulations leave the school out whatever its figures.
    left_out: Option<EcoString>,
}

impl<'a> Clause<'a> {
    fn of(evidence: &Evidence<'a>, bar: &StatutoryBar, year: Year) -> Option<Self> {
        let definition = evidence.ground.definitions.get(&bar.measure)?;
        let comparison = Comparison::new(evidence, definition, year, Bar::Regulation { value: bar.below }).of_any_cohort();
        Some(Self { comparison, limit_below: bar.limit_below })
    }

    fn all(evidence: &Evidence<'a>, bars: &[StatutoryBar], year: Year) -> Vec<Self> {
        bars.iter().filter_map(|bar| Self::of(evidence, bar, year)).collect()
    }

    /// Whether the upper confidence limit is below what the regulations name.
    fn has_low_limit(&self) -> Verdict {
        match (self.limit_below, self.comparison.interval) {
            (None, _) => Verdict::Met,
            (Some(_), None) => Verdict::CannotSay,
            (Some(bar), Some(interval)) => Verdict::from(interval.high < bar),
        }
    }

    fn verdict(&self) -> Verdict {
        Verdict::all([self.comparison.is_below(), self.has_low_limit()])
    }

    fn missing(&self) -> Option<EcoString> {
        let limit = || {
            (self.has_low_limit() == Verdict::CannotSay).then(|| eco_format!("the upper confidence limit of {}", self.comparison.name()))
        };
        (self.verdict() == Verdict::CannotSay).then(|| self.comparison.missing().or_else(limit))?
    }

    fn text(&self) -> String {
        let limit = self.limit_below.map_or_else(String::new, |limit| format!(", its upper confidence limit below {limit}"));
        format!("{} below {}{limit}", self.comparison.definition.measure, self.comparison.bar_figure())
    }
}

impl<'a> Trial<'a> {
    fn of(evidence: &Evidence<'a>, tests: &'a [StatutoryTest], year: Year) -> Option<Self> {
        let test = tests.iter().find(|test| (test.from..=test.until).contains(&year.get()))?;
        let opted_in = Clause::all(evidence, &test.opted_in, year);
        let mut trial = Self {
            year,
            test,
            attainment: Clause::all(evidence, &test.attainment, year),
            progress: Clause::all(evidence, &test.progress, year),
            opted_in: opted_in.into_iter().filter(|clause| clause.comparison.value().is_some()).collect(),
            left_out: None,
        };
        trial.left_out = trial.left_out_by(evidence);
        Some(trial)
    }

    /// Pupils at the end of the key stage, as far as its figures say.
    fn pupils(&self, evidence: &Evidence<'_>) -> Option<u32> {
        let attainment = evidence.yardstick().and_then(|yardstick| yardstick.attainment.as_ref());
        let listed = attainment.and_then(|definition| evidence.figure(&definition.measure, self.year)?.pupils);
        listed.or_else(|| self.attainment.iter().chain(&self.progress).find_map(|clause| clause.comparison.pupils()))
    }

    fn left_out_by(&self, evidence: &Evidence<'_>) -> Option<EcoString> {
        let marks = &evidence.ground.rules.statutory_2017.marks_left_out.value;
        let marked = self.progress.iter().find_map(|clause| {
            let Some(Reading::Suppressed(mark)) = clause.comparison.reading() else { return None };
            marks.contains(mark).then(|| eco_format!("{}: {mark}, too few of its pupils could be measured", clause.comparison.name()))
        });
        let pupils = self.pupils(evidence).filter(|&pupils| pupils < self.test.smallest_cohort);
        let small = pupils.map(|pupils| {
            let cohort = phrase::count(pupils as usize, "pupil", "pupils");
            eco_format!("{cohort} at the end of the key stage in {}, fewer than {}", self.year, self.test.smallest_cohort)
        });
        small.or(marked)
    }

    fn progress_verdict(&self) -> Verdict {
        let verdicts = self.progress.iter().map(Clause::verdict);
        match self.test.needs {
            StatutoryNeeds::Each => Verdict::all(verdicts),
            StatutoryNeeds::Any => Verdict::any(verdicts),
        }
    }

    fn verdict(&self) -> Verdict {
        let others = self.attainment.iter().chain(&self.opted_in).map(Clause::verdict);
        Verdict::all(others.chain([self.progress_verdict()]))
    }

    fn clauses(&self) -> impl Iterator<Item = &Clause<'a>> {
        self.attainment.iter().chain(&self.progress).chain(&self.opted_in)
    }

    fn missing(&self) -> Vec<EcoString> {
        let open = self.progress.iter().filter(|_| self.progress_verdict() == Verdict::CannotSay);
        self.attainment.iter().chain(open).chain(&self.opted_in).filter_map(Clause::missing).collect()
    }

    fn text(&self) -> EcoString {
        let joint = match self.test.needs {
            StatutoryNeeds::Each => "; ",
            StatutoryNeeds::Any => "; or ",
        };
        let progress = self.progress.iter().map(Clause::text).collect::<Vec<_>>().join(joint);
        let any = if self.test.needs == StatutoryNeeds::Any { "any of: " } else { "" };
        let others = self.attainment.iter().map(Clause::text).chain([format!("{any}{progress}")]);
        let opted = self.opted_in.iter().map(|clause| format!("having opted in early, {}", clause.text()));
        eco_format!("{}: {}", self.year, others.chain(opted).collect::<Vec<_>>().join("; "))
    }

    fn condition(&self) -> Condition {
        let limit =
            |clause: &Clause<'_>| Fact { high: clause.comparison.interval.map(|interval| interval.high), ..clause.comparison.fact() };
        Condition::new(self.text(), self.verdict(), self.clauses().map(limit).collect())
    }
}

impl<'a> Case<'a> {
    /// The school under the tests of the three latest years, or what is missing for there to be any.
    fn of(evidence: &'a Evidence<'a>) -> Result<Self, EcoString> {
        let key_stage =
            evidence.key_stage().ok_or("the phase of education (primary, secondary or all-through), or a figure that tells it")?;
        let rules = &evidence.ground.rules.statutory_2017;
        let tests = match key_stage {
            KeyStage::Two => &rules.ks2.value,
            KeyStage::Four => &rules.ks4.value,
        };
        let latest = latest_year(evidence, tests).ok_or_else(|| {
            eco_format!("figures of 2014 to {} for the measures the regulations name: the map has none", rules.last_year.value)
        })?;
        let year = |back: u16| Year::new(latest.get().checked_sub(back)?);
        let trials: Vec<Trial<'_>> = (0..YEARS).filter_map(|back| Trial::of(evidence, tests, year(back)?)).collect();
        if trials.len() < usize::from(YEARS) {
            return Err(eco_format!("figures of {YEARS} successive years: the regulations speak of no year before 2014"));
        }
        Ok(Self { evidence, trials, left_out: left_out(evidence) })
    }

    fn reasons_left_out(&self) -> Vec<EcoString> {
        self.left_out.iter().chain(self.trials.iter().filter_map(|trial| trial.left_out.as_ref())).cloned().collect()
    }

    fn judge(&self) -> Judgement {
        if !self.reasons_left_out().is_empty() {
            return Judgement::not_met();
        }
        match Verdict::all(self.trials.iter().map(Trial::verdict)) {
            Verdict::Met if !self.unknown_cohorts().is_empty() => Judgement::cannot_say(self.unknown_cohorts()),
            Verdict::Met => Judgement::met(Strength::Persistent),
            Verdict::NotMet => Judgement::not_met(),
            Verdict::CannotSay => Judgement::cannot_say(self.trials.iter().flat_map(Trial::missing)),
        }
    }

    /// Years of which nobody knows whether enough pupils were there for the regulations to apply.
    fn unknown_cohorts(&self) -> Vec<EcoString> {
        let unknown = self.trials.iter().filter(|trial| trial.pupils(self.evidence).is_none());
        unknown
            .map(|trial| eco_format!("the pupils at the end of the key stage in {}: the regulations leave small schools out", trial.year))
            .collect()
    }

    fn years(&self) -> String {
        phrase::years(&self.trials.iter().map(|trial| trial.year).collect::<Vec<_>>())
    }

    fn rule(&self) -> Vec<Condition> {
        let left_out = self.reasons_left_out();
        let within = Condition::new(
            "The regulations apply: a maintained school or academy, no special school, alternative provision or nursery, and enough pupils in each year",
            Verdict::from(left_out.is_empty()),
            left_out.into_iter().map(|reason| Fact { what: "left out".into(), text: Some(reason), ..Fact::default() }).collect(),
        );
        let note = Condition::new(NOTE, Verdict::Met, Vec::new());
        std::iter::once(within).chain(self.trials.iter().map(Trial::condition)).chain([note]).collect()
    }

    fn told(&self, judgement: &Judgement) -> Told {
        let years = self.years();
        if judgement.verdict == Verdict::Met {
            return Told {
                title: eco_format!(
                    "Within the results-based definition of 2017 in each of {years} (basis statutory_2017; the label has meant something else since 2022)"
                ),
                next: vec![
                    "Speak of the figures and of the regulations by name, not of a label: its legal meaning has changed twice since."
                        .into(),
                ],
                would_change: vec![eco_format!("Any one of the tests failed in any of {years} would end it.")],
            };
        }
        let failed = self.trials.iter().find(|trial| trial.verdict() == Verdict::NotMet);
        let title = match (self.reasons_left_out().first(), failed) {
            (Some(reason), _) => eco_format!("The regulations of 2017 leave it out: {reason}"),
            (None, Some(trial)) => {
                eco_format!("Not within the results-based definition of 2017: the criteria are not met in {}", trial.year)
            }
            (None, None) => "Not within the results-based definition of 2017".into(),
        };
        let would_change =
            vec![eco_format!("It would be met only with every test met in each of {years}. Not met says nothing more than that.")];
        Told { title, would_change, ..Told::default() }
    }
}

/// The latest year the regulations speak of in which anybody on the map has a figure they name.
fn latest_year(evidence: &Evidence<'_>, tests: &[StatutoryTest]) -> Option<Year> {
    let last = evidence.ground.rules.statutory_2017.last_year.value;
    let bars = tests.iter().flat_map(|test| test.attainment.iter().chain(&test.progress).map(move |bar| (test, bar)));
    let years = bars.flat_map(|(test, bar)| {
        let published = move |year: &Year| evidence.ground.figures.is_published(evidence.ground.network, &bar.measure, *year);
        (test.from..=test.until.min(last)).filter_map(Year::new).filter(published)
    });
    years.max()
}

/// Schools of a kind that regulation 3 leaves out.
fn left_out(evidence: &Evidence<'_>) -> Option<EcoString> {
    let member = evidence.member;
    match (member.group, member.education) {
        (Some(Group::Special), _) => Some("it is a special school".into()),
        (Some(Group::Alternative), _) => Some("it is a pupil referral unit or alternative provision".into()),
        (Some(Group::Independent), _) => Some("it is an independent school".into()),
        (_, Some(Education::Nursery)) => Some("it is a nursery school".into()),
        (Some(Group::Mainstream | Group::Selective) | None, _) => None,
    }
}

/// The verdict alone.
pub(super) fn judge(evidence: &Evidence<'_>) -> Judgement {
    match Case::of(evidence) {
        Ok(case) => case.judge(),
        Err(missing) => Judgement::cannot_say([missing]),
    }
}

/// The verdict with its working and words.
pub(super) fn find(evidence: &Evidence<'_>) -> Finding {
    match Case::of(evidence) {
        Ok(case) => Finding::told(evidence, Pattern::Coasting, case.judge(), case.rule(), |judgement| case.told(judgement)),
        Err(missing) => {
            let rule = vec![Condition::new("The tests of the regulations of 2017", Verdict::CannotSay, Vec::new())];
            Finding::cannot_say(evidence, Pattern::Coasting, Judgement::cannot_say([missing]), rule)
        }
    }
}

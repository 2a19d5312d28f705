//! The working of coasting: each of the latest years beside its bars, and the gap pooled over them.

use ecow::{EcoString, eco_format};

use super::{
    against_family,
    comparison::{Bar, Comparison},
    evidence::Evidence,
    phrase,
    pooled::Pooled,
    verdict::{Condition, Fact, Judgement, Strength, Verdict},
    yardstick::{National, Yardstick},
};
use crate::{framework::CoastingBasis, model::Year};

/// What a school must be below, beside being above the national figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Against {
    /// The family's median: Berwick's sense.
    Family,
    /// Published progress of zero.
    Zero,
}

/// One year: attainment beside the national figure, progress (or attainment) beside the other bar.
#[derive(Clone, Debug)]
pub(super) struct Look<'a> {
    pub(super) year: Year,
    pub(super) above: Comparison<'a>,
    pub(super) below: Vec<Comparison<'a>>,
}

impl Look<'_> {
    /// Whether attainment is above national and every other figure below its bar.
    ///
    /// A cohort too small for its attainment says nothing at all; one too small for its progress leaves what attainment says.
    pub(super) fn verdict(&self) -> Verdict {
        if self.above.is_too_small() {
            return Verdict::CannotSay;
        }
        Verdict::all([self.above.is_above(), self.is_below()])
    }

    fn is_below(&self) -> Verdict {
        Verdict::all(self.below.iter().map(Comparison::is_below))
    }

    /// Whether one of the figures below is so with its whole interval.
    pub(super) fn beyond_noise(&self) -> Verdict {
        Verdict::any(self.below.iter().map(Comparison::is_below_beyond_noise))
    }

    pub(super) fn is_cannot_say(&self) -> bool {
        self.verdict() == Verdict::CannotSay
    }

    fn missing(&self) -> Vec<EcoString> {
        let mut missing = Vec::new();
        for phrase in self.above.missing().into_iter().chain(self.below.iter().filter_map(Comparison::missing)) {
            if !missing.contains(&phrase) {
                missing.push(phrase);
            }
        }
        if self.below.is_empty() {
            missing.push(eco_format!("progress for {}: not published, or not in the map", self.year));
        }
        missing
    }
}

/// One school under the rule.
#[derive(Clone, Debug)]
pub(super) struct Case<'a> {
    pub(super) evidence: &'a Evidence<'a>,
    pub(super) against: Against,
    yardstick: &'a Yardstick,
    pub(super) latest: Look<'a>,
}

impl<'a> Case<'a> {
    /// The case of the latest year with a national figure, or what is missing for there to be one.
    pub(super) fn of(evidence: &'a Evidence<'a>) -> Result<Self, EcoString> {
        let yardstick =
            evidence.yardstick().ok_or("the phase of education (primary, secondary or all-through), or a figure that tells it")?;
        let against = match evidence.ground.rules.coasting.basis.value {
            CoastingBasis::Published => Against::Zero,
            // The tests of 2017 compare with nothing here: they are a case of their own.
            CoastingBasis::Family | CoastingBasis::Statutory2017 => Against::Family,
        };
        let Some(national) = yardstick.nationals.first() else {
            let measure = yardstick.attainment.as_ref().map_or("the attainment measure", |definition| definition.measure.as_str());
            let year = yardstick.latest.map_or_else(String::new, |year| format!(", {year}"));
            return Err(eco_format!("cannot compare with national; enter the figure for {measure}{year}"));
        };
        let latest = look(evidence, yardstick, national, against).ok_or("the definition of an attainment measure")?;
        Ok(Self { evidence, against, yardstick, latest })
    }

    fn window(&self) -> usize {
        self.evidence.ground.rules.coasting.years.value.max(1)
    }

    /// The years of the window that have a national figure, latest first.
    pub(super) fn years(&self) -> Vec<Year> {
        self.yardstick.nationals.iter().take(self.window()).map(|national| national.year).collect()
    }

    fn earlier(&self) -> Vec<Look<'a>> {
        let nationals = self.yardstick.nationals.iter().take(self.window()).skip(1);
        nationals.filter_map(|national| look(self.evidence, self.yardstick, national, self.against)).collect()
    }

    /// Progress beside zero, for a school without a family: never more than a signal, and not context-adjusted.
    pub(super) fn without_family(&self) -> Option<Look<'a>> {
        let year = self.latest.year;
        let can_stand_in = self.has_no_bar() && self.yardstick.has_progress(year);
        can_stand_in.then(|| Look { below: against_zero(self.evidence, self.yardstick, year), ..self.latest.clone() })
    }

    /// The look the verdict rests on: the latest year beside the family, else beside zero.
    pub(super) fn decisive(&self) -> Look<'a> {
        let fallback = if self.latest.is_cannot_say() { self.without_family() } else { None };
        fallback.unwrap_or_else(|| self.latest.clone())
    }

    /// Whether no family can speak in the latest year.
    fn has_no_bar(&self) -> bool {
        self.against == Against::Family && self.latest.below.iter().all(|comparison| matches!(comparison.bar, Bar::Missing(_)))
    }

    /// The verdict, its strength and what is missing.
    pub(super) fn judge(&self) -> Judgement {
        match self.latest.verdict() {
            Verdict::NotMet => Judgement { verdict: Verdict::NotMet, strength: None, missing: Vec::new() },
            Verdict::Met => self.judge_met(),
            Verdict::CannotSay => self.judge_without_family(),
        }
    }

    fn judge_without_family(&self) -> Judgement {
        let fallback = self.without_family();
        let is_met = fallback.as_ref().is_some_and(|look| Verdict::all([look.verdict(), look.beyond_noise()]) == Verdict::Met);
        let mut missing = self.latest.missing();
        if self.has_no_bar() && self.latest.above.is_above() == Verdict::Met {
            missing.insert(0, self.no_family_phrase());
        }
        let (verdict, strength) = if is_met { (Verdict::Met, Some(Strength::Signal)) } else { (Verdict::CannotSay, None) };
        Judgement { verdict, strength, missing }
    }

    fn no_family_phrase(&self) -> EcoString {
        let lacking = if self.evidence.family.is_err() { "no family given" } else { "too few peers with the figure" };
        eco_format!("above national; {lacking}, so coasting cannot be told from strength")
    }

    fn judge_met(&self) -> Judgement {
        let earlier = self.earlier();
        let each_year = self.each_year(&earlier);
        let strength = match self.against {
            Against::Zero if each_year == Verdict::Met => Strength::Persistent,
            Against::Zero => Strength::ThisYear,
            Against::Family if Verdict::all([each_year, self.pooled_beyond_noise(&earlier)]) == Verdict::Met => Strength::Persistent,
            Against::Family if self.latest.beyond_noise() == Verdict::Met => Strength::ThisYear,
            Against::Family => Strength::Signal,
        };
        Judgement { verdict: Verdict::Met, strength: Some(strength), missing: self.missing_though_met(&earlier) }
    }

    fn missing_though_met(&self, earlier: &[Look<'_>]) -> Vec<EcoString> {
        let year = self.latest.year;
        let mut missing: Vec<EcoString> = self.latest.below.iter().filter_map(Comparison::missing_noise).collect();
        if let (Against::Family, false, Some(attainment)) = (self.against, self.yardstick.has_progress(year), &self.yardstick.attainment) {
            let names: Vec<&str> = self.yardstick.progress.iter().map(|definition| definition.measure.as_str()).collect();
            missing.push(eco_format!("{} not published for {year}; used {} against family", phrase::list(&names), attainment.measure));
        }
        missing.extend(earlier.iter().filter(|look| look.is_cannot_say()).flat_map(Look::missing));
        let lacking = self.window() - (earlier.len() + 1).min(self.window());
        if lacking > 0 {
            missing.push(eco_format!("national figures of {} for a pattern over time", phrase::count(lacking, "more year", "more years")));
        }
        missing
    }

    /// Whether both sides hold in every year of the window.
    fn each_year(&self, earlier: &[Look<'_>]) -> Verdict {
        let all = Verdict::all(std::iter::once(&self.latest).chain(earlier).map(Look::verdict));
        let is_whole = earlier.len() + 1 >= self.window();
        if is_whole || all == Verdict::NotMet { all } else { Verdict::CannotSay }
    }

    fn pooled(&self, earlier: &[Look<'a>]) -> Vec<Pooled<'a>> {
        let looks: Vec<&Comparison<'a>> = std::iter::once(&self.latest).chain(earlier).flat_map(|look| &look.below).collect();
        Pooled::all(&looks, self.evidence.ground.rules.noise.z.value)
    }

    fn pooled_beyond_noise(&self, earlier: &[Look<'a>]) -> Verdict {
        Verdict::any(self.pooled(earlier).iter().map(Pooled::is_below))
    }

    /// The rule line by line.
    pub(super) fn rule(&self) -> Vec<Condition> {
        let year = self.latest.year;
        let earlier = self.earlier();
        let mut rule = vec![
            Condition {
                text: eco_format!("Attainment above the national figure in {year}"),
                met: self.latest.above.is_above(),
                facts: vec![self.latest.above.fact()],
            },
            Condition {
                text: self.below_text(),
                met: self.latest.is_below(),
                facts: self.latest.below.iter().map(Comparison::fact).collect(),
            },
        ];
        if let (true, Some(look)) = (self.latest.is_cannot_say(), self.without_family()) {
            rule.push(Condition {
                text: eco_format!("Without a family: progress below pupils with the same prior attainment in {year}, beyond noise; not context-adjusted (a signal at most)"),
                met: Verdict::all([look.is_below(), look.beyond_noise()]),
                facts: look.below.iter().map(Comparison::fact).collect(),
            });
        }
        rule.extend(self.strength_conditions(&earlier));
        rule.extend(self.statutory_status());
        rule
    }

    /// The legal label, which nothing here computes: told where somebody entered it among the school's own fields.
    fn statutory_status(&self) -> Option<Condition> {
        let own = self.evidence.member.own.iter();
        let (heading, status) = own.into_iter().find(|(heading, _)| heading.eq_ignore_ascii_case("statutory status"))?;
        let fact =
            Fact { what: heading.clone(), text: Some(status.clone()), source: Some("the school's own fields".into()), ..Fact::default() };
        let text = "Statutory status, as entered: it rests on inspection grades since 2022 (text of 2025) and plays no part here";
        Some(Condition { text: text.into(), met: Verdict::Met, facts: vec![fact] })
    }

    fn below_text(&self) -> EcoString {
        let year = self.latest.year;
        let every = if self.latest.below.len() > 1 { ", in each of its progress scores" } else { "" };
        match self.against {
            Against::Zero => eco_format!("Published progress below zero in {year}{every}"),
            Against::Family if self.yardstick.has_progress(year) => eco_format!("Progress below the family median in {year}{every}"),
            Against::Family => eco_format!("Attainment below the family median in {year} (progress is not published for it)"),
        }
    }

    fn strength_conditions(&self, earlier: &[Look<'a>]) -> Vec<Condition> {
        let mut conditions = Vec::new();
        let one_is_enough = if self.latest.below.len() > 1 { "; one of the scores is enough" } else { "" };
        let noise = Condition {
            text: eco_format!(
                "For the strength: in {} the whole 95% interval lies below the family median{one_is_enough}",
                self.latest.year
            ),
            met: self.latest.beyond_noise(),
            facts: Vec::new(),
        };
        let facts = earlier.iter().flat_map(|look| std::iter::once(&look.above).chain(&look.below).map(Comparison::fact));
        let each_year = Condition {
            text: eco_format!(
                "For persistent: both hold in each of the {} latest years with a national figure ({})",
                self.window(),
                phrase::years(&self.years())
            ),
            met: self.each_year(earlier),
            facts: facts.collect(),
        };
        match self.against {
            Against::Zero => conditions.push(each_year),
            Against::Family => {
                let pooled = self.pooled(earlier);
                conditions.extend([noise, each_year]);
                conditions.push(Condition {
                    text: eco_format!(
                        "For persistent: the mean gap to the family over these years is beyond noise, its whole 95% interval below zero{one_is_enough}"
                    ),
                    met: self.pooled_beyond_noise(earlier),
                    facts: pooled.iter().map(Pooled::fact).collect(),
                });
            }
        }
        conditions
    }
}

fn look<'a>(evidence: &Evidence<'a>, yardstick: &'a Yardstick, national: &National, against: Against) -> Option<Look<'a>> {
    let (attainment, year) = (yardstick.attainment.as_ref()?, national.year);
    let below = match against {
        Against::Family => against_family::comparisons(evidence, yardstick, year),
        Against::Zero if yardstick.has_progress(year) => against_zero(evidence, yardstick, year),
        Against::Zero => Vec::new(),
    };
    Some(Look {
        year,
        above: Comparison::new(evidence, attainment, year, Bar::National { value: national.value, source: national.source.clone() }),
        below,
    })
}

fn against_zero<'a>(evidence: &Evidence<'a>, yardstick: &'a Yardstick, year: Year) -> Vec<Comparison<'a>> {
    yardstick.progress.iter().map(|definition| Comparison::new(evidence, definition, year, Bar::Zero)).collect()
}

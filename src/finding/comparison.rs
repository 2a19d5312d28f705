//! One figure against one bar: on which side, and whether beyond noise.

use ecow::{EcoString, eco_format};

use super::{
    evidence::Evidence,
    phrase,
    verdict::{Fact, Verdict},
};
use crate::{
    framework::{FamilyNoise, Scale},
    model::{Definition, Direction, Measure, Reading, Year},
    peers::{Gap, Interval, Spread},
};

/// Two figures closer than this are the same number with another rounding.
const SAME: f64 = 1e-9;

/// What a figure is held against.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Bar {
    National {
        value: f64,
        /// Where it stands.
        source: Option<EcoString>,
    },
    /// The family's median, over so many peers.
    Family(Spread),
    /// Pupils with the same prior attainment.
    Zero,
    /// What a regulation names.
    Regulation { value: f64 },
    /// There is none, and why.
    Missing(EcoString),
}

impl Bar {
    fn value(&self) -> Option<f64> {
        match self {
            Self::National { value, .. } | Self::Regulation { value } => Some(*value),
            Self::Family(spread) => Some(spread.median),
            Self::Zero => Some(0.0),
            Self::Missing(_) => None,
        }
    }

    /// Its name in a sentence, with its value as it is shown.
    fn words(&self, shown: &str) -> String {
        match self {
            Self::National { .. } => format!("the national {shown}"),
            Self::Family(_) => format!("the family median of {shown}"),
            Self::Zero => "zero, pupils with the same prior attainment".to_owned(),
            Self::Regulation { .. } => format!("the {shown} of the regulations"),
            Self::Missing(_) => "the family median, which is not known".to_owned(),
        }
    }

    fn short(&self) -> Option<EcoString> {
        match self {
            Self::National { .. } => Some("national".into()),
            Self::Family(spread) => Some(eco_format!("family median ({})", phrase::count(spread.peers, "peer", "peers"))),
            Self::Zero => Some("pupils with the same prior attainment".into()),
            Self::Regulation { .. } => Some("the regulations' figure".into()),
            Self::Missing(_) => None,
        }
    }
}

/// A figure of a school beside a bar.
#[derive(Clone, Debug)]
pub(super) struct Comparison<'a> {
    pub(super) definition: &'a Definition,
    pub(super) year: Year,
    figure: Option<&'a Measure>,
    pub(super) interval: Option<Interval>,
    pub(super) bar: Bar,
    smallest_cohort: u32,
    family_noise: FamilyNoise,
    /// How the member's family was found.
    method: Option<&'static str>,
}

impl<'a> Comparison<'a> {
    /// The member's figure of this measure and year beside the bar.
    pub(super) fn new(evidence: &Evidence<'a>, definition: &'a Definition, year: Year, bar: Bar) -> Self {
        let figure = evidence.figure(&definition.measure, year);
        let z = evidence.ground.rules.noise.z.value;
        let smallest_cohort = evidence.yardstick().map_or(0, |yardstick| yardstick.smallest_cohort);
        let interval = figure.and_then(|figure| Interval::of(figure, definition, z));
        let method = evidence.family.as_ref().ok().map(|family| family.method.word());
        Self { definition, year, figure, interval, bar, smallest_cohort, family_noise: evidence.ground.rules.noise.family.value, method }
    }

    /// The same where a cohort of any size speaks, because who is left out is decided elsewhere.
    pub(super) fn of_any_cohort(self) -> Self {
        Self { smallest_cohort: 0, ..self }
    }

    /// The figure or the mark in its place.
    pub(super) fn reading(&self) -> Option<&'a Reading> {
        self.figure.map(|figure| &figure.value)
    }

    fn scale(&self) -> Scale {
        Scale::of(Some(self.definition))
    }

    /// 1 where more is better, -1 where less is.
    pub(super) fn sign(&self) -> f64 {
        match self.definition.direction {
            Some(Direction::Lower) => -1.0,
            Some(Direction::Higher) | None => 1.0,
        }
    }

    pub(super) fn value(&self) -> Option<f64> {
        self.figure?.value.known()
    }

    pub(super) fn pupils(&self) -> Option<u32> {
        self.figure?.pupils
    }

    /// Whether its cohort is too small to speak.
    pub(super) fn is_too_small(&self) -> bool {
        self.pupils().is_some_and(|pupils| pupils < self.smallest_cohort)
    }

    /// How much better than the bar, in the unit; below zero is worse. `None` if a side is missing or too small to speak.
    pub(super) fn gap(&self) -> Option<f64> {
        if self.is_too_small() { None } else { Some(self.sign() * (self.value()? - self.bar.value()?)) }
    }

    /// Whether it is better than the bar; equal is not.
    pub(super) fn is_above(&self) -> Verdict {
        self.gap().map_or(Verdict::CannotSay, |gap| Verdict::from(gap > SAME))
    }

    /// Whether it is worse than the bar; equal is not.
    pub(super) fn is_below(&self) -> Verdict {
        self.gap().map_or(Verdict::CannotSay, |gap| Verdict::from(gap < -SAME))
    }

    /// Whether the whole 95% interval is worse than the bar; where the rules count the uncertainty of a family's median, the
    /// whole interval of the gap.
    pub(super) fn is_below_beyond_noise(&self) -> Verdict {
        let (Some(_), Some(own), Some(bar)) = (self.gap(), self.interval, self.bar.value()) else { return Verdict::CannotSay };
        let interval = match (self.family_noise, &self.bar, self.value()) {
            (FamilyNoise::Counted, Bar::Family(spread), Some(value)) => Gap::of(value, Some(own), spread).interval,
            (FamilyNoise::Told | FamilyNoise::Counted, ..) => Some(Interval { low: own.low - bar, high: own.high - bar }),
        };
        let better_end = interval.map(|interval| if self.sign() > 0.0 { interval.high } else { -interval.low });
        better_end.map_or(Verdict::CannotSay, |end| Verdict::from(end < -SAME))
    }

    /// The standard error of the family's median where the rules count it, else nothing; `None` if it is not known.
    pub(super) fn family_error(&self, z: f64) -> Option<f64> {
        match (self.family_noise, &self.bar) {
            (FamilyNoise::Counted, Bar::Family(spread)) => Some(spread.median_interval?.error(z)),
            (FamilyNoise::Told | FamilyNoise::Counted, _) => Some(0.0),
        }
    }

    /// `Progress 8 for 2019`.
    pub(super) fn name(&self) -> EcoString {
        eco_format!("{} for {}", self.definition.measure, self.year)
    }

    /// Why nothing can be said of it.
    pub(super) fn missing(&self) -> Option<EcoString> {
        let name = self.name();
        match self.figure.map(|figure| &figure.value) {
            None => return Some(name),
            Some(Reading::Suppressed(mark)) => return Some(eco_format!("{name}: the publisher printed {mark} in its place")),
            Some(Reading::Known(_)) => {}
        }
        if let (true, Some(pupils)) = (self.is_too_small(), self.pupils()) {
            return Some(eco_format!(
                "{name} rests on {}: cohort too small, pool years (fewer than {} say little)",
                phrase::count(pupils as usize, "pupil", "pupils"),
                self.smallest_cohort
            ));
        }
        match &self.bar {
            Bar::Missing(why) => Some(why.clone()),
            Bar::National { .. } | Bar::Family(_) | Bar::Zero | Bar::Regulation { .. } => None,
        }
    }

    /// What is missing for its noise to be known.
    pub(super) fn missing_noise(&self) -> Option<EcoString> {
        if self.gap().is_none() || self.interval.is_some() {
            return None;
        }
        let needed = if self.pupils().is_none() {
            eco_format!("the pupils behind {}", self.name())
        } else {
            eco_format!("the spread between pupils of {}", self.definition.measure)
        };
        Some(eco_format!("{needed}: gap shown without uncertainty"))
    }

    /// `Attainment 8 of 52.3`, with as many places as it takes to tell it from its bar.
    pub(super) fn words(&self) -> String {
        let value = match (self.value(), self.bar.value()) {
            (Some(value), Some(bar)) => self.scale().pair(value, bar).0,
            (Some(value), None) => self.scale().figure(value),
            (None, _) => return self.definition.measure.to_string(),
        };
        format!("{} of {value}", self.definition.measure)
    }

    /// The bar's value as it is printed.
    pub(super) fn bar_figure(&self) -> String {
        self.bar.value().map_or_else(String::new, |value| self.scale().figure(value))
    }

    /// The bar in words, with its value in as many places as it takes to tell it from the figure.
    pub(super) fn bar_words(&self) -> String {
        let scale = self.scale();
        let shown = self.bar.value().map(|bar| self.value().map_or_else(|| scale.figure(bar), |value| scale.pair(value, bar).1));
        self.bar.words(&shown.unwrap_or_default())
    }

    /// Where the figure stands.
    pub(super) fn source(&self) -> Option<EcoString> {
        self.figure.and_then(source)
    }

    /// Where the other side stands: a median follows from figures that each have a place of their own.
    fn other_source(&self) -> Option<EcoString> {
        match &self.bar {
            Bar::National { source, .. } => Some(source.clone().unwrap_or_else(|| "entered by hand".into())),
            Bar::Family(_) => Some("the median of their own figures".into()),
            Bar::Zero => Some("by definition of the measure".into()),
            Bar::Regulation { .. } => Some("SI 2017/9".into()),
            Bar::Missing(_) => None,
        }
    }

    pub(super) fn fact(&self) -> Fact {
        let (other_interval, family) = match &self.bar {
            Bar::Family(spread) => (spread.median_interval, self.method.map(EcoString::from)),
            Bar::National { .. } | Bar::Zero | Bar::Regulation { .. } | Bar::Missing(_) => (None, None),
        };
        Fact {
            other_interval,
            family,
            what: self.definition.measure.clone(),
            year: Some(self.year),
            value: self.value(),
            text: match self.figure.map(|figure| &figure.value) {
                Some(Reading::Suppressed(mark)) => Some(mark.clone()),
                Some(Reading::Known(_)) => None,
                None => Some("not in the map".into()),
            },
            unit: self.definition.unit.clone(),
            compared_with: self.bar.short(),
            other: self.bar.value(),
            other_source: self.other_source(),
            low: self.interval.map(|interval| interval.low),
            high: self.interval.map(|interval| interval.high),
            pupils: self.pupils(),
            source: self.source(),
        }
    }
}

/// Where a figure was read; a figure of a predecessor says under which number it was published.
fn source(figure: &Measure) -> Option<EcoString> {
    match (&figure.provenance, &figure.number) {
        (None, None) => Some("entered by hand".into()),
        (Some(from), Some(number)) => Some(eco_format!("{from}, published under the former number {number}")),
        (None, Some(number)) => Some(eco_format!("published under the former number {number}")),
        (from, None) => from.clone(),
    }
}

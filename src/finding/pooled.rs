//! A gap pooled over years: one cohort is often too small to speak, three together less so.

use ecow::eco_format;

use super::{
    comparison::Comparison,
    phrase,
    verdict::{Fact, Verdict},
};
use crate::model::{Definition, Year};

/// The gap between a school and its bars in one measure, pooled over the years in which it was compared by it.
#[derive(Clone, Debug)]
pub(super) struct Pooled<'a> {
    definition: &'a Definition,
    years: Vec<Year>,
    pupils: Option<u32>,
    /// Mean gap (below zero is worse than the bar) and its 95% interval; `None` if a year's noise is unknown.
    gap: Option<(f64, f64, f64)>,
}

impl<'a> Pooled<'a> {
    /// One for each measure compared in at least two years, by name.
    ///
    /// Mean of the gaps weighted by pupils (evenly where a year's pupils are unknown); its error is √Σ(w·error)², since
    /// the cohorts are different pupils (domain.md section 8a, R1: pooling over three years).
    pub(super) fn all(comparisons: &[&Comparison<'a>], z: f64) -> Vec<Self> {
        let mut definitions: Vec<&'a Definition> = Vec::new();
        for comparison in comparisons {
            if !definitions.iter().any(|definition| definition.measure == comparison.definition.measure) {
                definitions.push(comparison.definition);
            }
        }
        let pooled = definitions.into_iter().filter_map(|definition| {
            let years: Vec<&Comparison<'a>> =
                comparisons.iter().copied().filter(|comparison| comparison.definition.measure == definition.measure).collect();
            (years.len() > 1).then(|| Self::of(definition, &years, z))
        });
        pooled.collect()
    }

    fn of(definition: &'a Definition, years: &[&Comparison<'a>], z: f64) -> Self {
        let pupils: Option<u32> = years.iter().map(|comparison| comparison.pupils()).sum();
        let weight = |comparison: &Comparison<'_>| match (pupils, comparison.pupils()) {
            (Some(all), Some(some)) if all > 0 => f64::from(some) / f64::from(all),
            _ => 1.0 / years.len() as f64,
        };
        let gap: Option<f64> = years.iter().map(|comparison| Some(weight(comparison) * comparison.gap()?)).sum();
        let variance: Option<f64> = years.iter().map(|comparison| Some((weight(comparison) * comparison.interval?.error(z)).powi(2))).sum();
        // The peers are the same schools every year, so what their medians are off by does not even out over the years.
        let family: Option<f64> = years.iter().map(|comparison| Some(weight(comparison) * comparison.family_error(z)?)).sum();
        let margin = variance.zip(family).map(|(variance, family)| z * variance.sqrt().hypot(family));
        Self {
            definition,
            years: years.iter().map(|comparison| comparison.year).collect(),
            pupils,
            gap: gap.zip(margin).map(|(gap, margin)| (gap, gap - margin, gap + margin)),
        }
    }

    /// Whether the school is below its bars by more than noise.
    pub(super) fn is_below(&self) -> Verdict {
        self.gap.map_or(Verdict::CannotSay, |(_, _, high)| Verdict::from(high < 0.0))
    }

    pub(super) fn fact(&self) -> Fact {
        Fact {
            what: eco_format!("{}, mean gap to the family median over {}", self.definition.measure, phrase::years(&self.years)),
            value: self.gap.map(|(gap, _, _)| gap),
            unit: self.definition.unit.clone(),
            compared_with: Some("level with the family".into()),
            other: Some(0.0),
            low: self.gap.map(|(_, low, _)| low),
            high: self.gap.map(|(_, _, high)| high),
            pupils: self.pupils,
            ..Fact::default()
        }
    }
}

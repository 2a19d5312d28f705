//! How far chance can carry a school's figure.

use crate::model::{Definition, Measure};

/// The 95% interval of a figure, in its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

impl Interval {
    /// The published interval, else value ± z · spread / √pupils, else for a percentage the binomial one.
    ///
    /// `None` if neither the interval nor both spread and pupils are known. Source: domain.md section 2.6 (Progress 8: score
    /// ± 1.96 σ / √n; key stage 2: binomial half-width). The binomial error of 0% and 100% is taken half a pupil inside,
    /// since no finite cohort proves certainty.
    pub fn of(measure: &Measure, definition: &Definition, z: f64) -> Option<Self> {
        let value = measure.value.known()?;
        if let (Some(low), Some(high)) = (measure.low, measure.high) {
            return Some(Self { low: low.get(), high: high.get() });
        }
        let pupils = f64::from(measure.pupils.filter(|&pupils| pupils > 0)?);
        let error = match definition.spread {
            Some(spread) => spread.get() / pupils.sqrt(),
            None if definition.unit.as_deref() == Some("%") => binomial_error_percent(value, pupils),
            None => return None,
        };
        Some(Self { low: value - z * error, high: value + z * error })
    }

    /// The standard error behind it.
    pub fn error(self, z: f64) -> f64 {
        if z > 0.0 { (self.high - self.low).max(0.0) / (2.0 * z) } else { 0.0 }
    }
}

fn binomial_error_percent(value_percent: f64, pupils: f64) -> f64 {
    let inside = (0.5 / pupils).min(0.5);
    let share = (value_percent / 100.0).clamp(inside, 1.0 - inside);
    100.0 * (share * (1.0 - share) / pupils).sqrt()
}

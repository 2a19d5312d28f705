//! How the figures of a measure are printed: the one place, for findings, reports and the screen.

use crate::model::{Definition, MeasureRole};

/// How the figures of a measure are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Digits after the point.
    places: usize,
    noughts: Noughts,
    sign: Sign,
    percent: Percent,
}

/// Whether noughts at the end are printed, as publishers do, or left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Noughts {
    Kept,
    Dropped,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    WhenBelowZero,
    Always,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Percent {
    Yes,
    No,
}

impl Scale {
    /// As the publisher prints the measure: progress with its sign, grades with two places, points with one,
    /// percentages with at most one.
    pub fn of(definition: Option<&Definition>) -> Self {
        let Some(definition) = definition else {
            return Self { places: 2, noughts: Noughts::Dropped, sign: Sign::WhenBelowZero, percent: Percent::No };
        };
        let unit = definition.unit.as_deref();
        let sign = if definition.role == MeasureRole::Progress { Sign::Always } else { Sign::WhenBelowZero };
        let (percent, noughts) = if unit == Some("%") { (Percent::Yes, Noughts::Dropped) } else { (Percent::No, Noughts::Kept) };
        Self { places: if unit == Some("grades") { 2 } else { 1 }, noughts, sign, percent }
    }

    /// The same where only the unit may be known.
    pub fn of_unit(definition: Option<&Definition>, unit: Option<&str>) -> Self {
        let scale = Self::of(definition);
        let percent = if unit == Some("%") { Percent::Yes } else { scale.percent };
        Self { percent, ..scale }
    }

    /// The figure without its unit, for a column that says it in its heading.
    pub fn bare(self, value: f64) -> String {
        self.with_places(value, self.places)
    }

    /// The figure with `%` where that is its unit.
    pub fn figure(self, value: f64) -> String {
        self.with_unit(self.bare(value))
    }

    /// Two figures that are compared, with as many places as it takes to tell them apart.
    pub fn pair(self, a: f64, b: f64) -> (String, String) {
        let apart = |places: &usize| self.with_places(a, *places) != self.with_places(b, *places);
        let places = (self.places..=self.places + 3).find(apart).unwrap_or(self.places);
        (self.with_unit(self.with_places(a, places)), self.with_unit(self.with_places(b, places)))
    }

    fn with_unit(self, text: String) -> String {
        match self.percent {
            Percent::Yes => format!("{text}%"),
            Percent::No => text,
        }
    }

    fn with_places(self, value: f64, places: usize) -> String {
        let whole = format!("{value:.places$}");
        let text = match self.noughts {
            Noughts::Dropped if whole.contains('.') => whole.trim_end_matches('0').trim_end_matches('.'),
            Noughts::Dropped | Noughts::Kept => &whole,
        };
        let is_zero = !text.bytes().any(|b| (b'1'..=b'9').contains(&b));
        let digits = text.trim_start_matches('-');
        match self.sign {
            Sign::WhenBelowZero | Sign::Always if is_zero => digits.to_owned(),
            Sign::WhenBelowZero | Sign::Always if value < 0.0 => format!("−{digits}"),
            Sign::Always => format!("+{digits}"),
            Sign::WhenBelowZero => digits.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_figures_that_differ_never_look_the_same() {
        let (a, b) = Scale::of(None).pair(46.701, 46.7);
        assert_eq!((a.as_str(), b.as_str()), ("46.701", "46.7"));
    }

    #[test]
    fn minus_nought_is_nought() {
        assert_eq!(Scale::of(None).bare(-0.001), "0");
    }
}

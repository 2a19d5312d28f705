//! How each kind of number, date and absence is written for people: the one place.

use jiff::civil::Date;

use crate::{
    framework::Framework,
    model::{Definition, MeasureRole, Phase, Stage},
};

/// What stands where nothing is known.
pub const MISSING: &str = "–";

/// Said wherever findings are listed.
pub const NO_FLAG: &str = "No flag does not mean that all is well: it can also mean that figures or ratings are missing.";

/// Said of a member without a rated stage.
pub const NOT_RATED: &str = "not rated";

/// Said after a phase that nobody rated.
pub const FROM_TIES: &str = "from ties";

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
    /// As the publisher prints the measure: progress with its sign, grades with two places, points and percentages with one.
    pub fn of(definition: Option<&Definition>) -> Self {
        let Some(definition) = definition else {
            return Self { places: 2, noughts: Noughts::Dropped, sign: Sign::WhenBelowZero, percent: Percent::No };
        };
        let unit = definition.unit.as_deref();
        let sign = if definition.role == MeasureRole::Progress { Sign::Always } else { Sign::WhenBelowZero };
        let percent = if unit == Some("%") { Percent::Yes } else { Percent::No };
        Self { places: if unit == Some("grades") { 2 } else { 1 }, noughts: Noughts::Kept, sign, percent }
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

/// A number of unknown meaning: at most two places, no needless noughts.
pub fn number(value: f64) -> String {
    Scale::of(None).bare(value)
}

/// A percentage with at most one place.
pub fn percent(value: f64) -> String {
    let text = format!("{value:.1}");
    format!("{}%", text.strip_suffix(".0").unwrap_or(&text))
}

/// A count, with a thin gap every three digits from ten thousand on.
pub fn count(value: u64) -> String {
    let digits = value.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let first = digits.len() % 3;
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at % 3 == first {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The text with its first letter large.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A word of the file as people write it: `explained_away` is "explained away".
pub fn spoken(word: &str) -> String {
    word.replace('_', " ")
}

/// `1 school`, `2 schools`: the count and the word for so many.
pub fn counted(value: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(value as u64), if value == 1 { one } else { many })
}

/// A day as people write it: 2 March 2026.
pub fn day(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// A stage with its name: `1 Isolation`.
pub fn stage(framework: &Framework, stage: Stage) -> String {
    framework.stage(stage).map_or_else(|| stage.number().to_string(), |words| format!("{} {}", stage.number(), words.name))
}

/// A phase with its name: `3 Coaching and mentoring`.
pub fn phase(framework: &Framework, phase: Phase) -> String {
    framework.phase(phase).map_or_else(|| phase.number().to_string(), |words| format!("{} {}", phase.number(), words.name))
}

/// Folds a text into lines of at most so many columns; a word longer than that stands alone.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if columns(line) + 1 + columns(word) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The columns a text takes on a terminal.
pub fn columns(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

/// The text cut to so many columns, with `…` where something is missing, and filled with spaces.
pub fn fit(text: &str, width: usize) -> String {
    let mut out = cut(text, width);
    let gap = width.saturating_sub(columns(&out));
    out.extend(std::iter::repeat_n(' ', gap));
    out
}

/// The text cut to so many columns and pushed to the right.
pub fn right(text: &str, width: usize) -> String {
    let cut = cut(text, width);
    format!("{}{cut}", " ".repeat(width.saturating_sub(columns(&cut))))
}

/// The text cut to so many columns, with `…` where something is missing.
pub fn cut(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        used += unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if used + 1 > width {
            break;
        }
        out.push(c);
    }
    if width > 0 {
        out.push('…');
    }
    out
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
        assert_eq!(number(-2.5), "−2.5");
    }

    #[test]
    fn long_counts_are_parted() {
        assert_eq!((count(2446).as_str(), count(30_000).as_str(), count(1_234_567).as_str()), ("2446", "30,000", "1,234,567"));
    }

    #[test]
    fn a_wide_name_is_cut_to_its_columns() {
        assert_eq!(fit("日本語学校", 5), "日本…");
        assert_eq!(fit("Ash", 5), "Ash  ");
    }
}

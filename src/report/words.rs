//! How each kind of number, date and absence is written for people: the one place.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    framework::Framework,
    map,
    model::{MemberId, Network, Phase, PinId, PinLayout, Record, RecordKind, Stage, Word},
};
pub use crate::{
    framework::Scale,
    model::{count, counted},
};

/// What stands where nothing is known.
pub const MISSING: &str = "–";

/// Said wherever findings are listed.
pub const NO_FLAG: &str = "No flag does not mean that all is well: it can also mean that figures or ratings are missing.";

/// Said of a member without a rated stage.
pub const NOT_RATED: &str = "not rated";

/// Said after a phase that nobody rated.
pub const FROM_TIES: &str = "from ties";

/// A number of unknown meaning: at most two places, no needless noughts.
pub fn number(value: f64) -> String {
    Scale::of(None).bare(value)
}

/// A percentage with at most one place.
pub fn percent(value: f64) -> String {
    let text = format!("{value:.1}");
    format!("{}%", text.strip_suffix(".0").unwrap_or(&text))
}

/// How much text there is: `500 letters`, `64 KB`, `4 MB`.
pub fn size(bytes: usize) -> String {
    match bytes {
        0..1024 => counted(bytes, "letter", "letters"),
        1024..1_000_000 => format!("{} KB", count(bytes.div_ceil(1024) as u64)),
        _ => format!("{} MB", count(bytes.div_ceil(1_048_576) as u64)),
    }
}

/// The text with its first letter large.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The text with its first letter small, for the middle of a sentence; a word of capitals stays.
pub fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

/// A word of the file as people write it: `explained_away` is "explained away".
pub fn spoken(word: &str) -> String {
    word.replace('_', " ")
}

/// Records counted by kind, each as `1 tie` or `2 ratings`.
pub fn records_counted<'a>(records: impl Iterator<Item = &'a Record>) -> Vec<String> {
    let mut counts: BTreeMap<RecordKind, usize> = BTreeMap::new();
    for record in records {
        *counts.entry(record.kind()).or_default() += 1;
    }
    counts.into_iter().map(|(kind, count)| of_kind_counted(kind, count)).collect()
}

/// `1 tie`, `2 national figures`: so many records of a kind.
pub fn of_kind_counted(kind: RecordKind, value: usize) -> String {
    let (one, many) = words_of_kind(kind);
    counted(value, one, many)
}

/// One record of a kind and several of it, as people speak of them; the file's own words are shorter.
pub fn words_of_kind(kind: RecordKind) -> (&'static str, &'static str) {
    match kind {
        RecordKind::NationalFigure => ("national figure", "national figures"),
        RecordKind::NamedView => ("kept view", "kept views"),
        RecordKind::Definition => ("meaning of a measure", "meanings of measures"),
        RecordKind::Family => ("place in a list of similar schools", "places in lists of similar schools"),
        RecordKind::Member
        | RecordKind::Membership
        | RecordKind::Tie
        | RecordKind::Visit
        | RecordKind::Rating
        | RecordKind::Measure
        | RecordKind::Response
        | RecordKind::Remark
        | RecordKind::Capacity
        | RecordKind::Support
        | RecordKind::Pin
        | RecordKind::Conflict => (kind.word(), kind.section()),
    }
}

/// What a person does with a finding, as the beginning of a step's title: `Object to coasting of Ash High`.
pub fn verb(word: Word) -> &'static str {
    match word {
        Word::Confirm => "Confirm",
        Word::Object => "Object to",
        Word::Agree => "Agree with",
        Word::Snooze => "Snooze",
        Word::Handled => "Set down as handled:",
    }
}

/// A layout of the map with pins, as people speak of it.
pub fn in_layout(layout: PinLayout) -> &'static str {
    match layout {
        PinLayout::Rings => "in the rings",
        PinLayout::Geographic => "on the geographic map",
        PinLayout::Force => "in the force layout",
    }
}

/// In which layouts of the map a member is pinned; empty if in none.
pub fn pinned(network: &Network, member: &MemberId) -> String {
    let layouts = PinLayout::ALL.iter().copied().filter(|layout| network.pins().get(&PinId::new(*layout, member)).is_some());
    layouts.map(in_layout).collect::<Vec<_>>().join(", ")
}

/// A day as people write it: 2 March 2026.
pub fn day(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// A day not long ago, as people speak of it: `today`, `yesterday`, `Tuesday`, else `12 May 2026`.
pub fn day_before(past: Date, today: Date) -> String {
    match past.until(today).map(|span| span.get_days()) {
        Ok(0) => "today".to_owned(),
        Ok(1) => "yesterday".to_owned(),
        Ok(2..=6) => past.strftime("%A").to_string(),
        Ok(_) | Err(_) => day(past),
    }
}

/// A stage with its name: `1 Isolation`.
pub fn stage(framework: &Framework, stage: Stage) -> String {
    framework.stage(stage).map_or_else(|| stage.number().to_string(), |words| format!("{} {}", stage.number(), words.name))
}

/// A phase with its name: `3 Coaching and mentoring`.
pub fn phase(framework: &Framework, phase: Phase) -> String {
    framework.phase(phase).map_or_else(|| phase.number().to_string(), |words| format!("{} {}", phase.number(), words.name))
}

/// Folds a text into lines of at most so many columns; a word longer than that stands alone. Its own lines stay lines.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for own in text.lines() {
        let mut folded: Vec<String> = Vec::new();
        for word in own.split_whitespace() {
            match folded.last_mut() {
                Some(line) if columns(line) + 1 + columns(word) <= width => {
                    line.push(' ');
                    line.push_str(word);
                }
                Some(_) | None => folded.push(word.to_owned()),
            }
        }
        lines.extend(folded);
    }
    lines
}

/// The columns a text takes on a terminal.
pub fn columns(text: &str) -> usize {
    usize::from(map::width(text))
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
    map::cut(text, u16::try_from(width).unwrap_or(u16::MAX)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_no_needless_noughts() {
        assert_eq!((number(-2.5).as_str(), number(3.0).as_str()), ("−2.5", "3"));
    }

    #[test]
    fn long_counts_are_parted() {
        assert_eq!((count(2446).as_str(), count(30_000).as_str(), count(1_234_567).as_str()), ("2446", "30,000", "1,234,567"));
    }

    #[test]
    fn a_text_is_folded_and_its_own_lines_stay_lines() {
        assert_eq!(wrap("Ash High\nBirch", 4), ["Ash", "High", "Birch"]);
        assert_eq!(wrap("  Ash  High\n\nBirch ", 40), ["Ash High", "Birch"]);
    }

    #[test]
    fn a_wide_name_is_cut_to_its_columns() {
        assert_eq!(fit("日本語学校", 5), "日本…");
        assert_eq!(fit("Ash", 5), "Ash  ");
    }
}

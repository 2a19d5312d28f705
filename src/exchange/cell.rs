//! One cell: numbers, dates and school numbers as publishers and spreadsheets print them.

use std::{borrow::Cow, fmt::Display};

use ecow::{EcoString, eco_format};
use jiff::civil::Date;

use crate::model::{MemberId, Shown, clean};

/// The cell for a message: made visible, at most 60 columns.
pub(super) fn short(printed: &str) -> EcoString {
    eco_format!("{}", Shown::of(&clean(printed)).cut(60))
}

/// What a library found wrong with a file, for a message: it may quote the file.
pub(super) fn in_words(error: &impl Display) -> EcoString {
    eco_format!("{}", Shown::of(&clean(&error.to_string())).cut(160))
}

/// The number of a cell: a per cent sign and thousands commas are no part of it.
pub(super) fn number(printed: &str) -> Option<f64> {
    let bare = printed.trim().trim_end_matches('%').trim_end();
    let value = if bare.contains(',') { without_commas(bare)?.parse::<f64>() } else { bare.parse::<f64>() };
    value.ok().filter(|value| value.is_finite())
}

/// `1,234,567` without its commas; `None` where they do not part thousands.
fn without_commas(bare: &str) -> Option<String> {
    let mut groups = bare.split(',');
    let first = groups.next()?;
    let digits = first.trim_start_matches('-');
    let starts_well = (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let goes_on = groups.all(|group| {
        let whole = group.split('.').next().unwrap_or_default();
        whole.len() == 3 && whole.bytes().all(|byte| byte.is_ascii_digit())
    });
    (starts_well && goes_on).then(|| bare.replace(',', ""))
}

/// A whole number, also as `187.0`.
pub(super) fn whole(printed: &str) -> Option<u32> {
    let value = number(printed)?;
    ((0.0..=f64::from(u32::MAX)).contains(&value) && value.fract().abs() < f64::EPSILON).then_some(value as u32)
}

/// A date as `2026-03-02`, or day first as `02-03-2026` and `02/03/2026`.
pub(super) fn date(printed: &str) -> Option<Date> {
    let printed = printed.trim();
    if printed.as_bytes().get(4) == Some(&b'-')
        && let Ok(date) = printed.parse()
    {
        return Some(date);
    }
    let separator = if printed.contains('/') { '/' } else { '-' };
    let mut parts = printed.split(separator).map(str::trim);
    let (Some(day), Some(month), Some(year), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else { return None };
    let (day, month, year) = (day.parse().ok()?, month.parse().ok()?, year.parse().ok()?);
    if (1000..=9999).contains(&year) { Date::new(year, month, day).ok() } else { None }
}

/// A number written with a decimal comma, as `1,5` and `1.234,5`, with a point; `None` for what is none.
pub(super) fn with_point(printed: &str) -> Option<String> {
    let bare = printed.trim().trim_end_matches('%').trim_end();
    let (whole, fraction) = bare.split_once(',')?;
    let digits = whole.trim_start_matches(['-', '−']);
    let groups: Vec<&str> = digits.split(['.', ' ', '\u{a0}', '\u{202f}', '’']).collect();
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_grouped = groups.len() == 1 || groups.iter().skip(1).all(|group| group.len() == 3);
    if !is_grouped || !groups.iter().all(|group| are_digits(group)) || !are_digits(fraction) {
        return None;
    }
    let sign = if digits.len() < whole.len() { "-" } else { "" };
    Some(format!("{sign}{}.{fraction}", groups.concat()))
}

/// A date written month first, as `04/31/2026`, with the day first; `None` for what is none.
pub(super) fn day_first(printed: &str) -> Option<String> {
    let printed = printed.trim();
    let separator = if printed.contains('/') { '/' } else { '-' };
    let parts: Vec<&str> = printed.split(separator).map(str::trim).collect();
    let [month, day, year] = parts.as_slice() else { return None };
    let turned = format!("{day}/{month}/{year}");
    date(&turned).filter(|_| year.len() == 4).map(|_| turned)
}

/// Whether a field of a member holds a figure, so that a publisher's mark in it means "not known".
pub(super) fn is_figure(field: &str) -> bool {
    field.ends_with("_percent")
        || matches!(field, "pupils" | "easting" | "northing" | "latitude" | "longitude" | "prior_attainment" | "rank")
}

pub(super) fn is_date(field: &str) -> bool {
    matches!(
        field,
        "on" | "shared_on"
            | "answered_on"
            | "proposed_on"
            | "agreed_on"
            | "review_on"
            | "started"
            | "last_active"
            | "ended"
            | "until"
            | "since"
            | "opened"
            | "closed"
            | "last_contact"
    )
}

/// The text of a field as the model parses it, or why the cell is none.
pub(super) fn normal<'p>(field: &str, printed: &'p str) -> Result<Cow<'p, str>, EcoString> {
    let wrong = |what: &str| eco_format!("`{}` is not {what}", short(printed));
    let owned = |text: String| Cow::Owned(text);
    if matches!(field, "pupils" | "visits" | "rank") {
        if is_digits(printed, 9) {
            return Ok(Cow::Borrowed(printed));
        }
        return whole(printed).map(|value| owned(value.to_string())).ok_or_else(|| wrong("a whole number"));
    }
    if is_figure(field) {
        if is_plain_number(printed) {
            return Ok(Cow::Borrowed(printed));
        }
        return number(printed).map(|value| owned(value.to_string())).ok_or_else(|| wrong("a number"));
    }
    if is_date(field) {
        return match date(printed) {
            Some(date) => Ok(owned(format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()))),
            None if day_first(printed).is_some() => {
                Err(eco_format!("`{}` fits only with the month first, and days come first here", short(printed)))
            }
            None => Err(wrong("a date like 2026-03-02 or 02/03/2026")),
        };
    }
    Ok(Cow::Borrowed(printed))
}

/// Whether a cell is so many digits at most and nothing else.
fn is_digits(printed: &str, most: usize) -> bool {
    (1..=most).contains(&printed.len()) && printed.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a cell is digits with a point between them at most, which needs no change to be read as a number.
fn is_plain_number(printed: &str) -> bool {
    let (whole, fraction) = printed.split_once('.').unwrap_or((printed, "0"));
    is_digits(whole, 9) && is_digits(fraction, 9)
}

/// A school's number: five to seven digits, the first not a zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Urn(pub(super) u32);

/// A number as read, and whether a spreadsheet had changed how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    AsPublished(Urn),
    /// As `142857.0` or `1.42857E+05`.
    Changed(Urn),
}

impl Urn {
    /// The number in a member's id; `None` if its value is none.
    pub(super) fn of(id: &MemberId) -> Option<Self> {
        id.value().parse().ok().map(Self)
    }

    /// The number of a cell, or `None` if the text is no school number.
    pub(super) fn read(printed: &str) -> Option<Written> {
        let printed = printed.trim();
        let fits = |value: u32| (10_000..=9_999_999).contains(&value).then_some(Self(value));
        if printed.bytes().all(|byte| byte.is_ascii_digit()) {
            return (!printed.starts_with('0')).then(|| printed.parse().ok().and_then(fits)).flatten().map(Written::AsPublished);
        }
        let begins_well = printed.starts_with(|c: char| ('1'..='9').contains(&c));
        let looks_changed = begins_well && printed.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | 'E' | 'e' | '+'));
        if looks_changed { whole(printed).and_then(fits).map(Written::Changed) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_printed() {
        assert_eq!(number("78%"), Some(78.0));
        assert_eq!(number("16.50%"), Some(16.5));
        assert_eq!(number("1,234.5"), Some(1234.5));
        assert_eq!((number("1,5"), number("SUPP"), number("inf"), number("NaN")), (None, None, None, None));
        assert_eq!((whole("187.0"), whole("187.5"), whole("-1")), (Some(187), None, None));
    }

    #[test]
    fn dates_are_day_first() {
        let third_of_april = Some(Date::constant(2026, 4, 3));
        assert_eq!((date("03/04/2026"), date("03-04-2026"), date("2026-04-03")), (third_of_april, third_of_april, third_of_april));
        assert_eq!((date("04/31/2026"), date("30-02-2026"), date("03/04/26")), (None, None, None));
    }

    #[test]
    fn a_number_a_spreadsheet_changed_is_told() {
        assert_eq!(Urn::read("142857"), Some(Written::AsPublished(Urn(142_857))));
        assert_eq!(Urn::read("142857.0"), Some(Written::Changed(Urn(142_857))));
        assert_eq!(Urn::read("1.42857E+05"), Some(Written::Changed(Urn(142_857))));
        assert_eq!((Urn::read("0142857"), Urn::read("1428"), Urn::read("12O345"), Urn::read("")), (None, None, None, None));
    }
}

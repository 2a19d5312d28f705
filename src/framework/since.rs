//! A day in the past as people type it.

use jiff::{Span, civil::Date};

use crate::model::{Field, FieldError};

/// The day meant by a date or by a span before today, as `2025-09-01`, `1 year`, `6 months`, `3 weeks` or `10 days`.
pub fn day_before(text: &str, today: Date) -> Result<Date, FieldError> {
    let wrong = || FieldError::new(text, "a date like 2025-09-01 or a time like 1 year, 6 months, 3 weeks");
    if let Ok(date) = Date::parse(text) {
        return if date < today { Ok(date) } else { Err(FieldError::new(text, "a day before the one the map shows")) };
    }
    let typed = text.trim().to_lowercase();
    let (count, unit) = typed.split_once(char::is_whitespace).ok_or_else(wrong)?;
    // A thousand of any unit is more than any map remembers, and within what a span can hold.
    let count: i64 = count.parse().ok().filter(|count| (1..=1000).contains(count)).ok_or_else(wrong)?;
    let span = match unit.trim().trim_end_matches("ago").trim().trim_end_matches('s') {
        "year" => Span::new().years(count),
        "month" => Span::new().months(count),
        "week" => Span::new().weeks(count),
        "day" => Span::new().days(count),
        _ => return Err(wrong()),
    };
    today.checked_sub(span).map_err(|_too_long_ago| wrong())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 3, 2);

    #[test]
    fn dates_and_words_are_days() {
        assert_eq!(day_before("2025-09-01", TODAY), Ok(date(2025, 9, 1)));
        assert_eq!(day_before("1 year", TODAY), Ok(date(2025, 3, 2)));
        assert_eq!(day_before(" 6 Months ago ", TODAY), Ok(date(2025, 9, 2)));
    }

    #[test]
    fn today_and_nonsense_are_refused() {
        for text in ["2026-03-02", "soon", "0 days", "-1 year", "1 fortnight", ""] {
            assert!(day_before(text, TODAY).is_err(), "{text}");
        }
    }
}

//! Whether a tie is alive.

use std::collections::BTreeMap;

use jiff::{Span, civil::Date};

use super::rules::ActivityRules;
use crate::model::{MemberId, Network, Tie};

/// Whether a tie is alive on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Activity {
    /// Not ended, and its latest sign of life is recent.
    Active,
    /// Not ended, and its latest sign of life is long ago.
    Quiet,
    Ended,
    /// No date at all: nobody can say.
    Undated,
}

/// The last visit between any two members, either way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signs(BTreeMap<(MemberId, MemberId), Date>);

impl Signs {
    /// Cost: O(visits · log visits).
    pub fn of(network: &Network) -> Self {
        let mut last = BTreeMap::new();
        for visit in network.visits() {
            let day = last.entry(pair(&visit.from, &visit.to)).or_insert(visit.on);
            *day = visit.on.max(*day);
        }
        Self(last)
    }

    /// The latest of the day the tie started, the day it was last active and its visits.
    pub fn last(&self, tie: &Tie) -> Option<Date> {
        let visit = if self.0.is_empty() { None } else { self.0.get(&pair(&tie.from, &tie.to)).copied() };
        tie.started.into_iter().chain(tie.last_active).chain(visit).max()
    }

    /// Whether the tie is alive: not ended, and its last sign of life recent (domain.md section 8a, common).
    pub fn activity(&self, tie: &Tie, day: Date, rules: &ActivityRules) -> Activity {
        if tie.ended.is_some_and(|ended| ended <= day) {
            return Activity::Ended;
        }
        match self.last(tie) {
            None => Activity::Undated,
            Some(last) if last >= months_before(day, rules.months.value) => Activity::Active,
            Some(_) => Activity::Quiet,
        }
    }
}

fn pair(from: &MemberId, to: &MemberId) -> (MemberId, MemberId) {
    if from <= to { (from.clone(), to.clone()) } else { (to.clone(), from.clone()) }
}

/// The day so many months before, or the first day there is.
pub(crate) fn months_before(day: Date, months: u32) -> Date {
    day.checked_sub(span(months)).unwrap_or(Date::MIN)
}

/// The day so many months after, or the last day there is.
pub(crate) fn months_after(day: Date, months: u32) -> Date {
    day.checked_add(span(months)).unwrap_or(Date::MAX)
}

/// So many months, at most the thousand years that a span can hold safely.
fn span(months: u32) -> Span {
    Span::new().months(months.min(12_000).cast_signed())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn tie(fields: &[(&str, &str)]) -> Tie {
        Tie::from_texts(&|name| {
            let given = [("id", "t:1"), ("from", "urn:1"), ("to", "urn:2")];
            given.iter().chain(fields).find(|(field, _)| *field == name).map(|(_, text)| (*text).to_owned())
        })
        .unwrap()
    }

    fn check(fields: &[(&str, &str)], expected: Activity) {
        let rules = super::super::Rules::built_in().activity;
        assert_eq!(Signs::default().activity(&tie(fields), date(2026, 3, 2), &rules), expected);
    }

    #[test]
    fn a_tie_active_twelve_months_ago_is_active() {
        check(&[("last_active", "2025-03-02")], Activity::Active);
    }

    #[test]
    fn a_tie_last_active_a_day_earlier_is_quiet() {
        check(&[("last_active", "2025-03-01")], Activity::Quiet);
    }

    #[test]
    fn a_tie_without_dates_is_neither() {
        check(&[], Activity::Undated);
    }

    #[test]
    fn a_tie_that_ends_later_still_runs() {
        check(&[("started", "2026-01-01"), ("ended", "2026-03-03")], Activity::Active);
    }
}

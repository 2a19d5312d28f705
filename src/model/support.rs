//! Support: one member helps another for a time, as the ledger of supports keeps it.

use ecow::EcoString;
use jiff::{Timestamp, civil::Date};

use super::{
    declare::{record, words},
    id::{Id, MemberId},
    number::DaysPerWeek,
    prose::Prose,
};

words! {
    /// What kind of help it is, from the lightest to the heaviest (domain.md section 7).
    pub enum Approach as "an approach: information, visits, immersion, programme, coaching, peer_review, partner_school, key_staff, executive_headship or structural_change" {
        Information = "information",
        /// A family of schools and structured visits.
        Visits = "visits",
        /// Several staff stay at a host in similar circumstances.
        Immersion = "immersion",
        /// A programme for teachers, coaches or facilitators.
        Programme = "programme",
        /// A leader of education as coach and mentor.
        Coaching = "coaching" | "mentoring",
        PeerReview = "peer_review" | "review",
        PartnerSchool = "partner_school" | "partner",
        /// Key staff who succeeded in similar circumstances.
        KeyStaff = "key_staff",
        ExecutiveHeadship = "executive_headship" | "federation",
        /// Another trust or sponsor.
        StructuralChange = "structural_change",
    }
}

record! {
    /// One member supports another. How far it has come follows from its days.
    pub struct Support {
        id: Id,
        supporter: MemberId,
        supported: MemberId,
        @optional
        need: Option<EcoString>,
        approach: Option<Approach>,
        days_per_week: Option<DaysPerWeek>,
        proposed_on: Option<Date>,
        agreed_on: Option<Date>,
        started: Option<Date>,
        /// The day it is to be looked at together.
        review_on: Option<Date>,
        ended: Option<Date>,
        /// What came of it.
        outcome: Option<Prose>,
        note: Option<Prose>,
        /// Who recorded it.
        by: Option<EcoString>,
        at: Option<Timestamp>,
        /// The file and row it came from; no part of the fact.
        provenance as "imported": Option<EcoString>,
    }
}

/// How far a support has come on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SupportState {
    /// Somebody proposes it, or nobody has said when it begins.
    Proposed,
    Agreed,
    Running,
    /// It runs, and the day of its review has passed.
    Overdue,
    Ended,
}

impl Support {
    /// How far it has come on a day; what is dated later has not happened yet.
    pub fn state(&self, day: Date) -> SupportState {
        let has_come = |date: Option<Date>| date.is_some_and(|date| date <= day);
        if has_come(self.ended) {
            SupportState::Ended
        } else if has_come(self.started) {
            let is_overdue = self.review_on.is_some_and(|review| review < day);
            if is_overdue { SupportState::Overdue } else { SupportState::Running }
        } else if has_come(self.agreed_on) {
            SupportState::Agreed
        } else {
            SupportState::Proposed
        }
    }

    /// The first day it is spoken of; `None` if no day is known.
    pub fn begins(&self) -> Option<Date> {
        [self.proposed_on, self.agreed_on, self.started].into_iter().flatten().min()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn check(fields: &[(&str, &str)], expected: SupportState) {
        let given = [("id", "s:1"), ("supporter", "urn:1"), ("supported", "urn:2")];
        let text_of = |name: &str| given.iter().chain(fields).find(|(field, _)| *field == name).map(|(_, text)| (*text).to_owned());
        assert_eq!(Support::from_texts(&text_of).unwrap().state(date(2026, 3, 2)), expected);
    }

    #[test]
    fn a_support_without_any_day_is_proposed() {
        check(&[], SupportState::Proposed);
    }

    #[test]
    fn a_support_that_starts_tomorrow_is_only_agreed() {
        check(&[("agreed_on", "2026-02-01"), ("started", "2026-03-03")], SupportState::Agreed);
    }

    #[test]
    fn a_review_is_overdue_the_day_after_it_was_due() {
        check(&[("started", "2026-01-01"), ("review_on", "2026-03-02")], SupportState::Running);
        check(&[("started", "2026-01-01"), ("review_on", "2026-03-01")], SupportState::Overdue);
    }

    #[test]
    fn a_support_that_ends_today_has_ended() {
        check(&[("started", "2026-01-01"), ("ended", "2026-03-02")], SupportState::Ended);
    }
}

//! What a school answered to evidence, and what a person said of a finding.

use ecow::EcoString;
use jiff::{Timestamp, civil::Date};

use super::{
    declare::{record, words},
    id::{Id, MemberId},
    prose::Prose,
};

words! {
    /// How a member answered when the comparison was shared with it.
    pub enum Answer as "a response: accepted, questioned, explained_away, rejected or none" {
        Accepted = "accepted",
        /// Asked for more; leaves the case open.
        Questioned = "questioned",
        ExplainedAway = "explained_away",
        Rejected = "rejected",
        /// No answer came.
        None = "none" | "no_answer",
    }
}

record! {
    /// A comparison was shared with a member, and this came back.
    pub struct Response {
        id: Id,
        member: MemberId,
        shared_on: Date,
        @optional
        answered_on: Option<Date>,
        /// Who answered: head, governors, staff.
        by_role: Option<EcoString>,
        response: Option<Answer>,
        /// The measure that was shared.
        measure: Option<EcoString>,
        note: Option<Prose>,
        /// Who recorded it.
        by: Option<EcoString>,
        at: Option<Timestamp>,
        provenance as "imported": Option<EcoString>,
    }
}

words! {
    /// A person's word on a finding.
    pub enum Word as "a word: confirm, object, agree, snooze or handled" {
        Confirm = "confirm",
        Object = "object",
        Agree = "agree",
        Snooze = "snooze",
        Handled = "handled",
    }
}

record! {
    /// What a person said of one finding of one member.
    pub struct Remark {
        id: Id,
        member: MemberId,
        /// The pattern's name, as `condoned_failure`.
        pattern: EcoString,
        word: Word,
        on: Date,
        by: EcoString,
        @optional
        at: Option<Timestamp>,
        /// Quiet until this day, for a snooze.
        until: Option<Date>,
        /// The support that handles it.
        support: Option<Id>,
        note: Option<Prose>,
    }
}

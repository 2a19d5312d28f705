//! What a member can give to others.

use ecow::EcoString;
use jiff::civil::Date;

use super::{
    declare::record,
    id::{Id, MemberId},
    member::Education,
    number::DaysPerWeek,
};

record! {
    /// How much support a member offers, to whom and in what.
    pub struct Capacity {
        /// The member's own id: a member has one capacity.
        id: Id,
        member: MemberId,
        @optional
        days_per_week: Option<DaysPerWeek>,
        /// Phases of education it can help.
        phases: Vec<Education>,
        strengths: Vec<EcoString>,
        until: Option<Date>,
        /// Members it should not be matched with.
        avoid: Vec<MemberId>,
        provenance as "imported": Option<EcoString>,
    }
}

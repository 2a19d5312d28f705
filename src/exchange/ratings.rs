//! Imported ratings: never overwritten; one that corrects another withdraws it.

use std::collections::BTreeMap;

use ecow::EcoString;
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{draft::Draft, import::Import, ledger::At};
use crate::model::{Id, MemberId, Rating, Record, RecordKind, Withdrawn};

/// Who judged whom on which day in which role.
type Occasion = (MemberId, Date, Option<EcoString>, Option<EcoString>);

/// The imported ratings that stand, by the occasion they were made on.
#[derive(Default)]
pub(super) struct Corrected(BTreeMap<Occasion, Vec<Id>>);

impl Corrected {
    pub(super) fn of(draft: &Draft<'_>) -> Self {
        let mut standing = Self::default();
        for rating in draft.base().ratings().iter().filter(|rating| rating.stands() && rating.provenance.is_some()) {
            standing.note(rating);
        }
        standing
    }

    fn note(&mut self, rating: &Rating) {
        self.0.entry(occasion(rating)).or_default().push(rating.id.clone());
    }
}

fn occasion(rating: &Rating) -> Occasion {
    (rating.member.clone(), rating.on, rating.by.clone(), rating.role.clone())
}

/// Adds a rating. One that is in the map already is left as it is, also if it was withdrawn since.
pub(super) fn put(import: &mut Import<'_>, at: At<'_>, rating: Rating, corrected: &mut Corrected) {
    if import.draft.record(RecordKind::Rating, &rating.id).is_some() {
        return;
    }
    for id in corrected.0.get(&occasion(&rating)).cloned().unwrap_or_default() {
        let Some(Record::Rating(mut older)) = import.draft.record(RecordKind::Rating, &id) else { continue };
        if older.stands() && judges_the_same(&older, &rating) {
            older.withdrawn = Some(withdrawal(&rating));
            import.draft.put(at.id, older);
        }
    }
    corrected.note(&rating);
    import.draft.put(at.id, rating);
}

/// Whether the newer speaks of something the older spoke of: a phase beside a stage corrects nothing.
fn judges_the_same(older: &Rating, newer: &Rating) -> bool {
    (older.stage.is_some() && newer.stage.is_some())
        || (older.phase.is_some() && newer.phase.is_some())
        || (older.inside.is_some() && newer.inside.is_some())
}

/// The import knows no time of its own, so the day of the rating stands for it.
fn withdrawal(newer: &Rating) -> Withdrawn {
    let at = newer.on.to_zoned(TimeZone::UTC).map_or(Timestamp::UNIX_EPOCH, |day| day.timestamp());
    Withdrawn { by: newer.by.clone().unwrap_or_else(|| "import".into()), at, why: "corrected".into() }
}

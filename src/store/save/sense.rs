//! Whether a save makes sense: what would vanish from the file was taken out by somebody.

use std::collections::BTreeSet;

use super::SaveError;
use crate::model::{Change, Network, Record, Step};

/// One member in so many may vanish at once without a step that says so.
const FEWEST_LEFT_OF: usize = 5;

/// Refuses a network from which members or ratings vanished that no step took out.
///
/// The laws: a map that had members has some, or its steps removed every one; no more than a fifth of its members vanished
/// unsaid; no rating did.
pub(in crate::store) fn must_make_sense<'a>(
    before: &Network,
    after: &Network,
    steps: impl Iterator<Item = &'a Step>,
    file: &str,
) -> Result<(), SaveError> {
    let (mut members, mut ratings) = (BTreeSet::new(), BTreeSet::new());
    for change in steps.flat_map(|step| &step.changes) {
        match change {
            Change { before: Some(Record::Member(member)), after: None } => drop(members.insert(member.id.as_str())),
            Change { before: Some(Record::Rating(rating)), after: None } => drop(ratings.insert(rating.id.as_str())),
            Change { .. } => {}
        }
    }
    let gone = |id: &str| after.members().get(id).is_none() && !members.contains(id);
    let lost_members = before.members().iter().filter(|member| gone(&member.id)).count();
    let lost_ratings =
        before.ratings().iter().filter(|rating| after.ratings().get(&rating.id).is_none() && !ratings.contains(rating.id.as_str())).count();
    let held = before.members().len();
    let is_emptied = after.members().is_empty() && lost_members > 0;
    if is_emptied || lost_members * FEWEST_LEFT_OF > held || lost_ratings > 0 {
        return Err(SaveError::WouldLose { file: file.to_owned(), members: lost_members, ratings: lost_ratings });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, Kind, Member, MemberId, Rating, RecordKind};

    fn member(at: usize) -> Member {
        Member::new(MemberId::new(&format!("urn:{at}")).unwrap(), Kind::School, format!("School {at}"))
    }

    fn rating(at: usize) -> Rating {
        let fields = [("id", format!("r:{at}")), ("member", member(0).id.text()), ("on", "2026-05-01".into()), ("stage", "2".into())];
        let record = RecordKind::Rating.from_texts(&|name| fields.iter().find(|(field, _)| *field == name).map(|(_, text)| text.clone()));
        let Ok(Record::Rating(rating)) = record else { panic!("these are the fields of a rating") };
        *rating
    }

    /// A map of so many members and ratings.
    fn map(members: usize, ratings: usize) -> Network {
        let records = (0..members).map(|at| member(at).into()).chain((0..ratings).map(|at| rating(at).into())).collect();
        Network::from_records(crate::model::About { name: "Invented".into(), uid: "1".into() }, records).unwrap()
    }

    fn lost(before: &Network, after: &Network, steps: &[Step]) -> Option<(usize, usize)> {
        match must_make_sense(before, after, steps.iter(), "map.ron") {
            Err(SaveError::WouldLose { members, ratings, .. }) => Some((members, ratings)),
            _sense => None,
        }
    }

    fn removing(members: std::ops::Range<usize>) -> [Step; 1] {
        [Step::new("Remove", members.map(|at| Change::remove(member(at))).collect())]
    }

    #[test]
    fn a_fifth_of_the_members_may_vanish_unsaid() {
        assert_eq!(lost(&map(10, 0), &map(8, 0), &[]), None);
        assert_eq!(lost(&map(10, 0), &map(7, 0), &[]), Some((3, 0)));
        assert_eq!(lost(&map(5, 0), &map(4, 0), &[]), None);
        assert_eq!(lost(&map(4, 0), &map(3, 0), &[]), Some((1, 0)));
    }

    #[test]
    fn what_a_step_took_out_has_not_vanished() {
        assert_eq!(lost(&map(10, 0), &map(2, 0), &removing(2..10)), None);
        assert_eq!(lost(&map(1, 0), &map(0, 0), &removing(0..1)), None);
        assert_eq!(lost(&map(0, 0), &map(0, 0), &[]), None);
        assert_eq!(lost(&map(10, 0), &map(2, 0), &removing(0..2)), Some((8, 0)));
    }

    #[test]
    fn the_last_member_of_a_large_map_does_not_vanish_unsaid() {
        assert_eq!(lost(&map(10, 0), &map(0, 0), &removing(1..10)), Some((1, 0)));
    }

    #[test]
    fn no_rating_vanishes_unsaid() {
        let without = |at| [Step::new("Remove", vec![Change::remove(rating(at))])];
        assert_eq!(lost(&map(10, 2), &map(10, 1), &[]), Some((0, 1)));
        assert_eq!(lost(&map(10, 2), &map(10, 1), &without(0)), Some((0, 1)));
        assert_eq!(lost(&map(10, 2), &map(10, 1), &without(1)), None);
    }
}

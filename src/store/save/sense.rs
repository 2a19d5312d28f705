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

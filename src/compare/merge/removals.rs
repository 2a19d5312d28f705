//! Members that one side removed and the other still speaks of: they are kept, with what was removed along with them.

use std::collections::{BTreeMap, BTreeSet};

use super::weave::{Removal, Side, Woven};
use crate::model::{Record, RecordKind};

impl Woven {
    /// Keeps every member that a standing record speaks of, and then what the same side removed together with a kept member.
    ///
    /// A removal takes a member and all that speaks of it in one step, so it is taken or contested as one. Cost: O(records).
    pub(super) fn keep_what_is_spoken_of(&mut self) {
        self.contest_needed_members();
        let contested: BTreeMap<String, Side> = self
            .contested
            .iter()
            .filter(|removal| removal.left.kind() == RecordKind::Member)
            .map(|removal| (removal.left.key().to_owned(), removal.by))
            .collect();
        if contested.is_empty() {
            return;
        }
        let members: BTreeSet<String> =
            self.records().filter(|record| record.kind() == RecordKind::Member).map(|record| record.key().to_owned()).collect();
        let went_along = |removal: &Removal| removal.left.members().iter().any(|member| contested.get(*member) == Some(&removal.by));
        let can_stand = |record: &Record| record.members().iter().all(|member| members.contains(*member));
        let (back, gone) = std::mem::take(&mut self.gone).into_iter().partition(|removal| went_along(removal) && can_stand(&removal.left));
        self.gone = gone;
        // One conflict about the member is enough for all that went along with it.
        let (along, alone): (Vec<Removal>, Vec<Removal>) = std::mem::take(&mut self.contested).into_iter().partition(went_along);
        self.contested = alone;
        let back: Vec<Removal> = back;
        self.standing.extend(back.into_iter().chain(along).map(|removal| removal.left));
    }

    fn contest_needed_members(&mut self) {
        let needed: BTreeSet<String> = {
            let gone: BTreeSet<&str> =
                self.gone.iter().map(|removal| &removal.left).filter(|left| left.kind() == RecordKind::Member).map(Record::key).collect();
            if gone.is_empty() {
                return;
            }
            let named = self.records().flat_map(Record::members).chain(self.unseen.iter().map(String::as_str));
            named.filter(|member| gone.contains(member)).map(str::to_owned).collect()
        };
        let (contested, gone): (Vec<Removal>, Vec<Removal>) = std::mem::take(&mut self.gone)
            .into_iter()
            .partition(|removal| removal.left.kind() == RecordKind::Member && needed.contains(removal.left.key()));
        self.gone = gone;
        self.contested.extend(contested);
    }
}

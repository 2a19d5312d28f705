//! Gould and Fernandez's roles: what kind of broker a member is between groups.

use rayon::prelude::*;

use super::wiring::{Wiring, at};

/// How often a member stands between two others who have no tie of their own, by whose groups they are.
///
/// Counted on each A who gives to the member and B whom it gives to, where A does not give to B and the groups of all three are known.
/// Source: Gould and Fernandez, Structures of Mediation (Sociological Methodology 19, 1989). Cost: O(Σ in-degree · out-degree).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    /// All three are of one group.
    pub coordinator: u64,
    /// It passes on inside its group what comes from outside.
    pub gatekeeper: u64,
    /// It passes on to outside what comes from its own group.
    pub representative: u64,
    /// It stands outside the group of both (itinerant broker).
    pub consultant: u64,
    /// All three are of different groups.
    pub liaison: u64,
}

impl Roles {
    /// The names of the roles in answers, in the order of [`Self::counts`].
    pub const NAMES: [&'static str; 5] = ["coordinator", "gatekeeper", "representative", "consultant", "liaison"];

    pub fn counts(&self) -> [u64; 5] {
        [self.coordinator, self.gatekeeper, self.representative, self.consultant, self.liaison]
    }

    fn count(&mut self, before: u32, own: u32, after: u32) {
        let role = match (before == own, own == after, before == after) {
            (true, true, _) => &mut self.coordinator,
            (false, true, _) => &mut self.gatekeeper,
            (true, false, _) => &mut self.representative,
            (false, false, true) => &mut self.consultant,
            (false, false, false) => &mut self.liaison,
        };
        *role += 1;
    }
}

/// The roles of each member at one wall, on every core.
pub(super) fn roles(wiring: &Wiring, groups: &[Option<u32>]) -> Vec<Roles> {
    (0..wiring.members).into_par_iter().map(|place| of_member(wiring, groups, place)).collect()
}

fn of_member(wiring: &Wiring, groups: &[Option<u32>], place: usize) -> Roles {
    let mut roles = Roles::default();
    let Some(own) = at(groups, place) else { return roles };
    let takers = wiring.gives.of_member(place);
    for &giver in wiring.learns.of_member(place) {
        let Some(before) = at(groups, giver as usize) else { continue };
        // Both lists are in order, so those who learn from the giver directly are passed side by side.
        let mut direct = wiring.gives.of_member(giver as usize).iter().peekable();
        for &taker in takers {
            while direct.next_if(|direct| **direct < taker).is_some() {}
            let is_open = taker != giver && direct.peek() != Some(&&taker);
            if let (true, Some(after)) = (is_open, at(groups, taker as usize)) {
                roles.count(before, own, after);
            }
        }
    }
    roles
}

//! One walk along ties from every knowledge source of a kind: whom it reaches, and from whom each has it.

use std::collections::VecDeque;

use crate::model::{Kind, Network, SourceKind};

/// The places of the sources of a kind, in the order of the network.
pub(super) fn sources_of(network: &Network, kind: SourceKind) -> impl Iterator<Item = usize> {
    let members = network.members().iter().enumerate();
    members.filter(move |(_, member)| member.kind == Kind::Source && member.source == Some(kind)).map(|(place, _)| place)
}

/// From whom each member has it on the shortest way; beginnings have it from themselves, and of equally short ways the one counts
/// whose beginning, and then whose tie, stands first.
///
/// Cost: O(members + ties).
pub(super) fn spread<Others: Iterator<Item = usize>>(
    members: usize,
    begins: impl Iterator<Item = usize>,
    gives: impl Fn(usize) -> Others,
) -> Vec<Option<usize>> {
    let mut before = vec![None; members];
    let mut queue = VecDeque::new();
    for begin in begins {
        if let Some(own) = before.get_mut(begin) {
            *own = Some(begin);
        }
        queue.push_back(begin);
    }
    while let Some(here) = queue.pop_front() {
        for there in gives(here) {
            if let Some(unmet @ None) = before.get_mut(there) {
                *unmet = Some(here);
                queue.push_back(there);
            }
        }
    }
    before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_it_from_the_first_on_the_shortest_way_and_a_beginning_from_itself() {
        let ties = [(0, 2), (1, 2), (2, 3), (3, 0), (4, 5)];
        let gives = |here: usize| ties.into_iter().filter(move |tie| tie.0 == here).map(|tie| tie.1);
        assert_eq!(spread(6, [0, 1].into_iter(), gives), [Some(0), Some(1), Some(0), Some(2), None, None]);
    }
}

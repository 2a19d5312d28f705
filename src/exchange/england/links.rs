//! Links between school numbers: predecessors and successors, followed through several links.
//!
//! A plain chain is one school under changing numbers. Where schools merged, amalgamated or split, by the publisher's
//! word or because several plain links meet in one number, the old number finds the new school, but its figures do not
//! follow.

use std::collections::{BTreeMap, BTreeSet};

use ecow::eco_format;
use rayon::prelude::*;

use super::{register::urn_of, school::urn_id};
use crate::{
    exchange::{
        cell::{Urn, short},
        columns::{Joined, Linked},
        draft::{Draft, follows},
        import::{Import, Loaded},
        ledger::{ProblemKind, RowId},
        sheet::same_heading,
        unreadable::Unreadable,
    },
    model::{Member, MemberId},
};

/// How many numbers a search through links visits at most.
const NUMBERS: usize = 64;

/// What all links of an import say together.
#[derive(Debug, Default)]
pub(in crate::exchange) struct LinkBook {
    /// Earlier and later number, how they are joined, and the first row that says so.
    links: BTreeMap<(Urn, Urn), (Joined, RowId)>,
    next: BTreeMap<Urn, BTreeSet<Urn>>,
    plain_next: BTreeMap<Urn, Urn>,
    plain_before: BTreeMap<Urn, Urn>,
    /// Links of schools that merged or split.
    joined: Vec<(Urn, Urn)>,
}

impl LinkBook {
    fn add(&mut self, earlier: Urn, later: Urn, joined: Joined, row: RowId) {
        let link = self.links.entry((earlier, later)).or_insert((joined, row));
        link.0 = link.0.max(joined);
        self.next.entry(earlier).or_default().insert(later);
    }

    /// Finds the plain chains once every link is known.
    ///
    /// A link that only leaps over others (A to C beside A to B to C) says nothing new. Of what is left, a number with
    /// one earlier number that has no other later one is the same school.
    pub(in crate::exchange) fn settle(&mut self) {
        let mut earlier_of: BTreeMap<Urn, Vec<Urn>> = BTreeMap::new();
        let mut later_of: BTreeMap<Urn, Vec<Urn>> = BTreeMap::new();
        let kept: Vec<(Urn, Urn, Joined)> =
            self.links.iter().filter(|((a, b), _)| !self.leaps(*a, *b)).map(|((a, b), (joined, _))| (*a, *b, *joined)).collect();
        for &(earlier, later, _) in &kept {
            earlier_of.entry(later).or_default().push(earlier);
            later_of.entry(earlier).or_default().push(later);
        }
        for (earlier, later, joined) in kept {
            let is_only =
                earlier_of.get(&later).is_some_and(|all| all.len() == 1) && later_of.get(&earlier).is_some_and(|all| all.len() == 1);
            if is_only && joined == Joined::One {
                self.plain_next.insert(earlier, later);
                self.plain_before.insert(later, earlier);
            } else {
                self.joined.push((earlier, later));
            }
        }
    }

    /// Whether the later number is also reached through another one.
    fn leaps(&self, earlier: Urn, later: Urn) -> bool {
        let (mut seen, mut queue) = (BTreeSet::from([earlier]), vec![]);
        queue.extend(self.next.get(&earlier).into_iter().flatten().copied().filter(|&next| next != later));
        while let Some(number) = queue.pop() {
            if number == later {
                return true;
            }
            if seen.len() < NUMBERS && seen.insert(number) {
                queue.extend(self.next.get(&number).into_iter().flatten().copied());
            }
        }
        false
    }

    /// The number of today, at the end of the plain chain; the number itself if its chain runs in a circle.
    pub(in crate::exchange) fn present(&self, urn: Urn) -> Urn {
        self.later(urn).last().copied().unwrap_or(urn)
    }

    /// The later numbers of the chain, nearest first; none if it runs in a circle.
    pub(in crate::exchange) fn later(&self, urn: Urn) -> Vec<Urn> {
        walk(&self.plain_next, urn)
    }

    /// The row that says that a number belongs to the chain of its neighbour.
    fn row_of(&self, urn: Urn) -> Option<RowId> {
        let later = self.plain_next.get(&urn).and_then(|later| self.links.get(&(urn, *later)));
        let earlier = || self.plain_before.get(&urn).and_then(|earlier| self.links.get(&(*earlier, urn)));
        later.or_else(earlier).map(|(_, row)| *row)
    }
}

fn walk(steps: &BTreeMap<Urn, Urn>, from: Urn) -> Vec<Urn> {
    let mut walked = Vec::new();
    let mut number = from;
    while let Some(&step) = steps.get(&number) {
        if step == from || walked.contains(&step) {
            return Vec::new();
        }
        walked.push(step);
        number = step;
    }
    walked
}

/// The columns of a links file.
struct At {
    urn: usize,
    linked: usize,
    word: usize,
}

fn columns_of(loaded: &Loaded) -> Result<Option<At>, Unreadable> {
    let column = |heading| loaded.sheet.only_column(heading);
    let (Some(urn), Some(linked), Some(word)) = (column("URN")?, column("LinkURN")?, column("LinkType")?) else { return Ok(None) };
    Ok(Some(At { urn, linked, word }))
}

/// Notes every link of a source in the book. Nothing is changed yet.
pub(in crate::exchange) fn note(import: &mut Import<'_>, loaded: &Loaded) -> Result<(), Unreadable> {
    let Some(columns) = columns_of(loaded)? else { return Ok(()) };
    import.ledger.leave_columns(loaded.first, loaded.sheet.headed().saturating_sub(3));
    for (at, row) in loaded.rows(&import.ledger) {
        import.row_read()?;
        let Some(urn) = urn_of(import, at, row.cell(columns.urn)) else { continue };
        let Some(linked) = urn_of(import, at, row.cell(columns.linked)) else { continue };
        let word = row.cell(columns.word);
        let known = import.columns.links.iter().find(|known| same_heading(&known.word, word));
        let Some(known) = known.filter(|_| urn != linked) else { continue };
        match known.linked {
            Linked::Later => import.book.add(urn, linked, known.joined, at.id),
            Linked::Earlier => import.book.add(linked, urn, known.joined, at.id),
        }
    }
    Ok(())
}

/// Gives every member of the map the other numbers of its chains.
pub(in crate::exchange) fn give_numbers(import: &mut Import<'_>) {
    let draft = &import.draft;
    let linked = import.book.plain_next.par_iter().flat_map_iter(|(earlier, later)| [*earlier, *later]);
    let mut found: Vec<&MemberId> = linked.filter_map(|number| find(draft, number).map(|member| &member.id)).collect();
    found.par_sort_unstable();
    found.dedup();
    let found: Vec<MemberId> = found.into_iter().cloned().collect();
    for id in found {
        for number in import.draft.find(&id).map(numbers_of).unwrap_or_default() {
            give_chain(import, &id, number);
        }
    }
}

/// Gives a member the other numbers of one chain that no other member has.
pub(in crate::exchange) fn give_chain(import: &mut Import<'_>, id: &MemberId, number: Urn) {
    for chain in [walk(&import.book.plain_before, number), import.book.later(number)] {
        for other in chain {
            let (Some(alias), Some(row)) = (urn_id(other.0), import.book.row_of(other)) else { break };
            // Where another member stands in the chain, the rest of it is that one's; the link's own row tells of both.
            if import.draft.give_number(row, id, &alias).is_err() {
                break;
            }
        }
    }
}

/// The school numbers that are the member's own, not those of schools that merged into it.
fn numbers_of(member: &Member) -> Vec<Urn> {
    let numbers = std::iter::once(&member.id).chain(&member.aliases);
    let own = numbers.filter(|number| number.scheme() == "urn" && follows(member, number));
    own.filter_map(Urn::of).collect()
}

/// Gives members the numbers of schools that merged into them, or of which they were split, where those are free.
///
/// Of several schools that one was split into, the one with the lowest number is found by the old one.
pub(in crate::exchange) fn give_merged_numbers(import: &mut Import<'_>) {
    let joined = std::mem::take(&mut import.book.joined);
    // A school that merged into one that merged again is found from the last one back, so the list is walked again.
    let mut walks = 0;
    while walks < NUMBERS && give_merged_once(import, &joined) {
        walks += 1;
    }
    import.book.joined = joined;
}

/// Walks the merged links once; whether any number was given.
fn give_merged_once(import: &mut Import<'_>, joined: &[(Urn, Urn)]) -> bool {
    let mut gave = false;
    for &(earlier, later) in joined {
        let Some(member) = find(&import.draft, later).map(|member| member.id.clone()) else { continue };
        let Some(row) = import.book.links.get(&(earlier, later)).map(|(_, row)| *row) else { continue };
        let before = walk(&import.book.plain_before, earlier);
        for number in std::iter::once(earlier).chain(before).filter_map(|number| urn_id(number.0)) {
            gave |= import.draft.give_merged_number(row, &member, &number);
        }
    }
    gave
}

fn find<'d>(draft: &'d Draft<'_>, urn: Urn) -> Option<&'d Member> {
    draft.find(&urn_id(urn.0)?)
}

/// Counts the rows of links once all members are known: links of schools outside the map are outside, and a plain link
/// between two members of the map is a number they share, which nobody joins silently.
pub(in crate::exchange) fn judge(import: &mut Import<'_>, loaded: &Loaded) {
    let Ok(Some(columns)) = columns_of(loaded) else { return };
    let mut others: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, row) in loaded.rows(&import.ledger) {
        let numbers = [row.cell(columns.urn), row.cell(columns.linked)].map(|cell| cell.parse().map(Urn).ok());
        let [Some(urn), Some(linked)] = numbers else { continue };
        let ids = [urn, linked].map(|urn| find(&import.draft, urn).map(|member| member.id.clone()));
        let is_plain = [(urn, linked), (linked, urn)].iter().any(|(earlier, later)| import.book.plain_next.get(earlier) == Some(later));
        match ids {
            [None, None] => import.ledger.outside(at.id),
            [Some(first), Some(second)] if first != second && is_plain => {
                let message = eco_format!(
                    "{first} and {second} are two members of the map, and this link says they are one school; nothing was joined"
                );
                import.ledger.set_aside(at, ProblemKind::SharedNumber, message);
            }
            [Some(_), _] | [None, Some(_)] => {
                let word = row.cell(columns.word);
                if !import.columns.links.iter().any(|known| same_heading(&known.word, word)) {
                    *others.entry(word).or_default() += 1;
                }
            }
        }
    }
    let count: usize = others.values().sum();
    if count > 0 {
        let listed: Vec<String> = others.iter().map(|(word, count)| format!("{} ({count})", short(word))).collect();
        let (rows, do_not) = if count == 1 { ("link", "does not") } else { ("links", "do not") };
        let file = &loaded.sheet.file;
        import.notes.push(eco_format!(
            "{file}: {count} {rows} of members of this map {do_not} say which school came after which: {}. They were not followed.",
            listed.join(", ")
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::ledger::Ledger;

    fn book(links: &[(u32, u32)]) -> LinkBook {
        let mut book = LinkBook::default();
        for (index, &(earlier, later)) in links.iter().enumerate() {
            book.add(Urn(earlier), Urn(later), Joined::One, Ledger::row(0, index));
        }
        book.settle();
        book
    }

    #[test]
    fn a_chain_is_followed_through_several_links() {
        assert_eq!(book(&[(1, 2), (2, 3)]).present(Urn(1)), Urn(3));
    }

    #[test]
    fn a_link_that_leaps_over_others_breaks_no_chain() {
        assert_eq!(book(&[(1, 2), (2, 3), (1, 3)]).present(Urn(1)), Urn(3));
    }

    #[test]
    fn two_schools_that_became_one_are_no_chain() {
        let book = book(&[(1, 3), (2, 3)]);
        assert_eq!(book.present(Urn(1)), Urn(1));
        assert_eq!(book.joined, [(Urn(1), Urn(3)), (Urn(2), Urn(3))]);
    }

    #[test]
    fn a_circle_ends_where_it_began() {
        assert_eq!(book(&[(1, 2), (2, 1)]).present(Urn(1)), Urn(1));
        assert_eq!(book(&[(1, 2), (2, 3), (3, 2)]).present(Urn(1)), Urn(1));
    }
}

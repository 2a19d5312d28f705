//! The order of rows and columns: groups of the roster, in each those next to each other who have to do with each other.
//!
//! Inside a group the order is the reversed one of Cuthill and `McKee` (1969; George 1971 reversed it), which keeps ties near the
//! diagonal; groups follow each other by how many ties join them.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, VecDeque},
};

use ecow::EcoString;

use crate::{
    map::roster::{DrawnTie, Lane, Roster},
    model::Phase,
};

/// A tie as it stands in the matrix: its row gives, its column learns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    pub(crate) row: usize,
    pub(crate) column: usize,
    /// Its place in the roster's ties.
    pub(crate) tie: usize,
}

/// Members that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// Empty if there is only one.
    pub(crate) name: EcoString,
    /// Its first row, and the first one behind it.
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// The row of its member with the most ties.
    pub(crate) chief: usize,
}

/// Who works with whom, in order. Only members with ties have a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Matrix {
    /// Places in the roster.
    pub(crate) order: Vec<usize>,
    pub(crate) groups: Vec<Group>,
    /// Members without ties.
    pub(crate) untied: usize,
    /// Where each member of the roster has its row.
    rows: Vec<Option<usize>>,
    /// By row, then column, then tie.
    entries: Vec<Entry>,
    /// Where the entries of each row begin; one more than there are rows.
    starts: Vec<usize>,
    /// How many different members each row learns from.
    learns: Vec<usize>,
    /// Ties by phase from group to group.
    blocks: BTreeMap<(usize, usize), [usize; 3]>,
}

impl Matrix {
    /// The matrix of a roster. Cost: O((members + ties) · log).
    pub(crate) fn of(roster: &Roster) -> Self {
        let pairs = neighbours(roster);
        let untied = pairs.iter().filter(|others| others.is_empty()).count();
        let mut matrix = Self { untied, rows: vec![None; roster.members.len()], ..Self::default() };
        let mut by_area: Vec<Vec<usize>> = vec![Vec::new(); roster.areas.len()];
        for (at, member) in roster.members.iter().enumerate().filter(|(at, _)| pairs.get(*at).is_some_and(|others| !others.is_empty())) {
            if let Some(area) = by_area.get_mut(member.area) {
                area.push(at);
            }
        }
        for area in areas_in_order(roster) {
            let members = by_area.get(area).map(|members| inside(roster, &pairs, members)).unwrap_or_default();
            if members.is_empty() {
                continue;
            }
            let from = matrix.order.len();
            let most = |(at, member): &(usize, &usize)| (pairs.get(**member).map_or(0, BTreeSet::len), Reverse(*at));
            let chief = from + members.iter().enumerate().max_by_key(most).map_or(0, |(at, _)| at);
            matrix.order.extend(&members);
            let name = name_of(roster, area, &members);
            matrix.groups.push(Group { name, from, to: matrix.order.len(), chief });
        }
        for (row, member) in matrix.order.iter().enumerate() {
            if let Some(place) = matrix.rows.get_mut(*member) {
                *place = Some(row);
            }
        }
        matrix.enter(roster);
        matrix
    }

    fn enter(&mut self, roster: &Roster) {
        for (at, tie) in roster.ties.iter().enumerate() {
            let (Some(from), Some(to)) = (self.row_of(tie.from), self.row_of(tie.to)) else { continue };
            if from == to {
                continue;
            }
            self.entries.push(Entry { row: from, column: to, tie: at });
            if tie.is_mutual {
                self.entries.push(Entry { row: to, column: from, tie: at });
            }
        }
        self.entries.sort_unstable();
        self.starts = vec![0; self.order.len() + 1];
        self.learns = vec![0; self.order.len()];
        let mut before = None;
        for entry in &self.entries {
            if let Some(count) = self.starts.get_mut(entry.row + 1) {
                *count += 1;
            }
            if before != Some((entry.row, entry.column))
                && let Some(count) = self.learns.get_mut(entry.column)
            {
                *count += 1;
            }
            before = Some((entry.row, entry.column));
        }
        let mut sum = 0;
        for start in &mut self.starts {
            sum += *start;
            *start = sum;
        }
        let group_of: Vec<usize> =
            self.groups.iter().enumerate().flat_map(|(at, group)| std::iter::repeat_n(at, group.to - group.from)).collect();
        for entry in &self.entries {
            let (Some(&from), Some(&to), Some(tie)) = (group_of.get(entry.row), group_of.get(entry.column), roster.ties.get(entry.tie))
            else {
                continue;
            };
            let phases = self.blocks.entry((from, to)).or_default();
            if let Some(count) = phases.get_mut(nth(tie.phase)) {
                *count += 1;
            }
        }
    }

    /// The row of a member of the roster; none if it has no ties.
    pub(crate) fn row_of(&self, member: usize) -> Option<usize> {
        self.rows.get(member).copied().flatten()
    }

    /// The group of a row.
    pub(crate) fn group_of(&self, row: usize) -> Option<usize> {
        let at = self.groups.partition_point(|group| group.to <= row);
        (at < self.groups.len()).then_some(at)
    }

    /// What a row gives, by column.
    pub(crate) fn row(&self, row: usize) -> &[Entry] {
        let bounds = self.starts.get(row).zip(self.starts.get(row + 1));
        bounds.and_then(|(from, to)| self.entries.get(*from..*to)).unwrap_or_default()
    }

    /// What a row gives to a column.
    pub(crate) fn cell(&self, row: usize, column: usize) -> &[Entry] {
        let entries = self.row(row);
        let from = entries.partition_point(|entry| entry.column < column);
        let to = entries.partition_point(|entry| entry.column <= column);
        entries.get(from..to).unwrap_or_default()
    }

    /// How many different members a row gives to.
    pub(crate) fn gives(&self, row: usize) -> usize {
        self.row(row).chunk_by(|a, b| a.column == b.column).count()
    }

    /// How many different members a row learns from.
    pub(crate) fn learns(&self, row: usize) -> usize {
        self.learns.get(row).copied().unwrap_or(0)
    }

    /// The ties from one group to another, by phase.
    pub(crate) fn block(&self, from: usize, to: usize) -> [usize; 3] {
        self.blocks.get(&(from, to)).copied().unwrap_or_default()
    }
}

/// The place of a phase among the three.
pub(crate) fn nth(phase: Phase) -> usize {
    match phase {
        Phase::Information => 0,
        Phase::Experience => 1,
        Phase::Coaching => 2,
    }
}

/// The deepest of some ties: by phase, then trust, then the first.
pub(crate) fn deepest<'a>(roster: &'a Roster, entries: &[Entry]) -> Option<&'a DrawnTie> {
    let ties = entries.iter().filter_map(|entry| roster.ties.get(entry.tie));
    ties.rev().max_by_key(|tie| (tie.phase, tie.trust))
}

/// The name of an area; of what is left beside the areas, what it is, if no school is among it.
fn name_of(roster: &Roster, area: usize, members: &[usize]) -> EcoString {
    let Some(area) = roster.areas.get(area) else { return EcoString::new() };
    let lanes = || members.iter().filter_map(|member| roster.members.get(*member)).map(|member| member.lane);
    match (area.is_rest, lanes().all(|lane| lane == Lane::Sources), lanes().all(|lane| matches!(lane, Lane::Sources | Lane::Bodies))) {
        (true, true, _) => "knowledge sources".into(),
        (true, false, true) => "sources and others".into(),
        (false, ..) | (true, false, false) => area.name.clone(),
    }
}

/// With whom each member has ties.
fn neighbours(roster: &Roster) -> Vec<BTreeSet<usize>> {
    let mut pairs = vec![BTreeSet::new(); roster.members.len()];
    for tie in roster.ties.iter().filter(|tie| tie.from != tie.to) {
        for (one, other) in [(tie.from, tie.to), (tie.to, tie.from)] {
            if let Some(others) = pairs.get_mut(one) {
                others.insert(other);
            }
        }
    }
    pairs
}

/// The areas, each behind the one it has the most ties with; the rest, which is nowhere in particular, comes last.
fn areas_in_order(roster: &Roster) -> Vec<usize> {
    let count = roster.areas.len();
    let mut ties: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut all = vec![0_usize; count];
    let area = |member: usize| roster.members.get(member).map_or(0, |member| member.area);
    for tie in &roster.ties {
        let (from, to) = (area(tie.from), area(tie.to));
        *ties.entry((from.min(to), from.max(to))).or_default() += 1;
        for end in [from, to] {
            if let Some(sum) = all.get_mut(end) {
                *sum += 1;
            }
        }
    }
    let is_rest = |at: usize| roster.areas.get(at).is_some_and(|area| area.is_rest);
    let joins = |one: usize, other: usize| ties.get(&(one.min(other), one.max(other))).copied().unwrap_or(0);
    let mut left: BTreeSet<usize> = (0..count).collect();
    let mut order: Vec<usize> = Vec::new();
    while let Some(next) = {
        let last = order.last().copied();
        let wish = |at: &usize| (!is_rest(*at), last.map_or(0, |last| joins(last, *at)), all.get(*at).copied(), Reverse(*at));
        left.iter().copied().max_by_key(wish)
    } {
        left.remove(&next);
        order.push(next);
    }
    order
}

/// The members of an area in the order of Cuthill and `McKee` reversed; who has ties only to other areas comes last.
fn inside(roster: &Roster, pairs: &[BTreeSet<usize>], members: &[usize]) -> Vec<usize> {
    let area = members.first().and_then(|member| roster.members.get(*member)).map(|member| member.area);
    let is_here = |other: &usize| roster.members.get(*other).map(|member| member.area) == area;
    let near = |member: usize| pairs.get(member).into_iter().flatten().copied().filter(is_here);
    let degree: BTreeMap<usize, usize> = members.iter().map(|member| (*member, near(*member).count())).collect();
    // All is turned round in the end, so who has no tie here is set aside until then.
    let (alone, mut starts): (Vec<usize>, Vec<usize>) = members.iter().partition(|member| degree.get(member) == Some(&0));
    starts.sort_by_key(|member| (degree.get(member).copied(), *member));
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    let mut order = Vec::new();
    for start in starts {
        let mut queue = VecDeque::from([start]);
        while let Some(member) = queue.pop_front() {
            if !seen.insert(member) {
                continue;
            }
            order.push(member);
            let mut next: Vec<usize> = near(member).filter(|other| !seen.contains(other)).collect();
            next.sort_by_key(|other| (degree.get(other).copied(), *other));
            queue.extend(next);
        }
    }
    order.reverse();
    order.extend(alone);
    order
}

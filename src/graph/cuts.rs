//! What a member holds together: who would be parted from the rest if it left, and which ties nothing can replace.

use super::{
    TieGraph,
    wiring::{Wiring, at},
};

/// What hangs on single members and single ties.
#[derive(Clone, Debug, Default)]
pub struct Cuts {
    /// Members that would be parted from the largest piece left of their part of the network, for each member that may leave.
    pub parted: Vec<usize>,
    /// Whether the network falls into more parts without each member: articulation points.
    pub is_cut: Vec<bool>,
    /// Pairs of members without whose tie the network falls into more parts, the lower place first, in order.
    pub bridges: Vec<(usize, usize)>,
}

/// The lowlink of each member while the graph is walked.
struct Walk<'a> {
    wiring: &'a Wiring,
    /// When a member was first met, from 1; 0 if it was not yet.
    met: Vec<usize>,
    /// The earliest member that it or anyone below it has a tie with, but for the one it was met from.
    low: Vec<usize>,
    /// Members below it and itself.
    size: Vec<usize>,
    pieces: Vec<Pieces>,
    bridges: Vec<(usize, usize)>,
}

/// The pieces that only a member joins to those before it.
#[derive(Clone, Copy, Default)]
struct Pieces {
    count: usize,
    all: usize,
    largest: usize,
}

impl TieGraph {
    /// How many members would be parted from the largest piece that is left of their part of the network if a member left: a
    /// number for each member of the network this graph was made of, in its order; 0 where the rest would stay together.
    ///
    /// Ties count either way. Cost: O(members + ties).
    pub fn parted(&self) -> Vec<usize> {
        Cuts::of(&self.wiring()).parted
    }
}

impl Cuts {
    /// Ties count either way, those both ways once. Source: Hopcroft and Tarjan, Efficient Algorithms for Graph Manipulation
    /// (1973). Cost: O(members + ties).
    pub fn of(wiring: &Wiring) -> Self {
        let mut walk = Walk::over(wiring);
        let mut cuts = Self { parted: vec![0; wiring.members], is_cut: vec![false; wiring.members], bridges: Vec::new() };
        for start in 0..wiring.members {
            if at(&walk.met, start) != 0 {
                continue;
            }
            let part = walk.part(start);
            let others = part.len().saturating_sub(1);
            for member in part {
                let pieces = at(&walk.pieces, member);
                let above = usize::from(member != start);
                let largest = pieces.largest.max(others - pieces.all);
                if let (Some(parted), Some(is_cut)) = (cuts.parted.get_mut(member), cuts.is_cut.get_mut(member)) {
                    *parted = others - largest;
                    *is_cut = pieces.count + above > 1;
                }
            }
        }
        cuts.bridges = walk.bridges;
        cuts.bridges.sort_unstable();
        cuts
    }
}

impl<'a> Walk<'a> {
    fn over(wiring: &'a Wiring) -> Self {
        let nothing = vec![0; wiring.members];
        let pieces = vec![Pieces::default(); wiring.members];
        Self { wiring, met: nothing.clone(), low: nothing.clone(), size: nothing, pieces, bridges: Vec::new() }
    }

    /// Walks the part of the network a member is in, without recursion; its members in the order they were met.
    fn part(&mut self, start: usize) -> Vec<usize> {
        let mut part = Vec::new();
        let mut way = vec![(start, 0, usize::MAX)];
        self.meet(start, &mut part);
        while let Some((place, next, before)) = way.last_mut() {
            let (here, before) = (*place, *before);
            let neighbour = self.wiring.either.of_member(here).get(*next).map(|other| *other as usize);
            *next += 1;
            match neighbour {
                Some(neighbour) if neighbour == before => {}
                Some(neighbour) if at(&self.met, neighbour) == 0 => {
                    self.meet(neighbour, &mut part);
                    way.push((neighbour, 0, here));
                }
                Some(neighbour) => self.reach(here, at(&self.met, neighbour)),
                None => {
                    way.pop();
                    if before != usize::MAX {
                        self.leave(here, before);
                    }
                }
            }
        }
        part
    }

    fn meet(&mut self, place: usize, part: &mut Vec<usize>) {
        part.push(place);
        let time = part.len();
        for (list, value) in [(&mut self.met, time), (&mut self.low, time), (&mut self.size, 1)] {
            if let Some(known) = list.get_mut(place) {
                *known = value;
            }
        }
    }

    fn reach(&mut self, place: usize, met: usize) {
        if let Some(low) = self.low.get_mut(place) {
            *low = (*low).min(met);
        }
    }

    /// Goes back to the member before: what hangs below and reaches nobody earlier is a piece of its own without it.
    fn leave(&mut self, place: usize, before: usize) {
        let (low, size, met) = (at(&self.low, place), at(&self.size, place), at(&self.met, before));
        self.reach(before, low);
        if let Some(known) = self.size.get_mut(before) {
            *known += size;
        }
        if low > met {
            self.bridges.push((place.min(before), place.max(before)));
        }
        if low >= met
            && let Some(pieces) = self.pieces.get_mut(before)
        {
            *pieces = Pieces { count: pieces.count + 1, all: pieces.all + size, largest: pieces.largest.max(size) };
        }
    }
}

//! The ties of a network as lists of places, which walks over the whole network go through many times.

/// For each member some others, in ascending order, all in one list so that a walk over them is quick.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    /// Where the list of each member begins; one more than there are members.
    starts: Vec<u32>,
    members: Vec<u32>,
}

impl Lists {
    /// From pairs in ascending order, each once.
    fn of(members: usize, pairs: &[(u32, u32)]) -> Self {
        let mut starts = vec![0_u32; members + 1];
        for (own, _) in pairs {
            if let Some(count) = starts.get_mut(*own as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self { starts, members: pairs.iter().map(|(_, other)| *other).collect() }
    }

    /// Where the list of a member stands among all of them.
    pub(super) fn span(&self, place: usize) -> std::ops::Range<usize> {
        at(&self.starts, place) as usize..at(&self.starts, place + 1) as usize
    }

    /// The list of a member; empty if there is no such member.
    pub(super) fn of_member(&self, place: usize) -> &[u32] {
        self.members.get(self.span(place)).unwrap_or_default()
    }

    pub(super) fn count(&self, place: usize) -> usize {
        self.span(place).len()
    }

    /// The entries of all the lists.
    pub(super) fn all(&self) -> usize {
        self.members.len()
    }
}

/// Who gives to whom, as places: parallel ties are one, and nobody has a tie with itself.
#[derive(Clone, Debug, Default)]
pub struct Wiring {
    pub(super) members: usize,
    /// Those each member gives to.
    pub(super) gives: Lists,
    /// Those each member learns from.
    pub(super) learns: Lists,
    /// Those each member has to do with, either way.
    pub(super) either: Lists,
    /// Beside `either`: 2 where knowledge goes both ways, else 1.
    pub(super) ways: Vec<u8>,
}

impl Wiring {
    /// Of these pairs of who gives and who learns; one with itself, or with a place that is not there, is none. Cost: O(ties · log ties).
    pub fn of(members: usize, pairs: impl Iterator<Item = (u32, u32)>) -> Self {
        let is_tie = |(from, to): &(u32, u32)| from != to && (*from.max(to) as usize) < members;
        let mut gives: Vec<(u32, u32)> = pairs.filter(is_tie).collect();
        gives.sort_unstable();
        gives.dedup();
        let mut learns: Vec<(u32, u32)> = gives.iter().map(|(from, to)| (*to, *from)).collect();
        learns.sort_unstable();
        let mut both: Vec<(u32, u32)> = gives.iter().chain(&learns).copied().collect();
        both.sort_unstable();
        let mut either: Vec<(u32, u32)> = Vec::with_capacity(both.len());
        let mut ways: Vec<u8> = Vec::with_capacity(both.len());
        for pair in both {
            match (either.last(), ways.last_mut()) {
                (Some(last), Some(ways)) if *last == pair => *ways += 1,
                (Some(_) | None, _) => {
                    either.push(pair);
                    ways.push(1);
                }
            }
        }
        Self { members, gives: Lists::of(members, &gives), learns: Lists::of(members, &learns), either: Lists::of(members, &either), ways }
    }

    /// Directed ties.
    pub fn ties(&self) -> usize {
        self.gives.all()
    }

    /// Pairs of members with a tie, either way.
    pub(super) fn pairs(&self) -> usize {
        self.either.all() / 2
    }

    /// How strongly two members are tied: 2 both ways, 1 one way, in the order of `either`.
    pub(super) fn ways_of(&self, place: usize) -> &[u8] {
        self.ways.get(self.either.span(place)).unwrap_or_default()
    }

    /// The same network without one member, whose place stays and is empty.
    pub(super) fn without(&self, gone: usize) -> Self {
        let own = |place: usize| self.gives.of_member(place).iter().map(move |to| (place as u32, *to));
        let stays = |(from, to): &(u32, u32)| *from as usize != gone && *to as usize != gone;
        Self::of(self.members, (0..self.members).flat_map(own).filter(stays))
    }
}

/// What a list holds at a place; nothing beyond its end.
pub(super) fn at<T: Copy + Default>(list: &[T], place: usize) -> T {
    list.get(place).copied().unwrap_or_default()
}

/// The share that one count is of another; `None` of nothing.
pub(super) fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

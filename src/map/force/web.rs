//! The web: bodies and the bonds that pull them together, on one step of coarseness.
//!
//! On the finest step a body is a member and a bond is all its ties with another; on a coarser one a body stands for
//! several members, its mass is the sum of theirs and a bond is the sum of the bonds between them.

/// One end of a bond, as the other end sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bond {
    pub(crate) to: usize,
    pub(crate) pull: f32,
}

/// Who pulls whom, and how strongly.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Web {
    /// Where the bonds of each body begin; one more at the end.
    starts: Vec<usize>,
    bonds: Vec<Bond>,
    pub(crate) masses: Vec<f32>,
}

impl Web {
    /// The web of these ties. Ties of a body with itself pull nobody, parallel ones pull together.
    ///
    /// Cost: O(ties · log ties).
    pub(crate) fn new(masses: Vec<f32>, ties: impl Iterator<Item = (usize, usize, f32)>) -> Self {
        let is_there = |body: usize| body < masses.len();
        let known = ties.filter(|(from, to, _)| from != to && is_there(*from) && is_there(*to));
        let mut ends: Vec<(usize, usize, f32)> = known.flat_map(|(from, to, pull)| [(from, to, pull), (to, from, pull)]).collect();
        // Stable, so that pulls are added up in the order of the ties.
        ends.sort_by_key(|(from, to, _)| (*from, *to));
        ends.dedup_by(|next, kept| {
            let is_parallel = (next.0, next.1) == (kept.0, kept.1);
            if is_parallel {
                kept.2 += next.2;
            }
            is_parallel
        });
        let mut starts = vec![0; masses.len() + 1];
        for (from, ..) in &ends {
            if let Some(count) = starts.get_mut(from + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self { starts, bonds: ends.into_iter().map(|(_, to, pull)| Bond { to, pull }).collect(), masses }
    }

    /// How many bodies there are.
    pub(crate) fn len(&self) -> usize {
        self.masses.len()
    }

    /// The bonds of one body, by the other end.
    pub(crate) fn bonds_of(&self, body: usize) -> &[Bond] {
        let (start, end) = (self.starts.get(body).copied().unwrap_or(0), self.starts.get(body + 1).copied().unwrap_or(0));
        self.bonds.get(start..end).unwrap_or_default()
    }

    /// The bonds of every body in turn.
    pub(crate) fn bonds(&self) -> impl Iterator<Item = &[Bond]> {
        let ends = self.starts.iter().skip(1);
        self.starts.iter().zip(ends).map(|(start, end)| self.bonds.get(*start..*end).unwrap_or_default())
    }

    pub(crate) fn mass(&self, body: usize) -> f32 {
        self.masses.get(body).copied().unwrap_or(0.0)
    }
}

//! Who can learn from whom in how many steps, for many beginnings at once.

use rayon::prelude::*;

use super::wiring::Wiring;

/// Words of 64 beginnings each that are followed together.
const WORDS: usize = 8;

/// Beginnings of one wave.
pub(super) const WAVE: usize = WORDS * 64;

/// So many beginnings are worked on between two questions whether to go on.
const ROUND: usize = WAVE * 8;

/// One bit for each beginning of a wave.
type Bits = [u64; WORDS];

/// How many members can be learnt from in so few steps are counted apart.
const NEAR: usize = 3;

/// Those a member can learn from along ties, against their direction, in any number of steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Others.
    pub members: u32,
    /// Their steps in sum.
    pub steps: u64,
    /// Others within one, two and three steps.
    pub near: [u32; NEAR],
}

impl Reach {
    /// Wasserman and Faust's improved closeness: how near a member is to what the others know, by incoming distance.
    ///
    /// (r−1)/(n−1) · (r−1)/Σd, where r counts the member and those it can learn from, and d are their steps. No unit, 0 (learns
    /// from nobody) to 1 (from everybody directly). Source: Wasserman and Faust (1994), formula 5.22. Cost: O(1).
    pub fn closeness(&self, members: usize) -> f64 {
        if self.steps == 0 || members < 2 {
            return 0.0;
        }
        let others = f64::from(self.members);
        others / self.steps as f64 * (others / (members as f64 - 1.0))
    }

    fn add(&mut self, other: &Self) {
        self.members += other.members;
        self.steps += other.steps;
        for (sum, count) in self.near.iter_mut().zip(other.near) {
            *sum += count;
        }
    }
}

/// Whom each member can learn from; beginnings are the members at these places.
///
/// Bits of many beginnings go along each tie together (Then and others, The More the Merrier: Efficient Multi-Source Graph
/// Traversal, 2014). Cost: O(beginnings / 512 · steps · ties), on every core. `None` if it was cancelled.
pub fn reach(wiring: &Wiring, begins: &[usize], cancelled: &dyn Fn() -> bool) -> Option<Vec<Reach>> {
    let mut all = vec![Reach::default(); wiring.members];
    for round in begins.chunks(ROUND) {
        if cancelled() {
            return None;
        }
        let waves: Vec<Vec<Reach>> = round.par_chunks(WAVE).map(|begins| Wave::begin(wiring.members, begins).run(wiring)).collect();
        for wave in waves {
            for (sum, reached) in all.iter_mut().zip(wave) {
                sum.add(&reached);
            }
        }
    }
    Some(all)
}

/// A wave from some beginnings.
struct Wave {
    /// Whose knowledge has come to each member.
    seen: Vec<Bits>,
    /// Whose came there with the last step.
    front: Vec<Bits>,
    /// Whose may come there with this one.
    next: Vec<Bits>,
    /// Where the front is.
    active: Vec<u32>,
    reached: Vec<Reach>,
}

impl Wave {
    fn begin(members: usize, begins: &[usize]) -> Self {
        let empty = vec![[0; WORDS]; members];
        let mut wave =
            Self { front: empty.clone(), next: empty.clone(), seen: empty, active: Vec::new(), reached: vec![Reach::default(); members] };
        for (at, &begin) in begins.iter().enumerate() {
            for list in [&mut wave.front, &mut wave.seen] {
                if let Some(word) = list.get_mut(begin).and_then(|bits| bits.get_mut(at / 64)) {
                    *word |= 1 << (at % 64);
                }
            }
            wave.active.push(begin as u32);
        }
        wave
    }

    fn run(mut self, wiring: &Wiring) -> Vec<Reach> {
        let mut steps = 0;
        while !self.active.is_empty() {
            steps += 1;
            let touched = self.spread(wiring);
            self.arrive(&touched, steps);
        }
        self.reached
    }

    /// Carries the front one tie further; the members it came to, some of which knew all of it.
    fn spread(&mut self, wiring: &Wiring) -> Vec<u32> {
        let mut touched = Vec::new();
        for here in std::mem::take(&mut self.active) {
            let Some(carried) = self.front.get_mut(here as usize).map(std::mem::take) else { continue };
            for &there in wiring.gives.of_member(here as usize) {
                let Some(next) = self.next.get_mut(there as usize) else { continue };
                if *next == [0; WORDS] {
                    touched.push(there);
                }
                for (word, carried) in next.iter_mut().zip(carried) {
                    *word |= carried;
                }
            }
        }
        touched
    }

    /// What is new to a member goes on from there.
    fn arrive(&mut self, touched: &[u32], steps: usize) {
        for &here in touched {
            let place = here as usize;
            let (Some(next), Some(seen), Some(front), Some(reached)) =
                (self.next.get_mut(place), self.seen.get_mut(place), self.front.get_mut(place), self.reached.get_mut(place))
            else {
                continue;
            };
            let mut new = 0;
            for ((next, seen), front) in next.iter_mut().zip(seen).zip(front) {
                *front = *next & !*seen;
                *seen |= *front;
                new += front.count_ones();
                *next = 0;
            }
            if new == 0 {
                continue;
            }
            reached.members += new;
            reached.steps += u64::from(new) * steps as u64;
            for near in reached.near.iter_mut().skip(steps - 1) {
                *near += new;
            }
            self.active.push(here);
        }
    }
}

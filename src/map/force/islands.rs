//! The parts of a network that no tie joins, and how they are put beside each other.

use super::{swarm::Spot, web::Web};

/// The parts of a web with at least two bodies, the largest first, then by their first body; and who is alone.
///
/// Cost: O(bodies + bonds).
pub(crate) fn islands(web: &Web) -> (Vec<Vec<usize>>, Vec<usize>) {
    let mut islands: Vec<Vec<usize>> = Vec::new();
    let mut alone = Vec::new();
    let mut is_seen = vec![false; web.len()];
    for start in 0..web.len() {
        if is_seen.get(start).copied().unwrap_or(true) {
            continue;
        }
        let mut island = vec![start];
        mark(&mut is_seen, start);
        let mut next = 0;
        while let Some(&body) = island.get(next) {
            next += 1;
            for bond in web.bonds_of(body) {
                if mark(&mut is_seen, bond.to) {
                    island.push(bond.to);
                }
            }
        }
        if island.len() == 1 {
            alone.push(start);
        } else {
            island.sort_unstable();
            islands.push(island);
        }
    }
    islands.sort_by_key(|island| std::cmp::Reverse(island.len()));
    (islands, alone)
}

/// Marks a body; says whether it was not marked before.
fn mark(is_seen: &mut [bool], body: usize) -> bool {
    is_seen.get_mut(body).is_some_and(|seen| !std::mem::replace(seen, true))
}

/// How much wider than high the whole is meant to be, as windows are.
const ASPECT: f32 = 1.6;
/// Free cells around an island. A cell is as wide as the mean distance of two members.
const SHORE: i32 = 2;

/// Where each island's middle goes so that none lies on another and all are near the middle, the first in it.
///
/// Each is given as its spots around its own middle. Cost: about O(islands · cells of an island · tries).
pub(crate) fn pack(islands: &[Vec<Spot>]) -> Vec<Spot> {
    let covered: Vec<Vec<(i32, i32)>> = islands.iter().map(|spots| cells(spots)).collect();
    let mut sea = Sea::for_islands(&covered);
    let mut start_turn = 0;
    let mut last_size = usize::MAX;
    covered
        .iter()
        .map(|cells| {
            // Islands of the same size go on where the last one found its place: nearer to the middle there is none.
            if cells.len() != last_size {
                start_turn = 0;
                last_size = cells.len();
            }
            let (turn, (x, y)) = sea.find(cells, start_turn);
            start_turn = turn;
            sea.take(cells, (x, y));
            Spot { x: x as f32, y: y as f32 }
        })
        .collect()
}

/// The cells an island covers, its shore included.
fn cells(spots: &[Spot]) -> Vec<(i32, i32)> {
    let mut cells: Vec<(i32, i32)> = spots.iter().map(|spot| (spot.x.round() as i32, spot.y.round() as i32)).collect();
    cells.sort_unstable();
    cells.dedup();
    cells
}

/// The plane in cells, and which of them are taken.
struct Sea {
    half: (i32, i32),
    is_taken: Vec<bool>,
    /// The cells from the middle outward.
    outward: Vec<(i32, i32)>,
}

impl Sea {
    /// Large enough for all islands, whatever their forms.
    fn for_islands(covered: &[Vec<(i32, i32)>]) -> Self {
        let reach = |cells: &Vec<(i32, i32)>| cells.iter().map(|(x, y)| x.abs().max(y.abs())).max().unwrap_or(0);
        let largest = covered.first().map_or(0, reach);
        let rest: usize = covered.iter().skip(1).map(|cells| (2 * reach(cells) as usize + 1 + SHORE as usize).pow(2)).sum();
        let half = largest + (rest as f32).sqrt().ceil() as i32 + 4 * SHORE + covered.iter().skip(1).map(reach).max().unwrap_or(0);
        let half = half.min(2_000);
        let mut outward: Vec<(i32, i32)> =
            if covered.len() < 2 { vec![(0, 0)] } else { (-half..=half).flat_map(|y| (-half..=half).map(move |x| (x, y))).collect() };
        let far = |(x, y): (i32, i32)| (x * x) as f32 + (y * y) as f32 * ASPECT * ASPECT;
        outward.sort_by(|a, b| far(*a).total_cmp(&far(*b)).then(a.cmp(b)));
        let wide = (2 * half + 1) as usize;
        Self { half: (half, half), is_taken: vec![false; wide * wide], outward }
    }

    fn at(&self, x: i32, y: i32) -> Option<usize> {
        let (half_x, half_y) = self.half;
        let is_inside = x.abs() <= half_x && y.abs() <= half_y;
        is_inside.then(|| ((y + half_y) * (2 * half_x + 1) + x + half_x) as usize)
    }

    /// The first place from this try on where all cells are free, with the number of the try.
    fn find(&self, cells: &[(i32, i32)], from: usize) -> (usize, (i32, i32)) {
        let fits = |(x, y): (i32, i32)| {
            cells.iter().all(|cell| self.at(cell.0 + x, cell.1 + y).is_some_and(|at| !self.is_taken.get(at).copied().unwrap_or(true)))
        };
        let tries = self.outward.iter().copied().enumerate().skip(from);
        let mut free = tries.filter(|(_, place)| fits(*place));
        // The sea is made large enough; were it not, islands would lie on each other in its middle.
        free.next().unwrap_or((from, (0, 0)))
    }

    fn take(&mut self, cells: &[(i32, i32)], (x, y): (i32, i32)) {
        for cell in cells {
            for down in -SHORE..=SHORE {
                for across in -SHORE..=SHORE {
                    if let Some(taken) = self.at(cell.0 + x + across, cell.1 + y + down).and_then(|at| self.is_taken.get_mut(at)) {
                        *taken = true;
                    }
                }
            }
        }
    }
}

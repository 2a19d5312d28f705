//! Everybody pushes everybody away, added up by groups of far ones (Barnes and Hut 1986).
//!
//! Bodies are sorted along a Z curve (Morton 1966) and packed in blocks; four neighbouring blocks make a cell, four cells a
//! larger one. A block asks the whole tree once and its bodies are pushed side by side, so that the processor does
//! several at a time. Sums are added in one order whatever the machine.

/// A place on the plane while members are being moved.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Spot {
    pub(crate) x: f32,
    pub(crate) y: f32,
}

/// Bodies in a block.
const WIDE: usize = 8;
/// Parts in a cell.
const PARTS: usize = 4;

type Lanes = [f32; WIDE];

#[derive(Clone, Copy, Debug, Default)]
struct Block {
    x: Lanes,
    y: Lanes,
    mass: Lanes,
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    low: Spot,
    high: Spot,
    /// The middle of its mass.
    x: f32,
    y: f32,
    mass: f32,
}

impl Cell {
    /// Nothing yet.
    const EMPTY: Self = Self { low: Spot { x: f32::MAX, y: f32::MAX }, high: Spot { x: f32::MIN, y: f32::MIN }, x: 0.0, y: 0.0, mass: 0.0 };

    fn with(self, part: &Self) -> Self {
        let mass = self.mass + part.mass;
        let share = if mass > 0.0 { part.mass / mass } else { 0.0 };
        Self {
            low: Spot { x: self.low.x.min(part.low.x), y: self.low.y.min(part.low.y) },
            high: Spot { x: self.high.x.max(part.high.x), y: self.high.y.max(part.high.y) },
            x: self.x + (part.x - self.x) * share,
            y: self.y + (part.y - self.y) * share,
            mass,
        }
    }

    fn size(&self) -> f32 {
        (self.high.x - self.low.x).max(self.high.y - self.low.y)
    }

    /// The square of the distance between two boxes.
    fn apart(&self, other: &Self) -> f32 {
        let x = (self.low.x - other.high.x).max(other.low.x - self.high.x).max(0.0);
        let y = (self.low.y - other.high.y).max(other.low.y - self.high.y).max(0.0);
        x * x + y * y
    }
}

/// How two bodies of mass 1 push each other away at a distance d.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Push {
    pub(crate) strength: f32,
    pub(crate) reach: Reach,
    /// Added to the square of the distance, so that two on one spot are not pushed out of the world.
    pub(crate) soft: f32,
}

/// How far a push reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// strength · d / (soft + d²): the whole unfolds.
    Far,
    /// strength · d / (soft + d²)²: only who is near is pushed.
    Near,
}

/// The bodies of one moment, sorted so that near ones are together.
#[derive(Debug)]
pub(crate) struct Swarm {
    /// Who stands where in the blocks.
    order: Vec<u32>,
    blocks: Vec<Block>,
    /// The boxes of the blocks, then of the cells of each larger size.
    levels: Vec<Vec<Cell>>,
}

impl Swarm {
    /// Sorts the bodies and gathers them. Cost: O(bodies · log bodies).
    pub(crate) fn of(spots: &[Spot], masses: &[f32]) -> Self {
        let order = along_the_curve(spots);
        let mut blocks = vec![Block::default(); order.len().div_ceil(WIDE)];
        for (chunk, block) in order.chunks(WIDE).zip(&mut blocks) {
            let first = chunk.first().and_then(|at| spots.get(*at as usize)).copied().unwrap_or_default();
            block.x = [first.x; WIDE];
            block.y = [first.y; WIDE];
            for (((at, x), y), mass) in chunk.iter().zip(&mut block.x).zip(&mut block.y).zip(&mut block.mass) {
                let spot = spots.get(*at as usize).copied().unwrap_or_default();
                (*x, *y, *mass) = (spot.x, spot.y, masses.get(*at as usize).copied().unwrap_or(0.0));
            }
        }
        let cell = |block: &Block| {
            let bodies = block.x.iter().zip(&block.y).zip(&block.mass);
            bodies.fold(Cell::EMPTY, |cell, ((&x, &y), &mass)| cell.with(&Cell { low: Spot { x, y }, high: Spot { x, y }, x, y, mass }))
        };
        let mut levels: Vec<Vec<Cell>> = vec![blocks.iter().map(cell).collect()];
        while let Some(finest) = levels.last().filter(|level| level.len() > PARTS) {
            let larger = finest.chunks(PARTS).map(|parts| parts.iter().fold(Cell::EMPTY, Cell::with)).collect();
            levels.push(larger);
        }
        Self { order, blocks, levels }
    }

    /// Adds to each body's force how much the others push it away. A cell counts as one body if its size is less than theta
    /// times its distance.
    ///
    /// Cost: O(bodies · log bodies).
    pub(crate) fn push(&self, push: Push, theta: f32, forces: &mut [Spot]) {
        let mut far: Vec<[f32; 3]> = Vec::new();
        let mut stack: Vec<(usize, usize)> = Vec::new();
        let top = self.levels.len() - 1;
        let Some(homes) = self.levels.first() else { return };
        for ((block, home), bodies) in self.blocks.iter().zip(homes).zip(self.order.chunks(WIDE)) {
            far.clear();
            stack.clear();
            stack.extend((0..self.levels.get(top).map_or(0, Vec::len)).map(|at| (top, at)));
            while let Some((level, at)) = stack.pop() {
                let Some(cell) = self.levels.get(level).and_then(|cells| cells.get(at)) else { continue };
                let size = cell.size();
                if size * size < theta * theta * cell.apart(home) {
                    far.push([cell.x, cell.y, cell.mass]);
                } else if level == 0 {
                    if let Some(near) = self.blocks.get(at) {
                        far.extend(near.x.iter().zip(&near.y).zip(&near.mass).map(|((x, y), mass)| [*x, *y, *mass]));
                    }
                } else {
                    let end = self.levels.get(level - 1).map_or(0, Vec::len).min((at + 1) * PARTS);
                    stack.extend((at * PARTS..end).map(|part| (level - 1, part)));
                }
            }
            let (x, y) = match push.reach {
                Reach::Far => sum(block, &far, push.soft, |near| near),
                Reach::Near => sum(block, &far, push.soft, |near| near * near),
            };
            for (((at, x), y), mass) in bodies.iter().zip(x).zip(y).zip(block.mass) {
                if let Some(force) = forces.get_mut(*at as usize) {
                    force.x += x * mass * push.strength;
                    force.y += y * mass * push.strength;
                }
            }
        }
    }
}

/// What pushes each body of a block, without its own mass.
#[inline]
fn sum(block: &Block, others: &[[f32; 3]], soft: f32, weigh: impl Fn(f32) -> f32) -> (Lanes, Lanes) {
    let (mut fx, mut fy) = ([0.0; WIDE], [0.0; WIDE]);
    for &[x, y, mass] in others {
        for (((bx, by), fx), fy) in block.x.iter().zip(&block.y).zip(&mut fx).zip(&mut fy) {
            let (dx, dy) = (bx - x, by - y);
            let near = mass * weigh(1.0 / (soft + dx * dx + dy * dy));
            *fx += dx * near;
            *fy += dy * near;
        }
    }
    (fx, fy)
}

/// The bodies along the Z curve of their bounding square.
fn along_the_curve(spots: &[Spot]) -> Vec<u32> {
    let low = spots.iter().fold(Spot { x: f32::MAX, y: f32::MAX }, |low, spot| Spot { x: low.x.min(spot.x), y: low.y.min(spot.y) });
    let high = spots.iter().fold(Spot { x: f32::MIN, y: f32::MIN }, |high, spot| Spot { x: high.x.max(spot.x), y: high.y.max(spot.y) });
    let size = (high.x - low.x).max(high.y - low.y).max(f32::MIN_POSITIVE);
    let scale = 65_535.0 / size;
    let key = |spot: &Spot| spread_bits(((spot.x - low.x) * scale) as u32) | (spread_bits(((spot.y - low.y) * scale) as u32) << 1);
    let mut keys: Vec<u64> = spots.iter().enumerate().map(|(at, spot)| (u64::from(key(spot)) << 32) | at as u64).collect();
    keys.sort_unstable();
    keys.into_iter().map(|key| key as u32).collect()
}

/// Sixteen bits with a gap after each.
fn spread_bits(number: u32) -> u32 {
    let mut spread = number & 0xFFFF;
    spread = (spread | (spread << 8)) & 0x00FF_00FF;
    spread = (spread | (spread << 4)) & 0x0F0F_0F0F;
    spread = (spread | (spread << 2)) & 0x3333_3333;
    (spread | (spread << 1)) & 0x5555_5555
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bodies on a spiral, each pushed by each other in turn.
    fn directly(spots: &[Spot], masses: &[f32], push: Push) -> Vec<Spot> {
        let force = |(at, mass): (&Spot, &f32)| {
            spots.iter().zip(masses).fold(Spot::default(), |sum, (other, weight)| {
                let (x, y) = (at.x - other.x, at.y - other.y);
                let near = 1.0 / (push.soft + x * x + y * y);
                let by = push.strength * mass * weight * if push.reach == Reach::Near { near * near } else { near };
                Spot { x: sum.x + x * by, y: sum.y + y * by }
            })
        };
        spots.iter().zip(masses).map(force).collect()
    }

    #[test]
    fn groups_push_nearly_as_their_members_do() {
        let spots: Vec<Spot> =
            (0..500).map(|at| at as f32).map(|at| Spot { x: at.sqrt() * (2.4 * at).cos(), y: at.sqrt() * (2.4 * at).sin() }).collect();
        let masses: Vec<f32> = (0..500).map(|at| 1.0 + (at % 3) as f32).collect();
        for reach in [Reach::Far, Reach::Near] {
            let push = Push { strength: 1.0, reach, soft: 0.5 };
            let mut forces = vec![Spot::default(); spots.len()];
            Swarm::of(&spots, &masses).push(push, 1.0, &mut forces);
            let (mut off, mut whole) = (0.0, 0.0);
            for (force, exact) in forces.iter().zip(directly(&spots, &masses, push)) {
                off += (force.x - exact.x).hypot(force.y - exact.y);
                whole += exact.x.hypot(exact.y);
            }
            assert!(off < 0.05 * whole, "{reach:?}: {off} of {whole}");
        }
    }

    #[test]
    fn bodies_on_one_spot_are_not_pushed_out_of_the_world() {
        let mut forces = vec![Spot::default(); 20];
        let push = Push { strength: 1.0, reach: Reach::Far, soft: 0.01 };
        Swarm::of(&[Spot::default(); 20], &[1.0; 20]).push(push, 1.0, &mut forces);
        assert!(forces.iter().all(|force| force.x == 0.0 && force.y == 0.0));
        Swarm::of(&[], &[]).push(push, 1.0, &mut []);
    }
}

//! The pool a family is taken from: open schools of one key stage and group, on one scale.

use crate::{
    framework::{FamilyRules, Variable},
    model::{Group, KeyStage, Member},
};

/// Sums of weights and squared distances are compared with this much room for rounding.
const ROUNDING: f64 = 1e-9;

/// A variable of a pool: what stands for it, and how much it counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    pub(super) variable: Variable,
    /// The field it was read from.
    pub(super) field: &'static str,
    pub(super) weight: f64,
    /// Its bit in a mask.
    bit: u8,
}

/// Rows that know the same variables; they stand side by side.
#[derive(Clone, Copy, Debug)]
struct Block {
    mask: u8,
    from: usize,
    until: usize,
}

/// The schools that can be in one another's family.
#[derive(Clone, Debug)]
pub(super) struct Pool {
    pub(super) key_stage: KeyStage,
    pub(super) group: Group,
    pub(super) scales: Vec<Scale>,
    /// Weight of all scales together.
    weight: f64,
    /// The least weight two schools must share.
    needed: f64,
    /// The place of each row's member, sorted by mask and then by place.
    members: Vec<u32>,
    masks: Vec<u8>,
    blocks: Vec<Block>,
    /// Z-scores by scale and row; 0 where the mask says unknown.
    columns: Vec<Vec<f64>>,
}

impl Pool {
    /// The pool of these members, each with its place. Cost: O(members · (variables + log members)).
    pub(super) fn new(key_stage: KeyStage, group: Group, members: &[(u32, &Member)], rules: &FamilyRules) -> Self {
        let mut scales = Vec::new();
        let mut raw = Vec::new();
        for weight in rules.weights.value.iter().filter(|weight| weight.1 > 0.0).take(8) {
            let (field, read) = reader(weight.0, members);
            let values: Vec<Option<f64>> = members.iter().map(|(_, member)| read(member)).collect();
            if let Some(scores) = z_scores(&values) {
                scales.push(Scale { variable: weight.0, field, weight: weight.1, bit: 1 << scales.len() });
                raw.push(scores);
            }
        }
        let mask_of = |row: usize| {
            let known = scales.iter().zip(&raw).filter(|(_, scores)| scores.get(row).is_some_and(Option::is_some));
            known.fold(0, |mask, (scale, _)| mask | scale.bit)
        };
        let mut order: Vec<(u8, u32, usize)> = members.iter().enumerate().map(|(row, (place, _))| (mask_of(row), *place, row)).collect();
        order.sort_unstable();
        let columns = raw
            .iter()
            .map(|scores| order.iter().map(|&(_, _, row)| scores.get(row).copied().flatten().unwrap_or_default()).collect())
            .collect();
        let masks: Vec<u8> = order.iter().map(|&(mask, _, _)| mask).collect();
        let weight: f64 = scales.iter().map(|scale| scale.weight).sum();
        Self {
            key_stage,
            group,
            scales,
            weight,
            needed: rules.shared_weight.value * weight,
            members: order.iter().map(|&(_, place, _)| place).collect(),
            blocks: blocks(&masks),
            masks,
            columns,
        }
    }

    /// How many schools it holds.
    pub(super) fn len(&self) -> usize {
        self.members.len()
    }

    /// The places of its members, row by row.
    pub(super) fn places(&self) -> &[u32] {
        &self.members
    }

    /// The scales both rows have.
    pub(super) fn shared(&self, row: usize, other: usize) -> impl Iterator<Item = &Scale> {
        let mask = self.mask(row) & self.mask(other);
        self.scales.iter().filter(move |scale| mask & scale.bit != 0)
    }

    /// The scales a row lacks.
    pub(super) fn lacking(&self, row: usize) -> impl Iterator<Item = &Scale> {
        let mask = self.mask(row);
        self.scales.iter().filter(move |scale| mask & scale.bit == 0)
    }

    /// Whether the variables a row has carry enough weight for a comparison.
    pub(super) fn can_compare(&self, row: usize) -> bool {
        self.weight > 0.0 && self.carries_enough(self.mask(row))
    }

    fn mask(&self, row: usize) -> u8 {
        self.masks.get(row).copied().unwrap_or_default()
    }

    fn weight_of(&self, mask: u8) -> f64 {
        self.scales.iter().filter(|scale| mask & scale.bit != 0).map(|scale| scale.weight).sum()
    }

    fn carries_enough(&self, mask: u8) -> bool {
        mask != 0 && self.weight_of(mask) + ROUNDING >= self.needed
    }

    /// √(Σ w·Δz² / Σ w) over the variables both rows have (domain.md section 3).
    pub(super) fn distance(&self, row: usize, other: usize) -> f64 {
        let mask = self.mask(row) & self.mask(other);
        let mut sum = 0.0;
        for (scale, column) in self.scales.iter().zip(&self.columns).filter(|(scale, _)| mask & scale.bit != 0) {
            let (Some(a), Some(b)) = (column.get(row), column.get(other)) else { continue };
            sum += scale.weight * (b - a) * (b - a);
        }
        let weight = self.weight_of(mask);
        if weight > 0.0 { (sum / weight).sqrt() } else { f64::INFINITY }
    }

    /// The places of the nearest members, at most so many, nearest first, equal ones by id.
    ///
    /// Rows that know the same variables are walked together, column by column, so that the sums run without a branch.
    /// Cost: O(pool · variables).
    pub(super) fn nearest(&self, row: usize, size: usize) -> Vec<u32> {
        let own = self.mask(row);
        let mut nearest = Nearest::new(size);
        let mut sums = Vec::new();
        for block in &self.blocks {
            let mask = own & block.mask;
            if size == 0 || !self.carries_enough(mask) {
                continue;
            }
            sums.clear();
            sums.resize(block.until - block.from, 0.0);
            for (scale, column) in self.scales.iter().zip(&self.columns).filter(|(scale, _)| mask & scale.bit != 0) {
                let (Some(&own), Some(others)) = (column.get(row), column.get(block.from..block.until)) else { continue };
                add_squares(&mut sums, others, own, scale.weight);
            }
            let weight = self.weight_of(mask);
            for (offset, &sum) in sums.iter().enumerate() {
                let other = block.from + offset;
                if sum <= (nearest.limit + ROUNDING) * weight
                    && other != row
                    && let Some(&place) = self.members.get(other)
                {
                    nearest.offer(sum / weight, place);
                }
            }
        }
        nearest.finish()
    }
}

fn add_squares(sums: &mut [f64], others: &[f64], own: f64, weight: f64) {
    for (sum, other) in sums.iter_mut().zip(others) {
        let gap = other - own;
        *sum += weight * gap * gap;
    }
}

/// The smallest so far, kept in a heap of twice the size that is cut back when full.
struct Nearest {
    size: usize,
    found: Vec<(f64, u32)>,
    /// Nothing farther than this can be among the nearest.
    limit: f64,
}

impl Nearest {
    fn new(size: usize) -> Self {
        Self { size, found: Vec::with_capacity(2 * size), limit: f64::INFINITY }
    }

    fn offer(&mut self, square: f64, place: u32) {
        // Two schools as far on either side differ in the last bits only; they are ordered by id.
        self.found.push(((square / ROUNDING).round() * ROUNDING, place));
        if self.found.len() >= 2 * self.size {
            self.cut();
        }
    }

    fn cut(&mut self) {
        self.found.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        self.found.truncate(self.size);
        if self.found.len() == self.size
            && let Some(last) = self.found.last()
        {
            self.limit = last.0;
        }
    }

    fn finish(mut self) -> Vec<u32> {
        self.cut();
        self.found.into_iter().map(|(_, place)| place).collect()
    }
}

fn blocks(masks: &[u8]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (row, &mask) in masks.iter().enumerate() {
        match blocks.last_mut() {
            Some(block) if block.mask == mask => block.until = row + 1,
            _ => blocks.push(Block { mask, from: row, until: row + 1 }),
        }
    }
    blocks
}

/// Population z-scores of the known values; `None` if nobody has one or all are alike.
fn z_scores(values: &[Option<f64>]) -> Option<Vec<Option<f64>>> {
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let count = known.len() as f64;
    let mean = known.iter().sum::<f64>() / count;
    let deviation = (known.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count).sqrt();
    let has_spread = deviation.is_finite() && deviation > mean.abs() * 1e-12;
    has_spread.then(|| values.iter().map(|value| value.map(|value| (value - mean) / deviation)).collect())
}

type Reader = fn(&Member) -> Option<f64>;

/// The field that stands for a variable in this pool, and how it is read.
///
/// Free school meals in six years stand for disadvantage if half of the pool has them, else free school meals now: one
/// definition a pool, never mixed.
fn reader(variable: Variable, members: &[(u32, &Member)]) -> (&'static str, Reader) {
    match variable {
        Variable::PriorAttainment => ("prior_attainment", |member| member.prior_attainment.map(f64::from)),
        Variable::Fsm => {
            let known = members.iter().filter(|(_, member)| member.fsm6_percent.is_some()).count();
            if 2 * known >= members.len() {
                ("fsm6_percent", |member| member.fsm6_percent.map(f64::from))
            } else {
                ("fsm_percent", |member| member.fsm_percent.map(f64::from))
            }
        }
        Variable::Eal => ("eal_percent", |member| member.eal_percent.map(f64::from)),
        Variable::Sen => ("sen_percent", |member| member.sen_percent.map(f64::from)),
        Variable::Mobility => ("mobility_percent", |member| member.mobility_percent.map(f64::from)),
        Variable::Size => ("log_pupils", |member| member.pupils.filter(|&pupils| pupils > 0).map(|pupils| f64::from(pupils).ln())),
    }
}

//! The pool a family is taken from: open schools of one key stage and group, on one scale.

use super::{
    cluster::{Cluster, SCALES, Scored},
    nearest::{Axis, ROUNDING, Search},
    scale::{Formula, Scale, reader},
};
use crate::{
    framework::FamilyRules,
    model::{Group, KeyStage, Member},
};

/// Rows that know the same variables; they stand side by side, like schools near one another.
#[derive(Clone, Debug)]
struct Block {
    mask: u8,
    rows: Cluster,
}

/// The schools that can be in one another's family.
#[derive(Clone, Debug)]
pub(super) struct Pool {
    pub(super) key_stage: KeyStage,
    pub(super) group: Group,
    pub(super) formula: Formula,
    pub(super) scales: Vec<Scale>,
    /// Weight of all scales together.
    weight: f64,
    /// The least weight two schools must share.
    needed: f64,
    /// The place of each row's member, sorted by mask and then by cluster.
    members: Vec<u32>,
    /// The scales each row is compared on.
    masks: Vec<u8>,
    /// The scales each row has a value of its own on; fewer than it is compared on where a formula fills what is missing.
    known: Vec<u8>,
    blocks: Vec<Block>,
    /// Z-scores by scale and row; 0 where the mask says unknown.
    columns: Vec<Vec<f64>>,
}

impl Pool {
    /// The pool of these members, each with its place. Cost: O(members · (variables + log members)).
    pub(super) fn new((key_stage, group): (KeyStage, Group), formula: Formula, members: &[(u32, &Member)], rules: &FamilyRules) -> Self {
        let mut scales: Vec<Scale> = Vec::new();
        let mut rows: Vec<Scored> = members.iter().map(|&(place, _)| Scored::of(place)).collect();
        for weight in formula.weights(group, rules).into_iter().filter(|weight| weight.1 > 0.0).take(SCALES) {
            let (field, read) = reader((formula, weight.0), members, rules.fsm6_share.value);
            let values: Vec<Option<f64>> = members.iter().map(|(_, member)| read(member)).collect();
            if let Some(scores) = formula.scores(&values) {
                let bit = 1 << scales.len();
                for ((row, score), value) in rows.iter_mut().zip(&scores).zip(&values) {
                    row.add(scales.len(), bit, *score);
                    if value.is_some() {
                        row.known |= bit;
                    }
                }
                scales.push(Scale { variable: weight.0, field, weight: weight.1, bit, read });
            }
        }
        rows.sort_unstable_by_key(|row| (row.mask, row.place));
        let blocks = blocks(&mut rows, &scales);
        let columns = (0..scales.len()).map(|scale| rows.iter().map(|row| row.score(scale)).collect()).collect();
        let weight: f64 = scales.iter().map(|scale| scale.weight).sum();
        Self {
            key_stage,
            group,
            formula,
            scales,
            weight,
            needed: rules.shared_weight.value * weight,
            members: rows.iter().map(|row| row.place).collect(),
            masks: rows.iter().map(|row| row.mask).collect(),
            known: rows.iter().map(|row| row.known).collect(),
            blocks,
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

    /// The scales both rows have a value of their own on.
    pub(super) fn shared(&self, row: usize, other: usize) -> impl Iterator<Item = &Scale> {
        let mask = self.known(row) & self.known(other);
        self.scales.iter().filter(move |scale| mask & scale.bit != 0)
    }

    /// The scales a row lacks.
    pub(super) fn lacking(&self, row: usize) -> impl Iterator<Item = &Scale> {
        let mask = self.known(row);
        self.scales.iter().filter(move |scale| mask & scale.bit == 0)
    }

    /// Whether the variables a row has carry enough weight for a comparison.
    ///
    /// Where a formula fills what is missing, one of its own is enough: without any, its family would be the median's.
    pub(super) fn can_compare(&self, row: usize) -> bool {
        let has_enough = if self.formula.shares_variables() { self.carries_enough(self.mask(row)) } else { self.known(row) != 0 };
        self.weight > 0.0 && has_enough
    }

    /// How far apart two rows are on each scale they are compared on, in its unit: standard deviations, or shares of its range.
    pub(super) fn gaps(&self, row: usize, other: usize) -> impl Iterator<Item = (&Scale, f64)> {
        let mask = self.mask(row) & self.mask(other);
        let compared = self.scales.iter().zip(&self.columns).filter(move |(scale, _)| mask & scale.bit != 0);
        compared.filter_map(move |(scale, column)| Some((scale, column.get(other)? - column.get(row)?)))
    }

    fn known(&self, row: usize) -> u8 {
        self.known.get(row).copied().unwrap_or_default()
    }

    fn mask(&self, row: usize) -> u8 {
        self.masks.get(row).copied().unwrap_or_default()
    }

    /// What sums of squares are divided by.
    fn weight_of(&self, mask: u8) -> f64 {
        if !self.formula.shares_variables() {
            return 1.0;
        }
        self.scales.iter().filter(|scale| mask & scale.bit != 0).map(|scale| scale.weight).sum()
    }

    fn carries_enough(&self, mask: u8) -> bool {
        mask != 0 && (!self.formula.shares_variables() || self.weight_of(mask) + ROUNDING >= self.needed)
    }

    /// The distance of the pool's formula.
    pub(super) fn distance(&self, row: usize, other: usize) -> f64 {
        let mut sum = 0.0;
        for (scale, gap) in self.gaps(row, other) {
            sum += scale.weight * gap * gap;
        }
        let weight = self.weight_of(self.mask(row) & self.mask(other));
        if weight > 0.0 { (sum / weight).sqrt() } else { f64::INFINITY }
    }

    /// The places of the nearest members, at most so many, nearest first, equal ones by id.
    ///
    /// Cost: O(pool · variables) at worst; in a large pool most clusters are passed over.
    pub(super) fn nearest(&self, row: usize, size: usize) -> Vec<u32> {
        if size == 0 {
            return Vec::new();
        }
        let own = self.mask(row);
        let mut search = Search::new(row, size, &self.members);
        // Those who know the same come first, so that the others need only be looked at if they can be nearer.
        let (alike, others): (Vec<&Block>, Vec<&Block>) = self.blocks.iter().partition(|block| block.mask == own);
        for block in alike.into_iter().chain(others) {
            let mask = own & block.mask;
            if self.carries_enough(mask) {
                let shared = self.scales.iter().zip(&self.columns).enumerate().filter(|(_, (scale, _))| mask & scale.bit != 0);
                let axes = shared.filter_map(|(at, (scale, column))| {
                    Some(Axis { scale: at, weight: scale.weight, own: *column.get(row)?, column: column.as_slice() })
                });
                search.look_at(&block.rows, axes.collect(), self.weight_of(mask));
            }
        }
        search.finish()
    }
}

/// The rows, sorted by mask, as blocks; within a block they are put in the order of its clusters.
fn blocks(rows: &mut [Scored], scales: &[Scale]) -> Vec<Block> {
    let weights: Vec<f64> = scales.iter().map(|scale| scale.weight).collect();
    let mut from = 0;
    let alike = rows.chunk_by_mut(|a, b| a.mask == b.mask).map(|block| {
        let mask = block.first().map_or(0, |row| row.mask);
        let rows = Cluster::of(block, from, &weights);
        from += block.len();
        Block { mask, rows }
    });
    alike.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        framework::Rules,
        model::{Kind, MemberId, Number, Percent},
    };

    /// Every row measured, rounded and sorted, with nothing passed over.
    fn brute_force(pool: &Pool, row: usize, size: usize) -> Vec<u32> {
        let mut found = Vec::new();
        for (other, &place) in pool.members.iter().enumerate().filter(|(other, _)| *other != row) {
            let mask = pool.mask(row) & pool.mask(other);
            if pool.carries_enough(mask) {
                let mut sum = 0.0;
                for (scale, column) in pool.scales.iter().zip(&pool.columns).filter(|(scale, _)| mask & scale.bit != 0) {
                    let gap = column[other] - column[row];
                    sum += scale.weight * gap * gap;
                }
                found.push(((sum / pool.weight_of(mask) / ROUNDING).round() * ROUNDING, place));
            }
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        found.truncate(size);
        found.into_iter().map(|(_, place)| place).collect()
    }

    /// Few different values, so that there are ties, and now and then a blank.
    fn figure() -> impl Strategy<Value = Option<f64>> {
        prop_oneof![1 => Just(None), 6 => (0_u8..40).prop_map(|value| Some(f64::from(value))), 3 => (0.0..40.0).prop_map(Some)]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn passing_clusters_over_finds_the_same_as_measuring_everybody(
            figures in prop::collection::vec((figure(), figure(), figure(), figure()), 2..400),
            size in 1_usize..40,
            formula in prop_oneof![Just(Formula::Weighted), Just(Formula::Fbit), Just(Formula::PriorAttainment)],
        ) {
            let members: Vec<Member> = figures.into_iter().enumerate().map(|(at, (prior, fsm, eal, sen))| Member {
                prior_attainment: prior.and_then(Number::new),
                fsm_percent: fsm.and_then(Percent::new),
                eal_percent: eal.and_then(Percent::new),
                sen_percent: sen.and_then(Percent::new),
                pupils: prior.map(|prior| prior as u32),
                ..Member::new(MemberId::new(&format!("urn:{at:04}")).unwrap(), Kind::School, "Invented")
            }).collect();
            let placed: Vec<(u32, &Member)> = (0..).zip(&members).collect();
            let pool = Pool::new((KeyStage::Four, Group::Mainstream), formula, &placed, &Rules::built_in().families);
            for row in 0..pool.len() {
                prop_assert_eq!(pool.nearest(row, size), brute_force(&pool, row, size));
            }
        }
    }
}

//! The search for the nearest rows of a pool.

use super::cluster::Cluster;

/// Sums of weights and squared distances are compared with this much room for rounding.
pub(super) const ROUNDING: f64 = 1e-9;

/// A scale that is compared on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis<'a> {
    pub(super) scale: usize,
    pub(super) weight: f64,
    /// The score of the row that is searched for.
    pub(super) own: f64,
    /// The scores of every row.
    pub(super) column: &'a [f64],
}

/// A search under way.
#[derive(Debug)]
pub(super) struct Search<'a> {
    row: usize,
    /// The place of each row's member.
    members: &'a [u32],
    axes: Vec<Axis<'a>>,
    /// What the axes weigh together.
    weight: f64,
    sums: Vec<f64>,
    nearest: Nearest,
}

impl<'a> Search<'a> {
    /// A search for at most so many rows near this one.
    pub(super) fn new(row: usize, size: usize, members: &'a [u32]) -> Self {
        Self { row, members, axes: Vec::new(), weight: 0.0, sums: Vec::new(), nearest: Nearest::new(size) }
    }

    /// Looks at rows that are compared on these axes, which weigh so much together.
    pub(super) fn look_at(&mut self, rows: &Cluster, axes: Vec<Axis<'a>>, weight: f64) {
        self.axes = axes;
        self.weight = weight;
        self.visit(rows, self.bound(rows));
    }

    /// The places of what was found, nearest first, equal ones by id.
    pub(super) fn finish(self) -> Vec<u32> {
        self.nearest.finish()
    }

    /// The least sum that any row of the cluster can come to.
    ///
    /// It is added up as the sums of rows are, and rounding keeps the order of sums, so none comes out below it.
    fn bound(&self, cluster: &Cluster) -> f64 {
        let mut sum = 0.0;
        for axis in &self.axes {
            let gap = cluster.gap(axis.scale, axis.own);
            sum += axis.weight * gap * gap;
        }
        sum
    }

    /// Whether a row with this sum can still be among the nearest.
    fn can_count(&self, sum: f64) -> bool {
        sum <= (self.nearest.limit + ROUNDING) * self.weight
    }

    fn visit(&mut self, cluster: &Cluster, bound: f64) {
        if !self.can_count(bound) {
            return;
        }
        let Some([lower, upper]) = cluster.halves.as_deref() else { return self.measure(cluster) };
        let bounds = (self.bound(lower), self.bound(upper));
        let (first, second) =
            if bounds.1 < bounds.0 { ((upper, bounds.1), (lower, bounds.0)) } else { ((lower, bounds.0), (upper, bounds.1)) };
        self.visit(first.0, first.1);
        self.visit(second.0, second.1);
    }

    /// Measures every row of a small cluster, column by column, so that the sums run without a branch.
    fn measure(&mut self, cluster: &Cluster) {
        self.sums.clear();
        self.sums.resize(cluster.until - cluster.from, 0.0);
        for axis in &self.axes {
            let Some(others) = axis.column.get(cluster.from..cluster.until) else { continue };
            for (sum, other) in self.sums.iter_mut().zip(others) {
                let gap = other - axis.own;
                *sum += axis.weight * gap * gap;
            }
        }
        let Some(members) = self.members.get(cluster.from..cluster.until) else { return };
        for ((other, &place), &sum) in (cluster.from..).zip(members).zip(&self.sums) {
            if sum <= (self.nearest.limit + ROUNDING) * self.weight && other != self.row {
                self.nearest.offer(sum / self.weight, place);
            }
        }
    }
}

/// The smallest so far, kept in a heap of twice the size that is cut back when full.
#[derive(Debug)]
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

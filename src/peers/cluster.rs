//! Schools of a pool parted into ever smaller clusters of like ones, so that whole clusters can be passed over (a k-d tree).

/// As many variables as a mask has bits.
pub(super) const SCALES: usize = 8;

/// A cluster of so many schools is not parted further: they are looked at side by side.
const SMALL: usize = 32;

/// A school on its way into a pool.
#[derive(Clone, Debug)]
pub(super) struct Scored {
    pub(super) place: u32,
    /// A bit for each scale it is known on.
    pub(super) mask: u8,
    /// A bit for each scale it has a value of its own on.
    pub(super) known: u8,
    /// Scores by scale; 0 where unknown.
    scores: [f64; SCALES],
}

impl Scored {
    pub(super) fn of(place: u32) -> Self {
        Self { place, mask: 0, known: 0, scores: [0.0; SCALES] }
    }

    /// Its score on the scale of this bit, if it is known.
    pub(super) fn add(&mut self, scale: usize, bit: u8, score: Option<f64>) {
        if let (Some(slot), Some(score)) = (self.scores.get_mut(scale), score) {
            *slot = score;
            self.mask |= bit;
        }
    }

    /// Its score on a scale; 0 if it is unknown.
    pub(super) fn score(&self, scale: usize) -> f64 {
        self.scores.get(scale).copied().unwrap_or_default()
    }
}

/// Rows side by side, and how far they reach on every scale.
#[derive(Clone, Debug)]
pub(super) struct Cluster {
    pub(super) from: usize,
    pub(super) until: usize,
    /// The least and the greatest score by scale.
    reach: Vec<(f64, f64)>,
    /// The clusters it is made of, or none if it is small.
    pub(super) halves: Option<Box<[Cluster; 2]>>,
}

impl Cluster {
    /// The cluster of these rows, of which the first is to stand at `from`; puts them in the order of its parts.
    ///
    /// It is halved on the scale on which it reaches farthest. Cost: O(rows · log rows).
    pub(super) fn of(rows: &mut [Scored], from: usize, weights: &[f64]) -> Self {
        let until = from + rows.len();
        let reach: Vec<(f64, f64)> = (0..weights.len()).map(|scale| reach(rows, scale)).collect();
        let widths = reach.iter().zip(weights).map(|((low, high), weight)| weight * (high - low) * (high - low));
        let widest = widths.enumerate().max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, width)| *width > 0.0);
        let Some((widest, _)) = widest.filter(|_| rows.len() > SMALL) else { return Self { from, until, reach, halves: None } };
        let middle = rows.len() / 2;
        rows.select_nth_unstable_by(middle, |a, b| a.score(widest).total_cmp(&b.score(widest)).then(a.place.cmp(&b.place)));
        let (lower, upper) = rows.split_at_mut(middle);
        let halves = [Self::of(lower, from, weights), Self::of(upper, from + middle, weights)];
        Self { from, until, reach, halves: Some(Box::new(halves)) }
    }

    /// How far outside the cluster's reach a score on this scale is; no member of it is nearer.
    pub(super) fn gap(&self, scale: usize, score: f64) -> f64 {
        let (low, high) = self.reach.get(scale).copied().unwrap_or((score, score));
        // The same subtractions as between two scores, so that rounding cannot make a member seem nearer than its cluster.
        (low - score).max(score - high).max(0.0)
    }
}

fn reach(rows: &[Scored], scale: usize) -> (f64, f64) {
    let scores = rows.iter().map(|row| row.score(scale));
    scores.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), score| (low.min(score), high.max(score)))
}

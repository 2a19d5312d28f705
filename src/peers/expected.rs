//! What could be expected of a school like this one, how sure that is, and whether the school is beyond it.

use super::{noise::Interval, spread::Spread};

/// The interval of a median by order statistics, from sorted values; `None` with too few of them.
///
/// Source: W. R. Thompson, On confidence ranges for the median and other expectation distributions for populations of
/// unknown distribution form, Annals of Mathematical Statistics 7 (1936) 122–128. From the k-th smallest to the k-th largest
/// value, k the largest with 2·P(Bin(n, ½) < k) ≤ what `z` leaves outside; no shape of the distribution is assumed. It is
/// taken before a bootstrap because it gives the same answer every time without a seed, costs no draws, and holds at least
/// 95% where a bootstrap of thirty figures falls short of it. With `z` of 1.96 it takes six values.
pub(super) fn median_interval(sorted: &[f64], z: f64) -> Option<Interval> {
    let rank = rank_inside(sorted.len(), outside(z))?;
    let low = *sorted.get(rank.checked_sub(1)?)?;
    let high = *sorted.get(sorted.len().checked_sub(rank)?)?;
    Some(Interval { low, high })
}

/// The largest k of which both tails of Bin(n, ½) below k are no more than this share; `None` if even k = 1 leaves more.
fn rank_inside(values: usize, share: f64) -> Option<usize> {
    let count = values as f64;
    let mut log_term = count * 0.5_f64.ln();
    let mut below = 0.0;
    for rank in 0..values.div_ceil(2) {
        below += log_term.exp();
        if 2.0 * below > share {
            return Some(rank).filter(|rank| *rank > 0);
        }
        log_term += ((count - rank as f64) / (rank as f64 + 1.0)).ln();
    }
    Some(values.div_ceil(2)).filter(|rank| *rank > 0)
}

/// What a normal distribution leaves beyond so many standard deviations on either side.
///
/// Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26; off by less than 1.5e-7.
fn outside(z: f64) -> f64 {
    let x = z / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let polynomial = t * (0.254_829_592 + t * (-0.284_496_736 + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429))));
    polynomial * (-x * x).exp()
}

/// How far a school is from the middle of its family, with the uncertainty of both.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// The school's figure less the median, in the measure's unit.
    pub gap: f64,
    /// The 95% interval of the gap; `None` if the noise of either is unknown.
    pub interval: Option<Interval>,
}

impl Gap {
    /// The gap of a figure to a family.
    ///
    /// Source of the interval: G. Y. Zou and A. Donner, Construction of confidence limits about effect measures, Statistics in
    /// Medicine 27 (2008) 1693–1702: the distances from each estimate to its own limit, added as squares, so that neither
    /// interval need be symmetrical. That schools stand in several families is not counted.
    pub fn of(value: f64, own: Option<Interval>, family: &Spread) -> Self {
        let interval = own.zip(family.median_interval).map(|(own, middle)| {
            let gap = value - family.median;
            Interval {
                low: gap - (value - own.low).hypot(middle.high - family.median),
                high: gap + (own.high - value).hypot(family.median - middle.low),
            }
        });
        Self { gap: value - family.median, interval }
    }

    /// Whether the whole interval is on one side of nothing; `None` if it is unknown.
    pub fn is_beyond_noise(&self) -> Option<bool> {
        self.interval.map(|interval| interval.low > 0.0 || interval.high < 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ranks_are_those_of_the_printed_tables() {
        // Conover, Practical Nonparametric Statistics, and NIST: 95% ranks of the median.
        for (values, rank) in [
            (5, None),
            (6, Some(1)),
            (8, Some(1)),
            (9, Some(2)),
            (10, Some(2)),
            (15, Some(4)),
            (20, Some(6)),
            (30, Some(10)),
            (50, Some(18)),
            (100, Some(40)),
        ] {
            assert_eq!(rank_inside(values, outside(1.96)), rank, "{values}");
        }
    }

    #[test]
    fn a_normal_distribution_leaves_five_in_a_hundred_outside() {
        assert!((outside(1.959_963_985) - 0.05).abs() < 2e-7, "{}", outside(1.959_963_985));
        assert!((outside(0.0) - 1.0).abs() < 2e-7);
    }

    #[test]
    fn the_gap_to_a_family_takes_both_uncertainties() {
        let family = Spread { median: 1.0, low: 0.5, high: 1.5, peers: 30, median_interval: Some(Interval { low: 0.6, high: 1.2 }) };
        let gap = Gap::of(0.0, Some(Interval { low: -0.5, high: 0.3 }), &family);
        let interval = gap.interval.unwrap();
        assert!((interval.high - (-1.0 + 0.5)).abs() < 1e-12 && (interval.low - (-1.0 - 0.29_f64.sqrt())).abs() < 1e-12, "{interval:?}");
        assert_eq!(gap.is_beyond_noise(), Some(true));
        assert_eq!(Gap::of(0.0, None, &family).is_beyond_noise(), None);
    }

    #[test]
    fn a_thousand_values_and_more_have_their_ranks() {
        assert_eq!(rank_inside(10_000, outside(1.96)), Some(4902));
    }
}

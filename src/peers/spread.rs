//! What the members of a family reach: the middle, how sure it is, and the middle half.

use super::{expected::median_interval, noise::Interval};

/// The figures of a family for one measure and year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    pub median: f64,
    /// The lower quartile: a quarter of the peers lie below.
    pub low: f64,
    /// The upper quartile: a quarter of the peers lie above.
    pub high: f64,
    /// Peers with a published figure.
    pub peers: usize,
    /// The 95% interval of the median; `None` with fewer than six peers.
    pub median_interval: Option<Interval>,
}

impl Spread {
    /// The middle of these values; `None` without any. `z` is how many standard errors an interval reaches to either side.
    pub fn of(mut values: Vec<f64>, z: f64) -> Option<Self> {
        values.sort_by(f64::total_cmp);
        Some(Self {
            median: quantile(&values, 0.5)?,
            low: quantile(&values, 0.25)?,
            high: quantile(&values, 0.75)?,
            peers: values.len(),
            median_interval: median_interval(&values, z),
        })
    }
}

/// The quantile of sorted values, linear between the two nearest (Hyndman and Fan, type 7, as spreadsheets and numpy do).
pub(super) fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share * sorted.len().checked_sub(1)? as f64;
    let below = *sorted.get(place.floor() as usize)?;
    let above = *sorted.get(place.ceil() as usize)?;
    Some(below + (above - below) * (place - place.floor()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_four_lies_between_the_middle_two() {
        let spread = Spread::of(vec![4.0, 1.0, 3.0, 2.0], 1.96).unwrap();
        assert_eq!((spread.low, spread.median, spread.high, spread.peers), (1.75, 2.5, 3.25, 4));
    }

    #[test]
    fn nothing_has_no_middle() {
        assert_eq!(Spread::of(Vec::new(), 1.96), None);
    }
}

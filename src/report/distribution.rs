//! How the values of a measure are spread, as counts in a few bins.

/// Values from one bound to another: up to, but without, where the next bin begins; the last bin has both of its bounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    pub low: f64,
    pub high: f64,
    pub count: usize,
}

/// The values in at most so many bins of one width from the lowest to the highest; whole numbers have a bin each where that is enough.
///
/// Values that are no numbers are left out. Cost: O(values).
pub fn distribution(values: impl Iterator<Item = f64>, most: usize) -> Vec<Bin> {
    let values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
    let (low, high) = values.iter().fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(*value), high.max(*value)));
    if values.is_empty() || most == 0 {
        return Vec::new();
    }
    let are_whole = values.iter().all(|value| value.fract().abs() < f64::EPSILON);
    let (count, width) = match (are_whole, high > low) {
        (_, false) => (1, 0.0),
        (true, true) => {
            let width = ((high - low + 1.0) / most as f64).ceil();
            (((high - low + 1.0) / width).ceil() as usize, width)
        }
        (false, true) => (most, (high - low) / most as f64),
    };
    let gap = if are_whole { 1.0 } else { 0.0 };
    let bin = |at: usize| {
        let low = low + width * at as f64;
        Bin { low, high: if at + 1 == count { high } else { low + width - gap }, count: 0 }
    };
    let mut bins: Vec<Bin> = (0..count).map(bin).collect();
    for value in values {
        let at = if width > 0.0 { ((value - low) / width) as usize } else { 0 };
        if let Some(bin) = bins.get_mut(at.min(count - 1)) {
            bin.count += 1;
        }
    }
    bins
}

/// The bin a value is in.
pub fn bin_of(bins: &[Bin], value: f64) -> Option<usize> {
    let within = bins.iter().rposition(|bin| bin.low <= value);
    within.filter(|_| bins.last().is_some_and(|last| value <= last.high))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(values: &[f64], most: usize) -> Vec<usize> {
        distribution(values.iter().copied(), most).iter().map(|bin| bin.count).collect()
    }

    #[test]
    fn every_value_is_in_one_bin() {
        assert_eq!(counts(&[0.0, 0.1, 0.5, 0.95, 1.0], 10), [1, 1, 0, 0, 0, 1, 0, 0, 0, 2]);
    }

    #[test]
    fn few_whole_numbers_have_a_bin_each() {
        assert_eq!(counts(&[2.0, 2.0, 4.0], 10), [2, 0, 1]);
    }

    #[test]
    fn many_whole_numbers_share_bins_of_whole_width() {
        let bins = distribution((0..100).map(f64::from), 10);
        assert_eq!((bins.len(), bins[3].low, bins.iter().map(|bin| bin.count).sum::<usize>()), (10, 30.0, 100));
    }

    #[test]
    fn values_that_are_all_the_same_are_one_bin_and_none_are_no_bin() {
        assert_eq!((counts(&[0.5, 0.5], 10), counts(&[f64::NAN], 10)), (vec![2], Vec::new()));
    }

    #[test]
    fn the_bin_of_a_value_is_the_one_that_counted_it() {
        let bins = distribution([0.0, 0.25, 1.0].into_iter(), 4);
        assert_eq!(([0.0, 0.25, 1.0].map(|value| bin_of(&bins, value)), bin_of(&bins, 2.0)), ([Some(0), Some(1), Some(3)], None));
    }
}

//! A strip plot in one row of text: every peer a dot, the quartiles as a box, the school, the nation and the peer in hand.

use super::super::page::Ink;

/// What is plotted on one line of numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Strip<'a> {
    pub(super) peers: &'a [f64],
    /// The lower quartile, the median and the upper quartile.
    pub(super) quartiles: Option<[f64; 3]>,
    pub(super) own: Option<f64>,
    pub(super) national: Option<f64>,
    /// The peer under the cursor.
    pub(super) peer: Option<f64>,
}

/// The school itself.
pub(super) const OWN: char = '◆';
/// The peer under the cursor.
pub(super) const PEER: char = '▼';
pub(super) const NATIONAL: char = 'N';

impl Strip<'_> {
    /// The plot in so many cells, from the lowest number to the highest. Where two things meet, the school stands before the
    /// peer, the peer before the nation, and the nation before the family.
    pub(super) fn pieces(&self, cells: usize) -> Vec<(Ink, String)> {
        let all = || self.peers.iter().copied().chain(self.own).chain(self.national);
        let (low, high) = all().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        if cells == 0 || !low.is_finite() {
            return vec![(Ink::Dim, " ".repeat(cells))];
        }
        let at = |value: f64| {
            let share = if high > low { (value - low) / (high - low) } else { 0.5 };
            ((share * (cells - 1) as f64).round().max(0.0) as usize).min(cells - 1)
        };
        let mut plotted: Vec<(Ink, char)> = vec![(Ink::Dim, ' '); cells];
        let mut counts = vec![0_usize; cells];
        for value in self.peers {
            if let Some(count) = counts.get_mut(at(*value)) {
                *count += 1;
            }
            let count = counts.get(at(*value)).copied().unwrap_or_default();
            put(&mut plotted, at(*value), (Ink::Plain, dot(count)));
        }
        if let Some([lower, median, upper]) = self.quartiles {
            for cell in plotted.iter_mut().take(at(upper)).skip(at(lower)).filter(|(_, sign)| *sign == ' ') {
                *cell = (Ink::Dim, '─');
            }
            put(&mut plotted, at(lower), (Ink::Label, '['));
            put(&mut plotted, at(upper), (Ink::Label, ']'));
            put(&mut plotted, at(median), (Ink::Label, '|'));
        }
        for (value, ink, sign) in [(self.national, Ink::Learns, NATIONAL), (self.peer, Ink::Shares, PEER), (self.own, Ink::Strong, OWN)] {
            if let Some(value) = value {
                put(&mut plotted, at(value), (ink, sign));
            }
        }
        let runs = plotted.chunk_by(|a, b| a.0 == b.0);
        runs.filter_map(|run| Some((run.first()?.0, run.iter().map(|(_, sign)| *sign).collect()))).collect()
    }
}

fn put(plotted: &mut [(Ink, char)], at: usize, sign: (Ink, char)) {
    if let Some(cell) = plotted.get_mut(at) {
        *cell = sign;
    }
}

/// One peer, two or three, or more in a cell.
fn dot(count: usize) -> char {
    match count {
        0 | 1 => '·',
        2 | 3 => '•',
        _ => '●',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(strip: &Strip<'_>, cells: usize) -> String {
        strip.pieces(cells).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn everything_stands_at_its_value() {
        let strip = Strip {
            peers: &[0.0, 1.0, 2.0, 2.0, 8.0, 10.0],
            quartiles: Some([1.0, 2.0, 8.0]),
            own: Some(4.0),
            national: Some(6.0),
            peer: None,
        };
        assert_eq!(text(&strip, 11), "·[|─◆─N─] ·");
    }

    #[test]
    fn figures_that_are_all_alike_stand_in_the_middle() {
        assert_eq!(text(&Strip { peers: &[3.0, 3.0], ..Strip::default() }, 5), "  •  ");
    }

    #[test]
    fn nothing_and_no_room_are_blank() {
        assert_eq!(text(&Strip::default(), 3), "   ");
        assert_eq!(text(&Strip { peers: &[1.0], ..Strip::default() }, 0), "");
    }
}

//! What lines and dots are drawn with: eight dots of a cell as one character.

use ratatui::symbols::pixel::{OCTANTS, QUADRANTS};
use serde::{Deserialize, Serialize};

use super::GlyphSet;

/// The characters that hold the dots of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Canvas {
    /// Braille: thin lines, eight dots a cell.
    #[default]
    Braille,
    /// Quarters of a cell, for fonts without Braille: coarser, and nearly every font has them.
    Quadrant,
    /// Eighths of a cell (Unicode 16): as fine as Braille and bolder, where the terminal draws them itself.
    Octant,
}

/// The characters a picture is drawn with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Characters {
    pub glyphs: GlyphSet,
    pub canvas: Canvas,
}

impl From<GlyphSet> for Characters {
    fn from(glyphs: GlyphSet) -> Self {
        Self { glyphs, canvas: Canvas::default() }
    }
}

impl Characters {
    /// The character for the dots of a cell: bit 2·row + column for each of the eight.
    pub(super) fn dots(self, dots: u8) -> char {
        match (self.glyphs, self.canvas) {
            (GlyphSet::Ascii, _) => stroke(dots),
            (GlyphSet::Unicode, Canvas::Braille) => braille(dots),
            (GlyphSet::Unicode, Canvas::Quadrant) => quadrant(dots),
            (GlyphSet::Unicode, Canvas::Octant) => OCTANTS.get(usize::from(dots)).copied().unwrap_or(' '),
        }
    }
}

/// Braille counts its dots down the columns first, and the lowest row last.
fn braille(dots: u8) -> char {
    const PLACES: [u8; 8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];
    let pattern =
        PLACES.iter().enumerate().filter(|(bit, _)| dots & (1 << bit) != 0).fold(0_u32, |sum, (_, place)| sum | u32::from(*place));
    char::from_u32(0x2800 + pattern).unwrap_or(' ')
}

/// The ASCII character most like the dots of a cell.
fn stroke(dots: u8) -> char {
    let rows = [dots & 3, dots >> 2 & 3, dots >> 4 & 3, dots >> 6 & 3];
    let count = dots.count_ones();
    let [top, upper, lower, bottom] = rows.map(|row| row != 0);
    match (count, top, upper, lower, bottom) {
        (0, ..) => ' ',
        (6.., ..) => '#',
        (_, true, false, false, false) => '\'',
        (_, false, false, false, true) if count == 2 => '_',
        (1, ..) => '.',
        (2, false, true, false, false) | (2, false, false, true, false) => '-',
        _ => slope(rows),
    }
}

fn slope(rows: [u8; 4]) -> char {
    let used: Vec<u8> = rows.into_iter().filter(|row| *row != 0).collect();
    let (Some(first), Some(last)) = (used.first().copied(), used.last().copied()) else { return ' ' };
    let is_one_column = used.iter().all(|row| *row == first && *row != 3);
    match (is_one_column, first, last, used.len()) {
        (true, ..) => '|',
        (_, 2, 1, _) => '/',
        (_, 1, 2, _) => '\\',
        (_, _, _, 2) => '-',
        _ => '+',
    }
}

/// The quarters that have a dot.
fn quadrant(dots: u8) -> char {
    // Two dots lie above each other in a quarter.
    let quarters = (0..4_u8).filter(|quarter| {
        let (row, column) = (quarter / 2, quarter % 2);
        let own = 0b101 << (4 * row + column);
        dots & own != 0
    });
    let pattern = quarters.fold(0_usize, |sum, quarter| sum | 1 << quarter);
    QUADRANTS.get(pattern).copied().unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braille_has_its_dots_where_they_are() {
        assert_eq!(braille(0b0000_0001), '⠁');
        assert_eq!(braille(0b0000_0010), '⠈');
        assert_eq!(braille(0b1100_0000), '⣀');
        assert_eq!(braille(0xff), '⣿');
    }

    #[test]
    fn a_quarter_is_full_if_one_of_its_dots_is() {
        assert_eq!(quadrant(0), ' ');
        assert_eq!(quadrant(0b0000_0100), '▘');
        assert_eq!(quadrant(0b1000_0000), '▗');
        assert_eq!(quadrant(0b0000_0011), '▀');
        assert_eq!(quadrant(0b0101_0101), '▌');
    }

    #[test]
    fn every_canvas_shows_nothing_as_a_blank_and_everything_as_full() {
        let drawn = |canvas, dots| Characters { glyphs: GlyphSet::Unicode, canvas }.dots(dots);
        assert_eq!([drawn(Canvas::Quadrant, 0xff), drawn(Canvas::Octant, 0xff)], ['█', '█']);
        assert_eq!([drawn(Canvas::Quadrant, 0), drawn(Canvas::Octant, 0)], [' ', ' ']);
        assert_eq!(drawn(Canvas::Octant, 0b0000_0011), '🮂');
        assert_eq!(Characters { glyphs: GlyphSet::Ascii, canvas: Canvas::Octant }.dots(0xff), '#');
    }
}

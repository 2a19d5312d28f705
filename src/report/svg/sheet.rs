//! The SVG as it grows: elements, numbers and text that no name can break out of.

use super::{CELL, ink::Paper};
use crate::map::Rect;

/// A rectangle of the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spot {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Spot {
    /// The rectangle of some cells.
    pub(super) fn of(area: Rect) -> Self {
        Self {
            x: f64::from(area.x) * CELL.0,
            y: f64::from(area.y) * CELL.1,
            width: f64::from(area.width) * CELL.0,
            height: f64::from(area.height) * CELL.1,
        }
    }

    /// Smaller by so much on every side.
    pub(super) fn inset(self, across: f64, down: f64) -> Self {
        Self {
            x: self.x + across,
            y: self.y + down,
            width: (self.width - 2.0 * across).max(1.0),
            height: (self.height - 2.0 * down).max(1.0),
        }
    }

    /// As wide as this at most, with the same middle.
    pub(super) fn narrowed(self, width: f64) -> Self {
        let width = width.min(self.width);
        Self { x: self.x + (self.width - width) / 2.0, width, ..self }
    }

    pub(super) fn middle(self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    pub(super) fn contains(self, (x, y): (f64, f64)) -> bool {
        (self.x..=self.x + self.width).contains(&x) && (self.y..=self.y + self.height).contains(&y)
    }

    /// The attributes of a `rect`.
    pub(super) fn attributes(self) -> String {
        format!("x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", number(self.x), number(self.y), number(self.width), number(self.height))
    }
}

/// The drawing, line by line.
#[derive(Debug)]
pub(super) struct Sheet {
    out: String,
    pub(super) paper: Paper,
    gradients: usize,
}

impl Sheet {
    pub(super) fn new(paper: Paper) -> Self {
        Self { out: String::new(), paper, gradients: 0 }
    }

    pub(super) fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    pub(super) fn open(&mut self, tag: &str) {
        self.line(tag);
    }

    pub(super) fn close(&mut self, tag: &str) {
        self.line(&format!("</{tag}>"));
    }

    /// An element that holds only words.
    pub(super) fn words(&mut self, tag: &str, attributes: &str, words: &str) {
        let space = if attributes.is_empty() { "" } else { " " };
        self.line(&format!("<{tag}{space}{attributes}>{}</{tag}>", escaped(words)));
    }

    /// Words on a baseline.
    pub(super) fn text(&mut self, (x, y): (f64, f64), text: &str, look: &str) {
        if !text.is_empty() {
            self.words("text", &format!("x=\"{}\" y=\"{}\" {look}", number(x), number(y)), text);
        }
    }

    pub(super) fn rect(&mut self, spot: Spot, look: &str) {
        self.line(&format!("<rect {} {look}/>", spot.attributes()));
    }

    pub(super) fn circle(&mut self, (x, y): (f64, f64), radius: f64, look: &str) {
        self.line(&format!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {look}/>", number(x), number(y), number(radius)));
    }

    /// A closed figure of straight sides.
    pub(super) fn figure(&mut self, corners: &[(f64, f64)], look: &str) {
        self.line(&format!("<path d=\"{}Z\" {look}/>", path(corners)));
    }

    /// The name of a new gradient.
    pub(super) fn next_gradient(&mut self) -> String {
        self.gradients += 1;
        format!("g{}", self.gradients)
    }

    pub(super) fn finish(self) -> String {
        self.out
    }
}

/// Straight lines from point to point.
pub(super) fn path(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (at, (x, y)) in points.iter().enumerate() {
        path.push(if at == 0 { 'M' } else { 'L' });
        path.push_str(&number(*x));
        path.push(' ');
        path.push_str(&number(*y));
    }
    path
}

/// A number with at most one place: a tenth of a unit is less than a printer's dot.
pub(super) fn number(value: f64) -> String {
    let tenths = (value * 10.0).round();
    if tenths == 0.0 { "0".to_owned() } else { format!("{}", tenths / 10.0) }
}

/// Text that XML reads as it is; what XML does not allow, or what cannot be seen and turns text round, becomes `·`.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' | '\r' => out.push(' '),
            hidden if is_hidden(hidden) => out.push('·'),
            other => out.push(other),
        }
    }
    out
}

/// Controls, marks of direction, and the two that are no characters (XML 1.0, section 2.2).
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(letter, '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_place_and_no_needless_nought() {
        assert_eq!([number(12.0), number(1.26), number(-0.01), number(-3.25)], ["12", "1.3", "0", "-3.3"]);
    }

    #[test]
    fn no_name_breaks_out_of_its_element() {
        assert_eq!(escaped("</text><script>'\"&\u{0}\u{202e}"), "&lt;/text&gt;&lt;script&gt;&#39;&quot;&amp;··");
    }
}

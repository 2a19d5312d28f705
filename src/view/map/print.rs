//! The map as lines of text, for standard output.

use std::fmt::Write;

use ratatui::{
    buffer::{Buffer, Cell},
    layout::Rect,
    style::{Color, Modifier},
};

use super::{Characters, draw};
use crate::{map::Picture, view::theme::Theme};

/// Whether the text carries colours and weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escapes {
    /// For a terminal.
    Styled,
    /// For a file or another program: characters alone.
    None,
}

/// The picture as text, one line a row, blanks at the end of a row left out.
pub fn print(picture: &Picture, theme: &Theme, characters: impl Into<Characters>, escapes: Escapes) -> String {
    let area = Rect::new(0, 0, picture.width, picture.height);
    let mut buffer = Buffer::empty(area);
    draw(picture, theme, characters, area, &mut buffer);
    let mut text = String::new();
    for row in area.rows() {
        let mut cells: Vec<&Cell> = row.positions().filter_map(|position| buffer.cell(position)).collect();
        while cells.last().is_some_and(|cell| is_blank(cell)) {
            cells.pop();
        }
        write_row(&cells, escapes, &mut text);
        text.push('\n');
    }
    text
}

fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && cell.bg == Color::Reset && cell.modifier.is_empty()
}

fn write_row(cells: &[&Cell], escapes: Escapes, text: &mut String) {
    let mut look = (Color::Reset, Color::Reset, Modifier::empty());
    let mut skip = 0;
    for cell in cells {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        skip = crate::map::width(cell.symbol()).saturating_sub(1);
        let next = (cell.fg, cell.bg, cell.modifier);
        if escapes == Escapes::Styled && next != look {
            text.push_str(&escape(next));
            look = next;
        }
        text.push_str(cell.symbol());
    }
    if escapes == Escapes::Styled && look != (Color::Reset, Color::Reset, Modifier::empty()) {
        text.push_str("\u{1b}[0m");
    }
}

/// The sequence that sets a look from scratch (ECMA-48 SGR).
fn escape((ink, paper, weight): (Color, Color, Modifier)) -> String {
    let mut sequence = String::from("\u{1b}[0");
    let weights = [(Modifier::BOLD, 1), (Modifier::DIM, 2), (Modifier::ITALIC, 3), (Modifier::UNDERLINED, 4), (Modifier::REVERSED, 7)];
    for code in weights.into_iter().filter(|(modifier, _)| weight.contains(*modifier)).map(|(_, code)| code) {
        let _written = write!(sequence, ";{code}");
    }
    for (colour, base) in [(ink, 30), (paper, 40)] {
        if let Some(code) = colour_code(colour, base) {
            let _written = write!(sequence, ";{code}");
        }
    }
    sequence.push('m');
    sequence
}

fn colour_code(colour: Color, base: u8) -> Option<String> {
    let extended = base + 8;
    let named = |step: u8| Some((base + step).to_string());
    match colour {
        Color::Reset => None,
        Color::Black => named(0),
        Color::Red => named(1),
        Color::Green => named(2),
        Color::Yellow => named(3),
        Color::Blue => named(4),
        Color::Magenta => named(5),
        Color::Cyan => named(6),
        Color::Gray => named(7),
        Color::DarkGray => named(60),
        Color::LightRed => named(61),
        Color::LightGreen => named(62),
        Color::LightYellow => named(63),
        Color::LightBlue => named(64),
        Color::LightMagenta => named(65),
        Color::LightCyan => named(66),
        Color::White => named(67),
        Color::Rgb(red, green, blue) => Some(format!("{extended};2;{red};{green};{blue}")),
        Color::Indexed(index) => Some(format!("{extended};5;{index}")),
    }
}

//! The one way into the cells of the screen: text goes through [`Shown`], so that no name can do more than be read.
//!
//! The methods of `ratatui` that write text are not allowed anywhere else (`.clippy.toml`).
#![expect(clippy::disallowed_methods, reason = "this is the one place where text becomes cells")]

use ratatui::{
    buffer::{Buffer, Cell},
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::{Block, BorderType, Clear, Widget},
};

use super::map::GlyphSet;
use crate::model::Shown;

/// Writes a text from a cell on, as far as the buffer goes.
pub(super) fn text<'a>(text: impl Into<Shown<'a>>, (x, y): (u16, u16), style: Style, buffer: &mut Buffer) {
    text_within(text, (x, y, usize::from(u16::MAX)), style, buffer);
}

/// Writes a text from a cell on into so many columns.
pub(super) fn text_within<'a>(text: impl Into<Shown<'a>>, (x, y, room): (u16, u16, usize), style: Style, buffer: &mut Buffer) {
    if buffer.area.contains((x, y).into()) {
        buffer.set_stringn(x, y, text.into().as_str(), room, style);
    }
}

/// Writes a line into the first row of an area.
pub(super) fn line(line: &Line<'_>, area: Rect, buffer: &mut Buffer) {
    if buffer.area.contains(area.as_position()) {
        buffer.set_line(area.x, area.y, &shown(line), area.width);
    }
}

/// Puts one sign into a cell, which forgets what it held.
pub(super) fn sign(sign: char, style: Style, cell: &mut Cell) {
    cell.reset();
    cell.set_char(Shown::sign(sign)).set_style(style);
}

/// Spells what a cell holds in the characters there are.
pub(super) fn spell(glyphs: GlyphSet, cell: &mut Cell) {
    let spelt = glyphs.spell(cell.symbol()).into_owned();
    cell.set_symbol(&spelt);
}

/// Empties an area.
pub(super) fn clear(area: Rect, buffer: &mut Buffer) {
    Clear.render(area, buffer);
}

/// Empties an area, draws a frame around it with a title, and gives what is inside.
pub(super) fn framed(title: &Span<'_>, frame: Style, area: Rect, buffer: &mut Buffer) -> Rect {
    clear(area, buffer);
    let title = Span::styled(Shown::of(&title.content).into_text(), title.style);
    let block = Block::bordered().border_type(BorderType::Rounded).border_style(frame).title(title);
    let inside = block.inner(area);
    block.render(area, buffer);
    inside
}

/// How many columns a line takes as it is shown.
pub(super) fn columns(spans: &[Span<'_>]) -> usize {
    spans.iter().map(|span| Shown::of(&span.content).columns()).sum()
}

fn shown<'a>(line: &'a Line<'_>) -> Line<'a> {
    let spans = line.spans.iter().map(|span| Span::styled(Shown::of(&span.content).into_text(), span.style));
    Line { spans: spans.collect(), style: line.style, alignment: line.alignment }
}

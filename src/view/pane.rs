//! Pieces every screen is made of: frames, rows of lines, a line being typed.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

use super::{Scene, cells, theme::Role};
use crate::app::{self, areas::Area};

/// The app's area as a rectangle of the buffer.
pub(super) fn rect(area: Area) -> Rect {
    Rect { x: area.column, y: area.row, width: area.columns, height: area.rows }
}

/// Draws lines from the top; what does not fit is left out.
pub(super) fn lines(lines: &[Line<'_>], area: Rect, buffer: &mut Buffer) {
    for (row, line) in area.rows().zip(lines) {
        cells::line(line, row, buffer);
    }
}

/// One row; a style of its own takes the place of every style in it, over its whole width.
pub(super) fn row(line: &Line<'_>, style: Style, area: Rect, buffer: &mut Buffer) {
    cells::line(line, area, buffer);
    if style != Style::default() {
        buffer.set_style(area, Style::reset().patch(style));
    }
}

/// The rows of a list from its first line in view, with the line number of each.
pub(super) fn rows(cursor: app::Cursor, area: Rect) -> impl Iterator<Item = (usize, Rect)> {
    area.rows().enumerate().map(move |(row, rect)| (cursor.top + row, rect))
}

/// Clears the area, frames it and gives what is inside.
pub(super) fn overlay(scene: Scene<'_>, title: &str, area: Rect, buffer: &mut Buffer) -> Rect {
    let title = Span::styled(format!(" {title} "), Style::reset().patch(scene.theme.style(Role::Title)));
    cells::framed(&title, scene.theme.style(Role::Frame), area, buffer)
}

/// A line being typed, the caret as a reversed cell; a long one is shown from where the caret is in view.
pub(super) fn input(scene: Scene<'_>, line: &app::Line, placeholder: &str, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let (before, after) = line.halves();
    // A text of several lines is typed in one row.
    let (before, after) = (before.replace('\n', "↵"), after.replace('\n', "↵"));
    let caret = scene.theme.style(Role::Selection);
    let plain = scene.theme.style(Role::Input);
    let width = usize::from(area.width).saturating_sub(1);
    let skipped = before.chars().count().saturating_sub(width);
    let before: String = before.chars().skip(skipped).collect();
    let mut after = after.chars();
    let under = after.next().unwrap_or(' ').to_string();
    let mut spans = vec![Span::styled(before, plain), Span::styled(under, caret), Span::styled(after.collect::<String>(), plain)];
    if line.text().is_empty() {
        spans.push(Span::styled(placeholder.to_owned(), scene.theme.style(Role::Placeholder)));
    }
    cells::line(&Line::from(spans), area, buffer);
}

/// How the row of a line looks: set off if the cursor stands on it.
pub(super) fn row_style(scene: Scene<'_>, cursor: app::Cursor, line: usize) -> Style {
    if cursor.at == line { scene.theme.style(Role::Selection) } else { Style::default() }
}

/// The first row of an area, and the rest.
pub(super) fn first_row(area: Rect) -> (Rect, Rect) {
    let height = area.height.min(1);
    let rest = Rect { y: area.y + height, height: area.height - height, ..area };
    (Rect { height, ..area }, rest)
}

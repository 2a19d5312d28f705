//! A member's family: the plot of every measure, and its peers below.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::{Scene, cells, member, pane, theme::Role};
use crate::app::family::Pieces;

pub(super) fn draw(scene: Scene<'_>, area: Rect, buffer: &mut Buffer) {
    let app = scene.app;
    if app.family.page().is_none() {
        let words = if app.analysis.is_none() { "  Working the families out …" } else { "  No member is selected." };
        return pane::lines(&[Line::default(), Line::styled(words, scene.theme.style(Role::Dim))], area, buffer);
    }
    let (head, list) = app.family_areas();
    let pieces = app.family_head();
    let lines: Vec<Line<'_>> = pieces.iter().map(|line| line_of(scene, line)).collect();
    // Where the head is cut, its last line stays: it is the heading of the list.
    let rows = usize::from(head.rows);
    let skipped = lines.len().saturating_sub(rows);
    let kept: Vec<Line<'_>> = match lines.split_last() {
        Some((last, above)) if skipped > 0 => above.iter().take(rows.saturating_sub(1)).cloned().chain([last.clone()]).collect(),
        Some(_) | None => lines,
    };
    pane::lines(&kept, pane::rect(head).intersection(area), buffer);
    let rows = pane::rect(list).intersection(area);
    let cursor = app.family.cursor;
    for ((at, row), line) in pane::rows(cursor, rows).zip(app.family_list()) {
        pane::lines(&[line_of(scene, &line)], row, buffer);
        if at == cursor.at {
            buffer.set_style(row, scene.theme.style(Role::SelectionFaint));
            cells::text("›", (row.x, row.y), scene.theme.style(Role::Key), buffer);
        }
    }
}

fn line_of<'a>(scene: Scene<'_>, line: &'a Pieces) -> Line<'a> {
    Line::from(line.iter().map(|(ink, text)| Span::styled(text.as_str(), member::style(scene, *ink))).collect::<Vec<_>>())
}

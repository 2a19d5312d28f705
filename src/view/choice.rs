//! A list to choose from.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::{Scene, pane, theme::Role};
use crate::{app::choice::Choice, report::words};

pub(super) fn draw(scene: Scene<'_>, choice: &Choice, area: Rect, buffer: &mut Buffer) {
    let inside = pane::overlay(scene, choice.title, area, buffer);
    let (input, _) = pane::first_row(inside);
    pane::input(scene, &choice.line, " type to search, Enter takes it", input, buffer);
    let list = pane::rect(scene.app.overlay_list_area()).intersection(area);
    if choice.count() == 0 {
        let nothing = Line::styled("Nothing is found by this. Try fewer letters.", scene.theme.style(Role::Dim));
        return pane::lines(&[nothing], list, buffer);
    }
    for ((line, row), entry) in pane::rows(choice.cursor, list).zip(choice.found_from(choice.cursor.top)) {
        let room = usize::from(row.width).saturating_sub(words::columns(&entry.words) + 2);
        let spans = vec![
            Span::styled(words::cut(&entry.words, usize::from(row.width)), scene.theme.style(Role::Text)),
            Span::styled(format!("  {}", words::cut(&entry.hint, room)), scene.theme.style(Role::Dim)),
        ];
        pane::row(&Line::from(spans), pane::row_style(scene, choice.cursor, line), row, buffer);
    }
}

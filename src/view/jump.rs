//! Going to a member.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::{Scene, pane, theme::Role};
use crate::app::jump::Jump;

pub(super) fn draw(scene: Scene<'_>, jump: &Jump, area: Rect, buffer: &mut Buffer) {
    let inside = pane::overlay(scene, jump.then.question(), area, buffer);
    let (input, _) = pane::first_row(inside);
    pane::input(scene, &jump.line, " a name, a place or a number", input, buffer);
    let list = pane::rect(scene.app.overlay_list_area()).intersection(area);
    if jump.count() == 0 {
        let nobody = Line::styled("No member is found by this. Try fewer letters.", scene.theme.style(Role::Dim));
        return pane::lines(&[nobody], list, buffer);
    }
    for ((line, row), target) in pane::rows(jump.cursor, list).zip(jump.found_from(jump.cursor.top)) {
        let spans = vec![
            Span::styled(target.name.to_string(), scene.theme.style(Role::Text)),
            Span::styled(format!("  {}", target.member), scene.theme.style(Role::Dim)),
        ];
        pane::row(&Line::from(spans), pane::row_style(scene, jump.cursor, line), row, buffer);
    }
}

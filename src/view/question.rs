//! A choice that is asked for.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::{Scene, pane, theme::Role};
use crate::{app::question::Question, report::words};

pub(super) fn draw(scene: Scene<'_>, question: &Question, area: Rect, buffer: &mut Buffer) {
    let inside = pane::overlay(scene, question.title, area, buffer);
    let list = pane::rect(scene.app.overlay_list_area()).intersection(area);
    // The list begins a row below the sentence.
    let rows = list.y.saturating_sub(inside.y + 1);
    let words = words::wrap(&question.sentence, usize::from(inside.width));
    pane::lines(
        &words.into_iter().take(usize::from(rows)).map(|line| Line::styled(line, scene.theme.style(Role::Text))).collect::<Vec<_>>(),
        inside,
        buffer,
    );
    for (line, row) in pane::rows(question.cursor, list) {
        let Some(answer) = question.answers.get(line) else { break };
        let spans = vec![Span::styled(format!(" {} ", line + 1), scene.theme.style(Role::Key)), Span::raw(answer.words())];
        pane::row(&Line::from(spans), pane::row_style(scene, question.cursor, line), row, buffer);
    }
}

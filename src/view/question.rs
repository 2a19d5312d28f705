//! A choice that is asked for.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::{Scene, pane, theme::Role};
use crate::app::question::{Preset, Question};

pub(super) fn draw(scene: Scene<'_>, question: &Question, area: Rect, buffer: &mut Buffer) {
    let inside = pane::overlay(scene, question.title, area, buffer);
    let list = pane::rect(scene.app.overlay_list_area()).intersection(area);
    let room = Rect { height: list.y.saturating_sub(inside.y), ..inside }.intersection(inside);
    let lines = question.lines(usize::from(inside.width)).into_iter().map(|line| Line::styled(line, scene.theme.style(Role::Text)));
    pane::lines(&lines.collect::<Vec<_>>(), room, buffer);
    for (line, row) in pane::rows(question.cursor, list) {
        let Some(answer) = question.answers.get(line) else { break };
        let spans = vec![Span::styled(format!(" {} ", line + 1), scene.theme.style(Role::Key)), Span::raw(answer.words())];
        let style = match question.preset {
            Preset::First => pane::row_style(scene, question.cursor, line),
            Preset::None => scene.theme.style(Role::Text),
        };
        pane::row(&Line::from(spans), style, row, buffer);
    }
}

//! What a field means, and who says so.

use ratatui::{buffer::Buffer, layout::Rect, text::Line};

use super::{Scene, pane, theme::Role};
use crate::{app::Explanation, report::words};

pub(super) fn draw(scene: Scene<'_>, explanation: &Explanation, area: Rect, buffer: &mut Buffer) {
    let inside = pane::overlay(scene, &explanation.title, area, buffer);
    let inside = Rect { x: inside.x.saturating_add(1), width: inside.width.saturating_sub(2), ..inside }.intersection(area);
    let room = usize::from(inside.width);
    let mut lines: Vec<Line<'_>> =
        words::wrap(&explanation.text, room).into_iter().map(|line| Line::styled(line, scene.theme.style(Role::Text))).collect();
    lines.push(Line::default());
    let source = format!("Source: {}", explanation.source);
    lines.extend(words::wrap(&source, room).into_iter().map(|line| Line::styled(line, scene.theme.style(Role::Dim))));
    pane::lines(&lines, inside, buffer);
}

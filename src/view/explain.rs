//! What a field means, and who says so.

use ratatui::{buffer::Buffer, layout::Rect, text::Line};

use super::{Scene, pane, theme::Role};
use crate::{
    app::{Command, Explanation, Move},
    report::words,
};

pub(super) fn draw(scene: Scene<'_>, explanation: &Explanation, area: Rect, buffer: &mut Buffer) {
    let inside = pane::overlay(scene, &explanation.title, area, buffer);
    let inside = Rect { x: inside.x.saturating_add(1), width: inside.width.saturating_sub(2), ..inside }.intersection(area);
    let room = usize::from(inside.width);
    let (lines, text) = explanation.lines(room.max(1));
    let (top, rows) = (explanation.scroll.top, usize::from(inside.height));
    let below = lines.len().saturating_sub(top + rows);
    let role = |at: usize| if at < text { Role::Text } else { Role::Dim };
    let drawn = lines.iter().enumerate().skip(top).map(|(at, line)| Line::styled(line.as_str(), scene.theme.style(role(at))));
    pane::lines(&drawn.take(rows).collect::<Vec<_>>(), inside, buffer);
    if below > 0 && rows > 1 {
        let key = scene.app.setup.keymap.key(Command::Move(Move::Down)).map_or_else(String::new, |key| format!(" ({key} reads on)"));
        let more = words::fit(&format!("… {} more lines{key}", below + 1), room);
        let last = Rect { y: inside.bottom() - 1, height: 1, ..inside };
        pane::lines(&[Line::styled(more, scene.theme.style(Role::Dim))], last, buffer);
    }
}

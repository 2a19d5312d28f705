//! The row below the map while a member is moved by hand.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::{Scene, cells, pane, theme::Role};
use crate::app::map::Holding;

pub(super) fn draw(scene: Scene<'_>, held: &Holding, area: Rect, buffer: &mut Buffer) {
    cells::clear(area, buffer);
    let [who, how] = scene.app.holding_words(held);
    let line = Line::from(vec![
        Span::styled(format!(" {who}  "), scene.theme.style(Role::Strong)),
        Span::styled(how, scene.theme.style(Role::Dim)),
    ]);
    pane::lines(&[line], area, buffer);
}

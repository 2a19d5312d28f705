//! The map screen: the picture over the whole screen but the row of keys; its first row is the program's header.

use ratatui::{buffer::Buffer, layout::Rect, text::Line};

use super::{Scene, map, pane, theme::Role};

pub(super) fn draw(scene: Scene<'_>, buffer: &mut Buffer) {
    let size = scene.app.map_size();
    let area = Rect { x: 0, y: 0, width: size.columns, height: size.rows }.intersection(buffer.area);
    let Some(picture) = scene.app.map_picture() else {
        let body = pane::rect(scene.app.areas().body).intersection(buffer.area);
        return pane::lines(&[Line::default(), Line::styled("  Laying out the map …", scene.theme.style(Role::Dim))], body, buffer);
    };
    map::draw(&picture, scene.theme, scene.glyphs, area, buffer);
}

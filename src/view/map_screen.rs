//! The map screen: the picture over the whole screen but the row of keys; its first row is the program's header.

use ratatui::{buffer::Buffer, layout::Rect, text::Line};

use super::{Scene, map, pane, theme::Role};
use crate::{app::Command, map::Picture, report::words};

pub(super) fn draw(scene: Scene<'_>, picture: Option<&Picture>, buffer: &mut Buffer) {
    let body = pane::rect(scene.app.areas().body).intersection(buffer.area);
    let Some(picture) = picture else {
        return pane::lines(&[Line::default(), Line::styled("  Laying out the map …", scene.theme.style(Role::Dim))], body, buffer);
    };
    let size = scene.app.map_size();
    let area = Rect { x: 0, y: 0, width: size.columns, height: size.rows }.intersection(buffer.area);
    let characters = map::Characters { glyphs: scene.glyphs, canvas: scene.canvas };
    map::draw(picture, scene.theme, characters, area, buffer);
    if scene.app.has_nobody() {
        draw_beginning(scene, body, buffer);
    }
}

/// How a map without members gets some.
fn draw_beginning(scene: Scene<'_>, body: Rect, buffer: &mut Buffer) {
    let add = Command::Change(crate::app::ChangeCommand::AddMember);
    let key = scene.app.setup.keymap.key(add).map_or_else(String::new, |key| format!("{key} adds a member by hand. "));
    let file = scene.app.document.as_ref().and_then(|document| document.path.as_ref()?.file_name());
    let file = file.map_or_else(|| "MAP".to_owned(), |name| name.to_string_lossy().into_owned());
    let sentence = format!(
        "This map has no members yet. {key}A register or a sheet comes in from the shell: permea import {file} REGISTER.csv; \
         open the map again afterwards."
    );
    let lines = words::wrap(&sentence, usize::from(body.width.saturating_sub(4)).min(76));
    let lines: Vec<Line<'_>> = lines.into_iter().map(|line| Line::styled(format!("  {line}"), scene.theme.style(Role::Strong))).collect();
    pane::lines(&lines, body, buffer);
}

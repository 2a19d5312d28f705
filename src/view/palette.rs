//! Every command with its key and its sentence.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::{Scene, pane, theme::Role};
use crate::{
    app::{Command, palette::Palette},
    report::words,
};

pub(super) fn draw(scene: Scene<'_>, palette: &Palette, area: Rect, buffer: &mut Buffer) {
    let inside = pane::overlay(scene, "Every command", area, buffer);
    let (input, _) = pane::first_row(inside);
    pane::input(scene, &palette.line, " type to search, Enter runs it", input, buffer);
    let list = pane::rect(scene.app.overlay_list_area()).intersection(area);
    for (line, row) in pane::rows(palette.cursor, list) {
        let Some(command) = palette.found.get(line) else { break };
        pane::row(&command_line(scene, *command), pane::row_style(scene, palette.cursor, line), row, buffer);
    }
}

fn command_line(scene: Scene<'_>, command: Command) -> Line<'static> {
    let keys: Vec<String> = scene.app.setup.keymap.keys(command).iter().map(ToString::to_string).collect();
    Line::from(vec![
        Span::styled(words::fit(&keys.join(" "), 12), scene.theme.style(Role::Key)),
        Span::styled(format!(" {} ", words::fit(command.name(), 14)), scene.theme.style(Role::Strong)),
        Span::styled(command.sentence(), scene.theme.style(Role::Text)),
    ])
}

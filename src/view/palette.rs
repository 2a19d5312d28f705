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
        pane::row(&command_line(scene, *command, usize::from(row.width)), pane::row_style(scene, palette.cursor, line), row, buffer);
    }
    draw_sentence(scene, palette, Rect { y: list.bottom() + 1, height: 2, ..inside }.intersection(inside), buffer);
}

/// The whole sentence of the command the cursor stands on.
fn draw_sentence(scene: Scene<'_>, palette: &Palette, area: Rect, buffer: &mut Buffer) {
    let sentence = palette.chosen().map_or("No command is found by this. Try fewer letters.", Command::sentence);
    let lines: Vec<Line<'_>> =
        words::wrap(sentence, usize::from(area.width)).into_iter().map(|line| Line::styled(line, scene.theme.style(Role::Text))).collect();
    pane::lines(&lines, area, buffer);
}

/// Its keys, its name, and its sentence as far as there is room; whole it stands below for the one under the cursor.
fn command_line(scene: Scene<'_>, command: Command, columns: usize) -> Line<'static> {
    let keys: Vec<String> = scene.app.setup.keymap.keys(command).iter().take(2).map(ToString::to_string).collect();
    Line::from(vec![
        Span::styled(words::fit(&keys.join(" "), 12), scene.theme.style(Role::Key)),
        Span::styled(format!(" {} ", words::fit(command.name(), 15)), scene.theme.style(Role::Strong)),
        Span::styled(words::cut(command.sentence(), columns.saturating_sub(29)), scene.theme.style(Role::Text)),
    ])
}

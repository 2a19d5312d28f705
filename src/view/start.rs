//! The start page.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::{Scene, pane, theme::Role};
use crate::{app::start::Entry, report::words};

pub(super) fn draw(scene: Scene<'_>, area: Rect, buffer: &mut Buffer) {
    if let Some(path) = &scene.app.opening {
        let line = Line::styled(format!("  Opening {} …", path.display()), scene.theme.style(Role::Dim));
        return pane::lines(&[Line::default(), line], area, buffer);
    }
    let list = pane::rect(scene.app.start_list_area()).intersection(area);
    let words = ["", "  Who in a network of schools is cut off, and who could help whom.", ""];
    pane::lines(&words.map(|words| Line::styled(words, scene.theme.style(Role::Text))), area, buffer);
    let entries = scene.app.start_entries();
    for (line, row) in pane::rows(scene.app.start.cursor, list) {
        let Some(entry) = entries.get(line) else { break };
        pane::row(&entry_line(scene, entry, usize::from(row.width)), pane::row_style(scene, scene.app.start.cursor, line), row, buffer);
    }
    let below = list.y.saturating_add(entries.len() as u16 + 1);
    let rest = Rect { y: below, height: area.bottom().saturating_sub(below), ..area };
    let hint = |text: &'static str| Line::styled(text, scene.theme.style(Role::Dim));
    let import = [
        hint("  Files can be dropped on this window, too: a map is opened, anything else imported."),
        hint("  What an import would change is shown before anything is. Nothing leaves this computer."),
    ];
    pane::lines(&import, rest, buffer);
}

/// What an entry is called.
pub(super) fn words_of(entry: &Entry) -> String {
    match entry {
        Entry::Unsaved(unsaved) => unsaved.name.to_string(),
        Entry::Recent(path) => path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy()).into_owned(),
        Entry::Open => "Open a map".to_owned(),
        Entry::Import => "Import".to_owned(),
        Entry::New => "New map".to_owned(),
        Entry::Demo => "Demo".to_owned(),
    }
}

fn entry_line(scene: Scene<'_>, entry: &Entry, columns: usize) -> Line<'static> {
    let words = match entry {
        Entry::Unsaved(unsaved) => {
            let steps = words::counted(unsaved.steps, "step", "steps");
            let day = unsaved.at.map_or_else(String::new, |at| at.strftime(" of %-d %B %Y").to_string());
            format!("unsaved map: {steps}{day}").into()
        }
        Entry::Recent(path) => path.to_string_lossy(),
        Entry::Open => "by the path of its file".into(),
        Entry::Import => "a register, tables, any sheet, or a file of another network tool".into(),
        Entry::New => "empty; members are added here or imported".into(),
        Entry::Demo => "an invented network to look around in".into(),
    };
    Line::from(vec![
        Span::styled(format!("  {} ", words::fit(&words_of(entry), 28)), scene.theme.style(Role::Strong)),
        Span::styled(words::cut(&words, columns.saturating_sub(31)), scene.theme.style(Role::Dim)),
    ])
}

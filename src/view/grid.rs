//! The grid of stages and phases: a column for each stage in its own boundary, a row for each phase.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

use super::{Scene, boundary, cells, pane, theme::Role};
use crate::{
    app::{
        grid::{Count, Place},
        phase_dots,
    },
    model::{Phase, Stage},
    report::words,
};

pub(super) fn draw(scene: Scene<'_>, area: Rect, buffer: &mut Buffer) {
    let counts = scene.app.grid_counts();
    let all: usize = counts.values().map(|count| count.members).sum();
    let most = counts.values().map(|count| count.members).max().unwrap_or(0);
    let (first, rest) = pane::first_row(area);
    let words = format!(" {}: open schools, and others that are rated", words::counted(all, "member", "members"));
    pane::lines(&[Line::styled(words, scene.theme.style(Role::Strong))], first, buffer);
    let areas = scene.app.grid_areas();
    if areas.places.is_empty() {
        return small(scene, &counts, rest, buffer);
    }
    for (phase, label) in areas.labels {
        let total: usize = counts.iter().filter(|((_, known), _)| *known == phase).map(|(_, count)| count.members).sum();
        phase_label(scene, phase, total, pane::rect(label).intersection(rest), buffer);
    }
    for (stage, column) in areas.columns {
        let frame = pane::rect(column).intersection(rest);
        boundary::frame(stage, scene.theme.style(boundary::role(stage)), frame, buffer);
        let total: usize = counts.iter().filter(|((known, _), _)| *known == stage).map(|(_, count)| count.members).sum();
        stage_title(scene, stage, total, frame, buffer);
    }
    for (at, area) in areas.places {
        let count = counts.get(&at).cloned().unwrap_or_default();
        place(scene, at, (&count, most), pane::rect(area).intersection(rest), buffer);
    }
}

fn stage_title(scene: Scene<'_>, stage: Option<Stage>, total: usize, frame: Rect, buffer: &mut Buffer) {
    let name = stage.and_then(|stage| scene.app.setup.framework.stage(stage));
    let mut name = name.map_or_else(|| "not yet rated".to_owned(), |words| format!("{} {}", words.stage.number(), words.name));
    if frame.width < 4 || frame.is_empty() {
        return;
    }
    let room = usize::from(frame.width.saturating_sub(4));
    if words::columns(&name) > room && stage.is_none() {
        "unrated".clone_into(&mut name);
    } else if words::columns(&name) > room {
        name = format!("{}.", name.chars().take(6).collect::<String>());
    }
    let total = words::count(total as u64);
    let fits = words::columns(&name) + total.len() < room + 1;
    let title = if fits { format!(" {name} {total} ") } else { format!(" {} ", words::cut(&name, room)) };
    if !fits && frame.height > 1 {
        let style = scene.theme.style(boundary::role(stage));
        cells::text_within(&format!(" {total} "), (frame.x + 1, frame.bottom() - 1, room + 2), style, buffer);
    }
    let bold = scene.theme.style(boundary::role(stage)).add_modifier(ratatui::style::Modifier::BOLD);
    cells::text_within(&title, (frame.x + 1, frame.y, room + 2), bold, buffer);
}

fn phase_label(scene: Scene<'_>, phase: Option<Phase>, total: usize, area: Rect, buffer: &mut Buffer) {
    let name = phase.and_then(|phase| scene.app.setup.framework.phase(phase));
    let name = name.map_or("none known", |words| words.short.as_str());
    let line = Line::from(vec![
        Span::styled(format!(" {} ", phase_dots(phase)), scene.theme.style(Role::Label)),
        Span::styled(name, scene.theme.style(Role::Text)),
    ]);
    let total = Line::styled(format!("     {}", words::count(total as u64)), scene.theme.style(Role::Dim));
    pane::lines(&[line, total], area, buffer);
}

/// One place: how many, as a number and a bar, and how many of them meet a pattern.
fn place(scene: Scene<'_>, at: Place, (count, most): (&Count, usize), area: Rect, buffer: &mut Buffer) {
    let theme = scene.theme;
    let is_empty = count.members == 0;
    let number = if is_empty { "·".to_owned() } else { words::count(count.members as u64) };
    let role = if is_empty { Role::Dim } else { boundary::role(at.0) };
    let sign = if scene.app.grid_selected() == Some(at) { "›" } else { " " };
    let mut spans = vec![Span::styled(format!("{sign}{number} "), theme.style(role))];
    if count.condoned > 0 {
        spans.push(Span::styled(format!("!{}", count.condoned), theme.style(Role::CondonedBadge)));
        spans.push(Span::raw(" "));
    }
    if count.coasting > 0 {
        spans.push(Span::styled(format!("~{}", count.coasting), theme.style(Role::CoastingBadge)));
    }
    let mut lines = vec![Line::from(spans)];
    if area.height > 1 && !is_empty {
        // One block a member while the fullest place fits, else in proportion to it, never none.
        let room = usize::from(area.width).saturating_sub(2);
        let blocks = if most <= room { count.members } else { (count.members * room / most.max(1)).max(1) };
        let bar = "█".repeat(blocks.min(room));
        lines.push(Line::styled(format!(" {bar}"), theme.shade(boundary::role(at.0), 0.6)));
    }
    pane::lines(&lines, area, buffer);
    if scene.app.grid.at == at {
        buffer.set_style(Rect { height: area.height.min(1), ..area }, Style::reset().patch(theme.style(Role::Selection)));
    }
}

/// The grid as a list, where there is no room for columns.
fn small(scene: Scene<'_>, counts: &std::collections::BTreeMap<Place, Count>, area: Rect, buffer: &mut Buffer) {
    let lines = counts.iter().map(|((stage, phase), count)| {
        let role = if scene.app.grid.at == (*stage, *phase) { Role::Selection } else { boundary::role(*stage) };
        Line::styled(format!(" {} {} {}", boundary::glyph(*stage), phase_dots(*phase), count.members), scene.theme.style(role))
    });
    pane::lines(&lines.collect::<Vec<_>>(), area, buffer);
}

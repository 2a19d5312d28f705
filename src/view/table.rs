//! The table of members: only the rows and columns in view are worked out and drawn.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

use super::{Scene, boundary, cells, flag::badge_of, pane, settling::UNSETTLED, theme::Role};
use crate::{
    app::columns::Placed,
    model::{Kind, MemberId, Stage},
    report::{Column, Standard, Way, words},
};

pub(super) fn draw(scene: Scene<'_>, area: Rect, buffer: &mut Buffer) {
    let (counts, rest) = pane::first_row(area);
    pane::lines(&[counts_line(scene)], counts, buffer);
    if scene.app.analysis.is_none() {
        return pane::lines(&[Line::styled("  Working the members out …", scene.theme.style(Role::Dim))], rest, buffer);
    }
    let placed = scene.app.table_columns();
    let (headings, _) = pane::first_row(rest);
    for column in &placed {
        heading(scene, column, headings, buffer);
    }
    let rows = pane::rect(scene.app.table_rows_area()).intersection(area);
    let cursor = scene.app.table.cursor;
    let listed = scene.app.table.listed();
    if listed.is_empty() {
        let nobody = if scene.app.has_nobody() { "  This map has no members yet." } else { "  No member meets the filter." };
        return pane::lines(&[Line::styled(nobody, scene.theme.style(Role::Dim))], rows, buffer);
    }
    for ((at, row), member) in pane::rows(cursor, rows).zip(listed.iter().skip(cursor.top)) {
        member_row(scene, member, &placed, row, buffer);
        if at == cursor.at {
            buffer.set_style(row, scene.theme.style(Role::Selection));
        }
    }
}

/// How many are listed, in which order, and by what filter.
fn counts_line(scene: Scene<'_>) -> Line<'static> {
    let (app, theme) = (scene.app, scene.theme);
    let all = app.analysis.as_ref().map_or(0, |analysis| analysis.network.members().len());
    let listed = app.table.listed().len();
    let mut spans = vec![Span::styled(
        format!(" {} of {}", words::count(listed as u64), words::counted(all, "member", "members")),
        theme.style(Role::Strong),
    )];
    if !app.selection.marked.is_empty() {
        spans.push(Span::styled(format!("   {} marked", app.selection.marked.len()), theme.style(Role::Marked)));
    }
    match (&app.table.problem, app.selection.filter.is_empty()) {
        (Some(problem), _) => {
            spans.push(Span::styled(format!("   the filter cannot be used: {}", problem.message), theme.style(Role::Error)));
        }
        (None, false) => {
            spans.push(Span::styled("   only ", theme.style(Role::Label)));
            spans.push(Span::styled(app.selection.filter.to_string(), theme.style(Role::Key)));
        }
        (None, true) => {}
    }
    Line::from(spans)
}

fn heading(scene: Scene<'_>, placed: &Placed, row: Rect, buffer: &mut Buffer) {
    let sort = scene.app.table.sort.as_ref().filter(|sort| sort.column == placed.column);
    let sign = match sort.map(|sort| sort.way) {
        None => "",
        Some(Way::Up) => " ▲",
        Some(Way::Down) => " ▼",
    };
    let is_current = scene.app.table.column == placed.at;
    let style = scene.theme.style(if is_current { Role::SelectionFaint } else { Role::Label });
    put(placed, &format!("{}{sign}", placed.column.name()), style, row, buffer);
}

fn member_row(scene: Scene<'_>, member: &MemberId, placed: &[Placed], row: Rect, buffer: &mut Buffer) {
    let is_marked = scene.app.selection.marked.contains(member);
    if is_marked {
        cells::text("*", (row.x, row.y), scene.theme.style(Role::Marked), buffer);
    } else if scene.app.unsettled_of(member) > 0 {
        cells::text(UNSETTLED, (row.x, row.y), scene.theme.style(Role::Warning), buffer);
    }
    let cells = scene.app.table_cells(member, placed);
    let standing = scene.app.analysis.as_ref().and_then(|analysis| analysis.standing(member));
    let stage = standing.and_then(crate::framework::Standing::stage);
    let is_rateable = scene
        .app
        .analysis
        .as_ref()
        .and_then(|analysis| analysis.network.members().get(member))
        .is_some_and(|found| found.kind == Kind::School);
    for (placed, cell) in placed.iter().zip(&cells) {
        let (text, style) = match (&placed.column, cell) {
            (Column::Standard(Standard::Name), cell) if is_marked => (cell.shown(), scene.theme.style(Role::Marked)),
            (Column::Standard(Standard::Name), cell) => (cell.shown(), scene.theme.style(Role::Text)),
            (Column::Standard(Standard::Flags), _) => {
                flags(scene, member, placed, row, buffer);
                continue;
            }
            (Column::Standard(Standard::Stage), _) if is_rateable || stage.is_some() => {
                (stage_words(scene, stage), scene.theme.style(boundary::role(stage)))
            }
            (Column::Standard(Standard::Phase), cell) if !cell.is_missing() => (phase_words(standing), scene.theme.style(Role::Text)),
            (_, cell) if cell.is_missing() => (cell.shown(), scene.theme.style(Role::Dim)),
            (_, cell) if cell.is_number() => (words::right(&cell.shown(), usize::from(placed.columns)), scene.theme.style(Role::Text)),
            (_, cell) => (cell.shown(), scene.theme.style(Role::Text)),
        };
        put(placed, &text, style, row, buffer);
    }
}

fn stage_words(scene: Scene<'_>, stage: Option<Stage>) -> String {
    let sign = boundary::glyph(stage);
    let name = stage.and_then(|stage| scene.app.setup.framework.stage(stage));
    name.map_or_else(|| format!("{sign} not rated"), |words| format!("{sign} {} {}", words.stage.number(), words.name))
}

/// The dots of a phase; one from ties is marked as such.
fn phase_words(standing: Option<&crate::framework::Standing>) -> String {
    let Some(now) = standing.and_then(|standing| standing.phase.as_ref()) else { return String::new() };
    let dots = crate::app::phase_dots(Some(now.phase));
    match now.origin {
        crate::framework::PhaseOrigin::Rated(_) => dots.to_owned(),
        crate::framework::PhaseOrigin::Ties => format!("{dots} ties"),
    }
}

fn flags(scene: Scene<'_>, member: &MemberId, placed: &Placed, row: Rect, buffer: &mut Buffer) {
    let found = scene.app.analysis.as_ref().map_or(&[][..], |analysis| analysis.flags_of(member));
    let mut from = row.x.saturating_add(placed.from);
    for pattern in found.iter().take_while(|_| placed.from < row.width) {
        cells::text(&pattern.sign().to_string(), (from, row.y), scene.theme.style(badge_of(*pattern)), buffer);
        from = from.saturating_add(1);
    }
}

fn put(placed: &Placed, text: &str, style: Style, row: Rect, buffer: &mut Buffer) {
    if placed.from < row.width && !row.is_empty() {
        let room = placed.columns.min(row.width - placed.from);
        let shown = words::fit(text, usize::from(room));
        cells::text_within(&shown, (row.x + placed.from, row.y, usize::from(room)), style, buffer);
    }
}

//! The measures of the network: members with their values, and beside them what the measure means.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

use super::{Scene, cells, pane, theme::Role};
use crate::{
    app::metrics::{Manner, PlacedMetric},
    report::{Way, metric_value, words},
};

pub(super) fn draw(scene: Scene<'_>, area: Rect, buffer: &mut Buffer) {
    pane::lines(&[summary(scene, usize::from(area.width))], area, buffer);
    let (list, details) = scene.app.metrics_areas();
    let (list, details) = (pane::rect(list).intersection(area), pane::rect(details).intersection(area));
    if scene.app.metrics.measured.is_none() {
        return pane::lines(&[Line::styled("  Measuring the network …", scene.theme.style(Role::Dim))], list, buffer);
    }
    draw_list(scene, list, buffer);
    if details.x > list.right() {
        for row in details.rows() {
            cells::text("│", (details.x.saturating_sub(2), row.y), scene.theme.style(Role::Guide), buffer);
        }
    }
    draw_details(scene, details, buffer);
}

/// How many are listed, and the network in as many numbers as there is room for.
fn summary(scene: Scene<'_>, columns: usize) -> Line<'static> {
    let (app, theme) = (scene.app, scene.theme);
    let Some(measured) = &app.metrics.measured else { return Line::raw("") };
    let all = measured.measures.whole.members;
    let listed = app.metrics.listed().len();
    let mut spans = vec![Span::styled(
        format!(" {} of {}", words::count(listed as u64), words::counted(all, "member", "members")),
        theme.style(Role::Strong),
    )];
    if !app.selection.filter.is_empty() {
        spans.push(Span::styled("   only ", theme.style(Role::Label)));
        spans.push(Span::styled(app.selection.filter.to_string(), theme.style(Role::Key)));
    }
    for number in app.metrics_summary() {
        let number = format!("   {number}");
        if cells::columns(&spans) + words::columns(&number) > columns {
            break;
        }
        spans.push(Span::styled(number, theme.style(Role::Text)));
    }
    Line::from(spans)
}

fn draw_list(scene: Scene<'_>, rows: Rect, buffer: &mut Buffer) {
    let (name, placed) = scene.app.metrics_columns();
    let headings = Rect { y: rows.y.saturating_sub(1), height: rows.height.min(1), ..rows };
    for column in &placed {
        heading(scene, *column, headings, buffer);
    }
    if scene.app.metrics.listed().is_empty() {
        let nobody = if scene.app.has_nobody() { "  This map has no members yet." } else { "  No member meets the filter." };
        return pane::lines(&[Line::styled(nobody, scene.theme.style(Role::Dim))], rows, buffer);
    }
    let cursor = scene.app.metrics.cursor;
    for (at, row) in pane::rows(cursor, rows) {
        let Some((member, own)) = scene.app.metrics.row(at) else { break };
        let is_marked = scene.app.selection.marked.contains(member);
        let style = scene.theme.style(if is_marked { Role::Marked } else { Role::Text });
        if is_marked {
            cells::text("*", (row.x, row.y), style, buffer);
        }
        let shown = words::fit(&scene.app.name_of(member), usize::from(name.saturating_sub(2)));
        cells::text_within(&shown, (row.x + 2.min(row.width), row.y, usize::from(row.width.saturating_sub(2))), style, buffer);
        for column in &placed {
            let value = own.value(column.metric);
            let role = if value.is_none() { Role::Dim } else { Role::Text };
            put(*column, &metric_value(column.metric, value), scene.theme.style(role), row, buffer);
        }
        if at == cursor.at {
            buffer.set_style(row, scene.theme.style(Role::Selection));
        }
    }
}

fn heading(scene: Scene<'_>, column: PlacedMetric, row: Rect, buffer: &mut Buffer) {
    let (sorted, way) = scene.app.metrics.sort;
    let sign = match (sorted == column.metric, way) {
        (false, _) => "",
        (true, Way::Up) => "▲",
        (true, Way::Down) => "▼",
    };
    let is_current = scene.app.metrics.metric == column.metric;
    let style = scene.theme.style(if is_current { Role::SelectionFaint } else { Role::Label });
    put(column, &format!("{sign}{}", column.metric.title()), style, row, buffer);
}

fn put(column: PlacedMetric, text: &str, style: Style, row: Rect, buffer: &mut Buffer) {
    if column.from + column.columns <= row.width && row.height > 0 {
        let room = usize::from(column.columns).saturating_sub(1);
        cells::text_within(&words::right(text, room), (row.x + column.from, row.y, room), style, buffer);
    }
}

fn draw_details(scene: Scene<'_>, area: Rect, buffer: &mut Buffer) {
    let details = scene.app.metrics_details(usize::from(area.width), usize::from(area.height));
    let lines: Vec<Line<'_>> =
        details.iter().map(|detail| Line::styled(detail.text.as_str(), scene.theme.style(role(detail.manner)))).collect();
    pane::lines(&lines, area, buffer);
}

fn role(manner: Manner) -> Role {
    match manner {
        Manner::Title => Role::Title,
        Manner::Text => Role::Text,
        Manner::Faint => Role::Dim,
        Manner::Warning => Role::Warning,
        Manner::Bar => Role::Label,
        Manner::OwnBar => Role::Strong,
    }
}

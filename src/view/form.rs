//! A form: labels on the left, what is typed on the right, what is wrong under its field.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::{Scene, cells, pane, theme::Role};
use crate::{
    app::{
        Cursor,
        fields::{FieldLine, Need, Takes},
        form::Form,
    },
    report::words,
};

/// The columns that labels take.
const LABEL: u16 = 26;

pub(super) fn draw(scene: Scene<'_>, form: &Form, area: Rect, buffer: &mut Buffer) {
    let inside = pane::overlay(scene, &form.title, area, buffer);
    let list = pane::rect(scene.app.overlay_list_area()).intersection(area);
    for ((at, row), field) in pane::rows(form.fields.cursor, list).zip(form.fields.list.iter().skip(form.fields.cursor.top)) {
        draw_field(scene, field, Place::of(at, form.fields.cursor), row, buffer);
    }
    let below = Rect { y: list.bottom(), height: inside.bottom().saturating_sub(list.bottom()), ..inside };
    pane::lines(&foot(scene, form, below), below, buffer);
}

/// Whether the cursor stands on a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Current,
    Other,
}

impl Place {
    /// Of the field at this line, seen from the cursor.
    pub(super) fn of(at: usize, cursor: Cursor) -> Self {
        if at == cursor.at { Self::Current } else { Self::Other }
    }
}

/// One field in one row.
pub(super) fn draw_field(scene: Scene<'_>, field: &FieldLine, place: Place, row: Rect, buffer: &mut Buffer) {
    if row.is_empty() {
        return;
    }
    let theme = scene.theme;
    let label_columns = LABEL.min(row.width / 2);
    let sign = if place == Place::Current { "›" } else { " " };
    let need = if field.need == Need::Required && field.is_blank() { " *" } else { "" };
    let role = match (&field.problem, place) {
        (Some(_), _) => Role::Error,
        (None, Place::Current) => Role::Strong,
        (None, Place::Other) => Role::Label,
    };
    let label = words::fit(&format!("{sign} {}{need}", field.label), usize::from(label_columns));
    cells::text_within(&label, (row.x, row.y, usize::from(label_columns)), theme.style(role), buffer);
    let value = Rect { x: row.x + label_columns, width: row.width - label_columns, ..row };
    match (&field.takes, place) {
        (Takes::Words(_), place) => pane::lines(&[choice(scene, field, place)], value, buffer),
        (Takes::Text | Takes::Member(_), Place::Current) => pane::input(scene, &field.line, "", value, buffer),
        (Takes::Text | Takes::Member(_), Place::Other) => {
            pane::lines(&[Line::styled(field.line.text(), theme.style(Role::Text))], value, buffer);
        }
    }
}

/// `‹ visit ›` with the other words beside it where the cursor stands.
fn choice<'a>(scene: Scene<'_>, field: &'a FieldLine, place: Place) -> Line<'a> {
    let theme = scene.theme;
    let text = if field.is_blank() { "–".to_owned() } else { words::spoken(field.text()) };
    if place == Place::Other {
        return Line::styled(text, theme.style(Role::Text));
    }
    let mut spans = vec![
        Span::styled("‹ ", theme.style(Role::Key)),
        Span::styled(text, theme.style(Role::Selection)),
        Span::styled(" ›  ", theme.style(Role::Key)),
    ];
    let others: Vec<String> =
        field.words().into_iter().filter(|word| !word.is_empty() && *word != field.text()).map(words::spoken).collect();
    spans.push(Span::styled(others.join(" "), theme.style(Role::Placeholder)));
    Line::from(spans)
}

/// Under the fields: members that are offered, else what is wrong, else what the field means.
fn foot<'a>(scene: Scene<'_>, form: &'a Form, area: Rect) -> Vec<Line<'a>> {
    let theme = scene.theme;
    let room = usize::from(area.width).saturating_sub(2);
    let mut lines = vec![Line::styled("─".repeat(usize::from(area.width)), theme.style(Role::Guide))];
    let Some(field) = form.fields.current() else { return lines };
    if let Some(problem) = &field.problem {
        lines.extend(words::wrap(problem, room).into_iter().map(|line| Line::styled(format!("  {line}"), theme.style(Role::Error))));
        return lines;
    }
    if let (true, Some(found)) = (form.is_offering(), &form.found) {
        for (at, target) in found.found_from(found.cursor.top).take(Form::OFFERED).enumerate() {
            let is_current = at + found.cursor.top == found.cursor.at;
            let style = theme.style(if is_current { Role::Selection } else { Role::Text });
            lines.push(Line::styled(words::fit(&format!("  {}  {}", target.name, target.member), room), style));
        }
        return lines;
    }
    if let Some(entry) = scene.app.setup.framework.explain_of(form.task.kind(), field.name) {
        lines.extend(
            words::wrap(&entry.text, room).into_iter().take(4).map(|line| Line::styled(format!("  {line}"), theme.style(Role::Dim))),
        );
    }
    if field.name == "measure"
        && let Some(analysis) = &scene.app.analysis
    {
        let known: Vec<&str> = analysis.definitions.iter().map(|definition| definition.measure.as_str()).collect();
        let known = format!("Known ones: {}", known.join(", "));
        lines.extend(words::wrap(&known, room).into_iter().map(|line| Line::styled(format!("  {line}"), theme.style(Role::Key))));
    }
    lines
}

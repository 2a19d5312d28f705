//! What two people changed apart: the list by member on the left, the card of one difference on the right.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

use super::{Scene, cells, pane, theme::Role};
use crate::{
    app::settling::{CardInk, CardRow, ListRow, Of, Settling},
    report::words,
};

/// The sign of a member about whom something is to be settled.
pub(super) const UNSETTLED: &str = "≠";

pub(super) fn draw(scene: Scene<'_>, settling: &Settling, area: Rect, buffer: &mut Buffer) {
    let inside = pane::overlay(scene, "What two people changed apart", area, buffer);
    let (list, card) = scene.app.settling_areas();
    let (list, card) = (pane::rect(list).intersection(inside), pane::rect(card).intersection(inside));
    draw_list(scene, settling, list, buffer);
    if !list.is_empty() {
        for row in list.rows() {
            cells::text("│", (list.right(), row.y), scene.theme.style(Role::Guide), buffer);
        }
    }
    draw_card(scene, settling, card, buffer);
}

fn draw_list(scene: Scene<'_>, settling: &Settling, area: Rect, buffer: &mut Buffer) {
    let rows = scene.app.settling_list(settling);
    let room = usize::from(area.width);
    for (line, row) in pane::rows(settling.list, area) {
        match rows.get(line) {
            None => break,
            Some(ListRow::Member(name)) => {
                let name = Line::styled(words::cut(&format!(" {name}"), room), scene.theme.style(Role::Strong));
                pane::lines(&[name], row, buffer);
            }
            Some(ListRow::Conflict(at, what)) => {
                let style = if *at == settling.at { scene.theme.style(Role::Selection) } else { Style::default() };
                pane::row(&Line::raw(words::fit(&format!("   {what}"), room)), style, row, buffer);
            }
        }
    }
}

fn draw_card(scene: Scene<'_>, settling: &Settling, area: Rect, buffer: &mut Buffer) {
    let rows = scene.app.settling_rows(settling);
    let below = rows.len().saturating_sub(settling.top + usize::from(area.height));
    for (rect, row) in area.rows().zip(rows.iter().skip(settling.top)) {
        draw_row(scene, settling, row, rect, buffer);
    }
    if below > 0 && area.height > 1 {
        let more = format!(" {below} more ▼ ");
        let from = area.right().saturating_sub(words::columns(&more) as u16).max(area.x);
        cells::text_within(&more, (from, area.bottom() - 1, usize::from(area.right() - from)), scene.theme.style(Role::Dim), buffer);
    }
}

fn draw_row(scene: Scene<'_>, settling: &Settling, row: &CardRow, area: Rect, buffer: &mut Buffer) {
    let spans: Vec<Span<'_>> = row.pieces.iter().map(|(ink, text)| Span::styled(text.as_str(), scene.theme.style(role(*ink)))).collect();
    let line = Line::from(spans);
    pane::lines(std::slice::from_ref(&line), area, buffer);
    let is_current = row.of.offer().is_some() && row.of.offer() == settling.offer;
    if is_current && !area.is_empty() {
        buffer.set_style(area, scene.theme.style(Role::SelectionFaint));
        let sign = if let Of::More(_) = row.of { " " } else { "›" };
        cells::text(sign, (area.x, area.y), scene.theme.style(Role::Key), buffer);
    }
    if let (true, Some(typed)) = (matches!(row.of, Of::Typed(_)), &settling.edit) {
        let used = (cells::columns(&line.spans) as u16).min(area.width);
        pane::input(scene, typed, "", Rect { x: area.x + used, width: area.width - used, ..area }, buffer);
    }
}

fn role(ink: CardInk) -> Role {
    match ink {
        CardInk::Title => Role::Title,
        CardInk::Count | CardInk::Signature => Role::Dim,
        CardInk::Words | CardInk::Value => Role::Text,
        CardInk::Key => Role::Key,
        CardInk::Label => Role::Label,
        CardInk::Problem => Role::Error,
    }
}

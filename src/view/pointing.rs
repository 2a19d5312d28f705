//! The row below the map while a member is pointed at: what is asked, and what the letters do.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::{Scene, cells, pane, theme::Role};
use crate::{app::map::Pointing, map::Picture, report::words};

pub(super) fn draw(scene: Scene<'_>, pointing: &Pointing, picture: Option<&Picture>, area: Rect, buffer: &mut Buffer) {
    cells::clear(area, buffer);
    let strong = scene.theme.style(Role::Strong);
    let dim = scene.theme.style(Role::Dim);
    let mut spans = vec![Span::styled(format!(" {}  ", scene.app.pointing_question(pointing)), strong)];
    if let Some(letter) = pointing.typed {
        spans.push(Span::styled(format!("{letter} …  "), scene.theme.style(Role::Tag)));
    }
    if let Some(member) = &pointing.at {
        spans.push(Span::styled(format!("{}  ", scene.app.name_of(member)), scene.theme.style(Role::Selection)));
    }
    // What fits, the most needed first.
    let left_over = picture.map_or(0, |picture| picture.untagged);
    let more = words::counted(left_over, "more has no letters: zoom in, or / by name.", "more have no letters: zoom in, or / by name.");
    let how = "Type its two letters, click it, or go there by arrows.".to_owned();
    for sentence in (left_over > 0).then_some(more).into_iter().chain([how]) {
        let used = cells::columns(&spans);
        if used + words::columns(&sentence) <= usize::from(area.width) {
            spans.push(Span::styled(format!("{sentence}  "), dim));
        }
    }
    pane::lines(&[Line::from(spans)], area, buffer);
}

//! One line that is asked for.

use ratatui::{buffer::Buffer, layout::Rect, text::Line};

use super::{Scene, pane, theme::Role};
use crate::{app::prompt::Prompt, report::words};

pub(super) fn draw(scene: Scene<'_>, prompt: &Prompt, area: Rect, buffer: &mut Buffer) {
    let inside = pane::overlay(scene, prompt.purpose.title(), area, buffer);
    let words = words::wrap(prompt.purpose.sentence(), usize::from(inside.width));
    let below = Rect { y: inside.bottom().saturating_sub(2).max(inside.y), height: inside.height.min(1), ..inside };
    pane::lines(&words.into_iter().map(|line| Line::styled(line, scene.theme.style(Role::Dim))).collect::<Vec<_>>(), inside, buffer);
    pane::input(scene, &prompt.line, "", below, buffer);
}

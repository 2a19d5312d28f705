//! The line a filter is typed into, with the caret under what is wrong.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::{Scene, pane, theme::Role};
use crate::{
    app::{FilterLine, Screen},
    report::words,
};

pub(super) fn draw(scene: Scene<'_>, typed: &FilterLine, area: Rect, buffer: &mut Buffer) {
    let title = if scene.app.screen == Screen::Map { "Show only members that meet" } else { "List only members that meet" };
    let inside = pane::overlay(scene, title, area, buffer);
    let (input, rest) = pane::first_row(inside);
    pane::input(scene, &typed.line, " stage = 1 and authority = Northshire", input, buffer);
    let error = scene.theme.style(Role::Error);
    let mut lines: Vec<Line<'_>> = Vec::new();
    match &typed.problem {
        Some(problem) if words::columns(typed.line.text()) < usize::from(input.width) => {
            let before: String = typed.line.text().chars().take(problem.at).collect();
            let caret = format!("{}{}", " ".repeat(words::columns(&before)), "^".repeat(problem.length.max(1)));
            lines.push(Line::styled(caret, error));
            lines.extend(words::wrap(&problem.message, usize::from(rest.width)).into_iter().map(|line| Line::styled(line, error)));
        }
        Some(problem) => lines.extend(problem.to_string().lines().map(|line| Line::styled(line.to_owned(), error))),
        None => {
            let listed = scene.app.meeting();
            lines.push(Line::styled(words::counted(listed, "member meets it", "members meet it"), scene.theme.style(Role::Good)));
        }
    }
    lines.push(Line::default());
    let examples = [
        ("stage = 1 and flag:coasting", "   both must hold; also or, not, brackets"),
        ("phase = ?", "                     what is missing; != ? what is known"),
        ("name ~ church", "                 contains; = equals; in (a, b)"),
        ("within 2 of Ash High", "          ties apart; near 5 km of Ash High"),
    ];
    lines.extend(examples.map(|(example, words)| {
        Line::from(vec![Span::styled(example, scene.theme.style(Role::Key)), Span::styled(words, scene.theme.style(Role::Dim))])
    }));
    pane::lines(&lines, rest, buffer);
}

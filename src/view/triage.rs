//! Who needs attention on the left, why on the right.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

use super::{Scene, cells, flag::words_of, pane, settling::UNSETTLED, theme::Role};
use crate::{
    app::{
        Command, General, Move,
        triage::{Listed, Pane, Tone, TriageLine},
    },
    finding::Pattern,
    report::words,
};

pub(super) fn draw(scene: Scene<'_>, area: Rect, buffer: &mut Buffer) {
    pane::lines(&[counts(scene, area)], area, buffer);
    let (list, reasons) = scene.app.triage_areas();
    draw_list(scene, pane::rect(list).intersection(area), buffer);
    let rule = pane::rect(reasons).intersection(area);
    if list.columns > 0 && reasons.columns > 0 {
        let column = rule.x.saturating_sub(2);
        for row in rule.rows() {
            cells::text("│", (column, row.y), scene.theme.style(Role::Guide), buffer);
        }
    }
    draw_reasons(scene, rule, buffer);
}

/// What is listed, and how often each pattern is found or cannot be said; in short words where there is little room.
fn counts(scene: Scene<'_>, area: Rect) -> Line<'static> {
    let long = counts_in(scene, Pattern::title);
    if cells::columns(&long.spans) <= usize::from(area.width) { long } else { counts_in(scene, Pattern::short) }
}

fn counts_in(scene: Scene<'_>, name: impl Fn(Pattern) -> &'static str) -> Line<'static> {
    let Some(analysis) = &scene.app.analysis else {
        return Line::styled(" Working out the findings …", scene.theme.style(Role::Dim));
    };
    let triage = &scene.app.triage;
    let style = |pattern: Option<Pattern>| scene.theme.style(if triage.pattern == pattern { Role::Strong } else { Role::Dim });
    let mut spans = vec![Span::styled(" All", style(None))];
    let mut others = 0;
    for &pattern in analysis.counts.keys() {
        let number = scene.app.triage_count(pattern);
        if pattern.is_drawn() || triage.pattern == Some(pattern) {
            spans.push(Span::styled(format!("  {} {} {number}", pattern.sign(), name(pattern)), style(Some(pattern))));
        } else {
            others += number;
        }
    }
    spans.push(Span::styled(format!("  others {others}"), scene.theme.style(Role::Dim)));
    let other = match triage.listed {
        Listed::Found => format!("   cannot say: {}", analysis.cannot_say.iter().filter(|unsaid| unsaid.pattern.is_drawn()).count()),
        Listed::CannotSay => "   listed: where nothing can be said".to_owned(),
    };
    spans.push(Span::styled(other, scene.theme.style(Role::Warning)));
    Line::from(spans)
}

fn draw_list(scene: Scene<'_>, area: Rect, buffer: &mut Buffer) {
    let lines = scene.app.triage_lines();
    if lines.is_empty() && scene.app.analysis.is_some() {
        return draw_empty(scene, area, buffer);
    }
    let triage = &scene.app.triage;
    let stands = scene.app.triage_line().is_some();
    for (at, row) in pane::rows(triage.cursor, area) {
        let Some(line) = lines.get(at) else { break };
        let style = if at == triage.cursor.at && stands { list_style(scene) } else { Style::default() };
        pane::row(&list_line(scene, line, usize::from(area.width)), style, row, buffer);
    }
}

/// How the line under the cursor looks.
fn list_style(scene: Scene<'_>) -> Style {
    match scene.app.triage.pane {
        Pane::List => scene.theme.style(Role::Selection),
        Pane::Reasons => scene.theme.style(Role::SelectionFaint),
    }
}

/// That nothing is found is said with what could not be said, for no flag is no praise.
fn draw_empty(scene: Scene<'_>, area: Rect, buffer: &mut Buffer) {
    let lines = words::wrap(words::NO_FLAG, usize::from(area.width).saturating_sub(2));
    let lines: Vec<Line<'_>> = lines.into_iter().map(|line| Line::styled(format!(" {line}"), scene.theme.style(Role::Text))).collect();
    pane::lines(&lines, area, buffer);
}

fn list_line(scene: Scene<'_>, line: &TriageLine, columns: usize) -> Line<'static> {
    let badge = words_of(line.pattern);
    let is_marked = scene.app.selection.marked.contains(&line.member);
    let mark = match (is_marked, scene.app.unsettled_of(&line.member)) {
        (true, _) => Span::styled("*", scene.theme.style(Role::Marked)),
        (false, 1..) => Span::styled(UNSETTLED, scene.theme.style(Role::Warning)),
        (false, 0) => Span::raw(" "),
    };
    let ink = scene.theme.style(if line.is_quiet { Role::Dim } else { Role::Text });
    let strength = format!("{} ", line.strength);
    let room = columns.saturating_sub(words::columns(&strength) + 5);
    Line::from(vec![
        mark,
        Span::styled(format!("{} ", line.pattern.sign()), if line.is_quiet { ink } else { scene.theme.style(badge) }),
        Span::styled(words::fit(&scene.app.name_of(&line.member), room), ink),
        Span::raw("  "),
        Span::styled(strength, ink),
    ])
}

fn draw_reasons(scene: Scene<'_>, area: Rect, buffer: &mut Buffer) {
    let reasons = scene.app.triage_reasons(usize::from(area.width));
    let top = scene.app.triage.scroll.top;
    let lines: Vec<Line<'_>> =
        reasons.iter().skip(top).map(|reason| Line::styled(reason.text.as_str(), scene.theme.style(role(reason.tone)))).collect();
    pane::lines(&lines, area, buffer);
    if reasons.len() > top + usize::from(area.height) && area.height > 0 {
        let more = Rect { y: area.bottom() - 1, height: 1, ..area };
        let left = reasons.len() - top - usize::from(area.height) + 1;
        let words = words::fit(&format!("… {left} more lines{}", how_to_read_on(scene)), usize::from(area.width));
        pane::lines(&[Line::styled(words, scene.theme.style(Role::Dim))], more, buffer);
    }
}

fn how_to_read_on(scene: Scene<'_>) -> String {
    let command = match scene.app.triage.pane {
        Pane::List => Command::General(General::Choose),
        Pane::Reasons => Command::Move(Move::Down),
    };
    scene.app.setup.keymap.key(command).map_or_else(String::new, |key| format!(" ({key} reads on)"))
}

fn role(tone: Tone) -> Role {
    match tone {
        Tone::Title => Role::Title,
        Tone::Heading => Role::Label,
        Tone::Met => Role::Strong,
        Tone::NotMet | Tone::Plain | Tone::Blank | Tone::Fact => Role::Text,
        Tone::CannotSay => Role::Warning,
    }
}

//! A member's page: its card in the boundary of its stage, and below it everything that is known.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Modifier, Style},
    text::{Line, Span},
};

use super::{
    Scene, boundary, cells,
    flag::{badge_of, words_of},
    pane,
    settling::UNSETTLED,
    theme::Role,
};
use crate::{
    app::{
        member::{Ink, PageLine},
        phase_dots,
    },
    framework::{PhaseOrigin, Standing},
    model::{Kind, Member, Status},
    report::words,
};

pub(super) fn draw(scene: Scene<'_>, area: Rect, buffer: &mut Buffer) {
    let Some(member) = scene.app.selection.member.as_ref().and_then(|id| scene.app.document.as_ref()?.network.members().get(id)) else {
        let nobody = Line::styled("  No member is selected. Go to one by its name, or choose one in a list.", scene.theme.style(Role::Dim));
        return pane::lines(&[Line::default(), nobody], area, buffer);
    };
    let (head, page) = scene.app.page_areas();
    card(scene, member, pane::rect(head).intersection(area), buffer);
    let cursor = scene.app.member.cursor;
    let rows = pane::rect(page).intersection(area);
    for ((at, row), line) in pane::rows(cursor, rows).zip(scene.app.member.lines().iter().skip(cursor.top)) {
        pane::lines(&[page_line(scene, line)], row, buffer);
        if at == cursor.at {
            buffer.set_style(row, scene.theme.style(Role::SelectionFaint));
            cells::text("›", (row.x, row.y), scene.theme.style(Role::Key), buffer);
        }
    }
    more(scene, rows, buffer);
}

/// How much of the page lies below, in the last row's corner.
fn more(scene: Scene<'_>, rows: Rect, buffer: &mut Buffer) {
    let below = scene.app.member.lines().len().saturating_sub(scene.app.member.cursor.top + usize::from(rows.height));
    if below > 0 && rows.width > 20 && rows.height > 1 {
        let words = format!(" {below} more ▼ ");
        let from = rows.right().saturating_sub(words::columns(&words) as u16);
        cells::text(&words, (from, rows.bottom() - 1), scene.theme.style(Role::Dim), buffer);
    }
}

fn card(scene: Scene<'_>, member: &Member, area: Rect, buffer: &mut Buffer) {
    let theme = scene.theme;
    let standing = scene.app.analysis.as_ref().and_then(|analysis| analysis.standing(&member.id));
    let stage = standing.and_then(Standing::stage);
    let style = theme.style(if member.kind == Kind::Source { Role::Source } else { boundary::role(stage) });
    let inside = if area.height >= 3 { boundary::frame(stage, style, area, buffer) } else { area };
    let inside = Rect { x: inside.x.saturating_add(1), width: inside.width.saturating_sub(2), ..inside }.intersection(area);
    let mut name = vec![Span::styled(member.name.to_string(), style.add_modifier(Modifier::BOLD))];
    for pattern in scene.app.analysis.iter().flat_map(|analysis| analysis.flags_of(&member.id)) {
        name.push(Span::raw("  "));
        name.push(Span::styled(format!(" {} {} ", pattern.sign(), pattern.title()), scene.theme.style(badge_of(*pattern))));
    }
    if scene.app.selection.marked.contains(&member.id) {
        name.push(Span::styled("  * marked", theme.style(Role::Marked)));
    }
    if let count @ 1.. = scene.app.unsettled_of(&member.id) {
        name.push(Span::styled(format!("  {UNSETTLED} {count} to settle"), theme.style(Role::Warning)));
    }
    let lines = [
        Line::from(name),
        Line::styled(standing_words(scene, member, standing), style),
        Line::styled(words::cut(&particulars(member), usize::from(inside.width)), theme.style(Role::Dim)),
    ];
    pane::lines(&lines, inside, buffer);
}

/// "1 Isolation  ●○○ information, from ties".
fn standing_words(scene: Scene<'_>, member: &Member, standing: Option<&Standing>) -> String {
    let framework = &scene.app.setup.framework;
    let Some(standing) = standing else {
        return if member.kind == Kind::Source { "knowledge source, open by nature".to_owned() } else { String::new() };
    };
    let stage = standing.stage().map_or_else(|| "not yet rated".to_owned(), |stage| words::stage(framework, stage));
    let dots = phase_dots(standing.phase());
    let phase = standing.phase.as_ref().map(|now| {
        let name = framework.phase(now.phase).map(|words| words.short.to_string()).unwrap_or_default();
        let from = if now.origin == PhaseOrigin::Ties { ", from ties" } else { "" };
        format!("{name}{from}")
    });
    format!("{stage}   {dots} {}", phase.unwrap_or_else(|| "no phase known".to_owned()))
}

fn particulars(member: &Member) -> String {
    let kind = match (member.kind, member.education) {
        (Kind::School, Some(education)) => format!("{} school", words::spoken(education.word())),
        (kind, _) => words::spoken(kind.word()),
    };
    let group = member.group.map(|group| words::spoken(group.word()));
    let status = member.status.map_or("open", Status::word).to_owned();
    let place = [&member.town, &member.authority].into_iter().flatten().map(ToString::to_string);
    let numbers = [member.id.to_string()].into_iter().chain(member.aliases.iter().map(|alias| format!("also {alias}")));
    [kind].into_iter().chain(group).chain([status]).chain(place).chain(numbers).collect::<Vec<_>>().join(" · ")
}

fn page_line<'a>(scene: Scene<'_>, line: &'a PageLine) -> Line<'a> {
    let spans = line.pieces.iter().map(|(ink, text)| Span::styled(text.as_str(), style(scene, *ink)));
    Line::from(spans.collect::<Vec<_>>())
}

pub(super) fn style(scene: Scene<'_>, ink: Ink) -> Style {
    let role = match ink {
        Ink::Plain => Role::Text,
        Ink::Strong => Role::Strong,
        Ink::Dim => Role::Dim,
        Ink::Label => Role::Label,
        Ink::Heading => Role::Title,
        Ink::Stage(stage) => boundary::role(stage),
        Ink::Flag(pattern) => words_of(pattern),
        Ink::Warning => Role::Warning,
        Ink::Good => Role::Good,
        Ink::Learns => Role::LearnsFrom,
        Ink::Shares => Role::SharesWith,
    };
    scene.theme.style(role)
}

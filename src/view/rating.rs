//! The rating card: the stages as boundaries with what marks them, the phases, and what the judgement rests on.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Modifier,
    text::{Line, Span},
};

use super::{
    Scene, boundary,
    form::{Place, draw_field},
    pane,
    theme::Role,
};
use crate::{
    app::{Command, RatingCommand, phase_dots, rating::RatingCard},
    model::{Phase, Stage},
    report::words,
};

pub(super) fn draw(scene: Scene<'_>, card: &RatingCard, area: Rect, buffer: &mut Buffer) {
    let inside = pane::overlay(scene, &title(scene, card), area, buffer);
    let columns = usize::from(inside.width);
    let whole = rows(scene, card, (columns, Descriptors::Whole));
    let mut rows = if whole.len() <= usize::from(inside.height) { whole } else { rows(scene, card, (columns, Descriptors::FirstWords)) };
    // A low screen shows the part around the current field.
    let current = rows.iter().position(Row::is_current).unwrap_or(0);
    let hidden = rows.len().saturating_sub(usize::from(inside.height)).min((current + 4).saturating_sub(usize::from(inside.height)));
    for (area, row) in inside.rows().zip(rows.drain(..).skip(hidden)) {
        match row {
            Row::Line(line, _) => pane::lines(&[line], area, buffer),
            Row::Field(at) => {
                if let Some(field) = card.fields.list.get(at) {
                    draw_field(scene, field, Place::of(at, card.fields.cursor), area, buffer);
                }
            }
            Row::Current(at) => {
                if let Some(field) = card.fields.list.get(at) {
                    draw_field(scene, field, Place::Current, area, buffer);
                }
            }
        }
    }
}

/// How much of what marks a stage or phase is shown beside it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Descriptors {
    Whole,
    /// As much as fits in a row; the whole stands at the foot for the one that is chosen.
    FirstWords,
}

/// One row of the card.
enum Row {
    /// A line of its own, and whether the current field is among the choices it shows.
    Line(Line<'static>, Here),
    Field(usize),
    Current(usize),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Here {
    Yes,
    No,
}

impl Row {
    fn is_current(&self) -> bool {
        matches!(self, Self::Line(_, Here::Yes) | Self::Current(_))
    }
}

fn title(scene: Scene<'_>, card: &RatingCard) -> String {
    match card.members.as_slice() {
        [member] => format!("Rate {}", scene.app.name_of(member)),
        members => format!("Rate {} members alike", members.len()),
    }
}

fn rows(scene: Scene<'_>, card: &RatingCard, width: (usize, Descriptors)) -> Vec<Row> {
    let theme = scene.theme;
    let current = card.fields.current().map_or("", |field| field.name);
    let mut rows = vec![Row::Line(now(scene, card), Here::No)];
    let heading = |name: &str, words: &'static str| {
        let is_here = current == name;
        let sign = if is_here { "› " } else { "  " };
        let role = if is_here { Role::Strong } else { Role::Label };
        let line = Line::from(vec![
            Span::styled(format!("{sign}{}", words::capitalised(name)), theme.style(role)),
            Span::styled(format!("  {words}"), theme.style(Role::Dim)),
        ]);
        Row::Line(line, if is_here { Here::Yes } else { Here::No })
    };
    rows.push(heading("stage", "how open its boundary is"));
    rows.extend(Stage::ALL.into_iter().flat_map(|stage| stage_lines(scene, card, stage, width)).map(|line| Row::Line(line, Here::No)));
    rows.push(heading("phase", "how knowledge passes"));
    rows.extend(Phase::ALL.into_iter().flat_map(|phase| phase_lines(scene, card, phase, width)).map(|line| Row::Line(line, Here::No)));
    let fields = card.fields.list.iter().enumerate().skip(2);
    rows.extend(fields.map(|(at, _)| if at == card.fields.cursor.at { Row::Current(at) } else { Row::Field(at) }));
    rows.extend(foot(scene, card, width).into_iter().map(|line| Row::Line(line, Here::No)));
    rows
}

/// What is wrong; else what marks the chosen stage or phase, where it is not shown whole beside it; else what to press.
fn foot(scene: Scene<'_>, card: &RatingCard, (columns, descriptors): (usize, Descriptors)) -> Vec<Line<'static>> {
    let theme = scene.theme;
    let framework = &scene.app.setup.framework;
    if let Some(problem) = card.fields.list.iter().find_map(|field| field.problem.as_ref()) {
        return vec![Line::styled(format!("  {problem}"), theme.style(Role::Error))];
    }
    let current = card.fields.current().map_or("", |field| field.name);
    let stage = card.stage().filter(|_| current == "stage").and_then(|stage| framework.stage(stage)).map(|words| words.descriptor.clone());
    let phase = card.phase().filter(|_| current == "phase").and_then(|phase| framework.phase(phase)).map(|words| words.descriptor.clone());
    match (stage.or(phase), descriptors) {
        (Some(words), Descriptors::FirstWords) => words::wrap(&words, columns.saturating_sub(3))
            .into_iter()
            .map(|line| Line::styled(format!("  {line}"), theme.style(Role::Text)))
            .collect(),
        _ if card.is_untouched() => {
            let by = card.fields.text_of("by");
            vec![Line::styled(
                format!("  One key rates at once, signed {by}. Go down to fill in more, then Enter."),
                theme.style(Role::Good),
            )]
        }
        _ => Vec::new(),
    }
}

/// What is known now, or how many are rated alike.
fn now(scene: Scene<'_>, card: &RatingCard) -> Line<'static> {
    let framework = &scene.app.setup.framework;
    let [member] = card.members.as_slice() else {
        let words = format!("  Every one of the {} marked members gets this rating, in one step.", card.members.len());
        return Line::styled(words, scene.theme.style(Role::Warning));
    };
    let stage = scene.app.analysis.as_ref().and_then(|analysis| analysis.standing(member)).and_then(|standing| standing.stage.clone());
    let words = stage.map_or_else(
        || "not yet rated".to_owned(),
        |judged| {
            let by = judged.by.map(|by| format!(" by {by}")).unwrap_or_default();
            format!("{}, rated {}{by}", words::stage(framework, judged.value), words::day(judged.on))
        },
    );
    Line::from(vec![Span::styled("  Now: ", scene.theme.style(Role::Label)), Span::styled(words, scene.theme.style(Role::Text))])
}

fn stage_lines(scene: Scene<'_>, card: &RatingCard, stage: Stage, width: (usize, Descriptors)) -> Vec<Line<'static>> {
    let framework = &scene.app.setup.framework;
    let command = match stage {
        Stage::Isolation => RatingCommand::Stage1,
        Stage::Initiation => RatingCommand::Stage2,
        Stage::Engagement => RatingCommand::Stage3,
        Stage::Integration => RatingCommand::Stage4,
    };
    let name = framework.stage(stage).map(|words| words.name.clone()).unwrap_or_default();
    let [left, right] = boundary::sides(Some(stage));
    let pill = words::fit(&format!("{left}{name}{right}"), 14);
    let descriptor = framework.stage(stage).map(|words| words.descriptor.clone()).unwrap_or_default();
    let style = scene.theme.style(boundary::role(Some(stage)));
    option(scene, (Command::Rating(command), stage.number()), (pill, style), &descriptor, (card.stage() == Some(stage), width))
}

fn phase_lines(scene: Scene<'_>, card: &RatingCard, phase: Phase, width: (usize, Descriptors)) -> Vec<Line<'static>> {
    let framework = &scene.app.setup.framework;
    let command = match phase {
        Phase::Information => RatingCommand::Phase1,
        Phase::Experience => RatingCommand::Phase2,
        Phase::Coaching => RatingCommand::Phase3,
    };
    let name = framework.phase(phase).map(|words| words.short.clone()).unwrap_or_default();
    let pill = words::fit(&format!("{} {name}", phase_dots(Some(phase))), 16);
    let descriptor = framework.phase(phase).map(|words| words.descriptor.clone()).unwrap_or_default();
    let style = scene.theme.style(Role::Text);
    option(scene, (Command::Rating(command), phase.number()), (pill, style), &descriptor, (card.phase() == Some(phase), width))
}

/// A choice: its key, its number, its name, what marks it as far as it fits.
fn option(
    scene: Scene<'_>,
    (command, number): (Command, u8),
    (pill, style): (String, ratatui::style::Style),
    descriptor: &str,
    (is_chosen, (columns, descriptors)): (bool, (usize, Descriptors)),
) -> Vec<Line<'static>> {
    let key = scene.app.setup.keymap.key(command).map_or_else(String::new, |key| key.to_string());
    let sign = if is_chosen { "►" } else { " " };
    let numbered = if key == number.to_string() { key } else { format!("{key} {number}") };
    let lead = format!("   {sign} {numbered} ");
    let room = columns.saturating_sub(words::columns(&lead) + words::columns(&pill) + 2);
    let style = if is_chosen { style.add_modifier(Modifier::BOLD | Modifier::REVERSED) } else { style };
    let (rest_lead, beside) =
        (" ".repeat(words::columns(&lead) + words::columns(&pill) + 1), scene.theme.style(if is_chosen { Role::Text } else { Role::Dim }));
    let mut parts = match descriptors {
        Descriptors::Whole => words::wrap(descriptor, room.max(20)),
        Descriptors::FirstWords => vec![words::cut(descriptor, room)],
    }
    .into_iter();
    let first = Line::from(vec![
        Span::styled(lead, scene.theme.style(Role::Key)),
        Span::styled(pill, style),
        Span::styled(format!(" {}", parts.next().unwrap_or_default()), beside),
    ]);
    let rest = parts.map(|part| Line::styled(format!("{rest_lead}{part}"), beside));
    [first].into_iter().chain(rest).collect()
}

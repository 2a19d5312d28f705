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
    app::{
        phase_dots,
        rating::{CardRow, Choice, RatingCard},
    },
    report::{others_that_day, words},
};

pub(super) fn draw(scene: Scene<'_>, card: &RatingCard, area: Rect, buffer: &mut Buffer) {
    let inside = pane::overlay(scene, &title(scene, card), area, buffer);
    for (area, row) in inside.rows().zip(scene.app.card_rows(card)) {
        if let CardRow::Field(at) = row {
            if let Some(field) = card.fields.list.get(at) {
                draw_field(scene, field, Place::of(at, card.fields.cursor), area, buffer);
            }
        } else {
            pane::lines(&[line(scene, card, row)], area, buffer);
        }
    }
}

fn title(scene: Scene<'_>, card: &RatingCard) -> String {
    match card.members.as_slice() {
        [member] => format!("Rate {}", scene.app.name_of(member)),
        members => format!("Rate {} members alike", members.len()),
    }
}

fn line(scene: Scene<'_>, card: &RatingCard, row: CardRow) -> Line<'static> {
    let theme = scene.theme;
    match row {
        CardRow::Now => now(scene, card),
        CardRow::Heading(name) => heading(scene, card, name),
        CardRow::Choice(choice, words) => option(scene, card, choice, &words),
        CardRow::More(choice, words) => {
            let indent = words::columns(&scene.app.choice_key(choice)) + choice.name_columns() + 7;
            Line::styled(format!("{}{words}", " ".repeat(indent)), theme.style(Role::Text))
        }
        CardRow::Problem(problem) => Line::styled(format!("  {problem}"), theme.style(Role::Error)),
        CardRow::Descriptor(words) => Line::styled(format!("  {words}"), theme.style(Role::Text)),
        CardRow::Hint => {
            let by = card.fields.text_of("by");
            let words = format!("  One key rates at once, signed {by}. Go down to fill in more, then Enter.");
            Line::styled(words, theme.style(Role::Good))
        }
        CardRow::Field(_) => Line::default(),
    }
}

fn heading(scene: Scene<'_>, card: &RatingCard, name: &str) -> Line<'static> {
    let is_here = card.fields.current().is_some_and(|field| field.name == name);
    let (sign, role) = if is_here { ("› ", Role::Strong) } else { ("  ", Role::Label) };
    let words = if name == "stage" { "how open its boundary is" } else { "how knowledge passes" };
    Line::from(vec![
        Span::styled(format!("{sign}{}", words::capitalised(name)), scene.theme.style(role)),
        Span::styled(format!("  {words}"), scene.theme.style(Role::Dim)),
    ])
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
            let by = judged.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
            let network = scene.app.analysis.as_ref().map(|analysis| &analysis.network);
            let others = network.map(|network| others_that_day(network, member, &judged, framework)).unwrap_or_default();
            format!("{}, rated {}{by}{others}", words::stage(framework, judged.value), words::day(judged.on))
        },
    );
    Line::from(vec![Span::styled("  Now: ", scene.theme.style(Role::Label)), Span::styled(words, scene.theme.style(Role::Text))])
}

/// A choice: its key, its number, its name, what marks it as far as it fits.
fn option(scene: Scene<'_>, card: &RatingCard, choice: Choice, descriptor: &str) -> Line<'static> {
    let framework = &scene.app.setup.framework;
    let (is_chosen, name, role) = match choice {
        Choice::Stage(stage) => {
            let name = framework.stage(stage).map(|words| words.name.clone()).unwrap_or_default();
            let [left, right] = boundary::sides(Some(stage));
            (card.stage() == Some(stage), format!("{left}{name}{right}"), boundary::role(Some(stage)))
        }
        Choice::Phase(phase) => {
            let name = framework.phase(phase).map(|words| words.short.clone()).unwrap_or_default();
            (card.phase() == Some(phase), format!("{} {name}", phase_dots(Some(phase))), Role::Text)
        }
    };
    let style = scene.theme.style(role);
    let style = if is_chosen { style.add_modifier(Modifier::BOLD | Modifier::REVERSED) } else { style };
    let sign = if is_chosen { "►" } else { " " };
    Line::from(vec![
        Span::styled(format!("   {sign} {} ", scene.app.choice_key(choice)), scene.theme.style(Role::Key)),
        Span::styled(words::fit(&name, choice.name_columns()), style),
        Span::styled(format!(" {descriptor}"), scene.theme.style(Role::Text)),
    ])
}

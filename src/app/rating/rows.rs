//! The rating card row by row: what is drawn and what the mouse hits are the same rows.

use super::{RatingCard, Way};
use crate::{
    app::{App, Command, Effect, Mouse, Overlay, RatingCommand},
    model::{Phase, Stage},
    report::words,
};

/// A stage or a phase that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    Stage(Stage),
    Phase(Phase),
}

/// One row of the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardRow {
    /// What is known now.
    Now,
    /// Above the stages or the phases.
    Heading(&'static str),
    /// A choice, and the first words of what marks it.
    Choice(Choice, String),
    /// More words of what marks a choice.
    More(Choice, String),
    /// The field at this place.
    Field(usize),
    /// What is wrong with a field.
    Problem(String),
    /// What marks the stage or phase under the cursor, where it is not shown whole beside it.
    Descriptor(String),
    /// How to go on.
    Hint,
}

/// How much of what marks a stage or phase is shown beside it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Descriptors {
    Whole,
    /// As much as fits in a row; the whole stands at the foot for the one that is chosen.
    FirstWords,
}

impl Choice {
    /// The columns of its name in its boundary or behind its dots.
    pub const fn name_columns(self) -> usize {
        match self {
            Self::Stage(_) => 14,
            Self::Phase(_) => 16,
        }
    }

    pub fn command(self) -> RatingCommand {
        match self {
            Self::Stage(Stage::Isolation) => RatingCommand::Stage1,
            Self::Stage(Stage::Initiation) => RatingCommand::Stage2,
            Self::Stage(Stage::Engagement) => RatingCommand::Stage3,
            Self::Stage(Stage::Integration) => RatingCommand::Stage4,
            Self::Phase(Phase::Information) => RatingCommand::Phase1,
            Self::Phase(Phase::Experience) => RatingCommand::Phase2,
            Self::Phase(Phase::Coaching) => RatingCommand::Phase3,
        }
    }

    /// The field it is the text of, and the text.
    pub(super) fn field(self) -> (&'static str, u8) {
        match self {
            Self::Stage(stage) => ("stage", stage.number()),
            Self::Phase(phase) => ("phase", phase.number()),
        }
    }

    fn all_of(field: &str) -> Vec<Self> {
        match field {
            "stage" => Stage::ALL.into_iter().map(Self::Stage).collect(),
            _ => Phase::ALL.into_iter().map(Self::Phase).collect(),
        }
    }
}

impl App {
    /// The rows of the card that are in view. A low screen shows the part around the current field.
    pub fn card_rows(&self, card: &RatingCard) -> Vec<CardRow> {
        let inside = self.overlay_area().inside();
        let (columns, height) = (usize::from(inside.columns), inside.lines());
        let whole = self.all_rows(card, columns, Descriptors::Whole);
        let rows = if whole.len() <= height { whole } else { self.all_rows(card, columns, Descriptors::FirstWords) };
        let at = card.fields.cursor.at;
        let is_current = |row: &CardRow| match row {
            CardRow::Heading(name) => card.fields.current().is_some_and(|field| field.name == *name),
            CardRow::Field(field) => *field == at,
            CardRow::Now | CardRow::Choice(..) | CardRow::More(..) | CardRow::Problem(_) | CardRow::Descriptor(_) | CardRow::Hint => false,
        };
        let current = rows.iter().position(is_current).unwrap_or(0);
        let hidden = rows.len().saturating_sub(height).min((current + 4).saturating_sub(height));
        rows.into_iter().skip(hidden).take(height).collect()
    }

    /// The key of a choice and its number, as `i 1`, or once if they are the same.
    pub fn choice_key(&self, choice: Choice) -> String {
        let key = self.setup.keymap.key(Command::Rating(choice.command())).map_or_else(String::new, |key| key.to_string());
        let number = choice.field().1.to_string();
        if key == number { key } else { format!("{key} {number}") }
    }

    /// What marks a stage or a phase.
    fn descriptor(&self, choice: Choice) -> String {
        let framework = &self.setup.framework;
        match choice {
            Choice::Stage(stage) => framework.stage(stage).map(|words| words.descriptor.to_string()),
            Choice::Phase(phase) => framework.phase(phase).map(|words| words.descriptor.to_string()),
        }
        .unwrap_or_default()
    }

    fn all_rows(&self, card: &RatingCard, columns: usize, descriptors: Descriptors) -> Vec<CardRow> {
        let mut rows = vec![CardRow::Now];
        for field in ["stage", "phase"] {
            rows.push(CardRow::Heading(field));
            for choice in Choice::all_of(field) {
                let taken = words::columns(&self.choice_key(choice)) + choice.name_columns() + 8;
                let room = columns.saturating_sub(taken);
                let descriptor = self.descriptor(choice);
                let mut parts = match descriptors {
                    Descriptors::Whole => words::wrap(&descriptor, room.max(20)),
                    Descriptors::FirstWords => vec![words::cut(&descriptor, room)],
                }
                .into_iter();
                rows.push(CardRow::Choice(choice, parts.next().unwrap_or_default()));
                rows.extend(parts.map(|part| CardRow::More(choice, part)));
            }
        }
        rows.extend((2..card.fields.list.len()).map(CardRow::Field));
        rows.extend(self.foot(card, columns, descriptors));
        rows
    }

    /// What is wrong; else what marks the chosen stage or phase, where it is not shown whole beside it; else what to press.
    fn foot(&self, card: &RatingCard, columns: usize, descriptors: Descriptors) -> Vec<CardRow> {
        if let Some(problem) = card.fields.list.iter().find_map(|field| field.problem.clone()) {
            return vec![CardRow::Problem(problem)];
        }
        let current = card.fields.current().map_or("", |field| field.name);
        let chosen = match current {
            "stage" => card.stage().map(Choice::Stage),
            "phase" => card.phase().map(Choice::Phase),
            _ => None,
        };
        match (chosen, descriptors) {
            (Some(choice), Descriptors::FirstWords) => {
                words::wrap(&self.descriptor(choice), columns.saturating_sub(3)).into_iter().map(CardRow::Descriptor).collect()
            }
            _ if card.is_untouched() => vec![CardRow::Hint],
            _ => Vec::new(),
        }
    }

    /// A click on the card: on a choice as its key would do, on a field the cursor goes there.
    pub(in crate::app) fn card_click(&mut self, mouse: Mouse) -> Vec<Effect> {
        let Some(Overlay::Rating(card)) = &self.overlay else { return Vec::new() };
        let Some((_, row)) = self.overlay_area().inside().hit(mouse) else { return Vec::new() };
        let (hit, way) = (self.card_rows(card).into_iter().nth(row), card.way);
        match (hit, way) {
            (Some(CardRow::Choice(choice, _) | CardRow::More(choice, _)), Way::Quick) => self.act(Command::Rating(choice.command())),
            (Some(CardRow::Choice(choice, _) | CardRow::More(choice, _)), Way::Careful) => {
                let (name, number) = choice.field();
                self.on_card(|card| {
                    if let Some(field) = card.fields.field_mut(name) {
                        field.set(&number.to_string());
                    }
                    card.fields.cursor.at = usize::from(name == "phase");
                })
            }
            (Some(CardRow::Heading(name)), _) => self.on_card(|card| card.fields.cursor.at = usize::from(name == "phase")),
            (Some(CardRow::Field(at)), _) => self.on_card(|card| card.fields.cursor.at = at),
            (Some(CardRow::Now | CardRow::Problem(_) | CardRow::Descriptor(_) | CardRow::Hint) | None, _) => Vec::new(),
        }
    }

    fn on_card(&mut self, change: impl FnOnce(&mut RatingCard)) -> Vec<Effect> {
        if let Some(Overlay::Rating(card)) = &mut self.overlay {
            card.way = Way::Careful;
            change(card);
        }
        Vec::new()
    }
}

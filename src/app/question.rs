//! A choice that is asked for before something would be lost.

use super::{command::Move, cursor::Cursor};

/// What an answer leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    SaveAndQuit,
    QuitWithoutSaving,
    Stay,
    /// The record asked about goes.
    Remove,
    Keep,
    /// What was typed is given up.
    ThrowAway,
    KeepTyping,
}

impl Answer {
    pub fn words(self) -> &'static str {
        match self {
            Self::SaveAndQuit => "Save, then leave",
            Self::QuitWithoutSaving => "Leave without saving",
            Self::Stay => "Stay",
            Self::Remove => "Remove",
            Self::Keep => "Keep it",
            Self::ThrowAway => "Throw away what was typed",
            Self::KeepTyping => "Go on typing",
        }
    }
}

/// A question with its answers; the cursor stands on one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub title: &'static str,
    pub sentence: String,
    pub answers: Vec<Answer>,
    pub cursor: Cursor,
}

impl Question {
    /// Asked when steps would be lost by leaving.
    pub fn about_leaving(unsaved_steps: usize, last: &str) -> Self {
        let steps = if unsaved_steps == 1 { "One step is".to_owned() } else { format!("{unsaved_steps} steps are") };
        Self {
            title: "Before you leave",
            sentence: format!("{steps} not saved; the last one is: {last}."),
            answers: vec![Answer::SaveAndQuit, Answer::QuitWithoutSaving, Answer::Stay],
            cursor: Cursor::default(),
        }
    }

    /// Asked before a record goes.
    pub(super) fn about_removing(sentence: &str) -> Self {
        Self {
            title: "Before it goes",
            sentence: sentence.to_owned(),
            answers: vec![Answer::Remove, Answer::Keep],
            cursor: Cursor::default(),
        }
    }

    /// Asked before a form that was typed into is closed.
    pub(super) fn about_throwing_away() -> Self {
        Self {
            title: "Before it is lost",
            sentence: "Something was typed that is not kept yet.".to_owned(),
            answers: vec![Answer::KeepTyping, Answer::ThrowAway],
            cursor: Cursor::default(),
        }
    }

    pub fn answer(&self) -> Answer {
        self.answer_at(self.cursor.at)
    }

    pub fn answer_at(&self, at: usize) -> Answer {
        self.answers.get(at).copied().unwrap_or(Answer::Stay)
    }

    pub fn go(&mut self, movement: Move) {
        self.cursor.go(movement, self.answers.len(), self.answers.len());
    }
}

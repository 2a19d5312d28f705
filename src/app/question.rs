//! A choice that is asked for before something would be lost.

use super::{arrivals::Reply, command::Move, cursor::Cursor, prompt::Then, unjoined::JoinAnswer};
use crate::{
    model::HandComment,
    report::words::{self, counted},
};

/// What an answer leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    SaveFirst,
    DoNotSave,
    Stay,
    /// The record asked about goes.
    Remove,
    Keep,
    /// What was typed is given up.
    ThrowAway,
    KeepTyping,
    /// The steps another session left are done again.
    TakeIn,
    /// They are listed first.
    LookAt,
    /// They stay where they are.
    KeepForLater,
    /// What becomes of another version of the map.
    Version(Reply),
    /// The comments of the file become notes, then it is saved.
    SaveNotes,
    /// The last whole copy takes the place of a file that is no map any more.
    BringBack,
    /// The file stays as it is.
    LeaveIt,
    /// The program is left.
    Quit,
    /// What becomes of a merge that git has not finished.
    Join(JoinAnswer),
}

impl Answer {
    pub fn words(self) -> &'static str {
        match self {
            Self::SaveFirst => "Save, then leave",
            Self::DoNotSave => "Leave without saving",
            Self::Stay => "Stay",
            Self::Remove => "Remove",
            Self::Keep => "Keep it",
            Self::ThrowAway => "Throw away what was typed",
            Self::KeepTyping => "Go on typing",
            Self::TakeIn => "Restore them (you can undo it)",
            Self::LookAt => "Look at each first",
            Self::KeepForLater => "Keep them for later, open without",
            Self::Version(reply) => reply.words(),
            Self::SaveNotes => "Save, with the comments as notes (undo takes them back)",
            Self::BringBack => "Bring back the last good copy (the file as it is stays in the backups)",
            Self::LeaveIt => "Leave it as it is",
            Self::Quit => "Quit",
            Self::Join(answer) => answer.words(),
        }
    }
}

/// Whether an answer is chosen before anybody has chosen one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// The first.
    First,
    /// None, so that a key pressed in a hurry does nothing.
    None,
}

/// A question with its answers; the cursor stands on one of them, unless none is preset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub title: &'static str,
    pub sentence: String,
    pub answers: Vec<Answer>,
    /// What the open map is left for, if that is asked about.
    pub then: Then,
    pub preset: Preset,
    pub cursor: Cursor,
}

impl Question {
    /// Asked when steps would be lost by leaving.
    pub fn about_leaving(then: Then, unsaved_steps: usize, last: &str, fate: &str) -> Self {
        let sentence = match unsaved_steps {
            // Then it is the file that is gone.
            0 => "The map file is no longer there.".to_owned(),
            1 => format!("One step is not saved; the last one is: {last}."),
            steps => format!("{steps} steps are not saved; the last one is: {last}."),
        };
        Self {
            title: match then {
                Then::Stay | Then::Quit | Then::Sync => "Before you leave",
                Then::Open(_) | Then::Begin(_) => "Before you leave this map for another",
            },
            sentence: format!("{sentence}\n{fate}"),
            answers: vec![Answer::SaveFirst, Answer::DoNotSave, Answer::Stay],
            then,
            preset: Preset::First,
            cursor: Cursor::default(),
        }
    }

    /// Asked when another session left steps that are not in the file. No answer loses any.
    pub(super) fn about_left(sentence: &str) -> Self {
        Self {
            title: "Unsaved steps from last time",
            sentence: sentence.to_owned(),
            answers: vec![Answer::TakeIn, Answer::LookAt, Answer::KeepForLater, Answer::Quit],
            then: Then::Stay,
            preset: Preset::None,
            cursor: Cursor::default(),
        }
    }

    /// Asked before another version of the map is joined.
    pub(super) fn about_version(title: &'static str, sentence: String, replies: &[Reply]) -> Self {
        let answers = replies.iter().copied().map(Answer::Version).collect();
        Self { title, sentence, answers, then: Then::Stay, preset: Preset::None, cursor: Cursor::default() }
    }

    /// Asked before the first save of a file with comments that somebody wrote by hand.
    pub(super) fn about_comments(then: Then, comments: &[HandComment]) -> Self {
        let lines: Vec<String> = comments.iter().take(12).map(|comment| comment.line.to_string()).collect();
        let more = if comments.len() > lines.len() { ", …" } else { "" };
        let (count, lines) = (counted(comments.len(), "comment", "comments"), lines.join(", "));
        let keeps = if comments.len() == 1 { "it as a note on the record below it" } else { "them as notes on the record below each one" };
        let word = if comments.len() == 1 { "line" } else { "lines" };
        Self {
            title: "Comments in the file",
            sentence: format!(
                "This file has {count} written by hand. Saving keeps {keeps} ({word} {lines}{more}); the file as it was stays in the backups."
            ),
            answers: vec![Answer::SaveNotes, Answer::LeaveIt],
            then,
            preset: Preset::First,
            cursor: Cursor::default(),
        }
    }

    /// Asked when git has not finished a merge of the file.
    pub(super) fn about_unjoined(sentence: &str, answers: Vec<Answer>) -> Self {
        Self {
            title: "A merge that git has not finished",
            sentence: sentence.to_owned(),
            answers,
            then: Then::Stay,
            preset: Preset::None,
            cursor: Cursor::default(),
        }
    }

    /// Asked when a file is no map any more and a whole copy of it is kept. Neither answer loses anything.
    pub(super) fn about_copy(then: Then, sentence: &str) -> Self {
        Self {
            title: "This file is not a whole map",
            sentence: sentence.to_owned(),
            answers: vec![Answer::BringBack, Answer::LeaveIt],
            then,
            preset: Preset::None,
            cursor: Cursor::default(),
        }
    }

    /// Asked before a record goes.
    pub(super) fn about_removing(sentence: &str) -> Self {
        Self {
            title: "Before it goes",
            sentence: sentence.to_owned(),
            answers: vec![Answer::Remove, Answer::Keep],
            then: Then::Stay,
            preset: Preset::First,
            cursor: Cursor::default(),
        }
    }

    /// Asked before a form that was typed into is closed.
    pub(super) fn about_throwing_away() -> Self {
        Self {
            title: "Before it is lost",
            sentence: "Something was typed that is not in the map yet.".to_owned(),
            answers: vec![Answer::KeepTyping, Answer::ThrowAway],
            then: Then::Stay,
            preset: Preset::First,
            cursor: Cursor::default(),
        }
    }

    /// The answer the cursor stands on; none as long as none is chosen.
    pub fn answer(&self) -> Option<Answer> {
        (self.preset == Preset::First).then(|| self.answer_at(self.cursor.at))
    }

    /// The rows for its sentences in so many columns; three at least.
    pub fn rows(&self, columns: usize) -> usize {
        self.lines(columns).len().max(3)
    }

    /// Its sentences in lines of so many columns.
    pub fn lines(&self, columns: usize) -> Vec<String> {
        self.sentence.lines().flat_map(|line| words::wrap(line, columns)).collect()
    }

    pub fn answer_at(&self, at: usize) -> Answer {
        self.answers.get(at).copied().unwrap_or(Answer::Stay)
    }

    pub fn go(&mut self, movement: Move) {
        if self.preset == Preset::None {
            self.preset = Preset::First;
            return;
        }
        self.cursor.go(movement, self.answers.len(), self.answers.len());
    }
}

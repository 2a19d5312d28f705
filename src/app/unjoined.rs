//! A merge of the map's file that git has not finished: what the other side has, and the question whether both are joined now.

use std::path::PathBuf;

use super::{
    App, Effect, Notice, Overlay,
    choice::{Chosen, Entry},
    question::{Answer, Question},
};

/// What git left of a map's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unjoined {
    pub path: PathBuf,
    /// What is wrong, in whole sentences.
    pub sentence: String,
    /// What the other side changed, a line each.
    pub lines: Vec<String>,
}

/// What becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinAnswer {
    Join,
    Look,
    NotNow,
}

impl JoinAnswer {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Join => "Join both sides (undo takes it back)",
            Self::Look => "Look at the other side first",
            Self::NotNow => "Not now",
        }
    }
}

impl App {
    /// Git has not finished a merge of the file that is open, or of one that could not be opened for that.
    pub(super) fn ask_about_unjoined(&mut self, unjoined: Unjoined) -> Vec<Effect> {
        self.opening = None;
        let looks = (!unjoined.lines.is_empty()).then_some(JoinAnswer::Look);
        let answers = [JoinAnswer::Join].into_iter().chain(looks).chain([JoinAnswer::NotNow]).map(Answer::Join).collect();
        let question = Question::about_unjoined(&unjoined.sentence, answers);
        self.unjoined = Some(unjoined);
        self.lay(Overlay::Question(question))
    }

    pub(super) fn answered_about_unjoined(&mut self, answer: JoinAnswer) -> Vec<Effect> {
        match answer {
            JoinAnswer::Join => {
                let Some(unjoined) = self.unjoined.take() else { return Vec::new() };
                self.opening = Some(unjoined.path.clone());
                vec![Effect::Join(unjoined.path)]
            }
            JoinAnswer::Look => self.look_at_unjoined(),
            JoinAnswer::NotNow => {
                let Some(unjoined) = self.unjoined.take() else { return Vec::new() };
                let file = unjoined.path.display();
                self.tell(Notice::problem(format!(
                    "`permea merge {file}` joins both sides later. To commit before that would lose the other side's work."
                )));
                if self.document.is_some() { self.ask_about_left() } else { Vec::new() }
            }
        }
    }

    /// What the other side changed, below what can become of it.
    pub(super) fn look_at_unjoined(&mut self) -> Vec<Effect> {
        let Some(unjoined) = &self.unjoined else { return Vec::new() };
        let answers = [(JoinAnswer::Join, "what clashes is settled afterwards"), (JoinAnswer::NotNow, "the file stays as it is")];
        let answer = |(answer, hint): (JoinAnswer, &str)| Entry {
            words: answer.words().into(),
            hint: hint.into(),
            then: Chosen::Join(Some(answer)),
        };
        let lines = unjoined.lines.iter().map(|line| Entry { words: line.as_str().into(), hint: "".into(), then: Chosen::Join(None) });
        let entries = answers.into_iter().map(answer).chain(lines).collect();
        self.ask_choice("What the other side of git's merge changed", entries)
    }

    /// A line of the list was chosen; one that tells of a change leaves the list as it is.
    pub(super) fn take_join(&mut self, answer: Option<JoinAnswer>) -> Vec<Effect> {
        match answer {
            Some(answer) => self.answered_about_unjoined(answer),
            None => self.look_at_unjoined(),
        }
    }
}

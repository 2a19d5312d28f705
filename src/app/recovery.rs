//! What the last session left: steps that were kept and never saved, and the question what becomes of them.

use std::path::PathBuf;

use super::{
    App, Effect, Notice, Overlay,
    choice::{Chosen, Entry},
    prompt::{Prompt, Purpose},
    question::{Answer, Question},
};
use crate::{
    model::Step,
    report::words::{self, counted},
};

/// Steps that a session kept and did not save. None of them stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Left {
    /// The journal they stand in.
    pub journal: PathBuf,
    pub steps: Vec<Step>,
    /// What is wrong with the journal's end, as a sentence; empty if nothing is.
    pub damage: String,
}

impl App {
    /// Asks what becomes of what other sessions left, if they left anything.
    pub(super) fn ask_about_left(&mut self) -> Vec<Effect> {
        if self.document.as_ref().is_some_and(|document| document.read_only.is_some()) {
            return Vec::new();
        }
        let steps: Vec<&Step> = self.left.iter().flat_map(|left| &left.steps).collect();
        let Some(last) = steps.last() else { return Vec::new() };
        let days: Vec<String> = steps.iter().filter_map(|step| step.at).map(|at| at.strftime("%-d %B %Y").to_string()).collect();
        let when = match (days.first(), days.last()) {
            (Some(first), Some(last)) if first == last => format!(" on {first}"),
            (Some(first), Some(last)) => format!(" from {first} to {last}"),
            (None, _) | (_, None) => String::new(),
        };
        let count = counted(steps.len(), "step was", "steps were");
        let damage: String = self.left.iter().map(|left| left.damage.as_str()).collect();
        let sentence = format!("{count} done here{when} and not saved; the last one is: {}. {damage}", last.title);
        self.lay(Overlay::Question(Question::about_left(sentence.trim_end())))
    }

    pub(super) fn answered_about_left(&mut self, answer: Answer) -> Vec<Effect> {
        match answer {
            Answer::TakeIn => self.take_in_left(),
            Answer::LookAt => self.look_at_left(),
            Answer::KeepForLater => {
                self.left = Vec::new();
                self.tell(Notice::done("The steps stay kept. They are offered again when the map is opened next."));
                Vec::new()
            }
            Answer::SaveFirst
            | Answer::DoNotSave
            | Answer::Stay
            | Answer::Remove
            | Answer::Keep
            | Answer::ThrowAway
            | Answer::KeepTyping
            | Answer::Version(_) => Vec::new(),
        }
    }

    /// Every step in a list, below what can become of them.
    pub(super) fn look_at_left(&mut self) -> Vec<Effect> {
        let answers = [
            (Answer::TakeIn, "undo takes them back one by one"),
            (Answer::KeepForLater, "they are offered again next time"),
            (Answer::ThrowAway, "asks for a word first"),
        ];
        let answer = |(answer, hint): (Answer, &str)| {
            let words = if answer == Answer::ThrowAway { "Throw them away" } else { answer.words() };
            Entry { words: words.into(), hint: hint.into(), then: Chosen::Left(Some(answer)) }
        };
        let steps = self.left.iter().flat_map(|left| &left.steps).map(|step| {
            let at = step.at.map_or_else(String::new, |at| at.strftime("%-d %b %H:%M UTC").to_string());
            let by = step.by.as_ref().map_or_else(String::new, |by| format!(", {by}"));
            Entry { words: step.title.clone(), hint: format!("{at}{by}").into(), then: Chosen::Left(None) }
        });
        let entries = answers.into_iter().map(answer).chain(steps).collect();
        self.ask_choice("Steps that were not saved", entries)
    }

    /// A line of the list was chosen; one of the steps leaves the list as it is.
    pub(super) fn take_left(&mut self, answer: Option<Answer>) -> Vec<Effect> {
        match answer {
            None => self.look_at_left(),
            Some(Answer::ThrowAway) => self.lay(Overlay::Prompt(Prompt::new(Purpose::Discard, ""))),
            Some(answer) => self.answered_about_left(answer),
        }
    }

    /// The word was typed, or another one.
    pub(super) fn discard_left(&mut self, word: &str) -> Vec<Effect> {
        if word != "discard" {
            self.tell(Notice::problem("Nothing was thrown away: the word is discard."));
            return self.look_at_left();
        }
        let journals = self.left.drain(..).map(|left| left.journal).collect();
        self.tell(Notice::done("The steps are thrown away. They stay in the trash of this computer for 90 days."));
        vec![Effect::Retire(journals)]
    }

    /// Does the steps again on what the file holds now. A journal whose every step fits has done its work.
    fn take_in_left(&mut self) -> Vec<Effect> {
        let (mut effects, mut retired, mut misfits) = (Vec::new(), Vec::new(), Vec::new());
        let mut taken = 0;
        for left in std::mem::take(&mut self.left) {
            let before = misfits.len();
            for step in left.steps {
                let Some(document) = &mut self.document else { continue };
                let title = step.title.clone();
                match document.take(step) {
                    Ok(deed) => {
                        taken += 1;
                        effects.extend(self.keep(deed));
                    }
                    Err(_refusal) => misfits.push(title),
                }
            }
            // A damaged journal may hold more than could be read.
            if misfits.len() == before && left.damage.is_empty() {
                retired.push(left.journal);
            }
        }
        effects.push(Effect::Retire(retired));
        effects.extend(self.changed());
        let taken = words::capitalised(&counted(taken, "step is", "steps are"));
        self.tell(match misfits.first() {
            None => Notice::done(format!("{taken} taken in and not saved yet. Undo takes them back one by one.")),
            Some(first) => Notice::problem(format!(
                "{taken} taken in. {} fit what the file holds now and stay kept as they are; the first is: {first}.",
                counted(misfits.len(), "step does not", "steps do not")
            )),
        });
        effects
    }
}

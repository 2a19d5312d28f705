//! What other sessions left: steps that were kept and never saved, and the question what becomes of them.
//!
//! Steps that still fit are done again one by one, as they were. Where the file has become another one meanwhile, what a session
//! made of its version is joined with what the file holds now, as one step; what clashes becomes conflict records. Where neither
//! can be, each step is tried by itself, and what does not fit stays kept.

use std::path::PathBuf;

use jiff::{Zoned, tz::TimeZone};

use super::{
    App, Effect, Notice, Overlay,
    choice::{Chosen, Entry},
    prompt::{Prompt, Purpose},
    question::{Answer, Question},
};
use crate::{
    compare::{Author, Authors, diff, merge},
    model::{Deed, Network, Step},
    report::words::{self, counted},
};

/// Steps that a session kept and did not save. None of them stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Left {
    /// The journal they stand in, and older ones whose steps are among them.
    pub journals: Vec<PathBuf>,
    /// The oldest first.
    pub steps: Vec<Step>,
    /// The network they were done to; none if that version is gone.
    pub base: Option<Network>,
    /// What they made of it; none if that cannot be said.
    pub ours: Option<Network>,
    /// What is wrong with the journal's end, as a sentence; empty if nothing is.
    pub damage: String,
}

/// How the steps of a session come back.
enum Way {
    /// All of them, as they were done.
    Again(Vec<Step>),
    /// As one step that joins them with what the file has become; so many of their changes clash with that.
    Joined(Step, usize),
    /// Each by itself, if it fits.
    Singly(Vec<Step>),
}

/// How many titles of steps a question names.
const TITLES: usize = 3;

impl Left {
    /// The way back on a network, and the network after it as far as it is known now.
    fn way(&self, network: &Network) -> (Way, Network) {
        let again = Step::joined("", &self.steps).and_then(|step| network.apply(&step).ok());
        if let Some(after) = again {
            return (Way::Again(self.steps.clone()), after);
        }
        let last = self.steps.last();
        let mine = Author { by: last.and_then(|step| step.by.clone()), at: last.and_then(|step| step.at) };
        let authors = Authors { ours: mine, theirs: Author::default() };
        let joined = self.ours.as_ref().and_then(|ours| merge(self.base.as_ref(), ours, network, &authors).ok());
        match joined {
            Some(joined) => {
                let title = format!("Restore {}: {}", counted(self.steps.len(), "step", "steps"), titles(&self.steps));
                let step = joined.step(title, network).signed(last.and_then(|step| step.by.clone()), last.and_then(|step| step.at));
                (Way::Joined(step, joined.fresh.len()), joined.network)
            }
            None => (Way::Singly(self.steps.clone()), network.clone()),
        }
    }

    /// `Tue 5 May, 14:02-14:09`; nothing if the steps do not say when they were done.
    fn when(&self, zone: &TimeZone) -> Option<String> {
        let times = || self.steps.iter().filter_map(|step| step.at);
        let (first, last) = (times().min()?.to_zoned(zone.clone()), times().max()?.to_zoned(zone.clone()));
        let (day, minute) = (|at: &Zoned| at.strftime("%a %-d %b").to_string(), |at: &Zoned| at.strftime("%H:%M").to_string());
        Some(match (first.date() == last.date(), minute(&first) == minute(&last)) {
            (true, true) => format!("{}, {}", day(&first), minute(&first)),
            (true, false) => format!("{}, {}-{}", day(&first), minute(&first), minute(&last)),
            (false, _) => format!("{}, {} to {}, {}", day(&first), minute(&first), day(&last), minute(&last)),
        })
    }
}

/// `Rate Ash High stage 3 · Add a tie · …`: the first few, and that there are more.
fn titles(steps: &[Step]) -> String {
    let more = if steps.len() > TITLES { " · …" } else { "" };
    steps.iter().take(TITLES).map(|step| step.title.as_str()).collect::<Vec<_>>().join(" · ") + more
}

impl App {
    /// Asks what becomes of what other sessions left, if they left anything. Steps of a map that has no file are all there is of
    /// it, so they come back unasked.
    pub(super) fn ask_about_left(&mut self) -> Vec<Effect> {
        let Some(document) = self.document.as_ref().filter(|document| document.read_only.is_none() && !self.left.is_empty()) else {
            return Vec::new();
        };
        if document.path.is_none() {
            return self.take_in_left();
        }
        let (name, before) = (document.name(), document.network.clone());
        let mut lines = Vec::new();
        match self.left.as_slice() {
            [left] => {
                let count = counted(left.steps.len(), "step", "steps");
                let were = if left.steps.len() == 1 { "was" } else { "were" };
                let when = left.when(&self.setup.zone).map(|when| format!(" on {when}")).unwrap_or_default();
                lines.push(format!("{count} on \u{201c}{name}\u{201d} {were} done here{when} and not saved:"));
                lines.push(titles(&left.steps));
            }
            several => {
                lines.push(format!("Steps on \u{201c}{name}\u{201d} were done here and not saved, in {} sessions:", several.len()));
                lines.extend(several.iter().map(|left| {
                    let when = left.when(&self.setup.zone).unwrap_or_else(|| "At an unknown time".to_owned());
                    format!("{when}: {}: {}", counted(left.steps.len(), "step", "steps"), titles(&left.steps))
                }));
            }
        }
        lines.extend(self.left.iter().map(|left| left.damage.clone()).filter(|damage| !damage.is_empty()));
        lines.extend(self.what_has_become(&before));
        self.lay(Overlay::Question(Question::about_left(&lines.join("\n"))))
    }

    /// What the file has become since the steps were done, in sentences; nothing if all of them still fit.
    fn what_has_become(&self, before: &Network) -> Vec<String> {
        let mut sentences = Vec::new();
        let others = self.left.iter().filter_map(|left| left.base.as_ref()).map(|base| diff("", base, before).changes.len()).max();
        if let Some(count) = others.filter(|count| *count > 0) {
            sentences.push(format!("The file has since been changed by someone else ({}).", counted(count, "record", "records")));
        }
        let (mut network, mut clashes, mut singly) = (before.clone(), 0, 0);
        for left in &self.left {
            let (way, after) = left.way(&network);
            match way {
                Way::Again(_) => {}
                Way::Joined(_, fresh) => clashes += fresh,
                Way::Singly(steps) => singly += steps.len(),
            }
            network = after;
        }
        if clashes > 0 {
            let clash = counted(clashes, "of your changes clashes with that", "of your changes clash with that");
            sentences.push(format!("{clash}: both will be kept, to be settled."));
        }
        if singly > 0 {
            let each = if singly == 1 {
                "the step is tried by itself; if it does not fit it stays kept".to_owned()
            } else {
                format!("each of the {singly} steps is tried by itself; those that do not fit stay kept")
            };
            sentences.push(format!("The version they were done on is gone, so {each}."));
        }
        sentences
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
            Answer::Quit => self.quit(),
            Answer::SaveFirst
            | Answer::DoNotSave
            | Answer::Stay
            | Answer::Remove
            | Answer::Keep
            | Answer::ThrowAway
            | Answer::KeepTyping
            | Answer::Version(_)
            | Answer::BringBack
            | Answer::SaveNotes
            | Answer::LeaveIt
            | Answer::Join(_) => Vec::new(),
        }
    }

    /// Every step in a list, below what can become of them.
    pub(super) fn look_at_left(&mut self) -> Vec<Effect> {
        let answers = [
            (Answer::TakeIn, "undo takes them back"),
            (Answer::KeepForLater, "they are offered again next time"),
            (Answer::ThrowAway, "asks for a word first"),
        ];
        let answer = |(answer, hint): (Answer, &str)| {
            let words = if answer == Answer::ThrowAway { "Throw them away" } else { answer.words() };
            Entry { words: words.into(), hint: hint.into(), then: Chosen::Left(answer) }
        };
        let zone = &self.setup.zone;
        let steps = self.left.iter().enumerate().flat_map(|(session, left)| {
            left.steps.iter().enumerate().map(move |(place, step)| {
                let at = step.at.map_or_else(String::new, |at| at.to_zoned(zone.clone()).strftime("%-d %b %H:%M").to_string());
                let by = step.by.as_ref().map_or_else(String::new, |by| format!(", {by}"));
                Entry {
                    words: step.title.clone(),
                    hint: format!("{at}{by}: take in this one").into(),
                    then: Chosen::LeftStep(session, place),
                }
            })
        });
        let entries = answers.into_iter().map(answer).chain(steps).collect();
        self.ask_choice("Steps that were not saved", entries)
    }

    /// What is to become of all of them was chosen from the list.
    pub(super) fn take_left(&mut self, answer: Answer) -> Vec<Effect> {
        if answer == Answer::ThrowAway {
            return self.lay(Overlay::Prompt(Prompt::new(Purpose::Discard, "")));
        }
        self.answered_about_left(answer)
    }

    /// One step of a session was chosen from the list: it is done again if it fits, and the others are asked about again.
    pub(super) fn take_left_step(&mut self, session: usize, place: usize) -> Vec<Effect> {
        let Some(left) = self.left.get_mut(session).filter(|left| place < left.steps.len()) else { return Vec::new() };
        let step = left.steps.remove(place);
        let title = step.title.clone();
        let mut effects = Vec::new();
        match self.do_again(step.clone()) {
            Ok(done) => {
                effects.extend(done);
                effects.extend(self.changed());
                self.tell(Notice::done(format!("Taken in: {title}. Undo takes it back.")));
            }
            Err(why) => {
                if let Some(left) = self.left.get_mut(session) {
                    left.steps.insert(place, step);
                }
                self.tell(Notice::problem(format!("{title}: not taken in, because {why}.")));
            }
        }
        let is_done = self.left.get(session).is_some_and(|left| left.steps.is_empty());
        if is_done {
            took_in(&mut effects, self.left.remove(session).journals);
        }
        if self.left.is_empty() { effects } else { effects.into_iter().chain(self.look_at_left()).collect() }
    }

    /// The word was typed, or another one.
    pub(super) fn discard_left(&mut self, word: &str) -> Vec<Effect> {
        if word != "discard" {
            self.tell(Notice::problem("Nothing was thrown away: the word is discard."));
            return self.look_at_left();
        }
        let journals = self.left.drain(..).flat_map(|left| left.journals).collect();
        self.tell(Notice::done("The steps are thrown away. They stay in the trash of this computer for 90 days."));
        vec![Effect::Retire(journals)]
    }

    /// Brings back what was left, the oldest session first. A journal all of whose steps came back has done its work.
    fn take_in_left(&mut self) -> Vec<Effect> {
        let (mut effects, mut misfits) = (Vec::new(), Vec::new());
        let (mut taken, mut clashes) = (0, 0);
        for left in std::mem::take(&mut self.left) {
            let Some(document) = &self.document else { continue };
            let (way, _) = left.way(&document.network);
            let before = misfits.len();
            let count = left.steps.len();
            match way {
                Way::Again(steps) => {
                    effects.extend(self.do_all_again(steps));
                    taken += count;
                }
                Way::Joined(step, fresh) => {
                    clashes += fresh;
                    match self.do_again(step) {
                        Ok(done) => {
                            effects.extend(done);
                            taken += count;
                        }
                        Err(_refusal) => misfits.extend(left.steps.clone()),
                    }
                }
                Way::Singly(steps) => {
                    for step in steps {
                        match self.do_again(step.clone()) {
                            Ok(done) => {
                                effects.extend(done);
                                taken += 1;
                            }
                            Err(_refusal) => misfits.push(step),
                        }
                    }
                }
            }
            if misfits.len() == before {
                took_in(&mut effects, left.journals);
            }
        }
        effects.extend(self.changed());
        self.tell(told(taken, clashes, &misfits));
        effects
    }

    /// Does a step of another session again, as it was signed then. A step that changes nothing any more counts as done.
    fn do_again(&mut self, step: Step) -> Result<Vec<Effect>, String> {
        let Some(document) = self.document.as_mut().filter(|_| !step.is_empty()) else { return Ok(Vec::new()) };
        let deed = document.take(step).map_err(|refusal| refusal.to_string())?;
        Ok(self.keep(deed))
    }

    /// Does steps again that are known to fit, each of which can be undone by itself.
    fn do_all_again(&mut self, steps: Vec<Step>) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        if document.take_all(&steps).is_err() {
            return Vec::new();
        }
        steps.into_iter().flat_map(|step| self.keep(Deed::Done(step))).collect()
    }
}

/// The journals' steps stand in the open map's journal: said with the last of them, so that both are kept or neither.
fn took_in(effects: &mut Vec<Effect>, journals: Vec<PathBuf>) {
    let last = effects.iter_mut().rev().find_map(|effect| if let Effect::Keep(order) = effect { Some(order) } else { None });
    match last {
        Some(order) => order.took_in.extend(journals),
        None => effects.push(Effect::TookIn(journals)),
    }
}

/// What became of the steps.
fn told(taken: usize, clashes: usize, misfits: &[Step]) -> Notice {
    let taken = words::capitalised(&counted(taken, "step is", "steps are"));
    let clashes = match clashes {
        0 => String::new(),
        1 => " One change clashes with the file and is to be settled.".to_owned(),
        _ => format!(" {clashes} changes clash with the file and are to be settled."),
    };
    match misfits.first() {
        None => Notice::done(format!("{taken} taken in and not saved yet.{clashes} Undo takes them back.")),
        Some(first) => Notice::problem(format!(
            "{taken} taken in. {} fit what the file holds now and stay kept as they are; the first is: {}.",
            counted(misfits.len(), "step does not", "steps do not"),
            first.title
        )),
    }
}

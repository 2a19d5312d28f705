//! Opening, saving and leaving: what happens to a map as a whole, and the question before steps are lost.

use std::{mem, path::PathBuf};

use super::{
    App, Assurance, Attempt, Document, Effect, Notice, Opened, Overlay, SavePlace, Screen, Selection, Source, grid, map, member,
    prompt::{Prompt, Purpose, Then},
    question::{Answer, Question},
    start, table, triage,
};
use crate::{compare::comments_as_notes, model::Network};

impl App {
    /// Opens a map; asks first if steps of the one that is open would be lost.
    pub fn open(&mut self, source: Source) -> Vec<Effect> {
        self.leave_for(Then::Open(source))
    }

    /// Begins an empty map of this name; asks first if steps of the one that is open would be lost.
    pub(super) fn begin(&mut self, name: &str) -> Vec<Effect> {
        self.leave_for(Then::Begin(name.to_owned()))
    }

    pub(super) fn quit(&mut self) -> Vec<Effect> {
        self.leave_for(Then::Quit)
    }

    /// Leaves the open map for something else, with a question only when something would be lost.
    pub(super) fn leave_for(&mut self, then: Then) -> Vec<Effect> {
        let Some(document) = self.document.as_ref().filter(|document| document.is_unsaved()) else { return self.go_on(then) };
        if document.is_being_saved() {
            self.then = then;
            return Vec::new();
        }
        let last = document.history.next_undo().map_or("taken back", |title| title.as_str());
        let fate = match (self.assurance(), &document.path) {
            (_, _) if document.history.is_saved() => "Saving writes it again.",
            (Some(Assurance::Kept), Some(_)) => "Without a save they stay kept, and are offered when the map is opened next.",
            (Some(Assurance::Kept), None) => "Without a save they stay kept, and are offered on the start page.",
            (Some(_) | None, _) => "Without a save they are lost.",
        };
        let steps = if document.history.is_saved() { 0 } else { document.history.unsaved_steps() };
        let question = Question::about_leaving(then, steps, last, fate);
        self.lay(Overlay::Question(question))
    }

    /// Does what the open map was left for.
    fn go_on(&mut self, then: Then) -> Vec<Effect> {
        match then {
            Then::Stay => Vec::new(),
            Then::Sync => self.sync(),
            Then::Quit => vec![Effect::Quit],
            Then::Open(source) => {
                self.opening = Some(match &source {
                    Source::File(path) => path.clone(),
                    Source::Unsaved(_) => "unsaved map".into(),
                    Source::Demo => "demo".into(),
                });
                vec![Effect::Open(source)]
            }
            Then::Begin(name) => {
                let network = Network::new(name, self.setup.mint.uid());
                let mut effects = vec![Effect::Begin(Box::new(network.clone()))];
                effects.extend(self.opened(Opened::begun(network)));
                effects
            }
        }
    }

    pub(super) fn opened(&mut self, mut opened: Opened) -> Vec<Effect> {
        let unjoined = opened.unjoined.take();
        let path = opened.path.clone();
        self.seen = opened.seen.take().and_then(|text| super::cleared::Seen::read(&text));
        let file = path.as_deref().and_then(|path| path.file_name()).unwrap_or_default().to_string_lossy().into_owned();
        let told = opened.read_only.as_ref().map(|read_only| Notice::problem(read_only.told(&file)));
        self.start = start::StartPage::default();
        self.left.clone_from(&opened.left);
        self.arrivals = super::arrivals::Arrivals::default();
        self.company = Vec::new();
        self.document = Some(Document::opened(opened, self.deeds));
        self.analysis = None;
        self.opening = None;
        self.selection = Selection::default();
        self.overlay = None;
        self.screen = Screen::Map;
        self.before = Vec::new();
        self.map = map::MapScreen::default();
        self.triage = triage::Triage::default();
        self.table = table::TableScreen::default();
        self.grid = grid::GridScreen::default();
        self.member = member::MemberScreen::default();
        self.family = super::family::FamilyScreen::default();
        let mut effects = self.changed();
        if let Some(path) = path {
            self.setup.remembered.opened(path);
            effects.push(Effect::Remember(self.setup.remembered.clone()));
        }
        self.forget_sharing();
        effects.extend(self.look_at_sharing());
        effects.extend(match unjoined {
            Some(unjoined) => self.ask_about_unjoined(unjoined),
            None => self.ask_about_left(),
        });
        self.notice = told.or(self.notice.take());
        effects
    }

    /// Asks whether the last whole copy is brought back in the place of a file that is no map any more.
    pub(super) fn offer_copy(&mut self, path: PathBuf, sentence: &str) -> Vec<Effect> {
        self.opening = None;
        self.lay(Overlay::Question(Question::about_copy(Then::Open(Source::File(path)), sentence)))
    }

    pub(super) fn saved(&mut self, path: PathBuf) -> Vec<Effect> {
        let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy()).into_owned();
        if let Some(document) = &mut self.document {
            document.was_saved(path.clone(), self.deeds);
        }
        self.tell(Notice::done(format!("{name} is saved.")));
        self.setup.remembered.opened(path);
        let mut effects = vec![Effect::Remember(self.setup.remembered.clone())];
        let next = self.next_save();
        if !next.is_empty() {
            effects.extend(next);
            return effects;
        }
        let then = mem::take(&mut self.then);
        effects.extend(match then {
            // What was done meanwhile is saved by the next sync; asking would hold this one up.
            Then::Sync => self.sync_saved(),
            Then::Stay => self.look_at_sharing(),
            Then::Quit | Then::Open(_) | Then::Begin(_) => self.leave_for(then),
        });
        effects
    }

    /// The save that was asked for while the last one was under way, if there is one.
    pub(super) fn next_save(&mut self) -> Vec<Effect> {
        let running = self.setup.moment.running;
        let order = self.document.as_mut().and_then(|document| document.next_save(running));
        order.map(Effect::Save).into_iter().collect()
    }

    pub(super) fn failed(&mut self, what: Attempt) -> Vec<Effect> {
        match what {
            Attempt::Open => self.opening = None,
            Attempt::Save => {
                self.then = Then::Stay;
                if let Some(document) = &mut self.document {
                    document.was_not_saved();
                }
                return self.next_save();
            }
            Attempt::Keep | Attempt::Restore | Attempt::Remember | Attempt::Analyse | Attempt::LayOut | Attempt::Measure => {}
        }
        Vec::new()
    }

    /// Saves to the map's own file; a map without one is asked for its file first.
    pub(super) fn save(&mut self, then: Then) -> Vec<Effect> {
        let running = self.setup.moment.running;
        if self.refuses_change() {
            return Vec::new();
        }
        let Some(document) = &self.document else { return Vec::new() };
        let Some(path) = document.path.clone() else { return self.ask_for_a_file(then) };
        if self.save_is_off(&then) {
            return Vec::new();
        }
        let Some(document) = &mut self.document else { return Vec::new() };
        if !document.is_unsaved() {
            self.tell(Notice::done("Nothing has changed since the last save."));
            return Vec::new();
        }
        if !document.comments.is_empty() {
            let question = Question::about_comments(then, &document.comments);
            return self.lay(Overlay::Question(question));
        }
        self.then = then;
        if document.is_being_saved() {
            return Vec::new();
        }
        document.save(path, SavePlace::Own, running).map(Effect::Save).into_iter().collect()
    }

    /// Keeps the comments of the file as notes, as a step like any other.
    fn take_comments(&mut self) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        let comments = mem::take(&mut document.comments);
        let step = comments_as_notes(&document.network, &comments);
        step.map_or_else(Vec::new, |step| self.take(step))
    }

    pub(super) fn ask_for_a_file(&mut self, then: Then) -> Vec<Effect> {
        if self.refuses_copy() {
            return Vec::new();
        }
        let prompt = Prompt { then, ..Prompt::new(Purpose::SaveAs, "") };
        self.lay(Overlay::Prompt(prompt))
    }

    pub(super) fn answered(&mut self, answer: Answer, then: Then) -> Vec<Effect> {
        match answer {
            Answer::SaveFirst => self.save(then),
            Answer::DoNotSave => self.go_on(then),
            Answer::BringBack => match then {
                Then::Open(Source::File(path)) => {
                    self.opening = Some(path.clone());
                    vec![Effect::BringBack(path)]
                }
                Then::Open(Source::Demo | Source::Unsaved(_)) | Then::Stay | Then::Quit | Then::Sync | Then::Begin(_) => Vec::new(),
            },
            Answer::SaveNotes => {
                let mut effects = self.take_comments();
                effects.extend(self.save(then));
                effects
            }
            Answer::LeaveIt => Vec::new(),
            Answer::Stay => {
                self.overlay = self.behind.take();
                Vec::new()
            }
            Answer::Remove | Answer::Keep | Answer::ThrowAway | Answer::KeepTyping => self.answered_about_records(answer),
            Answer::Join(answer) => self.answered_about_unjoined(answer),
            Answer::TakeIn | Answer::LookAt | Answer::KeepForLater | Answer::Quit => self.answered_about_left(answer),
            Answer::Version(reply) => self.replied(reply, then),
        }
    }

    pub(super) fn prompted(&mut self, prompt: &Prompt) -> Vec<Effect> {
        let text = prompt.line.text().trim().to_owned();
        if text.is_empty() && prompt.purpose != Purpose::ImportOnly {
            self.overlay = self.behind.take();
            return Vec::new();
        }
        match prompt.purpose {
            Purpose::Open => self.open(Source::File(path_of(&text).into())),
            Purpose::SaveAs => {
                let running = self.setup.moment.running;
                let mut effects = self.take_comments();
                let Some(document) = &mut self.document else { return Vec::new() };
                self.then = prompt.then.clone();
                let text = path_of(&text).to_owned();
                let has_ending = std::path::Path::new(&text).extension().is_some();
                let path = if has_ending { text } else { format!("{text}.permea.ron") };
                effects.extend(document.save(path.into(), SavePlace::New, running).map(Effect::Save));
                effects
            }
            Purpose::SharedPlace => self.sync_with(path_of(&text)),
            Purpose::NewMap => self.begin(&text),
            Purpose::ImportedMap => self.import_into_new(&text),
            Purpose::ImportOnly => self.take_only(&text),
            Purpose::Rater(signing) => self.signed_as(&text, signing),
            Purpose::Withdraw => self.withdraw(&text),
            Purpose::Since => self.map_changes_since(&text),
            Purpose::Weights => self.take_family_weights(&text),
            Purpose::Discard => self.discard_left(&text),
            Purpose::Place => vec![Effect::KeepIn(path_of(&text).into())],
        }
    }
}

/// The path that was typed, or dropped on the terminal, which puts it into quotes.
fn path_of(text: &str) -> &str {
    let quoted = ['\'', '"'].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote));
    quoted.unwrap_or(text)
}

//! Sharing the open map from the screen: saved first, sent and joined by the courier meanwhile, and told in words.

use std::path::PathBuf;

use super::{
    App, Effect, General, Notice, Overlay,
    command::Command,
    prompt::{Prompt, Purpose, Then},
};
use crate::report::words::counted;

/// What the courier is asked to do about a map's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Sync it; the place is the answer to the one question, if it was just given. Answered by `Synced`, `NoPlace` or `NotSynced`.
    Sync { path: PathBuf, with: Option<String> },
    /// See how it stands to its shared place, without asking there. Answered by `Standing` if it has one.
    Look { path: PathBuf },
    /// Tell git how maps are joined. Answered by `GitTold`.
    TellGit { path: PathBuf },
    /// Remember that somebody was told that git does not know; not answered.
    Offered { path: PathBuf },
}

/// What the courier brings back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CourierNews {
    /// What a sync did.
    Synced(SyncReport),
    /// The map has no shared place yet.
    NoPlace { path: PathBuf },
    /// Why not, and what to do.
    NotSynced { sentence: String },
    /// How many changes the others do not have, and whether git knows how maps are joined.
    Standing { path: PathBuf, waiting: usize, git: GitKnows },
    /// What came of telling git.
    GitTold { sentence: String },
}

/// What a sync did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyncReport {
    pub path: PathBuf,
    /// What went, what came, what waits and what clashes, in words.
    pub sentence: String,
    /// Whether the file is another one by it.
    pub arrived: Arrived,
    /// How many changes wait to go out.
    pub waiting: usize,
    /// How many conflicts the map holds.
    pub to_settle: usize,
}

/// Whether a sync brought anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrived {
    Something,
    Nothing,
}

/// Whether git knows how maps are joined, where the map is in a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GitKnows {
    /// It does, or this was said before.
    Enough,
    /// It does not, and nobody has been told yet.
    Nothing,
}

/// How the open map stands to those it is shared with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sharing {
    is_underway: bool,
    /// How many changes wait to go out; none as long as nobody has looked, or the map is not shared.
    waiting: Option<usize>,
    /// Whether the file became another one since the sync under way was begun.
    has_arrived: bool,
    /// What a sync told, until what it brought is on the screen.
    told: Option<String>,
}

impl App {
    /// What the header says of sharing; empty where there is nothing to say.
    pub fn sharing_words(&self) -> String {
        match (self.sharing.is_underway, self.sharing.waiting) {
            (true, _) => "  syncing…".to_owned(),
            (false, Some(waiting)) if waiting > 0 => format!("  {waiting} to send"),
            (false, _) => String::new(),
        }
    }

    /// Syncs the open map: saves it first, and asks for its file if it has none.
    pub(super) fn sync(&mut self) -> Vec<Effect> {
        if self.sharing.is_underway {
            self.tell(Notice::done("The map is being synced. Go on; you will be told what came."));
            return Vec::new();
        }
        let Some(document) = &self.document else { return Vec::new() };
        let Some(path) = document.path.clone() else { return self.ask_for_a_file(Then::Sync) };
        if document.is_unsaved() {
            return self.save(Then::Sync);
        }
        self.send(Errand::Sync { path, with: None })
    }

    /// The map has just been saved to be synced.
    pub(super) fn sync_saved(&mut self) -> Vec<Effect> {
        let path = self.document.as_ref().and_then(|document| document.path.clone());
        path.map_or_else(Vec::new, |path| self.send(Errand::Sync { path, with: None }))
    }

    /// The place was typed in.
    pub(super) fn sync_with(&mut self, place: &str) -> Vec<Effect> {
        let path = self.document.as_ref().and_then(|document| document.path.clone());
        path.map_or_else(Vec::new, |path| self.send(Errand::Sync { path, with: Some(place.to_owned()) }))
    }

    fn send(&mut self, errand: Errand) -> Vec<Effect> {
        self.sharing.is_underway = true;
        self.sharing.has_arrived = false;
        vec![Effect::Errand(errand)]
    }

    /// Another map is open, or its file has just been written: how it stands is looked up.
    pub(super) fn look_at_sharing(&self) -> Vec<Effect> {
        let path = self.document.as_ref().and_then(|document| document.path.clone());
        path.map_or_else(Vec::new, |path| vec![Effect::Errand(Errand::Look { path })])
    }

    /// Nothing is known of how another map stands.
    pub(super) fn forget_sharing(&mut self) {
        (self.sharing.waiting, self.sharing.told) = (None, None);
    }

    /// Tells git how maps are joined, in the repository of the open map.
    pub(super) fn tell_git(&mut self) -> Vec<Effect> {
        let Some(path) = self.document.as_ref().and_then(|document| document.path.clone()) else {
            self.tell(Notice::problem("The map has no file yet. Save it first."));
            return Vec::new();
        };
        self.tell(Notice::done("Git is being told how maps are joined…"));
        vec![Effect::Errand(Errand::TellGit { path })]
    }

    pub(super) fn courier_came(&mut self, news: CourierNews) -> Vec<Effect> {
        let here = self.document.as_ref().and_then(|document| document.path.clone());
        match news {
            CourierNews::Synced(report) => {
                self.synced(report, here.as_ref());
                Vec::new()
            }
            CourierNews::NoPlace { path } => {
                self.sharing.is_underway = false;
                if here == Some(path) { self.lay(Overlay::Prompt(Prompt::new(Purpose::SharedPlace, ""))) } else { Vec::new() }
            }
            CourierNews::NotSynced { sentence } => {
                self.sharing.is_underway = false;
                self.tell(Notice::problem(sentence));
                Vec::new()
            }
            CourierNews::Standing { path, waiting, git } => {
                if here.as_ref() != Some(&path) {
                    return Vec::new();
                }
                self.sharing.waiting = Some(waiting);
                self.offer_git(git, path)
            }
            CourierNews::GitTold { sentence } => {
                self.tell(Notice::done(sentence));
                Vec::new()
            }
        }
    }

    /// Said once in each copy of a repository, and not over something else that is being said.
    fn offer_git(&mut self, git: GitKnows, path: PathBuf) -> Vec<Effect> {
        let key = self.setup.keymap.key(Command::General(General::GitSetup));
        let (GitKnows::Nothing, None, Some(key)) = (git, &self.notice, key) else { return Vec::new() };
        self.tell(Notice::done(format!(
            "This map is in a git repository, and git has not been told here how maps are joined. {key} tells it; this is said once."
        )));
        vec![Effect::Errand(Errand::Offered { path })]
    }

    fn synced(&mut self, report: SyncReport, here: Option<&PathBuf>) {
        self.sharing.is_underway = false;
        let settle = match report.to_settle {
            0 => String::new(),
            count => format!(" {} to settle. {}", counted(count, "conflict", "conflicts"), self.key_hint(General::Settle, "settles them")),
        };
        let sentence = format!("{}{}", report.sentence, settle.trim_end());
        if here == Some(&report.path) {
            self.sharing.waiting = Some(report.waiting);
            let comes_later = report.arrived == Arrived::Something && !self.sharing.has_arrived;
            self.sharing.told = comes_later.then(|| sentence.clone());
        }
        self.tell(Notice::done(sentence));
    }

    /// What is told of a new version of the file, if a sync brought it: the sync has told more already.
    pub(super) fn told_by_sync(&mut self) -> Option<String> {
        self.sharing.has_arrived = true;
        self.sharing.told.take()
    }
}

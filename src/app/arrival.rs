//! Another version of the open map arrives, and is joined into it as one step that can be taken back.
//!
//! Somebody else saved the file, a save of ours displaced theirs in its last moment, a copy with their work lies beside the
//! map, or git left a merge unfinished: whatever happened, what they have is joined through [`merge`] with what is on the
//! screen. What clashes becomes conflict records in the map. Nothing is written before the person saves.

use std::path::PathBuf;

use ecow::EcoString;
use jiff::Timestamp;

use super::{
    App, Document, Effect, General, Notice,
    effect::{AdoptOrder, Standing},
    prompt::Then,
};
use crate::{
    compare::{Author, Authors, diff, exact_diff, merge},
    model::{Deed, Network, Step},
    report::{touched, words::counted},
};

/// Another version of the open map.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    /// What both began with; none where that is not certain: then what only one has is kept, and what differs is a conflict.
    ///
    /// For the file's own new version the network that the file held before stands in for it.
    pub base: Option<Network>,
    pub theirs: Network,
    /// Who made their version, and when, as far as that is known.
    pub author: Author,
    pub from: From,
}

/// Where another version comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// The map's file holds it now.
    File(FileVersion),
    /// Somebody saved in the same moment as we did. Ours is in the file, at this path; theirs was displaced and is kept.
    Displaced(PathBuf),
    /// A conflict copy beside the map, which a tool that shares folders made.
    Copy(Copy),
}

/// A version that the map's file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileVersion {
    /// The SHA-256 of its bytes, in hexadecimal.
    pub hash: EcoString,
    /// Since when this computer has known it, if it is older than the one the file held before: a tool brought it back.
    pub older_from: Option<Timestamp>,
    pub next: Next,
}

/// What follows once a version is joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The person goes on.
    GoOn,
    /// The save that met this version is tried again.
    SaveAgain,
}

/// A conflict copy: a file beside the map that holds another version of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    pub path: PathBuf,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub hash: EcoString,
    /// Whose or which computer's it is, as its name says.
    pub device: Option<EcoString>,
    /// When it was made, in words.
    pub when: String,
}

impl App {
    /// Takes in another version of the open map: joined at once, or asked about first.
    pub(super) fn arrived(&mut self, arrival: Arrival) -> Vec<Effect> {
        let Some(document) = &mut self.document else { return Vec::new() };
        match &arrival.from {
            From::File(version) => {
                if version.next == Next::SaveAgain {
                    document.was_not_saved();
                }
                if version.older_from.is_some() && arrival.theirs != *document.saved() {
                    return self.ask_about(arrival);
                }
                self.join(arrival)
            }
            From::Displaced(path) => {
                let path = path.clone();
                document.was_saved(path, self.deeds);
                self.join(arrival)
            }
            From::Copy(_) => self.ask_about(arrival),
        }
    }

    /// Joins another version into the open map as one step, and tells what came.
    pub(super) fn join(&mut self, arrival: Arrival) -> Vec<Effect> {
        let Arrival { base, theirs, author, from } = arrival;
        let ours_by = Author { by: self.setup.remembered.rater.clone(), at: Some(self.setup.moment.now) };
        let Some(document) = &mut self.document else { return Vec::new() };
        let is_file = matches!(from, From::File(_));
        let base = if is_file { Some(document.saved().clone()) } else { base };
        let before = document.network.clone();
        let authors = Authors { ours: ours_by, theirs: author.clone() };
        let is_unchanged = before == *document.saved() && before.about.uid == theirs.about.uid;
        let (joined, fresh) = if is_file && is_unchanged {
            (theirs.clone(), 0)
        } else {
            match merge(base.as_ref(), &before, &theirs, &authors) {
                Ok(merged) => (merged.network, merged.fresh.len()),
                Err(why) => return self.not_joined(&from, &why.to_string()),
            }
        };
        let news = News { came: diff("", &before, &joined), ours: base.map_or(0, |base| diff("", &base, &before).changes.len()), fresh };
        let title = title_of(&from, &news, (&before, &joined));
        let step = exact_diff(title, &before, &joined).signed(author.by, Some(self.setup.moment.now)).from_elsewhere();
        let step = Some(step).filter(|step| !step.is_empty());
        let was_unsaved = document.is_unsaved();
        let deed = match step.map(|step| document.take(step)).transpose() {
            Ok(deed) => deed,
            Err(refusal) => return self.not_joined(&from, &refusal.to_string()),
        };
        document.network.about = joined.about.clone();
        let standing = if joined == theirs { Standing::AsTheFile } else { Standing::Unsaved };
        if is_file {
            document.file_became(theirs, standing);
        }
        self.arrivals.last = deed.as_ref().map(|deed| (deed.step().clone(), before.clone())).or(self.arrivals.last.take());
        if deed.is_some() {
            let by_sync = if is_file { self.told_by_sync() } else { None };
            let sentence = by_sync.unwrap_or_else(|| self.sentence(&from, &news, (&before, was_unsaved)));
            self.tell(Notice::done(sentence));
        }
        self.after_joining(from, deed, standing)
    }

    /// What is to be done outside once a version is joined.
    fn after_joining(&mut self, from: From, deed: Option<Deed>, standing: Standing) -> Vec<Effect> {
        let changed = deed.is_some();
        let order = deed.and_then(|deed| self.hand_over(deed));
        let mut effects = Vec::new();
        let mut again = false;
        match from {
            From::File(version) => {
                effects.push(Effect::Adopt(Box::new(AdoptOrder { hash: version.hash, deed: order, standing })));
                again = version.next == Next::SaveAgain;
            }
            From::Displaced(_) => {
                effects.extend(order.map(|order| Effect::Keep(Box::new(order))));
                again = true;
            }
            From::Copy(copy) => {
                effects.extend(order.map(|order| Effect::Keep(Box::new(order))));
                effects.push(Effect::PutAway(copy));
            }
        }
        if changed {
            effects.extend(self.changed());
        }
        if again {
            effects.extend(self.save_again());
        }
        effects
    }

    /// The save goes on that met another version; what follows it is as it was asked for.
    pub(super) fn save_again(&mut self) -> Vec<Effect> {
        let then = std::mem::take(&mut self.then);
        if self.document.as_ref().is_some_and(Document::is_unsaved) {
            return self.save(then);
        }
        let next = self.next_save();
        if !next.is_empty() {
            self.then = then;
            return next;
        }
        if then == Then::Stay { Vec::new() } else { self.leave_for(then) }
    }

    fn not_joined(&mut self, from: &From, why: &str) -> Vec<Effect> {
        let what = match from {
            From::File(_) => "What the file holds now was not taken in",
            From::Displaced(_) => "What somebody saved in the same moment was not taken in; it is kept on this computer",
            From::Copy(_) => "The copy was not taken in",
        };
        self.then = Then::Stay;
        self.tell(Notice::problem(format!("{what}: {why}. Everything here is as it was; save it under another name.")));
        Vec::new()
    }

    /// What came, in a sentence, with the keys that go on from there.
    fn sentence(&self, from: &From, news: &News, (before, was_unsaved): (&Network, bool)) -> String {
        let came = news.came.changes.len();
        let after = self.document.as_ref().map(|document| &document.network);
        let whom = touched(&news.came, before, after.unwrap_or(before));
        let said = match from {
            From::File(_) if !was_unsaved => format!("Reloaded: {whom} changed by someone else."),
            From::File(_) => format!("Merged {} from disk with your {}.", counted(came, "change", "changes"), news.ours),
            From::Displaced(_) => {
                format!("Merged {} that somebody saved in the same moment with your {}.", counted(came, "change", "changes"), news.ours)
            }
            From::Copy(_) => {
                format!("Merged {} of the copy. The copy itself is in the trash of this computer.", counted(came, "change", "changes"))
            }
        };
        let settle = if news.fresh == 0 { String::new() } else { format!(" {} to settle.", news.fresh) };
        let look = self.key_hint(General::Look, "shows what came");
        format!("{said}{settle} {look}").trim_end().to_owned()
    }
}

/// What a version brought.
struct News {
    /// What it changed here, records that only come from another file left out.
    came: Step,
    /// How many records stood otherwise here than in what both began with.
    ours: usize,
    /// How many conflicts are new.
    fresh: usize,
}

/// What undo will call it.
fn title_of(from: &From, news: &News, (before, after): (&Network, &Network)) -> String {
    let whom = touched(&news.came, before, after);
    match from {
        From::File(_) | From::Displaced(_) => format!("Take in what someone else changed ({whom})"),
        From::Copy(Copy { device: Some(device), .. }) => format!("Merge the copy from {device} ({whom})"),
        From::Copy(Copy { device: None, .. }) => format!("Merge a conflicted copy ({whom})"),
    }
}

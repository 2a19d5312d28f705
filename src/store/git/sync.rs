//! Syncing a map: what was done here becomes a commit, what others did is joined with it record by record, and both go out.
//!
//! Git's own merge is not used: it would write over a file that changes meanwhile, and join by lines where it is not set up.
//! The map's file is written by our own save, which writes over nothing it has not read, and only then does the branch move.
//! Killed in between, the next sync moves the branch first (`cut_short`), and goes on from there.

use std::{fs, path::Path, sync::mpsc, time::Duration};

use ecow::EcoString;

use super::{
    Standing, SyncError, Synced, Trouble,
    begin::begin,
    ground::{Ground, Remote},
    patience::PATIENCE,
    shared_place::in_words,
    take_in::Taken,
    tree::Entry,
    wire::{Fetched, Wire},
};
use crate::{
    compare::diff,
    model::{Id, Network, Record, Step},
    report::changes_counted,
    store::{
        chance::hexadecimal,
        joined::Version,
        map_file::{self, Opened, fingerprint},
        save::folder_of,
        shown::shown,
    },
};

/// How often it is tried again when somebody else was quicker.
const MOST_ROUNDS: u32 = 100;

/// The file that says how git joins maps, at the top of a repository.
const ATTRIBUTES_FILE: &str = ".gitattributes";

/// What is wanted of a sync.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SyncWish<'a> {
    /// The answer to the one question: where the map is kept together.
    pub with: Option<&'a str>,
    /// Who works here, for a git that has not been told.
    pub rater: Option<&'a str>,
}

/// What stands in the file, as a commit.
pub(super) struct Ours {
    pub(super) opened: Opened,
    pub(super) version: Version,
    pub(super) entry: Entry,
    pub(super) commit: String,
}

/// Whether the map may be put where others see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Consent {
    /// Somebody named the place for this map just now.
    Given,
    /// The map is shared already, or it is not.
    AsItStands,
}

/// One attempt.
enum Round {
    Over(Box<Synced>),
    /// The file, the branch or the place changed meanwhile.
    Again,
}

/// A map on its way.
pub(super) struct Journey {
    pub(super) ground: Ground,
    pub(super) remote: Remote,
    pub(super) consent: Consent,
    standing: Standing,
    /// The map as it was before anything came.
    before: Option<Network>,
    pub(super) from: Vec<EcoString>,
    pub(super) fresh: Vec<Id>,
}

/// Commits the map, fetches what others sent, joins both, and sends the result.
///
/// Nothing but the map is committed, and whatever else is staged or changed in the repository stays as it is. Where the
/// place cannot be reached, the map is committed and goes out with the next sync.
pub fn sync(map: &Path, wish: SyncWish<'_>) -> Result<Synced, SyncError> {
    if wish.with.is_none() && fs::symlink_metadata(map).is_err() {
        // There is nothing to share, and that is to be said first.
        map_file::open(map)?;
    }
    let begun = wish.with.map(|with| begin(map, with, wish.rater)).transpose()?;
    let ground = Ground::of(map, wish.rater)?;
    let Some(remote) = ground.remote() else { return Err(SyncError::NoPlace { file: ground.name }) };
    let consent = if begun.is_some() { Consent::Given } else { Consent::AsItStands };
    let standing = begun.unwrap_or(Standing::Shared);
    let mut journey = Journey::new(ground, remote, (consent, standing));
    if standing == Standing::Fetched {
        let about = map_file::open(map)?.network.about;
        journey.before = Some(Network::new(about.name, about.uid));
    }
    for round in 0..MOST_ROUNDS {
        match journey.round()? {
            Round::Over(synced) => return Ok(*synced),
            Round::Again => pause(round),
        }
    }
    Err(SyncError::Busy)
}

/// Waits a little, and not as long as others who wait.
fn pause(round: u32) {
    let chance = u64::from_str_radix(&hexadecimal(4), 16).unwrap_or_default() % 64;
    let (_open, silence) = mpsc::channel::<()>();
    // Nobody sends anything: the wait is over when its time is.
    let _nothing = silence.recv_timeout(Duration::from_millis(chance * u64::from(round.min(16))));
}

impl Journey {
    pub(super) fn new(ground: Ground, remote: Remote, (consent, standing): (Consent, Standing)) -> Self {
        Self { ground, remote, consent, standing, before: None, from: Vec::new(), fresh: Vec::new() }
    }

    fn round(&mut self) -> Result<Round, SyncError> {
        let Some(ours) = self.commit_ours()? else { return Ok(Round::Again) };
        self.before.get_or_insert_with(|| ours.opened.network.clone());
        let (mut commit, mut now) = (ours.commit.clone(), ours.opened.network.clone());
        let theirs = match self.wire().fetch(&[])? {
            Fetched::At(theirs) => Some(theirs),
            Fetched::Nothing => None,
            Fetched::Trouble(trouble) => return self.stopped(trouble, &commit, now),
        };
        if let Some(theirs) = &theirs {
            match self.take_in(&ours, theirs)? {
                Taken::Nothing => {}
                Taken::All(taken) => (commit, now) = *taken,
                Taken::Again => return Ok(Round::Again),
            }
        }
        let mut sent = Step::new("Sent", Vec::new());
        if theirs.as_deref() != Some(commit.as_str()) {
            let theirs_before = theirs.as_deref().map(|theirs| self.network_at(theirs)).transpose()?.flatten();
            if let Err(trouble) = self.wire().push(&commit)? {
                return self.stopped(trouble, &commit, now);
            }
            let nothing = Network::new(now.about.name.clone(), now.about.uid.clone());
            sent = diff("Sent", theirs_before.as_ref().unwrap_or(&nothing), &now);
        }
        self.tidy_stage(&commit)?;
        Ok(Round::Over(Box::new(self.synced(now, (sent, Step::new("Waits", Vec::new())), None))))
    }

    pub(super) fn wire(&self) -> Wire<'_> {
        Wire { ground: &self.ground, remote: &self.remote, patience: PATIENCE }
    }

    /// The place was not reached: everything is committed here and waits. Or somebody was quicker, or it is worse.
    fn stopped(&self, trouble: Trouble, commit: &str, now: Network) -> Result<Round, SyncError> {
        match trouble {
            Trouble::Quicker => Ok(Round::Again),
            Trouble::Unreachable { why } => {
                self.tidy_stage(commit)?;
                let waiting = self.waiting(commit, &now)?;
                Ok(Round::Over(Box::new(self.synced(now, (Step::new("Sent", Vec::new()), waiting), Some(why)))))
            }
            Trouble::Password { .. }
            | Trouble::HostKey { .. }
            | Trouble::NotFound { .. }
            | Trouble::NotAllowed { .. }
            | Trouble::DiskFull
            | Trouble::Rejected { .. }
            | Trouble::Damaged { .. }
            | Trouble::Other { .. } => Err(trouble.into()),
        }
    }

    /// What a commit holds that the place did not when it was last reached.
    pub(super) fn waiting(&self, commit: &str, now: &Network) -> Result<Step, SyncError> {
        let known = self.ground.commit(&self.remote.reference())?;
        let base = known.map(|known| self.base_of(commit, &known)).transpose()?.flatten();
        let nothing = Network::new(now.about.name.clone(), now.about.uid.clone());
        Ok(diff("Waits", base.as_ref().unwrap_or(&nothing), now))
    }

    fn synced(&self, network: Network, (sent, waiting): (Step, Step), unreachable: Option<String>) -> Synced {
        let came = self.before.as_ref().map_or_else(|| Step::new("Came", Vec::new()), |before| diff("Came", before, &network));
        let (from, place) = (self.from.clone(), in_words(&self.remote.url));
        Synced { network, standing: self.standing, came, from, sent, waiting, unreachable, fresh: self.fresh.clone(), place }
    }

    /// The file as it stands, committed if the branch does not hold it. None if it changed while it was read.
    fn commit_ours(&self) -> Result<Option<Ours>, SyncError> {
        let ground = &self.ground;
        let opened = map_file::open(&ground.file)?;
        let bytes = map_file::read_again(&ground.file).filter(|bytes| fingerprint(bytes) == opened.file.digest);
        let Some(bytes) = bytes else { return Ok(None) };
        self.end_cut_short(&opened.network)?;
        let version = Version::of(&opened);
        let head = ground.head()?;
        let known = head.as_deref().map(|head| ground.entry(head, &ground.path)).transpose()?.flatten();
        if known.is_none() {
            self.must_be_wanted(head.as_deref(), &opened.network.about.uid)?;
        }
        let object = ground.keep_bytes(&version.as_kept(&bytes, &ground.name)?)?;
        let mode = known.as_ref().map_or_else(|| "100644".to_owned(), |known| known.mode.clone());
        let entry = Entry { mode, object, path: ground.path.clone() };
        if let (Some(head), Some(known)) = (&head, known) {
            let before = if known.object == entry.object { None } else { Some(ground.call().bytes_of(&known.object)?) };
            let before = before.map(|bytes| Version::of_bytes(&ground.name, &bytes));
            // What cannot be read there, somebody's hand or a newer permea wrote; what is here comes after it.
            let is_same = before.as_ref().is_none_or(|before| before.as_ref().is_ok_and(|before| before.network == opened.network));
            if is_same {
                return Ok(Some(Ours { opened, version, entry: known, commit: head.clone() }));
            }
            let step =
                before.and_then(Result::ok).map_or_else(|| Step::new("", Vec::new()), |before| diff("", &before.network, &opened.network));
            let title = Some(changes_counted(&step)).filter(|title| !title.is_empty()).unwrap_or_else(|| "The map".to_owned());
            let commit = self.commit((Some(head), rater_of(&step).as_deref()), &[&entry], &title)?;
            return Ok(commit.map(|commit| Ours { opened, version, entry, commit }));
        }
        let attributes = self.own_attributes(head.as_deref())?;
        let entries: Vec<&Entry> = std::iter::once(&entry).chain(&attributes).collect();
        let title = format!("Share {}", opened.network.about.name);
        let commit = self.commit((head.as_deref(), None), &entries, &title)?;
        Ok(commit.map(|commit| Ours { opened, version, entry, commit }))
    }

    /// Commits these files on the branch. None if the branch was moved meanwhile.
    fn commit(&self, (head, rater): (Option<&str>, Option<&str>), entries: &[&Entry], title: &str) -> Result<Option<String>, SyncError> {
        let entries: Vec<Entry> = entries.iter().map(|&entry| entry.clone()).collect();
        let tree = self.ground.tree_with(head, &entries)?;
        let parents: Vec<&str> = head.into_iter().collect();
        let commit = self.ground.commit_tree(&tree, (&parents, rater), title)?;
        if !self.ground.move_branch(&commit, head)? {
            return Ok(None);
        }
        self.ground.restage(&entries)?;
        Ok(Some(commit))
    }

    /// A map that no version holds is put where others see it only by somebody who named the place for it.
    fn must_be_wanted(&self, head: Option<&str>, uid: &str) -> Result<(), SyncError> {
        let ground = &self.ground;
        let file = ground.name.clone();
        if let Some(known) = head.map(|head| ground.map_of(head, uid)).transpose()?.flatten() {
            let wanted = shown(&folder_of(&ground.file).join(Path::new(&known.path).file_name().unwrap_or_default()).to_string_lossy());
            return Err(SyncError::OtherName { place: in_words(&self.remote.url), name: shown(&known.path), wanted });
        }
        if ground.call().run(&["check-ignore", "-q", "--", &ground.path])?.status.success() {
            return Err(SyncError::Ignored { file });
        }
        if self.consent == Consent::Given {
            return Ok(());
        }
        let there = ground.commit(&self.remote.reference())?;
        let is_there = there.map(|there| ground.entry(&there, &ground.path)).transpose()?.flatten().is_some();
        if is_there { Ok(()) } else { Err(SyncError::NotAmong { file, place: in_words(&self.remote.url) }) }
    }

    /// The file that says how git joins maps, if there is one here that says nothing else and none is committed.
    fn own_attributes(&self, head: Option<&str>) -> Result<Option<Entry>, SyncError> {
        let ground = &self.ground;
        if head.map(|head| ground.entry(head, ATTRIBUTES_FILE)).transpose()?.flatten().is_some() {
            return Ok(None);
        }
        let Some(text) = super::set_up::own_attributes(&ground.top) else { return Ok(None) };
        Ok(Some(Entry::file(ground.keep_bytes(text.as_bytes())?, ATTRIBUTES_FILE)))
    }

    /// Lets git's list of staged files say of the map what the branch says, in case a sync was cut short.
    fn tidy_stage(&self, commit: &str) -> Result<(), SyncError> {
        let ground = &self.ground;
        let staged = ground.call().find(&["ls-files", "-s", "-z", "--", &format!(":(literal,top){}", ground.path)])?.unwrap_or_default();
        let Some(entry) = ground.entry(commit, &ground.path)? else { return Ok(()) };
        if !staged.starts_with(&format!("{} {} 0\t", entry.mode, entry.object)) {
            ground.restage(&[entry])?;
        }
        Ok(())
    }
}

/// Who made the ratings of a step, if one person made all: their name stands for a computer that was told no other.
fn rater_of(step: &Step) -> Option<EcoString> {
    let mut names = step.changes.iter().filter_map(|change| match (&change.before, &change.after) {
        (None, Some(Record::Rating(rating))) => rating.by.clone(),
        (_, _) => None,
    });
    let first = names.next()?;
    names.all(|name| name == first).then_some(first)
}

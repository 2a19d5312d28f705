//! Taking in what others sent: their version and ours joined by our own merge, in the file first and then on the branch.

use std::path::Path;

use ecow::EcoString;

use super::{
    GitError, SyncError,
    authors::{author_of, names_between},
    shared_place::in_words,
    sync::{Consent, Journey, Ours},
    tree::{Entry, Others},
    wire::Fetched,
};
use crate::{
    compare::{Authors, diff, merge},
    model::{Deed, Id, Network},
    report::changes_counted,
    store::{
        Guard, Keeper, clock,
        joined::{Version, text_of_joined},
        save::SaveError,
    },
};

/// How deep bases of bases are followed; below that the first one stands for all.
const DEEPEST: u32 = 6;

/// What came of it.
pub(super) enum Taken {
    /// The branch holds it already.
    Nothing,
    /// It is in the file and on the branch: the branch's new commit, and the map.
    All(Box<(String, Network)>),
    /// The file or the branch changed meanwhile.
    Again,
}

/// The version that both make together.
struct Joined {
    network: Network,
    guard: Guard,
    entry: Entry,
    fresh: Vec<Id>,
}

impl Journey {
    /// Joins the place's newest commit with ours.
    pub(super) fn take_in(&mut self, ours: &Ours, theirs: &str) -> Result<Taken, SyncError> {
        let mut bases = self.bases(&ours.commit, theirs)?;
        if bases.iter().any(|base| base == theirs) {
            return Ok(Taken::Nothing);
        }
        if bases.is_empty() && self.is_shallow()? {
            // The common past is there, and only not here.
            if let Fetched::Trouble(trouble) = self.wire().fetch(&["--unshallow"])? {
                return Err(trouble.into());
            }
            bases = self.bases(&ours.commit, theirs)?;
        }
        let is_ahead = bases.contains(&ours.commit);
        let joined = self.join(ours, theirs, &bases)?;
        let commit = if is_ahead {
            theirs.to_owned()
        } else {
            let tree = match self.ground.joined_tree((&ours.commit, theirs), &bases, &joined.entry)? {
                Others::Tree(tree) => tree,
                Others::Clash(file) => return Err(SyncError::OtherFiles { file }),
            };
            self.ground.commit_tree(&tree, (&[&ours.commit, theirs], None), &format!("Join {}", joined.network.about.name))?
        };
        self.check_others(&ours.commit, &commit)?;
        let uid = joined.network.about.uid.clone();
        self.set_out_for(&uid, &commit)?;
        let names = names_between(&self.ground.top, (&ours.commit, theirs), &self.ground.path);
        match Self::put(ours, &joined, &names) {
            Ok(()) => {}
            Err(SaveError::ChangedOnDisk { .. }) => return Ok(Taken::Again),
            Err(error) => return Err(error.into()),
        }
        if !self.land((&ours.commit, &commit), &joined.entry)? {
            return Ok(Taken::Again);
        }
        self.has_arrived(&uid)?;
        self.fresh.extend(joined.fresh);
        for name in names {
            if !self.from.contains(&name) {
                self.from.push(name);
            }
        }
        Ok(Taken::All(Box::new((commit, joined.network))))
    }

    fn join(&self, ours: &Ours, theirs: &str, bases: &[String]) -> Result<Joined, SyncError> {
        let (ground, mine) = (&self.ground, &ours.opened.network);
        let Some(entry) = ground.entry(theirs, &ground.path)? else {
            let was_there = bases.iter().map(|base| ground.entry(base, &ground.path)).collect::<Result<Vec<_>, GitError>>()?;
            if was_there.iter().any(Option::is_some) && self.consent == Consent::AsItStands {
                return Err(SyncError::NotAmong { file: ground.name.clone(), place: in_words(&self.remote.url) });
            }
            return Ok(Joined { network: mine.clone(), guard: ours.version.guard().clone(), entry: ours.entry.clone(), fresh: Vec::new() });
        };
        let their_version = self.version_of(&entry)?;
        if their_version.network.about.uid != mine.about.uid {
            return Err(SyncError::OtherMap {
                place: in_words(&self.remote.url),
                ours: mine.about.name.to_string(),
                theirs: their_version.network.about.name.to_string(),
            });
        }
        if bases.contains(&ours.commit) {
            let guard = their_version.guard().clone();
            return Ok(Joined { network: their_version.network, guard, entry, fresh: Vec::new() });
        }
        let base = self.base_within(bases, DEEPEST)?;
        let authors = Authors {
            ours: author_of(&ground.top, &ours.commit, &ground.path).unwrap_or_default(),
            theirs: author_of(&ground.top, theirs, &ground.path).unwrap_or_default(),
        };
        let merged = merge(base.as_ref(), mine, &their_version.network, &authors)?;
        let (guard, text) = text_of_joined(&ground.name, &merged.network, &ours.version, &their_version)?;
        let entry = Entry { object: ground.keep_bytes(text.as_bytes())?, ..ours.entry.clone() };
        Ok(Joined { network: merged.network, guard, entry, fresh: merged.fresh })
    }

    /// Puts what both make together in the file, which must still hold our version.
    fn put(ours: &Ours, joined: &Joined, names: &[EcoString]) -> Result<(), SaveError> {
        if ours.opened.network == joined.network {
            if *ours.version.guard() == joined.guard {
                return Ok(());
            }
            // The same records under another guard: people whose maps are equal have equal files.
            return ours.opened.file.clone().save_anew(&joined.network, joined.guard.clone());
        }
        let what = diff("", &ours.opened.network, &joined.network);
        let from = if names.is_empty() { "the others".to_owned() } else { names.join(", ") };
        let step = crate::model::Step { title: format!("From {from}: {}", changes_counted(&what)).into(), ..what };
        let mut keeper = Keeper::of(ours.opened.clone());
        keeper.note(Deed::Done(step.signed(Some(from.into()), Some(clock::now())).from_elsewhere()));
        keeper.save(&joined.network, joined.guard.clone()).map(|_written| ())
    }

    fn version_of(&self, entry: &Entry) -> Result<Version, SyncError> {
        let bytes = self.ground.call().bytes_of(&entry.object)?;
        let name = Path::new(&entry.path).file_name().unwrap_or_default().to_string_lossy().into_owned();
        Version::of_bytes(&name, &bytes).map_err(|error| SyncError::Unread { why: error.to_string() })
    }

    /// The map in a commit, if there is one.
    pub(super) fn network_at(&self, commit: &str) -> Result<Option<Network>, SyncError> {
        let entry = self.ground.entry(commit, &self.ground.path)?;
        entry.map(|entry| self.version_of(&entry).map(|version| version.network)).transpose()
    }

    fn bases(&self, one: &str, other: &str) -> Result<Vec<String>, GitError> {
        let found = self.ground.call().find(&["merge-base", "--all", one, other])?;
        Ok(found.unwrap_or_default().lines().map(str::to_owned).collect())
    }

    /// What two commits have in common.
    pub(super) fn base_of(&self, one: &str, other: &str) -> Result<Option<Network>, SyncError> {
        let bases = self.bases(one, other)?;
        self.base_within(&bases, DEEPEST)
    }

    /// What several common commits make together: after a criss-cross no one of them holds all that both sides have.
    fn base_within(&self, bases: &[String], depth: u32) -> Result<Option<Network>, SyncError> {
        let mut joined: Option<(String, Network)> = None;
        for base in bases {
            let Some(network) = self.network_at(base)? else { continue };
            joined = Some(match joined {
                None => (base.clone(), network),
                Some(first) if depth == 0 => first,
                Some((first, before)) => {
                    let below = self.bases(&first, base)?;
                    let base_below = self.base_within(&below, depth - 1)?;
                    let merged = merge(base_below.as_ref(), &before, &network, &Authors::default())?;
                    (first, merged.network)
                }
            });
        }
        Ok(joined.map(|(_, network)| network))
    }

    fn is_shallow(&self) -> Result<bool, GitError> {
        let answer = self.ground.call().find(&["rev-parse", "--is-shallow-repository"])?;
        Ok(answer.as_deref() == Some("true"))
    }
}

//! A sync that was cut short between the file and the branch: what came is in the file, and no commit says from whom.
//!
//! Left so, the next sync would take what came for work done here, and bring back what its author has taken out since. So the
//! commit on its way is named in the repository before the file is written, until the branch stands there.

use super::{GitError, SyncError, sync::Journey, tree::Entry};
use crate::{compare::diff, model::Network, store::shown::shown};

impl Journey {
    /// Names the commit that the branch is to stand at once the file holds its map.
    pub(super) fn set_out_for(&self, uid: &str, commit: &str) -> Result<(), GitError> {
        let output = self.ground.call().run(&["update-ref", &self.on_its_way(uid), commit])?;
        super::call::succeed("note what is on its way", &output)
    }

    /// Nothing is on its way any more.
    pub(super) fn has_arrived(&self, uid: &str) -> Result<(), GitError> {
        let output = self.ground.call().run(&["update-ref", "-d", &self.on_its_way(uid)])?;
        super::call::succeed("note that nothing is on its way", &output)
    }

    /// Where the commit on its way is named, for each map and branch.
    fn on_its_way(&self, uid: &str) -> String {
        format!("refs/permea/on-its-way/{uid}/{}", self.ground.branch)
    }

    /// Ends what a sync before this one began, if the file holds what came with it.
    pub(super) fn end_cut_short(&self, map: &Network) -> Result<(), SyncError> {
        let (ground, uid) = (&self.ground, map.about.uid.as_str());
        let Some(commit) = ground.commit(&self.on_its_way(uid))? else { return Ok(()) };
        let head = ground.head()?.filter(|head| *head != commit);
        if let Some(head) = head.filter(|head| ground.is_within(head, &commit))
            && let (Some(before), Some(joined)) = (self.network_at(&head)?, self.network_at(&commit)?)
            && holds_what_came(map, &before, &joined)
            && let Some(entry) = ground.entry(&commit, &ground.path)?
        {
            self.check_others(&head, &commit)?;
            self.land((&head, &commit), &entry)?;
        }
        Ok(self.has_arrived(uid)?)
    }

    /// The files beside the map that change between two commits; refused if somebody is at work on one.
    pub(super) fn check_others(&self, from: &str, to: &str) -> Result<(), SyncError> {
        let others = self.ground.other_changes(from, to)?;
        if let Some(file) = others.first()
            && self.ground.can_carry_over(from, to)?.is_some()
        {
            return Err(SyncError::OtherFiles { file: shown(file) });
        }
        Ok(())
    }

    /// Lets git's list, the files beside the map and the branch follow a map that is in the file. Whether the branch still
    /// stood where it was thought to stand.
    pub(super) fn land(&self, (from, to): (&str, &str), map: &Entry) -> Result<bool, GitError> {
        self.ground.restage(std::slice::from_ref(map))?;
        if !self.ground.other_changes(from, to)?.is_empty() {
            self.ground.carry_over(from, to)?;
        }
        self.ground.move_branch(to, Some(from))
    }
}

/// Whether a map holds what came between two versions, whatever was done to it since: most of what came stands in it. The
/// file is written in one go, so that it holds all of it or nothing before somebody goes on.
fn holds_what_came(map: &Network, before: &Network, joined: &Network) -> bool {
    let (mut came, mut missing) = (0, 0);
    for change in diff("", before, joined).changes {
        let Some((kind, key)) = change.about() else { continue };
        let here = map.record(kind, key);
        if here == change.after {
            came += 1;
        } else if here == change.before {
            missing += 1;
        }
    }
    came > missing
}

//! Locks of git that a program left behind when it was killed.

use std::{fs, path::Path, time::Duration};

use crate::store::safe::remove_older;

/// After so long a lock on a branch in this computer's own repository is nobody's: git holds it for an instant.
pub(super) const LEFT_HERE: Duration = Duration::from_mins(1);

/// After so long a lock in a shared folder is nobody's, whatever the clocks of others say.
pub(super) const LEFT_THERE: Duration = Duration::from_mins(15);

/// Takes away the lock that git complains of if it was left behind. Whether it is gone.
pub(super) fn was_left(stderr: &[u8], age: Duration) -> bool {
    let text = String::from_utf8_lossy(stderr);
    let named = text.split("Unable to create '").nth(1).and_then(|rest| rest.split('\'').next());
    let Some(lock) = named.map(Path::new).filter(|lock| lock.extension().is_some_and(|ending| ending == "lock")) else { return false };
    // The list of staged files may be held by somebody who is writing a message.
    if lock.file_name().is_some_and(|name| name == "index.lock") {
        return false;
    }
    remove_older(lock, age);
    fs::symlink_metadata(lock).is_err()
}

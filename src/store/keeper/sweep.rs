//! New files of saves that ended before they were published.

use std::{path::Path, time::Duration};

use crate::store::{
    map_file::name_of,
    safe::{names_in, remove_older},
    save::folder_of,
};

/// How long such a file stays: the save it belongs to may be under way in another program.
const AGE: Duration = Duration::from_hours(24);

/// Removes them a day later.
pub(super) fn sweep(path: &Path) {
    let Ok(real) = std::fs::canonicalize(path) else { return };
    let (folder, prefix) = (folder_of(&real), format!(".{}.", name_of(&real)));
    for name in names_in(&folder) {
        let random = name.strip_prefix(&prefix).and_then(|rest| rest.strip_suffix(".tmp"));
        if random.is_some_and(|random| random.len() == 10 && random.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
            remove_older(&folder.join(&name), AGE);
        }
    }
}

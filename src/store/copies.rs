//! Conflict copies: files beside a map in which a tool that shares folders left somebody's work, because two saved at once.

use std::{fs, io, path::Path};

use super::{
    chance::hexadecimal,
    map_file::{fingerprint, in_digits, name_of},
    ordinary::read_file,
    safe::Safe,
    save::{folder_of, sync_folder},
};

/// Moves a copy that was taken in to the trash of this computer. One that was changed since it was read stays where it is.
pub fn put_away(copy: &Path, hash: &str, safe: &Safe) -> io::Result<()> {
    let held = folder_of(copy).join(format!(".{}.{}.tmp", name_of(copy), hexadecimal(10)));
    fs::rename(copy, &held)?;
    let bytes = read_file(&held).ok().filter(|bytes| in_digits(&fingerprint(bytes)) == hash);
    let kept = bytes.is_some_and(|bytes| safe.put_in_trash(&name_of(copy), &bytes).is_ok());
    if !kept {
        return fs::rename(&held, copy);
    }
    fs::remove_file(&held)?;
    sync_folder(copy)
}

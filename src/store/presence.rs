//! Presence: a small file beside a map for every session that has it open, so that others on a shared folder see who is there.
//!
//! It is written by its owner only, at the beginning and every five minutes, and removed at the end. Nothing depends on it: it
//! may be lost, faked or full of nonsense. What others wrote is hostile input: little of it is read, and all of it is scrubbed.

use std::{
    fs::{self, File},
    io,
    io::Write,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use ecow::EcoString;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    chance::hexadecimal,
    clock::now,
    computer::{boot, host},
    folders::user,
    format::{from_ron, in_ron},
    map_file::name_of,
    safe::names_in,
    save::folder_of,
    shown::shown,
};

/// How often it is written anew.
pub const BETWEEN_SIGNS: Duration = Duration::from_mins(5);

/// A session not seen for so long is told with when it was.
const STALE: Duration = Duration::from_mins(15);

/// No more files than these are read, the newest first, and no more bytes of one.
const MOST_FILES: usize = 50;
const MOST_BYTES: u64 = 4096;

/// No more columns of a name are shown.
const MOST_COLUMNS: usize = 40;

/// What a session says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Sign {
    name: EcoString,
    computer: EcoString,
    boot: EcoString,
    pid: u32,
    since: Timestamp,
    seen: Timestamp,
}

/// Our own session beside a map. Its file goes with it.
#[derive(Debug)]
pub struct Presence {
    path: PathBuf,
    map: PathBuf,
    sign: Sign,
    /// The file itself, locked: the kernel frees it however the program ends.
    held: File,
}

/// Another session that has the map open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Who it is, scrubbed and short.
    pub name: String,
    /// On which computer.
    pub computer: String,
    /// How many minutes ago it was seen last, if that is long ago.
    pub minutes_ago: Option<u64>,
}

impl Presence {
    /// Says that this session has the map open. `name` is who works here, if that is known.
    pub fn begin(map: &Path, name: Option<&str>) -> io::Result<Self> {
        let map = fs::canonicalize(map)?;
        let path = folder_of(&map).join(format!("{}{}", prefix(&map), hexadecimal(8)));
        let name = name.filter(|name| !name.trim().is_empty()).map_or_else(|| user().into(), EcoString::from);
        let sign = Sign { name, computer: host(), boot: boot(), pid: std::process::id(), since: now(), seen: now() };
        let held = write(&path, &map, &sign)?;
        Ok(Self { path, map, sign, held })
    }

    /// Says that it is still there.
    pub fn sign(&mut self) -> io::Result<()> {
        self.sign.seen = now();
        // Whatever stands there now, only a new file is written.
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        drop(std::mem::replace(&mut self.held, write(&self.path, &self.map, &self.sign)?));
        Ok(())
    }

    /// The other sessions, the newest first. A dead one of this computer is removed.
    pub fn others(&self) -> Vec<Other> {
        let folder = folder_of(&self.map);
        let mut found: Vec<(SystemTime, PathBuf)> = names_in(&folder)
            .into_iter()
            .filter(|name| is_sign_of(name, &self.map))
            .map(|name| folder.join(name))
            .filter(|path| *path != self.path)
            .filter_map(|path| {
                let about = fs::symlink_metadata(&path).ok().filter(|about| about.is_file() && about.len() <= MOST_BYTES)?;
                Some((about.modified().ok()?, path))
            })
            .collect();
        found.sort_unstable_by(|a, b| b.cmp(a));
        found.truncate(MOST_FILES);
        found.into_iter().filter_map(|(_, path)| self.other(&path)).collect()
    }

    fn other(&self, path: &Path) -> Option<Other> {
        let sign: Sign = from_ron(&fs::read_to_string(path).ok()?).ok()?;
        let is_of_here = sign.computer == self.sign.computer && sign.boot == self.sign.boot && !sign.boot.is_empty();
        if is_of_here && is_free(path) {
            // One that stays is found dead again.
            let _removed = fs::remove_file(path);
            return None;
        }
        let ago = now().duration_since(sign.seen);
        let minutes = u64::try_from(ago.as_mins()).unwrap_or_default();
        let minutes_ago = (minutes >= STALE.as_secs() / 60).then_some(minutes);
        Some(Other { name: short(&sign.name), computer: short(&sign.computer), minutes_ago })
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        // One that stays is found dead, or old.
        let _removed = fs::remove_file(&self.path);
    }
}

/// Writes a sign in a new file, and locks it.
fn write(path: &Path, map: &Path, sign: &Sign) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode(map));
    let mut file = options.open(path)?;
    // Where there are no locks, or where nobody else could read a file that is locked, a session that died is told until it is old.
    #[cfg(unix)]
    let _locked = file.try_lock();
    file.write_all(in_ron(sign).map_err(io::Error::other)?.as_bytes())?;
    Ok(file)
}

/// Whoever may read the map by its group may read who has it open.
#[cfg(unix)]
fn mode(map: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    let is_shared = fs::metadata(map).is_ok_and(|about| about.permissions().mode() & 0o040 != 0);
    if is_shared { 0o640 } else { 0o600 }
}

/// `.map.permea.ron.open.`: what the names of a map's presence files begin with.
fn prefix(map: &Path) -> String {
    format!(".{}.open.", name_of(map))
}

fn is_sign_of(name: &str, map: &Path) -> bool {
    name.strip_prefix(&prefix(map)).is_some_and(|random| random.len() == 8 && random.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// A text of somebody else's, harmless and short.
fn short(text: &str) -> String {
    crate::report::words::cut(&shown(text), MOST_COLUMNS).clone()
}

/// Whether nobody on this computer holds a file any more.
#[cfg(unix)]
fn is_free(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| file.try_lock().is_ok())
}

#[cfg(not(unix))]
fn is_free(_path: &Path) -> bool {
    false
}

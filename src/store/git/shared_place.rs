//! The place where people keep a map together: a bare repository in a folder that all of them see, or one on a server.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    SyncError,
    call::{Call, succeed},
};
use crate::store::{chance::hexadecimal, folders::with_home, safe::names_in, save::SaveError, shown::shown};

/// How the folder of a shared map ends.
const ENDING: &str = ".permea.git";

/// What a bare repository in a folder is told once. Tidying it up would remove files that a sync tool may still be carrying
/// to others, and nothing that was sent may be taken back.
const MANNERS: [(&str, &str); 4] =
    [("receive.denyNonFastForwards", "true"), ("receive.denyDeletes", "true"), ("receive.autogc", "false"), ("gc.auto", "0")];

/// A shared place as it was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SharedPlace {
    /// An address of a server.
    Address(String),
    /// A folder that all see; the repository is in it or is it.
    Folder(PathBuf),
}

impl SharedPlace {
    /// The place that somebody means.
    pub(super) fn parse(given: &str) -> Result<Self, SyncError> {
        let given = given.trim();
        let unknown = || SyncError::NoSuchPlace { given: shown(given) };
        if given.is_empty() || given.starts_with('-') || given.contains(['\n', '\r', '\0']) {
            return Err(unknown());
        }
        if let Some((scheme, rest)) = given.split_once("://") {
            let is_known = ["https", "http", "ssh", "git", "file"].contains(&scheme) && !rest.is_empty() && !rest.starts_with('-');
            return if is_known { Ok(Self::Address(given.to_owned())) } else { Err(unknown()) };
        }
        if given.contains("::") {
            return Err(unknown());
        }
        let folder = with_home(Path::new(given));
        if folder.is_dir() {
            return fs::canonicalize(&folder).map(Self::Folder).map_err(|_gone| SyncError::NoFolder { folder: shown(given) });
        }
        // As ssh takes it: a name before the colon, and not the letter of a Windows disk.
        let host = given.split_once(':').filter(|(host, path)| host.len() > 1 && !host.contains(['/', '\\']) && !path.is_empty());
        if host.is_some() {
            return Ok(Self::Address(given.to_owned()));
        }
        Err(SyncError::NoFolder { folder: shown(given) })
    }

    /// What git calls the repository of this map there; it is made if there is none.
    pub(super) fn repository(&self, map: &Path, uid: Option<&str>) -> Result<String, SyncError> {
        match self {
            Self::Address(address) => Ok(address.clone()),
            Self::Folder(folder) => {
                let found = repository_in(folder, map, uid)?;
                Ok(found.to_string_lossy().into_owned())
            }
        }
    }

    /// Whether git's name for a shared place means this one.
    pub(super) fn is(&self, url: &str) -> bool {
        match self {
            Self::Address(address) => address.trim_end_matches('/') == url.trim_end_matches('/'),
            Self::Folder(folder) => {
                let there = fs::canonicalize(url).unwrap_or_else(|_gone| PathBuf::from(url));
                there == *folder || there.parent() == Some(folder)
            }
        }
    }
}

/// Whether git's name for a place is a path on this computer or on a disk connected to it.
pub(super) fn is_path(url: &str) -> bool {
    let is_address = url.contains("://") && !url.starts_with("file://");
    let is_host = url.split_once(':').is_some_and(|(host, _)| host.len() > 1 && !host.contains(['/', '\\']) && host != "file");
    !is_address && !is_host
}

/// A place for sentences: without the password that somebody may have put into its address.
pub(super) fn in_words(url: &str) -> String {
    let masked = url.split_once("://").and_then(|(scheme, rest)| {
        let (before, after) = rest.split_once('@')?;
        (!before.contains('/')).then(|| format!("{scheme}://{after}"))
    });
    shown(&masked.unwrap_or_else(|| url.to_owned()))
}

fn repository_in(folder: &Path, map: &Path, uid: Option<&str>) -> Result<PathBuf, SyncError> {
    if is_bare(folder) {
        return Ok(folder.to_owned());
    }
    if folder.join(".git").exists() {
        return Err(SyncError::WorkingFolder { folder: shown(&folder.to_string_lossy()) });
    }
    let name = map.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = name.strip_suffix(".permea.ron").or_else(|| name.strip_suffix(".ron")).unwrap_or(&name);
    let own = folder.join(format!("{stem}{ENDING}"));
    if is_bare(&own) {
        return Ok(own);
    }
    let shared: Vec<PathBuf> =
        names_in(folder).iter().filter(|name| name.ends_with(ENDING)).map(|name| folder.join(name)).filter(|path| is_bare(path)).collect();
    match (uid, shared.as_slice()) {
        (None, [one]) => return Ok(one.clone()),
        (None, []) => return Err(SyncError::Empty { place: shown(&folder.to_string_lossy()) }),
        (None, several) => {
            let names: Vec<String> = several.iter().map(|path| shown(&path.file_name().unwrap_or_default().to_string_lossy())).collect();
            return Err(SyncError::Several { place: shown(&folder.to_string_lossy()), names: names.join(", ") });
        }
        (Some(uid), several) => {
            // Somebody shared the same map under another name.
            if let Some(same) = several.iter().find(|path| holds(path, uid)) {
                return Ok(same.clone());
            }
        }
    }
    make_bare(folder, &own)?;
    Ok(own)
}

/// Whether a folder is a repository without files to work in.
pub(super) fn is_bare(folder: &Path) -> bool {
    folder.join("HEAD").is_file() && folder.join("objects").is_dir() && folder.join("refs").is_dir()
}

/// Whether the newest version of a shared place holds a map of this uid.
fn holds(repository: &Path, uid: &str) -> bool {
    // A place in a folder that others can write to is not asked to run anything of its own.
    let call = Call::within(repository);
    let listed = call.find(&["-c", "safe.directory=*", "ls-tree", "-r", "HEAD"]).ok().flatten().unwrap_or_default();
    let maps = listed.lines().filter(|line| line.ends_with(".permea.ron")).take(20);
    let mut objects = maps.filter_map(|line| line.split([' ', '\t']).nth(2));
    let mark = format!("uid: \"{uid}\"");
    objects.any(|object| {
        let text = call.run(&["-c", "safe.directory=*", "cat-file", "blob", object]).map(|output| output.stdout).unwrap_or_default();
        String::from_utf8_lossy(text.get(..text.len().min(4096)).unwrap_or_default()).contains(&mark)
    })
}

/// Makes a bare repository that appears whole or not at all.
fn make_bare(folder: &Path, wanted: &Path) -> Result<(), SyncError> {
    let disk = |source| SyncError::Save(SaveError::Disk { file: shown(&wanted.to_string_lossy()), source });
    let making = folder.join(format!(".permea-{}", hexadecimal(10)));
    fs::create_dir(&making).map_err(disk)?;
    let made = fill_bare(&making).and_then(|()| match fs::rename(&making, wanted) {
        Ok(()) => Ok(()),
        // Somebody else made it in the same moment.
        Err(_taken) if is_bare(wanted) => Ok(()),
        Err(error) => Err(disk(error)),
    });
    if making.exists() {
        let _removed = fs::remove_dir_all(&making);
    }
    made
}

fn fill_bare(folder: &Path) -> Result<(), SyncError> {
    let call = Call::within(folder);
    let mut arguments = vec!["init", "--bare", "-q", "--template="];
    if is_for_a_group(folder) {
        arguments.push("--shared=group");
    }
    succeed("make the shared place", &call.run(&arguments)?)?;
    call.run(&["symbolic-ref", "HEAD", "refs/heads/main"])?;
    for (name, value) in MANNERS {
        succeed("make the shared place", &call.run(&["config", name, value])?)?;
    }
    Ok(())
}

/// Whether others of the folder's group may write beside it.
#[cfg(unix)]
fn is_for_a_group(folder: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    let parent = folder.parent().and_then(|parent| fs::metadata(parent).ok());
    parent.is_some_and(|about| about.permissions().mode() & 0o020 != 0)
}

#[cfg(not(unix))]
fn is_for_a_group(_folder: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_from_a_path() {
        for address in ["https://git.example.org/north.git", "git@git.example.org:north.git", "ssh://git@git.example.org/north.git"] {
            assert_eq!(SharedPlace::parse(address).unwrap(), SharedPlace::Address(address.to_owned()));
            assert!(!is_path(address), "{address}");
        }
        for path in ["/srv/north.git", "C:\\Shared\\north.git", "file:///srv/north.git"] {
            assert!(is_path(path), "{path}");
        }
        for wrong in ["", "--upload-pack=x", "ext::sh -c x", "gopher://x/y", "/no/such/folder"] {
            assert!(SharedPlace::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_password_in_an_address_is_not_said() {
        assert_eq!(in_words("https://sam:secret@git.example.org/north.git"), "https://git.example.org/north.git");
        assert_eq!(in_words("git@git.example.org:north.git"), "git@git.example.org:north.git");
    }
}

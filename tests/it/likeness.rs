//! What a save leaves as it was: links, names, mode, access list and owner, in 24 combinations, as a user who is nobody special.
//!
//! Only an administrator can be somebody else, with `setpriv` and `setfacl`; elsewhere the test says so and ends.

use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

const DEMO: &str = include_str!("../../assets/demo.permea.ron");

/// Who saves.
const USER: u32 = 1000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    Plain,
    /// The name given is a link to the map, in another folder.
    Linked,
    /// The map has another name.
    Doubled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    Mode,
    List,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    Own,
    /// Somebody else, whose group may write it.
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Folder {
    Open,
    /// It takes no new file.
    Closed,
}

type Combination = (Name, Access, Owner, Folder);

fn combinations() -> Vec<Combination> {
    let mut all = Vec::new();
    for name in [Name::Plain, Name::Linked, Name::Doubled] {
        for access in [Access::Mode, Access::List] {
            for owner in [Owner::Own, Owner::Other] {
                all.extend([Folder::Open, Folder::Closed].map(|folder| (name, access, owner, folder)));
            }
        }
    }
    all
}

fn list_of(path: &Path) -> String {
    let answer = Command::new("getfacl").args(["--omit-header", "--absolute-names"]).arg(path).output().unwrap();
    String::from_utf8(answer.stdout).unwrap()
}

/// A map as the combination says, the name to save it by, and the folder it stands in.
fn prepare(place: &Path, (name, access, owner, folder): Combination) -> (PathBuf, PathBuf) {
    let within = place.join("folder");
    let map = within.join("map.ron");
    for folder in [&within, &place.join("home"), &place.join("links")] {
        fs::create_dir(folder).unwrap();
        chown(folder, Some(USER), Some(USER)).unwrap();
    }
    fs::write(&map, DEMO).unwrap();
    fs::set_permissions(&map, fs::Permissions::from_mode(0o664)).unwrap();
    let given = match name {
        Name::Plain => map.clone(),
        Name::Linked => {
            let link = place.join("links/link.ron");
            symlink("../folder/map.ron", &link).unwrap();
            link
        }
        Name::Doubled => {
            fs::hard_link(&map, place.join("links/other.ron")).unwrap();
            map.clone()
        }
    };
    match owner {
        Owner::Own => chown(&map, Some(USER), Some(USER)).unwrap(),
        Owner::Other => chown(&map, Some(1001), Some(USER)).unwrap(),
    }
    if access == Access::List {
        assert!(Command::new("setfacl").args(["-m", "u:1002:rw,u:1003:r"]).arg(&map).status().unwrap().success());
    }
    if folder == Folder::Closed {
        chown(&within, Some(0), Some(0)).unwrap();
        fs::set_permissions(&within, fs::Permissions::from_mode(0o755)).unwrap();
    }
    (given, map)
}

/// What the save changed that it must not, or did not change that it must.
fn tried(program: &Path, combination: Combination) -> Result<(), String> {
    let place = TempDir::new().unwrap();
    fs::set_permissions(place.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let (given, map) = prepare(place.path(), combination);
    let about = |map: &Path| {
        let about = fs::metadata(map).unwrap();
        (about.mode(), about.uid(), about.gid(), about.nlink(), list_of(map))
    };
    let before = about(&map);
    let old_file = fs::metadata(&map).unwrap().ino();
    let mut command = Command::new("setpriv");
    command.args(["--reuid=1000", "--regid=1000", "--clear-groups"]).arg(program).arg("rate").arg(&given);
    command.args(["urn:900001", "--stage", "2", "--by", "Priya", "--note", "As it was."]);
    let output = command.env("PERMEA_HOME", place.path().join("home")).current_dir("/").stdin(Stdio::null()).output().unwrap();
    if !output.status.success() {
        return Err(format!("not saved: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let after = about(&map);
    if after != before {
        return Err(format!("{before:?} became {after:?}"));
    }
    // Only where a new file cannot be like the old one is the old one written, and that is told.
    let can_be_replaced = matches!(combination, (Name::Plain | Name::Linked, _, Owner::Own, Folder::Open));
    let is_replaced = fs::metadata(&map).unwrap().ino() != old_file;
    let is_told = String::from_utf8_lossy(&output.stderr).contains("saved in place");
    if (is_replaced, is_told) != (can_be_replaced, !can_be_replaced) {
        return Err(format!("replaced: {is_replaced}, said: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let is_link = fs::symlink_metadata(&given).unwrap().is_symlink();
    if is_link != (combination.0 == Name::Linked) {
        return Err("the link is none any more".to_owned());
    }
    let names = [given, map, place.path().join("links/other.ron")];
    match names.iter().filter(|name| name.exists()).find(|name| !fs::read_to_string(name).unwrap().contains("As it was.")) {
        Some(name) => Err(format!("{} does not hold what was saved", name.display())),
        None => Ok(()),
    }
}

#[test]
fn a_save_leaves_links_names_mode_access_list_and_owner_as_they_were() {
    let is_there = |program: &str| Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success());
    let programs = TempDir::new().unwrap();
    fs::set_permissions(programs.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let is_possible = ["setpriv", "setfacl", "getfacl"].into_iter().all(is_there) && chown(programs.path(), Some(USER), None).is_ok();
    if !is_possible {
        println!("skipped: nobody else can be played here, or there are no access lists");
        return;
    }
    // The build folder may be closed to others.
    let program = programs.path().join("permea");
    fs::copy(env!("CARGO_BIN_EXE_permea"), &program).unwrap();
    let tried: Vec<(Combination, Result<(), String>)> =
        combinations().into_iter().map(|combination| (combination, tried(&program, combination))).collect();
    let failed: Vec<String> = tried.iter().filter_map(|(of, result)| Some(format!("{of:?}: {}", result.as_ref().err()?))).collect();
    println!("{} of {} combinations as they were", tried.len() - failed.len(), tried.len());
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

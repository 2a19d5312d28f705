//! What lies beside a map: conflict copies of every tool, the signs of other sessions, and the lock of a window.

use std::{fs, path::PathBuf};

use permea::{
    model::{Change, Kind, Member, MemberId, Network, Step},
    store::{self, Guard, Neighbours, Presence, Safe, Window, format},
};
use tempfile::TempDir;

use crate::{pty::Run, shell::Place};

const UID: &str = "0123456789abcdef0123456789abcdef";

fn network(uid: &str, names: &[&str]) -> Network {
    let add = |(at, name): (usize, &&str)| {
        let id = MemberId::new(&format!("urn:{}", 100_001 + at)).unwrap();
        Change::add(Member::new(id, Kind::School, *name))
    };
    Network::new("Ash network", uid).apply(&Step::new("Begin", names.iter().enumerate().map(add).collect())).unwrap()
}

fn text(uid: &str, names: &[&str]) -> String {
    format::write(&network(uid, names), &Guard::new("111111111111")).unwrap()
}

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(TempDir::new().unwrap());
        fs::write(folder.map(), text(UID, &["Ash"])).unwrap();
        folder
    }

    fn map(&self) -> PathBuf {
        self.0.path().join("north.permea.ron")
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(self.0.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

#[test]
fn the_copies_of_four_tools_are_found_by_name_and_uid() {
    let cases = [
        ("north (Priya's conflicted copy 2026-11-20).permea.ron", Some(Some("Priya"))),
        ("north.permea (Priya's conflicted copy 2026-11-20).ron", Some(Some("Priya"))),
        ("north (conflicted copy 1a2b3c4d).permea.ron", Some(None)),
        ("north.permea.sync-conflict-20261120-140211-ABCDEFG.ron", Some(Some("ABCDEFG"))),
        ("north.sync-conflict-20261120-140211-ABCDEFG.permea.ron", Some(Some("ABCDEFG"))),
        ("north-LAPTOP-7.permea.ron", Some(Some("LAPTOP-7"))),
        ("north.permea-DESKTOP-AB12.ron", Some(Some("DESKTOP-AB12"))),
        ("north (1).permea.ron", Some(None)),
        ("north.permea (2).ron", Some(None)),
        ("north-backup.permea.ron", None),
        ("north-2025-11-20.permea.ron", None),
        ("south (1).permea.ron", None),
        ("north (draft).permea.ron", None),
        ("north.sync-conflict-2026-1402-ABCDEFG.permea.ron", None),
        ("north.permea.ron.bak", None),
    ];
    for (name, expected) in cases {
        let folder = Folder::new();
        folder.put(name, &text(UID, &["Ash", "Birch"]));
        let found = store::copies_of(&folder.map(), UID);
        let devices: Vec<Option<&str>> = found.iter().map(|copy| copy.device.as_deref()).collect();
        assert_eq!(devices, expected.into_iter().collect::<Vec<_>>(), "{name}");
        folder.put(name, &text("ffffffffffffffffffffffffffffffff", &["Ash"]));
        assert!(store::copies_of(&folder.map(), UID).is_empty(), "{name} of another map");
        folder.put(name, "half of a co");
        assert!(store::copies_of(&folder.map(), UID).is_empty(), "{name} in part");
    }
}

#[test]
fn a_copy_is_told_once_and_again_when_it_changed() {
    let folder = Folder::new();
    let mut neighbours = Neighbours::of(&folder.map(), UID);
    assert!(neighbours.look().is_empty());
    folder.put("north (1).permea.ron", &text(UID, &["Ash", "Birch"]));
    assert_eq!(neighbours.look().len(), 1);
    assert!(neighbours.look().is_empty());
    fs::remove_file(folder.0.path().join("north (1).permea.ron")).unwrap();
    folder.put("north (1).permea.ron", &text(UID, &["Ash", "Cedar"]));
    assert_eq!(neighbours.look().len(), 1);
}

#[test]
fn a_copy_that_was_taken_in_goes_to_the_trash_and_one_that_changed_stays() {
    let folder = Folder::new();
    let safe = Safe::within(&folder.0.path().join("state"), UID, &folder.map()).unwrap();
    folder.put("north (1).permea.ron", &text(UID, &["Ash", "Birch"]));
    let copy = store::copies_of(&folder.map(), UID).remove(0);
    folder.put("north (1).permea.ron", &text(UID, &["Ash", "Cedar"]));
    let _stays = store::put_away(&copy.path, &copy.hash, &safe);
    assert_eq!(fs::read_to_string(&copy.path).unwrap(), text(UID, &["Ash", "Cedar"]));
    let copy = store::copies_of(&folder.map(), UID).remove(0);
    store::put_away(&copy.path, &copy.hash, &safe).unwrap();
    assert_eq!(folder.names(), ["north.permea.ron", "state"]);
    let trash = folder.0.path().join("state/maps");
    let place = fs::read_dir(trash).unwrap().next().unwrap().unwrap().path().join("trash");
    let kept = fs::read_dir(place).unwrap().next().unwrap().unwrap().path();
    assert_eq!(fs::read_to_string(kept).unwrap(), text(UID, &["Ash", "Cedar"]));
}

#[test]
fn the_shell_names_a_copy_and_joins_it() {
    let place = Place::new().holding("north.permea.ron", text(UID, &["Ash"]));
    let place = place.holding("north-LAPTOP.permea.ron", text(UID, &["Ash", "Birch"]));
    let answer = place.permea(&["check", "north.permea.ron"]);
    assert!(answer.out.contains("A conflicted copy from LAPTOP") && answer.out.contains("has 1 change that is not here"), "{}", answer.out);
    let answer = place.permea(&["merge", "north.permea.ron", "north-LAPTOP.permea.ron"]);
    assert_eq!(
        (answer.code, answer.out.trim()),
        (0, "Merged 1 change of north-LAPTOP.permea.ron. The copy is in the trash of this computer."),
        "{}",
        answer.err
    );
    assert!(place.text("north.permea.ron").contains("Birch"));
    assert!(!place.path("north-LAPTOP.permea.ron").exists());
    let answer = place.permea(&["undo", "north.permea.ron"]);
    assert!(answer.code == 1 && answer.err.contains("came from somebody else"), "{}", answer.err);
    assert_eq!(place.permea(&["undo", "north.permea.ron", "--theirs"]).code, 0);
    assert!(!place.text("north.permea.ron").contains("Birch"));
}

#[test]
fn a_second_window_looks_on_and_works_once_the_first_was_killed() {
    let place = Place::with_demo();
    let open = || Run::start_in(&place.path("."), &["map.ron"], &[]);
    let mut first = open();
    first.wait_for("#2");
    first.wait_gone("[read-only]");
    let mut second = open();
    second.wait_for("[read-only]");
    first.kill();
    second.press("q");
    assert!(second.ends_clean().success());
    let mut third = open();
    third.wait_for("#2");
    third.press("A");
    third.wait_for("Add a member");
    assert!(!third.parser.screen().contents().contains("has it open too"));
    third.kill();
}

#[test]
fn two_sessions_see_each_other_and_leave_nothing_behind() {
    let folder = Folder::new();
    let priya = Presence::begin(&folder.map(), Some("Priya")).unwrap();
    let sam = Presence::begin(&folder.map(), Some("Sam")).unwrap();
    let names = |presence: &Presence| presence.others().into_iter().map(|other| other.name).collect::<Vec<_>>();
    assert_eq!((names(&priya), names(&sam)), (vec!["Sam".to_owned()], vec!["Priya".to_owned()]));
    assert_eq!(priya.others()[0].minutes_ago, None);
    drop(sam);
    assert!(priya.others().is_empty());
    drop(priya);
    assert_eq!(folder.names(), ["north.permea.ron"]);
}

/// A sign of somebody else's, as another computer writes it.
fn sign(name: &str, computer: &str, (boot, pid): (&str, u32), seen: &str) -> String {
    format!("(name: {name:?}, computer: {computer:?}, boot: {boot:?}, pid: {pid}, since: \"2026-01-01T00:00:00Z\", seen: {seen:?})")
}

#[test]
fn a_dead_session_of_this_computer_is_removed_and_one_of_another_is_told_with_its_age() {
    let folder = Folder::new();
    let host = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    if boot.is_empty() {
        return;
    }
    folder.put(".north.permea.ron.open.00000001", &sign("Dead", host.trim(), (boot.trim(), 999_999_999), "2026-01-01T00:00:00Z"));
    folder.put(".north.permea.ron.open.00000002", &sign("Afar", "laptop-7", ("other", 1), "2026-01-01T00:00:00Z"));
    let presence = Presence::begin(&folder.map(), Some("Sam")).unwrap();
    let others = presence.others();
    assert_eq!(others.iter().map(|other| other.name.as_str()).collect::<Vec<_>>(), ["Afar"]);
    assert!(others[0].minutes_ago.is_some_and(|minutes| minutes > 1000));
    assert!(!folder.names().contains(&".north.permea.ron.open.00000001".to_owned()));
}

#[test]
fn a_sign_full_of_escapes_is_scrubbed_and_cut_and_nonsense_is_left_alone() {
    let folder = Folder::new();
    let long = "x".repeat(200);
    folder.put(
        ".north.permea.ron.open.00000001",
        &sign("\u{1b}]52;c;eA==\u{7}\u{202e}Eve", "laptop\u{1b}[2J", ("b", 1), "2026-11-22T00:00:00Z"),
    );
    folder.put(".north.permea.ron.open.00000002", &sign(&long, "c", ("b", 1), "2026-11-22T00:00:00Z"));
    folder.put(".north.permea.ron.open.00000003", "\0\0 not a sign \u{1b}[31m");
    folder.put(".north.permea.ron.open.00000004", &sign(&"y".repeat(10_000), "c", ("b", 1), "2026-11-22T00:00:00Z"));
    folder.put(".north.permea.ron.open.elsewhat", &sign("Mallory", "c", ("b", 1), "2026-11-22T00:00:00Z"));
    let presence = Presence::begin(&folder.map(), Some("Sam")).unwrap();
    let others = presence.others();
    assert_eq!(others.len(), 2, "{others:?}");
    for other in &others {
        assert!(other.name.chars().count() <= 40, "{other:?}");
        assert!(!format!("{}{}", other.name, other.computer).contains(['\u{1b}', '\u{7}', '\u{202e}']), "{other:?}");
    }
}

#[test]
fn of_a_flood_of_signs_fifty_are_read() {
    let folder = Folder::new();
    for at in 0..10_000 {
        folder.put(&format!(".north.permea.ron.open.{at:08x}"), &sign("Flood", "c", ("b", 1), "2026-11-22T00:00:00Z"));
    }
    let presence = Presence::begin(&folder.map(), Some("Sam")).unwrap();
    assert_eq!(presence.others().len(), 50);
}

#[cfg(unix)]
#[test]
fn a_sign_may_be_read_by_whom_the_map_may_be() {
    use std::os::unix::fs::PermissionsExt;
    for (map, expected) in [(0o600, 0o600), (0o640, 0o640), (0o664, 0o640), (0o604, 0o600)] {
        let folder = Folder::new();
        fs::set_permissions(folder.map(), fs::Permissions::from_mode(map)).unwrap();
        let _presence = Presence::begin(&folder.map(), None).unwrap();
        let sign = folder.names().into_iter().find(|name| name.starts_with('.')).unwrap();
        let mode = fs::metadata(folder.0.path().join(sign)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, expected, "of a map with {map:o}");
    }
}

#[test]
fn one_window_has_the_lock_and_the_next_gets_it_after() {
    let folder = Folder::new();
    let safe = Safe::within(&folder.0.path().join("state"), UID, &folder.map()).unwrap();
    let first = safe.take_window();
    assert!(matches!(first, Window::First(_)));
    assert!(matches!(safe.take_window(), Window::Second));
    drop(first);
    assert!(matches!(safe.take_window(), Window::First(_)));
}

#[test]
fn a_copy_of_the_map_in_another_place_has_a_lock_of_its_own() {
    let (one, two) = (Folder::new(), Folder::new());
    let state = TempDir::new().unwrap();
    let of = |folder: &Folder| Safe::within(state.path(), UID, &folder.map()).unwrap();
    let _first = of(&one).take_window();
    assert!(matches!(of(&two).take_window(), Window::First(_)));
}

//! A disk that is full: what was kept stays, nothing is said to be kept that is not, and the map is as it was.
//!
//! A small disk in memory is mounted for it, which only an administrator may; elsewhere the test says so and ends.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use permea::{
    model::{Change, Deed, Kind, Member, MemberId, Step},
    store::{self, Guard, Keeper, Safe, SaveError, journal::Journal},
};
use tempfile::TempDir;

const DEMO: &str = include_str!("../../assets/demo.permea.ron");

/// A disk of this size that goes away again.
pub(crate) struct Disk {
    folder: TempDir,
}

impl Disk {
    pub(crate) fn mount(kilobytes: usize) -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let size = format!("size={kilobytes}k");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "permea-test"]).arg(folder.path()).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self { folder });
        }
        println!("skipped: no disk can be mounted here");
        None
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Fills the disk to its last byte but these.
    pub(crate) fn fill(&self, but_bytes: usize) {
        let path = self.path("filler");
        let mut size = 1 << 24;
        while size > 0 {
            let old = fs::read(&path).unwrap_or_default().len();
            if fs::write(&path, vec![b'x'; old + size]).is_err() {
                fs::write(&path, vec![b'x'; old]).unwrap();
                size /= 2;
            }
        }
        let full = fs::read(&path).unwrap().len();
        fs::write(&path, vec![b'x'; full.saturating_sub(but_bytes)]).unwrap();
    }

    fn empty(&self) {
        fs::remove_file(self.path("filler")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _unmounted = Command::new("umount").arg(self.folder.path()).status();
    }
}

fn add(at: usize) -> Step {
    let member = Member::new(MemberId::new(&format!("urn:{at}")).unwrap(), Kind::School, format!("School {at}"));
    let member = Member { note: Some("x".repeat(2000).as_str().into()), ..member };
    Step::new(format!("Add {at}"), vec![Change::add(member)])
}

fn keeper(map: &Path, safe: &Safe) -> Keeper {
    Keeper::with(store::open(map).unwrap(), Some(safe.clone()))
}

#[test]
fn steps_kept_before_the_disk_was_full_stay_and_the_rest_is_kept_when_there_is_room() {
    let Some(disk) = Disk::mount(512) else { return };
    let home = TempDir::new().unwrap();
    let map = home.path().join("map.ron");
    fs::write(&map, DEMO).unwrap();
    let opened = store::open(&map).unwrap();
    let safe = Safe::within(&disk.path("state"), &opened.network.about.uid, &map).unwrap();
    let mut keeper = keeper(&map, &safe);
    keeper.note(Deed::Done(add(0)));
    keeper.sync().unwrap();
    disk.fill(24_000);
    let refused = (1..200).find(|at| {
        keeper.note(Deed::Done(add(*at)));
        keeper.sync().is_err()
    });
    let refused = refused.expect("the disk is never full");
    let (network, hash) = (opened.network.clone(), keeper.hash());
    assert_eq!(keeper.sync().unwrap_err().to_string(), "the disk is full");
    drop(keeper);
    let steps = safe.left(&network, &hash).left.into_iter().flat_map(|left| left.steps).collect::<Vec<_>>();
    for at in 0..refused {
        assert!(steps.contains(&add(at)), "step {at} of {refused}");
    }
    disk.empty();
    let mut keeper = self::keeper(&map, &safe);
    keeper.note(Deed::Done(add(900)));
    keeper.sync().unwrap();
}

#[test]
fn a_save_on_a_full_disk_leaves_the_map_as_it_was_and_no_part_behind() {
    let Some(disk) = Disk::mount(1024) else { return };
    let map = disk.path("map.ron");
    fs::write(&map, DEMO).unwrap();
    let opened = store::open(&map).unwrap();
    let network = opened.network.apply(&add(1)).unwrap();
    let mut keeper = Keeper::with(opened, None);
    for room in (0..DEMO.len()).step_by(DEMO.len() / 16) {
        disk.fill(room);
        let error = keeper.save(&network, Guard::new("aaaaaaaaaaaa")).unwrap_err();
        assert!(matches!(error, SaveError::NoRoom { .. }), "{error}");
        assert!(error.to_string().contains("the disk is full (it takes 0.") && error.to_string().contains("MB are free)"), "{error}");
        assert_eq!(fs::read_to_string(&map).unwrap(), DEMO);
        disk.empty();
        let names: Vec<_> = fs::read_dir(disk.path(".")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["map.ron"]);
    }
    keeper.save(&network, Guard::new("aaaaaaaaaaaa")).unwrap();
}

#[test]
fn a_save_that_leaves_little_room_says_so_and_one_that_leaves_enough_does_not() {
    let Some(disk) = Disk::mount(8192) else { return };
    let map = disk.path("map.ron");
    fs::write(&map, DEMO).unwrap();
    let opened = store::open(&map).unwrap();
    let one = opened.network.apply(&add(1)).unwrap();
    let mut keeper = Keeper::with(opened, None);
    keeper.save(&one, Guard::new("aaaaaaaaaaaa")).unwrap();
    assert!(keeper.told().is_empty());
    disk.fill(600_000);
    keeper.save(&one.apply(&add(2)).unwrap(), Guard::new("bbbbbbbbbbbb")).unwrap();
    let told = keeper.told();
    assert!(matches!(told, [only] if only.contains("only 0.") && only.contains("another save may not fit")), "{told:?}");
}

#[test]
fn a_journal_that_cannot_begin_on_a_full_disk_leaves_no_file() {
    let Some(disk) = Disk::mount(64) else { return };
    disk.fill(0);
    assert!(Journal::begin(&disk.path("1.journal"), &crate::journal::header()).is_err());
    assert!(!disk.path("1.journal").exists());
}

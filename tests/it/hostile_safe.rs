//! What somebody may put into the safe of a map, and what a disk may do to a journal: every case is told and harms nothing.

use std::{
    fs,
    path::{Path, PathBuf},
};

use permea::{
    model::{Change, Deed, Kind, Member, MemberId, Step},
    store::{self, Chronicle, Found, Guard, Keeper, Safe, Saver, format, journal},
};
use tempfile::TempDir;

const DEMO: &str = include_str!("../../assets/demo.permea.ron");

fn add(number: usize) -> Step {
    let member = Member::new(MemberId::new(&format!("urn:{number}")).unwrap(), Kind::School, format!("School {number}"));
    Step::new(format!("Add {number}"), vec![Change::add(member)])
}

/// A map of which a session left five steps.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("map.ron"), DEMO).unwrap();
        let desk = Self { folder };
        let mut keeper = desk.keeper();
        for number in 0..5 {
            keeper.note(Deed::Done(add(number)));
            keeper.sync().unwrap();
        }
        desk
    }

    fn map(&self) -> PathBuf {
        self.folder.path().join("map.ron")
    }

    fn safe(&self) -> Safe {
        let uid = format::read(DEMO.as_bytes()).unwrap().network.about.uid;
        Safe::within(&self.folder.path().join("state"), &uid, &self.map()).unwrap()
    }

    fn keeper(&self) -> Keeper {
        Keeper::with(store::open(&self.map()).unwrap(), Some(self.safe()))
    }

    fn found(&self) -> Found {
        let opened = store::open(&self.map()).unwrap();
        let hash = Saver::new(opened.clone(), None).hash();
        self.safe().left(&opened.network, &hash)
    }

    /// The folder of the safe.
    fn place(&self) -> PathBuf {
        fs::read_dir(self.folder.path().join("state/maps")).unwrap().next().unwrap().unwrap().path()
    }

    fn journal(&self) -> PathBuf {
        let mut names: Vec<PathBuf> = fs::read_dir(self.place()).unwrap().map(|entry| entry.unwrap().path()).collect();
        names.retain(|path| path.extension().is_some_and(|ending| ending == "journal"));
        names.sort();
        names.remove(0)
    }

    /// Changes the bytes of the journal.
    fn harm(&self, harm: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
        let path = self.journal();
        let mut bytes = fs::read(&path).unwrap();
        harm(&mut bytes);
        fs::write(path, &bytes).unwrap();
        bytes
    }
}

/// Where a line of the journal begins.
fn line(bytes: &[u8], number: usize) -> usize {
    bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1).nth(number - 1).unwrap()
}

#[test]
fn a_record_cut_short_is_set_aside_and_told() {
    let desk = Desk::new();
    let whole = fs::read(desk.journal()).unwrap();
    let cut = line(&whole, 5) + 37;
    desk.harm(|bytes| bytes.truncate(cut));
    let [left] = desk.found().left.try_into().unwrap();
    assert_eq!(left.steps.len(), 4);
    let aside = left.aside.clone().unwrap();
    assert_eq!(fs::read(&aside).unwrap(), whole[cut - 37..cut]);
    let told = format!("The 4 steps are complete. The last record was cut short (37 bytes). It is set aside as {}.", aside.display());
    assert_eq!(left.damage(), told);
    assert_eq!(desk.found().left[0].aside, Some(aside), "a second look sets nothing else aside");
}

#[test]
fn a_journal_damaged_in_the_middle_gives_what_is_sound_and_its_damaged_part_is_kept() {
    let desk = Desk::new();
    let harmed = desk.harm(|bytes| {
        let at = line(bytes, 3) + 40;
        bytes[at] ^= 1;
    });
    let [left] = desk.found().left.try_into().unwrap();
    assert_eq!(left.steps.len(), 2);
    let aside = left.aside.clone().unwrap();
    let rest = &harmed[line(&harmed, 3)..];
    assert_eq!(fs::read(&aside).unwrap(), rest);
    let bytes = rest.len();
    let told =
        format!("2 steps are sound. After them the journal is damaged ({bytes} bytes). The damaged part is kept as {}.", aside.display());
    assert_eq!(left.damage(), told);
}

#[test]
fn a_length_beyond_everything_is_damage_and_no_memory_is_taken_for_it() {
    for length in ["ffffffff", "7fffffff", "8000000000000000"] {
        let desk = Desk::new();
        desk.harm(|bytes| {
            let at = line(bytes, 5);
            bytes.truncate(at);
            bytes.extend(format!("00000005 {length} 00000000 Deed\n").bytes());
        });
        let [left] = desk.found().left.try_into().unwrap();
        assert_eq!(left.steps.len(), 4);
        assert!(left.damage().contains("the journal is damaged"), "{}", left.damage());
    }
}

#[test]
fn the_journal_of_another_map_is_left_alone_and_told() {
    let desk = Desk::new();
    let other = Chronicle::without_file(
        &permea::model::Network::new("Another", "00000000000000000000000000000000"),
        Safe::within(&desk.folder.path().join("other"), "00000000000000000000000000000000", &desk.map()),
    );
    let mut other = other;
    other.note(Deed::Done(add(9)));
    other.sync().unwrap();
    drop(other);
    let theirs = fs::read_dir(desk.folder.path().join("other/maps")).unwrap().next().unwrap().unwrap().path();
    let journal = fs::read_dir(&theirs).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.is_file()).unwrap();
    let here = desk.place().join("00000009-0123456789abcdef.journal");
    fs::copy(&journal, &here).unwrap();
    let before = fs::read(&here).unwrap();
    let found = desk.found();
    assert_eq!(found.left.len(), 1);
    assert_eq!(found.told, [format!("The journal {} belongs to another map (its uid differs). It was left alone.", here.display())]);
    assert_eq!(fs::read(&here).unwrap(), before);
}

#[test]
fn steps_whose_version_is_gone_still_come_back_where_they_fit() {
    let desk = Desk::new();
    let changed = DEMO.replacen("Gorsehollow High", "Gorsehollow School", 1);
    fs::write(desk.map(), &changed).unwrap();
    let [left] = desk.found().left.try_into().unwrap();
    assert_eq!((left.steps.len(), left.base, left.ours), (5, None, None));
}

#[cfg(unix)]
#[test]
fn a_planted_link_is_neither_read_nor_written_and_a_new_journal_is_used() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    let victim = desk.folder.path().join("victim");
    fs::write(&victim, "somebody's").unwrap();
    let journal = desk.journal();
    fs::remove_file(&journal).unwrap();
    symlink(&victim, &journal).unwrap();
    let found = desk.found();
    assert_eq!(found.left, []);
    let told = format!("The journal {} is a link, not a file. It was not opened or written. A new journal is used.", journal.display());
    assert_eq!(found.told, [told]);
    let mut keeper = desk.keeper();
    keeper.note(Deed::Done(add(7)));
    keeper.sync().unwrap();
    drop(keeper);
    assert_eq!(desk.found().left[0].steps, [add(7)]);
    assert_eq!(fs::read_to_string(&victim).unwrap(), "somebody's");
}

#[cfg(unix)]
#[test]
fn links_planted_where_anything_is_written_leave_their_victims_as_they_were() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    let victim = desk.folder.path().join("victim");
    fs::write(&victim, "somebody's").unwrap();
    let hash = Saver::new(store::open(&desk.map()).unwrap(), None).hash();
    let base = desk.place().join("base");
    fs::create_dir_all(&base).unwrap();
    let journal = desk.journal().file_name().unwrap().to_string_lossy().into_owned();
    let planted = [
        base.join(format!("{hash}.ron")),
        base.join(format!("00000001-{hash}.ron")),
        base.join(format!("00000002-{hash}.ron")),
        desk.place().join("trash").join(&journal),
        desk.place().join("aside").join(format!("{journal}.rest")),
        desk.place().join("00000002-0123456789abcdef.journal"),
        desk.folder.path().join(".map.ron.0123456789.tmp"),
    ];
    for path in &planted {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        symlink(&victim, path).unwrap();
    }
    desk.harm(|bytes| bytes.truncate(bytes.len() - 3));
    let found = desk.found();
    assert!(found.left[0].aside.is_some());
    let mut keeper = desk.keeper();
    let mut network = store::open(&desk.map()).unwrap().network;
    for step in &found.left[0].steps {
        network = network.apply(step).unwrap();
        keeper.note(Deed::Done(step.clone()));
    }
    keeper.sync().unwrap();
    keeper.save(&network, Guard::new("aaaaaaaaaaaa")).unwrap();
    store::discard(&found.left[0].journals[0]).unwrap();
    assert_eq!(fs::read_to_string(&victim).unwrap(), "somebody's");
    assert!(desk.safe().bytes_of(&hash).is_some(), "the version before the save is kept in spite of the links");
}

#[test]
fn a_journal_of_a_newer_program_and_one_without_a_beginning_are_left_alone_and_told() {
    let desk = Desk::new();
    fs::write(desk.place().join("00000007-a.journal"), "SMJ1 00000000 (\n").unwrap();
    fs::write(desk.place().join("00000008-b.journal"), "").unwrap();
    let found = desk.found();
    assert_eq!((found.left.len(), found.told.len()), (1, 1), "{:?}", found.told);
    assert!(found.told[0].contains("is damaged at its beginning"), "{:?}", found.told);
    assert!(matches!(journal::read(b""), Err(journal::Unreadable::NoHeader)));
    assert!(Path::new(&desk.place().join("00000007-a.journal")).exists());
}

//! Two who save one map at once: every edit of either is in the file, in a conflict record, or in a named side copy.
//!
//! The long runs: `PERMEA_WRITERS=100000 cargo test --release --test it two_writers` for the store in one process,
//! `PERMEA_INTERLEAVINGS=2000 cargo test --release --test it two_writers` for two processes.

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use permea::{
    compare::{Authors, merge},
    model::{Change, Kind, Member, MemberId, Network, Rating, RecordKind, Step},
    store::{self, Guard, SaveError, Saver, Sighting, format},
};
use proptest::{prelude::*, test_runner::TestRunner};
use tempfile::TempDir;

use crate::shell::Place;

fn runs(variable: &str, usual: u32) -> u32 {
    env::var(variable).ok().and_then(|count| count.parse().ok()).unwrap_or(usual)
}

fn school(id: &str, name: &str) -> Member {
    Member::new(MemberId::new(id).unwrap(), Kind::School, name)
}

fn small() -> Network {
    let schools = [school("urn:100001", "Ash"), school("urn:100002", "Birch")];
    Network::new("Ash network", "0123456789abcdef0123456789abcdef").apply(&Step::new("Begin", schools.map(Change::add).to_vec())).unwrap()
}

/// A folder in memory where there is one, so that syncing costs nothing.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { TempDir::new_in(memory).unwrap() } else { TempDir::new().unwrap() }
}

/// Every name of the first school that the network holds: the one it shows and those in conflicts.
fn names_held(network: &Network) -> BTreeSet<String> {
    let shown = network.member("urn:100001").map(|member| member.name.to_string());
    let versions = network.conflicts().iter().flat_map(|conflict| &conflict.versions);
    shown.into_iter().chain(versions.flat_map(|version| version.values.iter().map(ToString::to_string))).collect()
}

/// What a writer does.
#[derive(Clone, Copy, Debug)]
enum Act {
    Add,
    Rename,
    Rate,
    Save,
    /// The other one saves after this one has read the file and before its new bytes take the name.
    SaveBetween,
    Look,
}

/// A window on the map, as the app and the saver work together.
struct Writer {
    saver: Saver,
    network: Network,
}

impl Writer {
    fn on(path: &Path) -> Self {
        let opened = store::open(path).unwrap();
        Self { network: opened.network.clone(), saver: Saver::new(opened, None) }
    }

    fn change(&mut self, change: Change) {
        self.network = self.network.apply(&Step::new("Change", vec![change])).unwrap();
    }

    fn join(&mut self, base: &Network, theirs: &Network) {
        self.network = merge(Some(base), &self.network, theirs, &Authors::default()).unwrap().network;
    }

    /// Takes in what the file holds, if it is another version.
    fn look(&mut self) {
        let Some(sighted) = self.saver.look().unwrap() else { return };
        let sighting: Sighting = sighted.sighting;
        let (base, theirs) = (self.saver.saved().clone(), sighting.network().clone());
        self.join(&base, &theirs);
        self.saver.adopt(sighting);
    }

    /// Saves until the file holds everything; `between` happens in the first attempt before the file is replaced.
    fn save(&mut self, number: &mut u64, between: &mut dyn FnMut(&mut u64)) {
        let mut has_been = false;
        loop {
            *number += 1;
            let guard = Guard::new(format!("{number:012x}"));
            let base = self.saver.saved().clone();
            let mut inner = *number;
            let saved = self.saver.save((&self.network, guard), &[], &mut |_saving| {
                if !has_been {
                    has_been = true;
                    between(&mut inner);
                }
                Ok(())
            });
            *number = inner;
            match saved {
                Ok(_written) => match self.saver.take_displaced() {
                    None => return,
                    Some(theirs) => self.join(&base, &theirs.network().clone()),
                },
                Err(SaveError::ChangedOnDisk { .. }) => self.look(),
                Err(error) => panic!("{error}"),
            }
        }
    }
}

/// Two windows on one file, and what has to be found in the end.
struct Desk {
    writers: [Writer; 2],
    number: u64,
    /// Names that somebody gave and nobody has knowingly replaced.
    names: BTreeSet<String>,
    members: usize,
    ratings: usize,
}

impl Desk {
    fn act(&mut self, who: usize, act: Act) {
        self.number += 1;
        let number = self.number;
        match act {
            Act::Add => {
                self.members += 1;
                self.writers[who].change(Change::add(school(&format!("urn:{}", 200_000 + number), "Cedar")));
            }
            Act::Rename => {
                let before = self.writers[who].network.member("urn:100001").unwrap().clone();
                let after = school("urn:100001", &format!("Ash {number}"));
                self.names.remove(before.name.as_str());
                self.names.insert(after.name.to_string());
                self.writers[who].change(Change::edit(before, after));
            }
            Act::Rate => {
                self.ratings += 1;
                let id = format!("r:{number}");
                let fields = [("id", id.as_str()), ("member", "urn:100002"), ("on", "2026-03-02"), ("stage", "2")];
                let text = |name: &str| fields.iter().find(|(field, _)| *field == name).map(|(_, text)| (*text).to_owned());
                self.writers[who].change(Change::add(Rating::from_texts(&text).unwrap()));
            }
            Act::Save => self.writers[who].save(&mut self.number, &mut |_number| {}),
            Act::SaveBetween => {
                let [first, second] = &mut self.writers;
                let (this, other) = if who == 0 { (first, second) } else { (second, first) };
                this.save(&mut self.number, &mut |number| other.save(number, &mut |_number| {}));
            }
            Act::Look => self.writers[who].look(),
        }
    }
}

fn acts() -> impl Strategy<Value = Vec<(usize, Act)>> {
    let act = prop_oneof![Just(Act::Add), Just(Act::Rename), Just(Act::Rate), Just(Act::Save), Just(Act::SaveBetween), Just(Act::Look),];
    proptest::collection::vec((0..2_usize, act), 1..16)
}

#[test]
fn whatever_two_writers_do_every_edit_is_in_the_file_or_in_a_conflict() {
    let folder = folder();
    let path = folder.path().join("map.ron");
    let config = ProptestConfig { cases: runs("PERMEA_WRITERS", 300), failure_persistence: None, ..ProptestConfig::default() };
    TestRunner::new(config)
        .run(&acts(), |acts| {
            fs::write(&path, format::write(&small(), &Guard::new("000000000000")).unwrap()).unwrap();
            let writers = [Writer::on(&path), Writer::on(&path)];
            let mut desk = Desk { writers, number: 0, names: BTreeSet::from(["Ash".to_owned()]), members: 2, ratings: 0 };
            for (who, act) in acts {
                desk.act(who, act);
            }
            for who in [0, 1, 0, 1] {
                desk.act(who, Act::Save);
                desk.act(1 - who, Act::Look);
            }
            let file = store::open(&path).unwrap().network;
            prop_assert_eq!(file.members().len(), desk.members);
            prop_assert_eq!(file.ratings().len(), desk.ratings);
            let held = names_held(&file);
            prop_assert!(desk.names.is_subset(&held), "{:?} of {:?}", held, desk.names);
            prop_assert_eq!(&desk.writers[0].network, &file);
            prop_assert_eq!(&desk.writers[1].network, &file);
            let left: Vec<PathBuf> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
            prop_assert_eq!(left.len(), 1, "{:?}", left);
            Ok(())
        })
        .unwrap();
}

fn begin(place: &Place, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_permea"));
    command.args(arguments).current_dir(place.path(".")).env("PERMEA_HOME", place.path("home"));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// What the two do in a round, and what must be true of the file then.
type Round = ([Vec<&'static str>; 2], fn(&Network) -> bool);

fn rounds() -> [Round; 4] {
    [
        (
            [
                vec!["add", "map.ron", "member", "id=urn:300001", "name=Cedar", "kind=school"],
                vec!["add", "map.ron", "member", "id=urn:300002", "name=Dell", "kind=school"],
            ],
            |network| network.member("urn:300001").is_some() && network.member("urn:300002").is_some(),
        ),
        ([vec!["edit", "map.ron", "urn:100001", "name=Ash High"], vec!["edit", "map.ron", "urn:100001", "name=Ash Academy"]], |network| {
            let held = names_held(network);
            // Whoever came second may have read what the first had saved, and replaced it knowingly.
            held.contains("Ash High") || held.contains("Ash Academy")
        }),
        (
            [vec!["edit", "map.ron", "urn:100001", "name=Ash High"], vec!["edit", "map.ron", "urn:100001", "note=Asks for visits"]],
            |network| network.member("urn:100001").is_some_and(|member| member.name == "Ash High" && member.note.is_some()),
        ),
        (
            [
                vec!["rate", "map.ron", "urn:100001", "--stage", "2", "--by", "Priya"],
                vec!["rate", "map.ron", "urn:100001", "--stage", "3", "--by", "Tomos"],
            ],
            |network| network.ratings().len() == 2,
        ),
    ]
}

#[test]
fn two_programs_that_save_at_once_lose_nothing_and_a_reader_sees_whole_maps_only() {
    let text = format::write(&small(), &Guard::new("000000000000")).unwrap();
    let place = &Place::new().holding("map.ron", &text);
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut read = 0_u64;
            while !ended.load(Ordering::Relaxed) {
                let bytes = fs::read(place.path("map.ron")).expect("the map is always there");
                assert!(format::read(&bytes).is_ok(), "the map is always whole: {} bytes", bytes.len());
                read += 1;
            }
            read
        });
        // Also after a round that fails, the reader is to end.
        let ends = Ends(&ended);
        let mut clashes = 0;
        for round in 0..runs("PERMEA_INTERLEAVINGS", 20) {
            let rounds = rounds();
            let (commands, holds) = &rounds[round as usize % rounds.len()];
            // A file is replaced as a save does it, so that the reader sees no half of it.
            fs::write(place.path("next"), &text).unwrap();
            fs::rename(place.path("next"), place.path("map.ron")).unwrap();
            let first = begin(place, &commands[0]);
            thread::park_timeout(Duration::from_micros(u64::from(round) * 137 % 3000));
            let second = begin(place, &commands[1]);
            lose_something(place, round);
            for mut child in [first, second] {
                let code = child.wait().unwrap().code();
                assert!(matches!(code, Some(0 | 3)), "round {round}: {code:?}");
            }
            let network = store::open(&place.path("map.ron")).unwrap().network;
            assert!(holds(&network), "round {round}: {}", place.text("map.ron"));
            clashes += usize::from(!network.conflicts().is_empty());
            let beside: Vec<String> = names(&place.path("."));
            assert_eq!(beside, ["home", "map.ron"], "round {round}");
        }
        drop(ends);
        let read = reader.join().unwrap();
        println!("{clashes} rounds with a conflict; the map was read {read} times, always whole");
    });
}

/// Says that it is over when it goes.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Removes the lock and any sign of presence, on which nothing depends.
fn lose_something(place: &Place, round: u32) {
    if round.is_multiple_of(2) {
        return;
    }
    for map in fs::read_dir(place.path("home/state/maps")).into_iter().flatten() {
        let _removed = fs::remove_file(map.unwrap().path().join("window.lock"));
    }
    for name in names(&place.path(".")).iter().filter(|name| name.contains(".open.")) {
        let _removed = fs::remove_file(place.path(name));
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_member_that_one_removes_and_the_other_changes_is_kept() {
    let folder = folder();
    let path = folder.path().join("map.ron");
    fs::write(&path, format::write(&small(), &Guard::new("000000000000")).unwrap()).unwrap();
    let (mut one, mut other) = (Writer::on(&path), Writer::on(&path));
    let before = one.network.record(RecordKind::Member, "urn:100001").unwrap();
    one.change(Change::remove(before.clone()));
    let mut noted = before.clone();
    noted.set_text("note", "Asks for visits").unwrap();
    other.change(Change::edit(before, noted));
    let mut number = 0;
    let step = Step::new("Remove", vec![Change::remove(small().record(RecordKind::Member, "urn:100001").unwrap())]);
    let saved = one.saver.save((&one.network, Guard::new("111111111111")), &[step], &mut |_saving| Ok(()));
    assert!(saved.is_ok(), "{saved:?}");
    other.save(&mut number, &mut |_number| {});
    let file = store::open(&path).unwrap().network;
    assert!(file.member("urn:100001").is_some_and(|member| member.note.is_some()));
    assert_eq!(file.conflicts().len(), 1);
}

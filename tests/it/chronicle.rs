//! The chronicle: steps that are done while a save runs, journals that follow each other, and what a crash anywhere leaves.
//!
//! Every crash is tried that the order of things allows: the folder of the safe is copied after each move of the keeper, and a new
//! session opens each copy, with its newest journal cut besides.

use std::{
    fs,
    path::{Path, PathBuf},
};

use permea::{
    model::{Change, Deed, Kind, Member, MemberId, Network, Step},
    store::{self, Chronicle, Guard, Left, Place, Safe, Saver, Saving, format, journal::Manner},
};
use tempfile::TempDir;

const DEMO: &str = include_str!("../../assets/demo.permea.ron");

fn demo() -> Network {
    format::read(DEMO.as_bytes()).unwrap().network
}

fn add(number: usize) -> Step {
    let member = Member::new(MemberId::new(&format!("urn:{number}")).unwrap(), Kind::School, format!("School {number}"));
    Step::new(format!("Add {number}"), vec![Change::add(member)])
}

/// A map and a state folder that are nobody's, and what both were after each move.
struct Desk {
    folder: TempDir,
    moments: Vec<TempDir>,
}

impl Desk {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("map.ron"), DEMO).unwrap();
        Self { folder, moments: Vec::new() }
    }

    fn map(&self) -> PathBuf {
        self.folder.path().join("map.ron")
    }

    fn safe(&self) -> Safe {
        safe_of(self.folder.path(), &self.map())
    }

    fn parts(&self) -> (Saver, Chronicle, Network) {
        let opened = store::open(&self.map()).unwrap();
        let network = opened.network.clone();
        let hash = Saver::new(opened.clone(), None).hash();
        (Saver::new(opened, Some(self.safe())), Chronicle::new(Some(self.safe()), &hash), network)
    }

    /// Remembers the disk as a crash would leave it now.
    fn moment(&mut self) {
        let copy = TempDir::new().unwrap();
        copy_folder(self.folder.path(), copy.path());
        self.moments.push(copy);
    }
}

/// The safe of the map, wherever its folder was copied to: a safe is named after the place of the map.
fn safe_of(folder: &Path, map: &Path) -> Safe {
    Safe::within(&folder.join("state"), &demo().about.uid, map).unwrap()
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = (entry.as_ref().unwrap().path(), entry.unwrap().file_name());
        if path.is_dir() {
            fs::create_dir_all(to.join(&name)).unwrap();
            copy_folder(&path, &to.join(&name));
        } else {
            fs::copy(&path, to.join(&name)).unwrap();
        }
    }
}

fn journals(folder: &Path) -> Vec<PathBuf> {
    let maps = folder.join("state/maps");
    let Ok(entries) = fs::read_dir(maps) else { return Vec::new() };
    let safes = entries.map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = safes
        .flat_map(|safe| fs::read_dir(safe).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>())
        .filter(|path| path.extension().is_some_and(|ending| ending == "journal"))
        .collect();
    found.sort();
    found
}

/// Opens a copy as a new session: the file's network with everything restored that is offered.
fn restored(folder: &Path, map: &Path) -> (Network, Vec<Left>) {
    let opened = store::open(&folder.join("map.ron")).unwrap();
    let hash = Saver::new(opened.clone(), None).hash();
    let found = safe_of(folder, map).left(&opened.network, &hash);
    let network = found.left.iter().fold(opened.network, |network, left| {
        let step = Step::joined("", &left.steps).unwrap();
        network
            .apply(&step)
            .unwrap_or_else(|refusal| panic!("{refusal}: {:?}", left.steps.iter().map(|step| &step.title).collect::<Vec<_>>()))
    });
    (network, found.left)
}

fn has(network: &Network, number: usize) -> bool {
    network.members().get(&format!("urn:{number}")).is_some()
}

/// Notes and keeps a step.
fn keep(chronicle: &mut Chronicle, network: &mut Network, step: Step) {
    *network = network.apply(&step).unwrap();
    chronicle.note(Deed::Done(step));
    chronicle.sync().unwrap();
}

/// What a save does, with steps done between its moves: after each move there is a moment.
fn save_with_steps_meanwhile(desk: &mut Desk) -> Vec<usize> {
    let (mut saver, mut chronicle, mut network) = desk.parts();
    let mut kept = Vec::new();
    let mut number = 0;
    let mut step = |desk: &mut Desk, chronicle: &mut Chronicle, network: &mut Network| {
        keep(chronicle, network, add(number));
        desk.moment();
        number += 1;
        kept.push(number);
    };
    step(desk, &mut chronicle, &mut network);
    for round in 0..2 {
        step(desk, &mut chronicle, &mut network);
        let (place, steps, snapshot) = (chronicle.place(), chronicle.steps(), network.clone());
        step(desk, &mut chronicle, &mut network);
        let guard = Guard::new(if round == 0 { "aaaaaaaaaaaa" } else { "bbbbbbbbbbbb" });
        let written = saver.save((&snapshot, guard), &steps, &mut |saving| {
            chronicle.saving(saving, place)?;
            step(desk, &mut chronicle, &mut network);
            Ok(())
        });
        desk.moment();
        step(desk, &mut chronicle, &mut network);
        chronicle.saved(&written.unwrap().hash, place);
        desk.moment();
    }
    step(desk, &mut chronicle, &mut network);
    kept
}

#[test]
fn steps_done_while_a_save_runs_are_lost_by_no_crash_and_offered_once() {
    let mut desk = Desk::new();
    let kept = save_with_steps_meanwhile(&mut desk);
    let total = *kept.last().unwrap();
    let mut acknowledged = 0;
    for moment in &desk.moments {
        let (network, left) = restored(moment.path(), &desk.map());
        let here = (0..total).take_while(|number| has(&network, *number)).count();
        assert!(here >= acknowledged, "{here} of {acknowledged}");
        assert_eq!((here..total).find(|number| has(&network, *number)), None, "a step without the one before it");
        assert!(left.len() <= 1, "offered twice: {left:?}");
        acknowledged = here;
    }
    assert_eq!(acknowledged, total);
}

#[test]
fn a_journal_cut_anywhere_while_a_save_runs_gives_every_whole_step_before_the_cut() {
    let mut desk = Desk::new();
    save_with_steps_meanwhile(&mut desk);
    let mut cuts = 0;
    for moment in desk.moments.iter().step_by(2) {
        let Some(journal) = journals(moment.path()).pop() else { continue };
        let whole = restored_copy(moment.path(), &desk.map(), |_| {});
        let bytes = fs::read(&journal).unwrap();
        let name = journal.strip_prefix(moment.path()).unwrap().to_owned();
        for cut in (0..bytes.len()).step_by(97) {
            let network = restored_copy(moment.path(), &desk.map(), |copy| fs::write(copy.join(&name), &bytes[..cut]).unwrap());
            let here = (0..40).take_while(|number| has(&network, *number)).count();
            assert_eq!((here..40).find(|number| has(&network, *number)), None, "a step without the one before it");
            assert!(here <= (0..40).filter(|number| has(&whole, *number)).count());
            cuts += 1;
        }
    }
    assert!(cuts > 50, "{cuts} cuts");
}

/// What a new session has of a copy of the moment, after something was done to the copy.
fn restored_copy(moment: &Path, map: &Path, harm: impl Fn(&Path)) -> Network {
    let copy = TempDir::new().unwrap();
    copy_folder(moment, copy.path());
    harm(copy.path());
    restored(copy.path(), map).0
}

#[test]
fn a_full_journal_is_followed_by_another_and_nothing_is_lost_at_any_moment() {
    let mut desk = Desk::new();
    let (_, mut chronicle, mut network) = desk.parts();
    let start = network.clone();
    let mut turned = 0;
    for number in 0..9 {
        keep(&mut chronicle, &mut network, add(number));
        desk.moment();
        if number % 3 == 2 {
            let (place, snapshot) = (chronicle.place(), network.clone());
            let hash = desk.safe().keep_network(&snapshot).unwrap();
            desk.moment();
            // One more step, while the version was on its way.
            keep(&mut chronicle, &mut network, add(100 + number));
            chronicle.turned(&hash, place).unwrap();
            desk.moment();
            turned += 1;
        }
    }
    assert_eq!(turned, 3);
    let last = desk.moments.pop().unwrap();
    for (at, moment) in desk.moments.iter().enumerate() {
        let (network, left) = restored(moment.path(), &desk.map());
        assert_eq!(left.len(), 1, "moment {at}");
        assert!(network.members().len() > start.members().len());
    }
    let (again, left) = restored(last.path(), &desk.map());
    assert!(again == network, "everything is restored across {turned} turns");
    let titles: Vec<String> = left[0].steps.iter().map(|step| step.title.to_string()).collect();
    assert_eq!(titles.len(), 12, "{titles:?}");
    // A second look finds the same, though the first filed what it could.
    assert!(restored(last.path(), &desk.map()).0 == network);
}

#[test]
fn five_thousand_steps_fill_a_journal() {
    let desk = Desk::new();
    let (_, mut chronicle, _) = desk.parts();
    for number in 0..4999 {
        chronicle.note(Deed::Done(add(number)));
    }
    chronicle.sync().unwrap();
    assert!(!chronicle.is_full());
    chronicle.note(Deed::Done(add(4999)));
    chronicle.sync().unwrap();
    assert!(chronicle.is_full());
    let place = chronicle.place();
    chronicle.turned(&desk.safe().keep_network(&demo()).unwrap(), place).unwrap();
    assert!(!chronicle.is_full());
}

#[test]
fn eight_megabytes_fill_a_journal() {
    let desk = Desk::new();
    let (_, mut chronicle, _) = desk.parts();
    let long = |bytes: usize| {
        let member = Member::new(MemberId::new("urn:1").unwrap(), Kind::School, "x".repeat(bytes));
        Deed::Done(Step::new("Add", vec![Change::add(member)]))
    };
    chronicle.note(long(8_000_000));
    chronicle.sync().unwrap();
    assert!(!chronicle.is_full());
    chronicle.note(long(400_000));
    chronicle.sync().unwrap();
    assert!(chronicle.is_full());
}

#[test]
fn a_crash_between_a_new_journal_and_the_old_one_going_offers_nothing_twice() {
    let desk = Desk::new();
    let (_, mut chronicle, mut network) = desk.parts();
    for number in 0..3 {
        keep(&mut chronicle, &mut network, add(number));
    }
    let before = fs::read(journals(desk.folder.path()).pop().unwrap()).unwrap();
    let old = journals(desk.folder.path()).pop().unwrap();
    let (place, hash) = (chronicle.place(), desk.safe().keep_network(&network).unwrap());
    keep(&mut chronicle, &mut network, add(7));
    chronicle.turned(&hash, place).unwrap();
    drop(chronicle);
    // The old journal as it was a moment before it went: with the step since, and the mark of the version.
    let filed: Vec<PathBuf> = fs::read_dir(old.parent().unwrap().join("history")).unwrap().map(|entry| entry.unwrap().path()).collect();
    fs::rename(&filed[0], &old).unwrap();
    assert!(fs::read(&old).unwrap().len() > before.len());
    let (again, left) = restored(desk.folder.path(), &desk.map());
    assert!(again == network && left.len() == 1, "{}", left.len());
    assert!(!old.exists(), "the old journal is filed");
    assert_eq!(left[0].steps.len(), 4);
}

#[test]
fn the_past_leads_back_across_turns_and_saves() {
    let desk = Desk::new();
    let (mut saver, mut chronicle, mut network) = desk.parts();
    for number in 0..4 {
        keep(&mut chronicle, &mut network, add(number));
    }
    let hash = desk.safe().keep_network(&network).unwrap();
    let place = chronicle.place();
    chronicle.turned(&hash, place).unwrap();
    keep(&mut chronicle, &mut network, add(10));
    let place = chronicle.place();
    let written =
        saver.save((&network, Guard::new("aaaaaaaaaaaa")), &chronicle.steps(), &mut |saving| chronicle.saving(saving, place)).unwrap();
    keep(&mut chronicle, &mut network, add(11));
    chronicle.saved(&written.hash, place);
    let titles: Vec<String> = desk.safe().past(&written.hash).done.iter().map(|step| step.title.to_string()).collect();
    assert_eq!(titles, ["Add 0", "Add 1", "Add 2", "Add 3", "Add 10"]);
    drop(chronicle);
    let (again, left) = restored(desk.folder.path(), &desk.map());
    assert!(again == network);
    assert_eq!(left[0].steps, [add(11)]);
}

#[test]
fn the_base_of_a_long_journal_that_is_gone_gives_one_step_for_what_was_before() {
    let desk = Desk::new();
    let (_, mut chronicle, mut network) = desk.parts();
    // A program that opens a map keeps its version first.
    let kept = store::Keeper::with(store::open(&desk.map()).unwrap(), Some(desk.safe()));
    kept.parts().0.keep_present();
    for number in 0..3 {
        keep(&mut chronicle, &mut network, add(number));
    }
    let (place, hash) = (chronicle.place(), desk.safe().keep_network(&network).unwrap());
    chronicle.turned(&hash, place).unwrap();
    keep(&mut chronicle, &mut network, add(10));
    drop(chronicle);
    let safe = journals(desk.folder.path()).pop().unwrap().parent().unwrap().to_owned();
    fs::remove_dir_all(safe.join("history")).unwrap();
    let (again, left) = restored(desk.folder.path(), &desk.map());
    assert!(again == network);
    assert_eq!(left[0].steps.iter().map(|step| step.title.as_str()).collect::<Vec<_>>(), ["What was done before", "Add 10"]);
}

#[test]
fn steps_that_were_restored_are_not_offered_again_and_their_journal_goes_with_the_next_save() {
    let desk = Desk::new();
    let (_, mut chronicle, mut network) = desk.parts();
    keep(&mut chronicle, &mut network, add(1));
    drop(chronicle);
    // The next session restores it, does one more step and dies.
    let (_, left) = restored(desk.folder.path(), &desk.map());
    let (mut saver, mut chronicle, mut network) = desk.parts();
    for step in left[0].steps.clone() {
        keep(&mut chronicle, &mut network, step);
    }
    chronicle.took_in(left[0].journals.clone());
    chronicle.sync().unwrap();
    assert!(left[0].journals[0].exists(), "it goes with the next save");
    keep(&mut chronicle, &mut network, add(2));
    drop(chronicle);
    let (again, second) = restored(desk.folder.path(), &desk.map());
    assert!(again == network);
    assert_eq!(second.len(), 1);
    assert_eq!(second[0].journals.len(), 2);
    // The third restores and saves.
    let (_, mut chronicle, mut network) = desk.parts();
    for step in second[0].steps.clone() {
        keep(&mut chronicle, &mut network, step);
    }
    chronicle.took_in(second[0].journals.clone());
    let place = chronicle.place();
    let written =
        saver.save((&network, Guard::new("aaaaaaaaaaaa")), &chronicle.steps(), &mut |saving| chronicle.saving(saving, place)).unwrap();
    chronicle.saved(&written.hash, place);
    assert!(second[0].journals.iter().all(|journal| !journal.exists()));
    assert_eq!(restored(desk.folder.path(), &desk.map()).1, []);
}

#[test]
fn another_place_takes_everything_when_the_own_place_takes_nothing() {
    let desk = Desk::new();
    let elsewhere = TempDir::new().unwrap();
    let (_, mut chronicle, mut network) = desk.parts();
    keep(&mut chronicle, &mut network, add(1));
    // The folder of the safe is in the way of everything from now on.
    let safe = journals(desk.folder.path()).pop().unwrap().parent().unwrap().to_owned();
    let there = desk.safe().moved_to(elsewhere.path());
    chronicle.note(Deed::Done(add(2)));
    chronicle.move_to(there.clone()).unwrap();
    assert!(chronicle.is_synced());
    drop(chronicle);
    let opened = store::open(&desk.map()).unwrap();
    let hash = Saver::new(opened.clone(), None).hash();
    let found = store::left_in(&[desk.safe(), there], &opened.network, &hash);
    let [left] = found.left.try_into().unwrap();
    assert_eq!(left.steps, [add(1), add(2)]);
    assert!(left.journals[0].starts_with(elsewhere.path()) && !safe.starts_with(elsewhere.path()));
}

#[test]
fn a_place_that_takes_nothing_changes_nothing() {
    let desk = Desk::new();
    let (_, mut chronicle, mut network) = desk.parts();
    keep(&mut chronicle, &mut network, add(1));
    let blocked = desk.folder.path().join("blocked");
    fs::write(&blocked, "in the way").unwrap();
    assert!(chronicle.move_to(desk.safe().moved_to(&blocked)).is_err());
    keep(&mut chronicle, &mut network, add(2));
    drop(chronicle);
    let (again, left) = restored(desk.folder.path(), &desk.map());
    assert!(again == network && left.len() == 1);
}

#[test]
fn a_map_without_a_file_is_found_by_its_uid_and_gone_from_there_once_it_has_one() {
    let state = TempDir::new().unwrap();
    let network = Network::new("North network", "0123456789abcdef0123456789abcdef");
    let safe = Safe::within_unsaved(state.path(), &network.about.uid).unwrap();
    let mut chronicle = Chronicle::without_file(&network, Some(safe.clone()));
    chronicle.sync().unwrap();
    assert_eq!(store::unsaved_within(state.path()), [], "nothing is written before something is done");
    assert!(!state.path().join("maps").exists());
    let mut now = network.clone();
    keep(&mut chronicle, &mut now, add(1));
    keep(&mut chronicle, &mut now, add(2));
    assert_eq!(store::unsaved_within(state.path()), [], "its program runs");
    drop(chronicle);
    let [unsaved] = store::unsaved_within(state.path()).try_into().unwrap();
    assert_eq!((unsaved.name.as_str(), unsaved.steps), ("North network", 2));
    let (base, found) = safe.begun().unwrap();
    assert_eq!(base, network);
    // The next session does the steps again and saves under a name.
    let map = state.path().join("north.ron");
    let mut chronicle = Chronicle::without_file(&base, Some(safe.clone()));
    let mut now = base;
    for step in found.left[0].steps.clone() {
        keep(&mut chronicle, &mut now, step);
    }
    chronicle.took_in(found.left[0].journals.clone());
    chronicle.sync().unwrap();
    let place = chronicle.place();
    let file = store::MapFile::create(&map, &now, Guard::new("aaaaaaaaaaaa")).unwrap();
    let hash = Saver::new(store::Opened { network: now.clone(), file }, None).hash();
    let new_safe = Safe::within(state.path(), &now.about.uid, &map).unwrap();
    chronicle.settle_in(Some(new_safe.clone()), &hash, place);
    assert_eq!(new_safe.past(&hash).done, [add(1), add(2)], "undo knows the steps");
    keep(&mut chronicle, &mut now, add(3));
    drop(chronicle);
    assert_eq!(store::unsaved_within(state.path()), []);
    let opened = store::open(&map).unwrap();
    assert_eq!(new_safe.left(&opened.network, &hash).left[0].steps, [add(3)]);
}

#[test]
fn the_order_of_sessions_is_that_of_their_journals_whatever_the_clock_says() {
    let desk = Desk::new();
    let mut sessions: Vec<(Chronicle, Network)> =
        (0..3).map(|_| desk.parts()).map(|(_, chronicle, network)| (chronicle, network)).collect();
    for (number, (chronicle, network)) in sessions.iter_mut().enumerate() {
        keep(chronicle, network, add(number));
    }
    drop(sessions);
    let (_, left) = restored(desk.folder.path(), &desk.map());
    assert_eq!(left.iter().map(|left| left.steps[0].title.to_string()).collect::<Vec<_>>(), ["Add 0", "Add 1", "Add 2"]);
}

#[test]
fn a_torn_save_in_place_holds_what_was_done_before_it_and_no_more() {
    let desk = Desk::new();
    let (_, mut chronicle, mut network) = desk.parts();
    store::Keeper::with(store::open(&desk.map()).unwrap(), Some(desk.safe())).parts().0.keep_present();
    keep(&mut chronicle, &mut network, add(1));
    let (place, snapshot): (Place, Network) = (chronicle.place(), network.clone());
    keep(&mut chronicle, &mut network, add(2));
    chronicle.saving(Saving { hash: "cd".repeat(32).into(), manner: Manner::InPlace }, place).unwrap();
    keep(&mut chronicle, &mut network, add(3));
    drop(chronicle);
    assert!(desk.safe().torn().unwrap() == snapshot);
}

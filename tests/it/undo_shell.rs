//! `permea undo`, `permea redo` and `permea restore` as a shell runs them.

use std::{fs, thread};

use permea::{
    model::{Change, Deed, Kind, Member, MemberId, Step},
    store::{self, Keeper, Safe},
};

use crate::shell::Place;

const DEMO: &str = include_str!("../../assets/demo.permea.ron");

fn rated(place: &Place, stage: &str) {
    let answer = place.permea(&["rate", "map.ron", "urn:900001", "--stage", stage, "--by", "Priya", "--as-of", "2026-11-20"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
}

/// How many ratings there are and how many of them are withdrawn.
fn ratings(place: &Place) -> (usize, usize) {
    let network = store::open(&place.path("map.ron")).unwrap().network;
    (network.ratings().len(), network.ratings().iter().filter(|rating| rating.withdrawn.is_some()).count())
}

#[test]
fn a_rating_is_taken_back_and_made_again_by_name() {
    let place = Place::with_demo();
    let (all, withdrawn) = ratings(&place);
    rated(&place, "2");
    let answer = place.permea(&["undo", "map.ron"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.out.starts_with("Taken back: Rate ") && answer.out.ends_with("stage 2.\n"), "{}", answer.out);
    assert_eq!(ratings(&place), (all + 1, withdrawn + 1));
    let answer = place.permea(&["redo", "map.ron", "--format", "json"]);
    assert!(answer.json()["step"]["title"].as_str().unwrap().ends_with("stage 2"), "{}", answer.out);
    assert_eq!(ratings(&place), (all + 1, withdrawn));
}

#[test]
fn steps_are_taken_back_one_after_the_other_until_none_is_known() {
    let place = Place::with_demo();
    for pupils in ["pupils=1", "pupils=2"] {
        assert_eq!(place.permea(&["edit", "map.ron", "urn:900001", pupils]).code, 0);
    }
    assert_eq!(place.permea(&["undo", "map.ron"]).code, 0);
    assert_eq!(place.permea(&["undo", "map.ron"]).code, 0);
    let without_guard =
        |text: &str| text.lines().enumerate().filter(|(at, _)| *at != 1).map(|(_, line)| line.to_owned()).collect::<Vec<_>>();
    assert_eq!(without_guard(&place.text("map.ron")), without_guard(DEMO));
    let answer = place.permea(&["undo", "map.ron"]);
    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("There is no step to take back in map.ron"), "{}", answer.err);
}

#[test]
fn a_version_that_somebody_else_made_has_no_steps_of_ours() {
    let place = Place::with_demo();
    rated(&place, "2");
    fs::write(place.path("map.ron"), place.text("map.ron").replace("Invented network", "Their network")).unwrap();
    assert_eq!(place.permea(&["undo", "map.ron"]).code, 1);
    assert_eq!(place.permea(&["redo", "map.ron"]).code, 1);
}

#[test]
fn steps_that_wait_in_a_journal_are_told_of_and_the_command_works_from_the_file() {
    let place = Place::with_demo();
    let opened = store::open(&place.path("map.ron")).unwrap();
    let network = opened.network.clone();
    let safe = Safe::within(&place.path("home").join("state"), &network.about.uid, &place.path("map.ron")).unwrap();
    let mut keeper = Keeper::with(opened, Some(safe));
    let school = Member::new(MemberId::new("urn:900999").unwrap(), Kind::School, "Waiting High");
    keeper.note(Deed::Done(Step::new("Add Waiting High", vec![Change::add(school)])));
    keeper.sync().unwrap();
    let told = "1 step waits in a journal and not in map.ron yet.";
    let answer = place.permea(&["undo", "map.ron"]);
    assert!(answer.code == 1 && answer.err.contains(told) && answer.err.contains("no step to take back"), "{}", answer.err);
    let answer = place.permea(&["rate", "map.ron", "urn:900001", "--stage", "2", "--by", "Priya", "--as-of", "2026-11-20"]);
    assert!(answer.code == 0 && answer.err.contains(told), "{}", answer.err);
}

#[test]
fn every_version_is_listed_and_an_older_one_comes_back_as_a_step() {
    let place = Place::with_demo();
    let answer = place.permea(&["restore", "map.ron"]);
    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("keeps no versions"), "{}", answer.err);
    rated(&place, "2");
    let listed = place.permea(&["restore", "map.ron", "--format", "json"]).json();
    let versions = listed["versions"].as_array().unwrap();
    assert_eq!(versions.len(), 2, "{listed}");
    assert_eq!(versions.iter().filter(|version| version["is_now"] == true).count(), 1);
    let text = place.permea(&["restore", "map.ron"]).out;
    assert!(text.contains("since then 1 rating added") && text.contains("as it is now"), "{text}");
    let base = place.path("home/state/maps");
    let demo = files_below(&base).into_iter().find(|path| fs::read(path).unwrap() == DEMO.as_bytes()).unwrap();
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_780_000_000);
    fs::File::options().write(true).open(demo).unwrap().set_modified(long_ago).unwrap();
    let answer = place.permea(&["restore", "map.ron", "--at", "2026-06-30"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert_eq!(ratings(&place), {
        let network = store::open_bytes("demo", DEMO.as_bytes()).unwrap();
        (network.ratings().len(), network.ratings().iter().filter(|rating| rating.withdrawn.is_some()).count())
    });
    assert_eq!(place.permea(&["restore", "map.ron", "--at", "2020-01-01"]).code, 1);
    assert_eq!(place.permea(&["restore", "map.ron", "--at", "yesterday"]).code, 2);
    let answer = place.permea(&["undo", "map.ron"]);
    assert!(answer.out.starts_with("Taken back: Restore the version of 2026-"), "{}{}", answer.out, answer.err);
}

#[test]
fn a_map_that_was_damaged_or_removed_comes_back() {
    let place = Place::with_demo();
    rated(&place, "2");
    let sound = place.text("map.ron");
    let without_guard =
        |text: &str| text.lines().enumerate().filter(|(at, _)| *at != 1).map(|(_, line)| line.to_owned()).collect::<Vec<_>>();
    for damage in [Some("(permea: 1, uid:"), Some(""), None] {
        match damage {
            Some(text) => fs::write(place.path("map.ron"), text).unwrap(),
            None => fs::remove_file(place.path("map.ron")).unwrap(),
        }
        let answer = place.permea(&["restore", "map.ron"]);
        assert_eq!(answer.code, 0, "{}", answer.err);
        let answer = place.permea(&["restore", "map.ron", "--at", "2100-01-01"]);
        assert_eq!(answer.code, 0, "{damage:?} {}", answer.err);
        assert_eq!(without_guard(&place.text("map.ron")), without_guard(&sound));
    }
}

#[test]
fn two_commands_at_once_lose_nothing_that_was_said_to_be_done() {
    let place = Place::with_demo();
    let (before, _) = ratings(&place);
    let place = &place;
    let done: usize = thread::scope(|scope| {
        let rate = |name: &'static str| {
            move || {
                let rate = || place.permea(&["rate", "map.ron", "urn:900001", "--stage", "2", "--by", name]).code;
                (0..4).map(|_| rate()).filter(|code| *code == 0).count()
            }
        };
        let both = [scope.spawn(rate("Priya")), scope.spawn(rate("Tomos"))];
        both.into_iter().map(|one| one.join().unwrap()).sum()
    });
    assert_eq!(done, 8);
    assert_eq!(ratings(place).0, before + done);
}

fn files_below(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

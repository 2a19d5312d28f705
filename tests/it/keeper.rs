//! The keeper and its safe: what is kept is found again, what a save would lose is refused, what others saved is left alone.

use std::{
    fs,
    path::{Path, PathBuf},
};

use permea::{
    model::{Change, Deed, Kind, Member, MemberId, Network, RecordKind, Step},
    store::{self, Guard, Keeper, Left, Safe, SaveError, Saved, format},
};
use tempfile::TempDir;

const DEMO: &str = include_str!("../../assets/demo.permea.ron");

/// A map and a state folder that are nobody's.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("map.ron"), DEMO).unwrap();
        Self { folder }
    }

    fn map(&self) -> PathBuf {
        self.folder.path().join("map.ron")
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    fn safe(&self) -> Safe {
        Safe::within(&self.state(), &demo().about.uid, &self.map()).unwrap()
    }

    /// Opens the map for work, as a program that has just begun.
    fn keeper(&self) -> (Network, Keeper) {
        let opened = store::open(&self.map()).unwrap();
        (opened.network.clone(), Keeper::with(opened, Some(self.safe())))
    }

    fn left(&self) -> Vec<Left> {
        let (network, keeper) = self.keeper();
        self.safe().left(&network, &keeper.hash()).left
    }

    fn text(&self) -> String {
        fs::read_to_string(self.map()).unwrap()
    }
}

fn demo() -> Network {
    format::read(DEMO.as_bytes()).unwrap().network
}

fn guard(digits: &str) -> Guard {
    Guard::new(digits)
}

fn add(id: &str) -> Step {
    let member = Member::new(MemberId::new(id).unwrap(), Kind::School, format!("School {id}"));
    Step::new(format!("Add {id}"), vec![Change::add(member)])
}

/// Does a step and keeps it.
fn keep(keeper: &mut Keeper, network: &Network, step: &Step) -> Network {
    keeper.note(Deed::Done(step.clone()));
    keeper.sync().unwrap();
    network.apply(step).unwrap()
}

/// Every file below a folder, for what stands there.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

#[test]
fn steps_of_a_session_that_died_are_found_and_the_file_is_as_it_was() {
    let desk = Desk::new();
    let (network, mut keeper) = desk.keeper();
    let network = keep(&mut keeper, &network, &add("urn:1"));
    keep(&mut keeper, &network, &add("urn:2"));
    drop(keeper);
    let [left] = desk.left().try_into().unwrap();
    assert_eq!(left.steps, [add("urn:1"), add("urn:2")]);
    assert_eq!(desk.text(), DEMO);
}

#[test]
fn steps_of_a_session_that_runs_are_left_to_it() {
    let desk = Desk::new();
    let (network, mut keeper) = desk.keeper();
    keep(&mut keeper, &network, &add("urn:1"));
    assert_eq!(desk.left(), []);
    assert_eq!(desk.safe().waiting(&network, &keeper.hash()), 1);
}

#[test]
fn a_save_files_the_journal_and_the_past_leads_back_over_several_saves() {
    let desk = Desk::new();
    let (network, mut keeper) = desk.keeper();
    let network = keep(&mut keeper, &network, &add("urn:1"));
    assert_eq!(keeper.save(&network, guard("aaaaaaaaaaaa")).unwrap(), Saved::Written);
    let network = keep(&mut keeper, &network, &add("urn:2"));
    keeper.save(&network, guard("bbbbbbbbbbbb")).unwrap();
    assert_eq!(desk.left(), []);
    let past = desk.safe().past(&keeper.hash());
    assert_eq!(past.done, [add("urn:1"), add("urn:2")]);
    assert_eq!(desk.safe().versions().len(), 3);
}

#[test]
fn a_clock_that_is_wrong_for_once_costs_three_versions_and_no_more() {
    let desk = Desk::new();
    let (mut network, mut keeper) = desk.keeper();
    for number in 0..20 {
        network = keep(&mut keeper, &network, &add(&format!("urn:{number}")));
        keeper.save(&network, guard(&format!("{number:012}"))).unwrap();
    }
    // To a clock that stands two years ahead all of them are two years old.
    let kept = desk.safe().versions().len();
    let maps = fs::read_dir(desk.state().join("maps")).unwrap().next().unwrap().unwrap().path();
    for version in fs::read_dir(maps.join("base")).unwrap() {
        let file = fs::File::options().write(true).open(version.unwrap().path()).unwrap();
        let long_ago = file.metadata().unwrap().modified().unwrap() - std::time::Duration::from_hours(2 * 365 * 24);
        file.set_modified(long_ago).unwrap();
    }
    let network = keep(&mut keeper, &network, &add("urn:99"));
    keeper.save(&network, guard("999999999999")).unwrap();
    assert_eq!((kept, desk.safe().versions().len()), (21, 21 + 1 - 3));
}

#[test]
fn what_was_undone_before_a_restart_can_be_done_again_after_it() {
    let desk = Desk::new();
    let (network, mut keeper) = desk.keeper();
    keep(&mut keeper, &network, &add("urn:1"));
    let both = keep(&mut keeper, &network.apply(&add("urn:1")).unwrap(), &add("urn:2"));
    keeper.note(Deed::Undone(add("urn:2").inverse()));
    let one = both.apply(&add("urn:2").inverse()).unwrap();
    keeper.save(&one, guard("aaaaaaaaaaaa")).unwrap();
    let past = desk.safe().past(&keeper.hash());
    assert_eq!(past.done, [add("urn:1")]);
    assert_eq!(past.undone.len(), 1);
    assert_eq!(past.undone[0].step, add("urn:2"));
}

#[test]
fn a_version_that_this_computer_does_not_know_has_no_past() {
    let desk = Desk::new();
    let (network, mut keeper) = desk.keeper();
    let network = keep(&mut keeper, &network, &add("urn:1"));
    keeper.save(&network, guard("aaaaaaaaaaaa")).unwrap();
    assert!(desk.safe().past(&"00".repeat(32)).done.is_empty());
}

#[test]
fn a_step_that_stands_in_the_file_already_is_not_offered() {
    let desk = Desk::new();
    let (network, mut keeper) = desk.keeper();
    let after = keep(&mut keeper, &network, &add("urn:1"));
    keep(&mut keeper, &after, &add("urn:2"));
    drop(keeper);
    let theirs = format::write(&after, &guard("cccccccccccc")).unwrap();
    fs::write(desk.map(), theirs).unwrap();
    let [left] = desk.left().try_into().unwrap();
    assert_eq!(left.steps, [add("urn:2")]);
}

#[test]
fn a_crash_between_the_save_and_its_mark_offers_nothing_twice() {
    let desk = Desk::new();
    let (network, mut keeper) = desk.keeper();
    let network = keep(&mut keeper, &network, &add("urn:1"));
    let journal = files_below(&desk.state()).into_iter().find(|path| path.extension().is_some_and(|ending| ending == "journal")).unwrap();
    keeper.save(&network, guard("aaaaaaaaaaaa")).unwrap();
    let filed = files_below(&desk.state()).into_iter().find(|path| path.to_string_lossy().contains("history")).unwrap();
    let bytes = fs::read(&filed).unwrap();
    let last_line = bytes[..bytes.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
    fs::remove_file(&filed).unwrap();
    fs::write(&journal, &bytes[..last_line]).unwrap();
    assert_eq!(desk.left(), []);
    assert_eq!(desk.safe().past(&keeper.hash()).done, [add("urn:1")]);
}

#[test]
fn a_save_that_would_lose_what_no_step_took_out_is_refused() {
    let desk = Desk::new();
    let (network, mut keeper) = desk.keeper();
    let empty = Network::new("Invented network", network.about.uid.clone());
    let error = keeper.save(&empty, guard("aaaaaaaaaaaa")).unwrap_err();
    assert!(matches!(error, SaveError::WouldLose { .. }), "{error}");
    let rating = network.records(RecordKind::Rating).remove(0);
    let step = Step::new("Remove a rating", vec![Change::remove(rating)]);
    let without = network.apply(&step).unwrap();
    let error = keeper.save(&without, guard("aaaaaaaaaaaa")).unwrap_err();
    assert!(error.to_string().contains("1 rating would vanish"), "{error}");
    assert_eq!(desk.text(), DEMO);
    keeper.note(Deed::Done(step));
    assert_eq!(keeper.save(&without, guard("aaaaaaaaaaaa")).unwrap(), Saved::Written);
}

#[test]
fn a_fifth_of_the_members_may_vanish_unsaid_and_no_more() {
    let schools: Vec<Change> = (0..20).flat_map(|at| add(&format!("urn:{at}")).changes).collect();
    let twenty = Network::new("Twenty", "0123456789abcdef0123456789abcdef").apply(&Step::new("Add", schools)).unwrap();
    let without = |count: usize| {
        let gone = twenty.records(RecordKind::Member).into_iter().take(count).map(Change::remove).collect();
        twenty.apply(&Step::new("Remove", gone)).unwrap()
    };
    let folder = TempDir::new().unwrap();
    let save = |network: &Network, name: &str| {
        let path = folder.path().join(name);
        fs::write(&path, format::write(&twenty, &guard("000000000000")).unwrap()).unwrap();
        Keeper::with(store::open(&path).unwrap(), None).save(network, guard("aaaaaaaaaaaa"))
    };
    assert!(save(&without(4), "four.ron").is_ok());
    assert!(matches!(save(&without(5), "five.ron"), Err(SaveError::WouldLose { members: 5, .. })));
}

#[test]
fn a_uid_that_is_none_names_no_folder() {
    let map = Path::new("map.ron");
    for uid in ["", "../../../../etc", "0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef0123456789abcde/"] {
        assert_eq!(Safe::within(Path::new("/nowhere"), uid, map), None, "{uid}");
    }
}

#[cfg(unix)]
#[test]
fn everything_in_the_safe_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let (network, mut keeper) = desk.keeper();
    let network = keep(&mut keeper, &network, &add("urn:1"));
    keeper.save(&network, guard("aaaaaaaaaaaa")).unwrap();
    keep(&mut keeper, &network, &add("urn:2"));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let files = files_below(&desk.state());
    assert_eq!(files.len(), 4, "{files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
        assert_eq!(mode(file.parent().unwrap()), 0o700);
    }
}

#[cfg(unix)]
#[test]
fn a_map_with_two_names_keeps_both() {
    use std::os::unix::fs::MetadataExt;
    let desk = Desk::new();
    let other = desk.folder.path().join("other.ron");
    fs::hard_link(desk.map(), &other).unwrap();
    let (network, mut keeper) = desk.keeper();
    let network = keep(&mut keeper, &network, &add("urn:1"));
    keeper.save(&network, guard("aaaaaaaaaaaa")).unwrap();
    assert_eq!(fs::metadata(&other).unwrap().nlink(), 2);
    assert_eq!(fs::read_to_string(&other).unwrap(), desk.text());
    assert!(desk.text().contains("School urn:1"));
}

#[cfg(unix)]
#[test]
fn a_save_in_place_that_was_cut_anywhere_is_put_together_again() {
    let desk = Desk::new();
    fs::hard_link(desk.map(), desk.folder.path().join("other.ron")).unwrap();
    let (network, mut keeper) = desk.keeper();
    let network = keep(&mut keeper, &network, &add("urn:1"));
    let journal = files_below(&desk.state()).remove(0);
    keeper.save(&network, guard("aaaaaaaaaaaa")).unwrap();
    let whole = desk.text();
    let filed = files_below(&desk.state()).into_iter().find(|path| path.to_string_lossy().contains("history")).unwrap();
    let bytes = fs::read(&filed).unwrap();
    let last_line = bytes[..bytes.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
    fs::remove_file(&filed).unwrap();
    for cut in (1..whole.len()).step_by(whole.len() / 20) {
        fs::write(&journal, &bytes[..last_line]).unwrap();
        let torn = [&whole.as_bytes()[..cut], DEMO.as_bytes().get(cut..).unwrap_or_default()].concat();
        fs::write(desk.map(), &torn).unwrap();
        match store::open(&desk.map()) {
            // Parts of both may make a whole map; then the steps that are missing are offered.
            Ok(_) => assert!(desk.left().len() <= 1),
            Err(error) => {
                let safes = Safe::within_of_place(&desk.state(), &desk.map());
                let opened = store::put_together(&desk.map(), &safes, error).unwrap();
                assert!(opened.network == network, "cut at {cut}");
                assert_eq!(desk.left(), []);
            }
        }
    }
    fs::write(desk.map(), &whole[..100]).unwrap();
    let error = store::open(&desk.map()).unwrap_err();
    assert!(store::put_together(&desk.map(), &Safe::within_of_place(&desk.state(), &desk.map()), error).is_err());
}

#[cfg(unix)]
#[test]
fn a_map_with_two_names_is_not_written_without_a_copy_of_it() {
    let desk = Desk::new();
    fs::hard_link(desk.map(), desk.folder.path().join("other.ron")).unwrap();
    fs::write(desk.state(), "in the way").unwrap();
    let (network, mut keeper) = desk.keeper();
    keeper.note(Deed::Done(add("urn:1")));
    assert!(keeper.sync().is_err());
    let error = keeper.save(&network.apply(&add("urn:1")).unwrap(), guard("aaaaaaaaaaaa")).unwrap_err();
    assert!(matches!(error, SaveError::NoCopy { .. }), "{error}");
    assert_eq!(desk.text(), DEMO);
}

#[test]
fn a_map_is_saved_where_no_journal_can_be() {
    let desk = Desk::new();
    fs::write(desk.state(), "in the way").unwrap();
    let (network, mut keeper) = desk.keeper();
    keeper.note(Deed::Done(add("urn:1")));
    assert!(keeper.sync().is_err());
    keeper.save(&network.apply(&add("urn:1")).unwrap(), guard("aaaaaaaaaaaa")).unwrap();
    assert!(desk.text().contains("School urn:1"));
}

#[test]
fn a_journal_that_went_wrong_is_written_anew_elsewhere() {
    let desk = Desk::new();
    let (network, mut keeper) = desk.keeper();
    keeper.note(Deed::Done(add("urn:1")));
    fs::write(desk.state(), "in the way").unwrap();
    assert!(keeper.sync().is_err());
    fs::remove_file(desk.state()).unwrap();
    keep(&mut keeper, &network.apply(&add("urn:1")).unwrap(), &add("urn:2"));
    drop(keeper);
    assert_eq!(desk.left()[0].steps, [add("urn:1"), add("urn:2")]);
}

#[test]
fn a_damaged_journal_gives_what_is_sound_and_stays() {
    let desk = Desk::new();
    let (network, mut keeper) = desk.keeper();
    let network = keep(&mut keeper, &network, &add("urn:1"));
    let network = keep(&mut keeper, &network, &add("urn:2"));
    keep(&mut keeper, &network, &add("urn:3"));
    drop(keeper);
    let [journal] = files_below(&desk.state()).try_into().unwrap();
    let mut bytes = fs::read(&journal).unwrap();
    let at = bytes.windows(5).position(|five| five == b"urn:2").unwrap();
    bytes[at] = b'U';
    fs::write(&journal, &bytes).unwrap();
    assert_eq!(desk.left()[0].steps, [add("urn:1")]);
    assert_eq!(fs::read(&journal).unwrap(), bytes);
}

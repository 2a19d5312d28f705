//! The map's file changed by others: what the watcher makes of it, and what stands after a crash once it was taken in.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use permea::{
    app::History,
    compare::{Authors, exact_diff, merge},
    model::{Change, Deed, Kind, Member, MemberId, Network, Origin, Past, Step},
    store::{self, Guard, Keeper, Left, Outside, Safe, SaveError, Saved, Sighting, Tidings, format},
};
use tempfile::TempDir;

const DEMO: &str = include_str!("../../assets/demo.permea.ron");

/// A map and a state folder that are nobody's, and a watcher with a clock of its own.
struct Watched {
    folder: TempDir,
    outside: Outside,
    running: Duration,
}

impl Watched {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("map.ron");
        fs::write(&path, DEMO).unwrap();
        let outside = Outside::of(&store::open(&path).unwrap().file);
        let mut watched = Self { folder, outside, running: Duration::ZERO };
        assert_eq!(watched.after(10_000), None);
        watched
    }

    fn map(&self) -> PathBuf {
        self.folder.path().join("map.ron")
    }

    /// What the looks of so many milliseconds tell, at most one thing.
    fn after(&mut self, milliseconds: u64) -> Option<Tidings> {
        let until = self.running + Duration::from_millis(milliseconds);
        let mut told = None;
        while self.running < until {
            let look = self.outside.look(self.running);
            assert!(look.is_none() || told.is_none(), "{look:?} after {told:?}");
            told = told.or(look);
            self.running += self.outside.next_look();
        }
        told
    }
}

fn add(id: &str) -> Step {
    let member = Member::new(MemberId::new(id).unwrap(), Kind::School, format!("School {id}"));
    Step::new(format!("Add {id}"), vec![Change::add(member)])
}

fn demo() -> Network {
    format::read(DEMO.as_bytes()).unwrap().network
}

/// The demo after these steps, as a file with this guard.
fn text(steps: &[Step], guard: &str) -> String {
    let network = steps.iter().fold(demo(), |network, step| network.apply(step).unwrap());
    format::write(&network, &Guard::new(guard)).unwrap()
}

fn network_of(tidings: Option<Tidings>) -> Network {
    match tidings {
        Some(Tidings::Another(sighting)) => sighting.network().clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_version_that_somebody_saved_is_seen_once() {
    let mut watched = Watched::new();
    fs::write(watched.map(), text(&[add("urn:1")], "111111111111")).unwrap();
    assert_eq!(network_of(watched.after(3000)), demo().apply(&add("urn:1")).unwrap());
    assert_eq!(watched.after(60_000), None);
}

#[test]
fn another_text_of_the_same_length_is_another_version() {
    let mut watched = Watched::new();
    let theirs = DEMO.replacen("Invented", "Unvented", 1);
    assert_eq!(theirs.len(), DEMO.len());
    fs::write(watched.map(), theirs).unwrap();
    assert_eq!(network_of(watched.after(3000)).about.name, "Unvented network");
}

#[test]
fn a_touch_without_a_change_is_nothing() {
    let mut watched = Watched::new();
    fs::write(watched.map(), DEMO).unwrap();
    assert_eq!(watched.after(10_000), None);
}

#[test]
fn our_own_save_is_nothing() {
    let mut watched = Watched::new();
    let mut opened = store::open(&watched.map()).unwrap();
    opened.file.save(&demo().apply(&add("urn:1")).unwrap(), Guard::new("111111111111")).unwrap();
    watched.outside.knows(&opened.file);
    assert_eq!(watched.after(10_000), None);
}

#[test]
fn a_file_written_in_seven_pieces_is_seen_when_it_is_whole() {
    for pause in [500, 1000, 1500] {
        let mut watched = Watched::new();
        let theirs = text(&[add("urn:1")], "111111111111");
        let piece = theirs.len() / 7 + 1;
        for end in (piece..).step_by(piece).take(6) {
            fs::write(watched.map(), &theirs.as_bytes()[..end]).unwrap();
            assert_eq!(watched.after(pause), None, "after {end} bytes");
        }
        fs::write(watched.map(), &theirs).unwrap();
        assert_eq!(network_of(watched.after(3000)).members().len(), demo().members().len() + 1);
    }
}

#[test]
fn half_a_file_is_told_after_ten_seconds_and_no_sooner() {
    for half in ["", &DEMO[..DEMO.len() / 2], "\0\0\0\0"] {
        let mut watched = Watched::new();
        fs::write(watched.map(), half).unwrap();
        assert_eq!(watched.after(9000), None);
        assert_eq!(watched.after(3000), Some(Tidings::NotWhole));
        assert_eq!(watched.after(60_000), None);
        fs::write(watched.map(), DEMO).unwrap();
        assert_eq!(watched.after(3000), Some(Tidings::Back));
        fs::write(watched.map(), text(&[add("urn:1")], "111111111111")).unwrap();
        assert!(matches!(watched.after(3000), Some(Tidings::Another(_))));
    }
}

#[test]
fn a_file_that_is_gone_is_told_and_one_that_is_only_replaced_is_not() {
    let mut watched = Watched::new();
    let aside = watched.folder.path().join("aside");
    fs::rename(watched.map(), &aside).unwrap();
    assert_eq!(watched.after(1000), None);
    fs::rename(&aside, watched.map()).unwrap();
    assert_eq!(watched.after(10_000), None);
    fs::rename(watched.map(), &aside).unwrap();
    assert_eq!(watched.after(3000), Some(Tidings::Gone));
    assert_eq!(watched.after(10_000), None);
    fs::rename(&aside, watched.map()).unwrap();
    assert_eq!(watched.after(3000), Some(Tidings::Back));
}

#[test]
fn a_flipped_bit_is_no_map_or_another_version_and_never_nothing() {
    let bytes = text(&[], "111111111111").into_bytes();
    let step = (bytes.len() * 8 / 1000).max(1);
    let (mut whole, mut not) = (0, 0);
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("map.ron");
    fs::write(&path, &bytes).unwrap();
    let (_, known) = (0, Sighting::of(&path).unwrap().hash());
    for bit in (0..bytes.len() * 8).step_by(step) {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        fs::write(&path, &flipped).unwrap();
        match Sighting::of(&path) {
            Ok(sighting) => {
                assert_ne!(sighting.hash(), known, "bit {bit}");
                whole += 1;
            }
            Err(error) => {
                assert!(!error.to_string().is_empty());
                not += 1;
            }
        }
    }
    assert!(whole > 0 && not > 0, "{whole} whole, {not} not");
}

/// A map that is open for work.
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

    fn safe(&self) -> Safe {
        Safe::within(&self.folder.path().join("state"), &demo().about.uid, &self.map()).unwrap()
    }

    fn keeper(&self) -> Keeper {
        // As a program that opens it keeps the version.
        Keeper::with(store::open(&self.map()).unwrap(), Some(self.safe())).parts().0.keep_present();
        Keeper::with(store::open(&self.map()).unwrap(), Some(self.safe()))
    }

    fn past(&self) -> Past {
        self.safe().past(&self.keeper().hash())
    }

    fn found(&self) -> Vec<Left> {
        let opened = store::open(&self.map()).unwrap();
        self.safe().left(&opened.network, &self.keeper().hash()).left
    }

    fn left(&self) -> Vec<Step> {
        self.found().into_iter().flat_map(|left| left.steps).collect()
    }
}

/// The map on the screen with its keeper, as the app joins what arrives.
struct Screen {
    keeper: Keeper,
    network: Network,
}

impl Screen {
    fn on(desk: &Desk) -> Self {
        Self { keeper: desk.keeper(), network: store::open(&desk.map()).unwrap().network }
    }

    fn does(&mut self, step: &Step) {
        self.network = self.network.apply(step).unwrap();
        self.keeper.note(Deed::Done(step.clone()));
        self.keeper.sync().unwrap();
    }

    /// Takes in what the file holds now.
    fn joins(&mut self) {
        let found = self.keeper.look().unwrap().expect("the file holds another version");
        let theirs = found.sighting.network().clone();
        let merged = merge(Some(self.keeper.saved()), &self.network, &theirs, &Authors::default()).unwrap().network;
        let step = exact_diff("Take in", &self.network, &merged).from_elsewhere();
        self.network = merged;
        let deed = Some(step).filter(|step| !step.is_empty()).map(Deed::Done);
        if self.network == theirs {
            self.keeper.adopt_whole(found.sighting, deed).unwrap();
        } else {
            self.keeper.adopt(found.sighting, deed);
        }
        self.keeper.sync().unwrap();
    }

    fn saves(&mut self, guard: &str) -> Result<Saved, SaveError> {
        self.keeper.save(&self.network, Guard::new(guard))
    }
}

fn ids(network: &Network) -> Vec<&str> {
    network.members().iter().filter(|member| member.name.starts_with("School urn")).map(|member| member.id.as_str()).collect()
}

#[test]
fn after_a_reload_undo_leads_back_over_it_also_after_a_restart() {
    let desk = Desk::new();
    let mut screen = Screen::on(&desk);
    screen.does(&add("urn:1"));
    screen.saves("111111111111").unwrap();
    fs::write(desk.map(), text(&[add("urn:1"), add("urn:2")], "222222222222")).unwrap();
    screen.joins();
    drop(screen);
    assert_eq!(desk.left(), []);
    let past = desk.past();
    let titles: Vec<&str> = past.done.iter().map(|step| step.title.as_str()).collect();
    assert_eq!(titles, ["Add urn:1", "Take in"]);
    assert_eq!(past.done[1].origin, Origin::Elsewhere);
    let network = store::open(&desk.map()).unwrap().network;
    let moment =
        permea::app::Moment { now: "2026-03-02T14:02:11Z".parse().unwrap(), today: "2026-03-02".parse().unwrap(), running: Duration::ZERO };
    let mut history = History::opened(past);
    let (before, _) = history.undo(&network, &network, moment).unwrap().unwrap();
    assert_eq!(ids(&before), ["urn:1"]);
}

#[test]
fn what_was_not_saved_when_another_version_came_is_offered_after_a_crash() {
    let desk = Desk::new();
    let mut screen = Screen::on(&desk);
    screen.does(&add("urn:1"));
    fs::write(desk.map(), text(&[add("urn:2")], "222222222222")).unwrap();
    screen.joins();
    screen.does(&add("urn:3"));
    drop(screen);
    let titles: Vec<String> = desk.left().iter().map(|step| step.title.to_string()).collect();
    assert_eq!(titles, ["Add urn:1", "Add urn:3"]);
    // What they are compared with is the version that was joined last.
    let [left] = desk.found().try_into().unwrap();
    let theirs = store::open(&desk.map()).unwrap().network;
    assert_eq!(left.base.as_ref(), Some(&theirs));
    assert_eq!(ids(left.ours.as_ref().unwrap()), ["urn:1", "urn:2", "urn:3"]);
}

#[test]
fn what_was_taken_back_of_another_version_is_not_brought_back_by_a_crash() {
    let desk = Desk::new();
    let mut screen = Screen::on(&desk);
    screen.does(&add("urn:1"));
    fs::write(desk.map(), text(&[add("urn:2")], "222222222222")).unwrap();
    let before = screen.network.clone();
    screen.joins();
    let back = exact_diff("Take in", &screen.network, &before);
    screen.keeper.note(Deed::Undone(back));
    screen.keeper.sync().unwrap();
    drop(screen);
    let [left] = desk.found().try_into().unwrap();
    let (base, ours) = (left.base.unwrap(), left.ours.unwrap());
    let theirs = store::open(&desk.map()).unwrap().network;
    assert_eq!(ids(&merge(Some(&base), &ours, &theirs, &Authors::default()).unwrap().network), ["urn:1"]);
}

#[test]
fn a_save_after_a_merge_holds_both_and_the_past_leads_back_over_it() {
    let desk = Desk::new();
    let mut screen = Screen::on(&desk);
    screen.does(&add("urn:1"));
    fs::write(desk.map(), text(&[add("urn:2")], "222222222222")).unwrap();
    assert!(matches!(screen.saves("333333333333"), Err(SaveError::ChangedOnDisk { .. })));
    screen.joins();
    screen.saves("333333333333").unwrap();
    assert_eq!(ids(&store::open(&desk.map()).unwrap().network), ["urn:1", "urn:2"]);
    let titles: Vec<String> = desk.past().done.iter().map(|step| step.title.to_string()).collect();
    assert_eq!(titles, ["Add urn:1", "Take in"]);
    assert_eq!(desk.left(), []);
}

#[test]
fn an_older_version_of_our_own_is_known_as_such_and_a_new_one_is_not() {
    let desk = Desk::new();
    let mut screen = Screen::on(&desk);
    screen.does(&add("urn:1"));
    screen.saves("111111111111").unwrap();
    screen.does(&add("urn:2"));
    screen.saves("222222222222").unwrap();
    let newest = fs::read(desk.map()).unwrap();
    fs::write(desk.map(), text(&[add("urn:1")], "111111111111")).unwrap();
    assert!(screen.keeper.look().unwrap().unwrap().older_from.is_some());
    fs::write(desk.map(), text(&[add("urn:9")], "999999999999")).unwrap();
    assert_eq!(screen.keeper.look().unwrap().unwrap().older_from, None);
    fs::write(desk.map(), newest).unwrap();
    assert!(screen.keeper.look().unwrap().is_none());
}

#[test]
fn a_file_that_went_away_is_written_again_and_never_over_something_else() {
    let desk = Desk::new();
    let mut screen = Screen::on(&desk);
    screen.does(&add("urn:1"));
    fs::remove_file(desk.map()).unwrap();
    screen.saves("111111111111").unwrap();
    assert_eq!(ids(&store::open(&desk.map()).unwrap().network), ["urn:1"]);
    screen.does(&add("urn:2"));
    fs::write(desk.map(), "notes of mine").unwrap();
    assert!(matches!(screen.saves("222222222222"), Err(SaveError::ChangedOnDisk { .. })));
    assert_eq!(fs::read_to_string(desk.map()).unwrap(), "notes of mine");
}

#[cfg(unix)]
#[test]
fn a_link_whose_file_went_away_stays_a_link() {
    let desk = Desk::new();
    let link = desk.folder.path().join("link.ron");
    std::os::unix::fs::symlink("map.ron", &link).unwrap();
    let mut opened = store::open(&link).unwrap();
    fs::remove_file(desk.map()).unwrap();
    opened.file.save(&demo().apply(&add("urn:1")).unwrap(), Guard::new("111111111111")).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(Path::exists(&desk.map()));
}

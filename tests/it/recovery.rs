//! What the screen says of the disk, and what becomes of steps that another session left.

use permea::{
    app::{Event, Left},
    model::{Change, Kind, Member, MemberId, Network, Step},
};

use crate::session::{Disk, Session};

fn add(id: &str) -> Step {
    let member = Member::new(MemberId::new(id).unwrap(), Kind::School, format!("School {id}"));
    Step::new(format!("Add {id}"), vec![Change::add(member)]).signed(Some("Priya".into()), Some("2026-11-20T14:02:00Z".parse().unwrap()))
}

fn left(steps: Vec<Step>) -> Left {
    Left { journals: vec!["1.journal".into()], steps, base: None, ours: None, damage: String::new() }
}

/// A session that opens a map of which another session left these steps.
fn session(left: Vec<Left>) -> Session {
    let mut session = Session::start();
    session.left = left;
    session.with(Network::new("Ash network", "0123456789abcdef0123456789abcdef").apply(&add("urn:0")).unwrap())
}

fn members(session: &Session) -> Vec<String> {
    session.network().members().iter().map(|member| member.id.to_string()).collect()
}

#[test]
fn steps_that_were_left_are_offered_and_taken_in_one_by_one() {
    let mut session = session(vec![left(vec![add("urn:1"), add("urn:2")])]);
    let screen = session.screen();
    assert!(screen.contains("Unsaved steps from last time"), "{screen}");
    assert!(screen.contains("2 steps on “Ash network” were done here on Fri 20 Nov, 14:02 UTC"), "{screen}");
    assert!(screen.contains("Add urn:1 · Add urn:2"), "{screen}");
    let mut session = session.press("1");
    assert_eq!(members(&session), ["urn:0", "urn:1", "urn:2"]);
    assert_eq!(session.taken_in, [std::path::PathBuf::from("1.journal")]);
    assert!(session.screen().contains("(kept, not saved)"), "{}", session.screen());
    let session = session.press("u");
    assert_eq!(members(&session), ["urn:0", "urn:1"]);
}

#[test]
fn steps_that_are_kept_for_later_stay_where_they_are() {
    let session = session(vec![left(vec![add("urn:1")])]).press("3");
    assert_eq!((members(&session), session.retired.len()), (vec!["urn:0".to_owned()], 0));
    let session = self::session(vec![left(vec![add("urn:1")])]).press("esc");
    assert_eq!((members(&session), session.retired.len()), (vec!["urn:0".to_owned()], 0));
}

#[test]
fn no_single_key_throws_steps_away() {
    let mut session = session(vec![left(vec![add("urn:1")])]).press("2");
    let screen = session.screen();
    assert!(screen.contains("Add urn:1") && screen.contains("20 Nov 14:02 UTC, Priya"), "{screen}");
    let session = session.type_in("throw").press("enter").type_in("yes").press("enter");
    assert_eq!(session.retired.len(), 0);
    let session = session.type_in("throw").press("enter").type_in("discard").press("enter");
    assert_eq!((members(&session), session.retired.len()), (vec!["urn:0".to_owned()], 1));
}

#[test]
fn a_step_that_does_not_fit_any_more_stays_kept() {
    let mut session = session(vec![left(vec![add("urn:0"), add("urn:2")])]).press("1");
    assert_eq!((members(&session), session.retired.len()), (vec!["urn:0".to_owned(), "urn:2".to_owned()], 0));
    let screen = session.screen();
    assert!(screen.contains("1 step does not fit"), "{screen}");
}

#[test]
fn a_step_counts_as_kept_only_when_the_disk_has_answered() {
    let mut session = session(Vec::new());
    session.disk = Disk::Silent;
    let mut session = session.at(1000).press("A").type_in("Birch").press("ctrl-s");
    assert!(session.screen().contains("(not saved)"), "{}", session.screen());
    let mut session = session.at(1250);
    assert!(session.screen().contains("(keeping…)"), "{}", session.screen());
    let mut session = session.at(3000);
    assert!(session.screen().contains("The disk does not answer"), "{}", session.screen());
    session.send(Event::NotKept { through: 1, why: "the disk is full".to_owned() });
    let screen = session.screen();
    assert!(
        screen.contains("NOT KEPT since 10:00 UTC (the disk is full). f8 chooses another place.") && screen.contains("(NOT KEPT)"),
        "{screen}"
    );
    session.send(Event::Kept { through: 1 });
    let screen = session.screen();
    assert!(screen.contains("(kept, not saved)") && !screen.contains("NOT KEPT"), "{screen}");
}

#[test]
fn a_map_without_a_file_is_never_said_to_be_kept() {
    let mut session = Session::start().with_demo().press("A").type_in("Birch").press("ctrl-s");
    let screen = session.screen();
    assert!(screen.contains("(not saved)") && !screen.contains("kept"), "{screen}");
}

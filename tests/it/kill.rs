//! `kill -9` at any moment: what was said to be kept or done is there, and the map is whole.
//!
//! `PERMEA_ROUNDS=10000 cargo test --release --test it kill` is the long run.

use std::{
    collections::BTreeSet,
    fs,
    process::{Command, Stdio},
    sync::mpsc,
    time::{Duration, Instant},
};

use permea::store;

use crate::{
    forgetful::{Forgets, Library},
    journal::rounds,
    pty::Run,
    shell::Place,
    sweep::{Desk, Work, acknowledged},
};

const DEMO: &str = include_str!("../../assets/demo.permea.ron");

/// What a session before must have left.
#[derive(Clone, Copy, PartialEq)]
enum Left {
    Nothing,
    Steps,
}

/// Opens the map on the screen and takes in what must be there.
fn open_and_take_in(place: &Place, left: Left) -> Run {
    let mut run = Run::start_in(&place.path("."), &["map.ron"], &[]);
    run.wait_for("Invented network");
    if left == Left::Steps {
        run.wait_for("Unsaved steps from last time");
        run.press("1");
        run.wait_for("(kept, not saved)");
    }
    run.wait_for("#2");
    run
}

#[test]
fn a_step_that_was_shown_as_kept_outlives_kill_nine() {
    let place = Place::with_demo();
    let count = rounds(3).min(200);
    for round in 0..count {
        let mut run = open_and_take_in(&place, if round > 0 { Left::Steps } else { Left::Nothing });
        run.press("A");
        run.wait_for("Add a member");
        let name = format!("Round {round} School");
        run.press(&format!("{name}\r"));
        run.wait_until("kept", |screen| screen.contains(&name) && screen.contains("takes it back") && screen.contains("(kept, not saved)"));
        run.kill();
    }
    assert_eq!(place.text("map.ron"), DEMO);
    let mut run = open_and_take_in(&place, Left::Steps);
    run.press("\u{13}");
    run.wait_for("map.ron is saved");
    run.press("q");
    assert!(run.ends_clean().success());
    let text = place.text("map.ron");
    for round in 0..count {
        assert!(text.contains(&format!("Round {round} School")), "round {round}");
    }
}

#[test]
fn what_was_undone_before_leaving_is_there_to_be_undone_after_coming_back() {
    let place = Place::with_demo();
    let mut run = open_and_take_in(&place, Left::Nothing);
    run.press("A");
    run.wait_for("Add a member");
    run.press("Juniper High\r");
    run.wait_for("takes it back");
    run.press("\u{13}");
    run.wait_for("map.ron is saved");
    run.press("q");
    assert!(run.ends_clean().success());
    let mut run = open_and_take_in(&place, Left::Nothing);
    run.press("u");
    run.wait_for("Taken back: Add Juniper High");
    run.press("q");
    run.wait_for("Before you leave");
    run.press("2");
    assert!(run.ends_clean().success());
    let mut run = open_and_take_in(&place, Left::Steps);
    run.press("\u{13}");
    run.wait_for("map.ron is saved");
    run.press("q");
    assert!(run.ends_clean().success());
    assert!(!place.text("map.ron").contains("Juniper High"));
    let answer = place.permea(&["check", "map.ron"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
}

#[test]
fn a_signal_leaves_steps_kept_and_says_so() {
    let place = Place::with_demo();
    let mut run = open_and_take_in(&place, Left::Nothing);
    run.press("A");
    run.wait_for("Add a member");
    run.press("Juniper High\r");
    run.wait_for("takes it back");
    run.send("-TERM");
    run.wait_for("One step was not saved but kept");
    assert!(!run.ends_clean().success());
    open_and_take_in(&place, Left::Steps).kill();
}

#[test]
fn a_rating_that_a_command_said_was_saved_outlives_kill_nine() {
    let (begun, mut table) = (Instant::now(), Table::default());
    // A new place now and then, because a map with ten thousand ratings is a slow one.
    let mut left = rounds(24);
    while left > 0 {
        let some = left.min(250);
        kill_commands(some, &mut table);
        left -= some;
    }
    table.print("permea rate", begun);
    assert_eq!(table.lost, 0);
}

/// Commands on one map one after the other, each killed at another moment.
fn kill_commands(count: usize, table: &mut Table) {
    let place = Place::with_demo();
    let mut done = BTreeSet::new();
    let begun = Instant::now();
    assert_eq!(place.permea(&["rate", "map.ron", "urn:900001", "--stage", "1", "--by", "Priya", "--note", "warm"]).code, 0);
    let whole = begun.elapsed();
    for round in 0..count {
        let note = format!("round {round} of many");
        let mut command = Command::new(env!("CARGO_BIN_EXE_permea"));
        command.current_dir(place.path(".")).env("PERMEA_HOME", place.path("home"));
        command.args(["rate", "map.ron", "urn:900001", "--stage", "2", "--by", "Priya", "--quiet", "--note", &note]);
        let mut child = command.spawn().unwrap();
        wait(moment(whole, round, count));
        let _killed = child.kill();
        if child.wait().unwrap().success() {
            done.insert(note);
        }
    }
    let network = store::open(&place.path("map.ron")).unwrap().network;
    let held: BTreeSet<String> = network.ratings().iter().filter_map(|rating| rating.note.as_ref()).map(ToString::to_string).collect();
    assert!(done.is_subset(&held), "lost: {:?}", done.difference(&held).collect::<Vec<_>>());
    table.kills += count;
    table.acknowledged += done.len();
    assert_eq!(place.permea(&["check", "map.ron"]).code, 0);
    assert_eq!(fs::read_dir(place.path(".")).unwrap().count(), place.files().len());
}

/// Moments spread over the time the work takes and a little more.
fn moment(whole: Duration, round: usize, count: usize) -> Duration {
    whole * u32::try_from((round * 37) % count).unwrap() / u32::try_from(count).unwrap() * 5 / 4
}

/// What many kills came to.
#[derive(Debug, Default)]
struct Table {
    kills: usize,
    acknowledged: usize,
    lost: usize,
}

impl Table {
    fn print(&self, what: &str, begun: Instant) {
        let Self { kills, acknowledged, lost } = self;
        println!("{what:<32} {kills:>6} kills, {acknowledged:>6} acknowledged, {lost} lost, {:.0} s", begun.elapsed().as_secs_f64());
    }
}

/// Sessions that keep, save and take in, each killed at another moment.
fn kill_sessions(work: Work, forgets: Forgets, count: usize) -> Option<Table> {
    let library = Library::built(forgets)?;
    let (begun, mut table) = (Instant::now(), Table::default());
    let warm = Desk::new(work);
    assert!(warm.run(work, &["env"], &[]).status.success());
    let whole = begun.elapsed();
    for round in 0..count {
        let desk = Desk::new(work);
        let mut child = desk.command(work, &["env"], &library.variables()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        wait(moment(whole, round, count));
        let _killed = child.kill();
        let said = acknowledged(work, &child.wait_with_output().unwrap());
        let harm = desk.harm(&said);
        assert!(forgets != Forgets::Nothing || harm.is_empty(), "round {round}: {harm:?}");
        table.kills += 1;
        table.acknowledged += said.len();
        table.lost += harm.iter().filter(|harm| harm.starts_with("lost")).count();
    }
    table.print(&format!("{} {}", work.words(), forgets.words()), begun);
    Some(table)
}

#[test]
fn what_a_session_said_was_kept_outlives_kill_nine() {
    for (work, count) in [(Work::Session, rounds(12)), (Work::InPlace, rounds(20).div_ceil(5))] {
        let Some(table) = kill_sessions(work, Forgets::Nothing, count) else { return };
        assert_eq!(table.lost, 0);
    }
}

/// The control: without a journal, kills lose what was said to be kept.
#[test]
fn kill_nine_is_noticed_where_no_journal_is_written() {
    let Some(table) = kill_sessions(Work::Session, Forgets::Journals, rounds(120).div_ceil(10)) else { return };
    assert!(table.lost > 0, "{table:?}");
}

/// Waits for nobody, so long.
pub(crate) fn wait(time: Duration) {
    let (_silent, nobody) = mpsc::channel::<()>();
    let _timeout = nobody.recv_timeout(time);
}

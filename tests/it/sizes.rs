//! Every size: no screen and nothing that lies over it falls, however little room there is, and whatever size comes after which.
//!
//! `PERMEA_RESIZES=10000 cargo test --release --test it sizes -- --nocapture` changes the size so often.

use std::{collections::BTreeSet, env};

use permea::app::{Overlay, Screen};

use crate::{crowd::Dice, session::Session};

/// Keys that lead to every screen and lay everything over it.
const STATES: [&str; 32] = [
    "m",
    "t",
    "l",
    "b",
    "p",
    "m ?",
    "m down /",
    "m V",
    "m o",
    "m down r",
    "l A",
    "l down x",
    "l f",
    "l down f1",
    "m h",
    "m down W",
    "m 2",
    "m 3",
    "m 4",
    "m 5",
    "m 6",
    "I down",
    "m down O",
    "m y",
    "t enter",
    "m A q",
    "m down e",
    "i",
    "t down H",
    "t down H f down",
    "t down H f1",
    "m H W",
];

fn name_of(overlay: &Overlay) -> &'static str {
    match overlay {
        Overlay::Palette(_) => "palette",
        Overlay::Choice(_) => "choice",
        Overlay::Jump(_) => "jump",
        Overlay::Prompt(_) => "prompt",
        Overlay::Question(_) => "question",
        Overlay::Settling(_) => "settling",
        Overlay::Form(_) => "form",
        Overlay::Rating(_) => "rating",
        Overlay::Filter(_) => "filter",
        Overlay::Explain(_) => "explain",
        Overlay::Pointing(_) => "pointing",
        Overlay::Holding(_) => "holding",
        Overlay::Importing(_) => "importing",
    }
}

fn state(keys: &str) -> Session {
    Session::on_demo().resize(80, 24).by("Priya").press(keys)
}

#[test]
fn every_screen_and_everything_over_it_is_drawn_in_every_size() {
    let (mut screens, mut overlays) = (BTreeSet::new(), BTreeSet::new());
    for keys in STATES {
        let mut session = state(keys);
        screens.insert(format!("{:?}", session.app.screen));
        overlays.extend(session.app.overlay.as_ref().map(name_of));
        for (columns, rows) in (0..=40).flat_map(|columns| (0..=12).map(move |rows| (columns, rows))) {
            session = session.resize(columns, rows);
            let lines = session.screen();
            assert!(lines.lines().count() <= usize::from(rows), "{keys} at {columns}x{rows}");
        }
    }
    let all = [Screen::Map, Screen::Triage, Screen::Table, Screen::Grid, Screen::Metrics, Screen::Member, Screen::Family]
        .map(|screen| format!("{screen:?}"));
    assert!(all.iter().all(|screen| screens.contains(screen)), "{screens:?}");
    // Differences are settled only where there are some.
    assert!(overlays.len() >= 10, "{overlays:?}");
}

#[test]
fn a_small_screen_holds_the_list_in_front_as_plain_lines() {
    let mut session = state("l down").resize(30, 8);
    let lines = session.screen();
    let selected = session.app.selection.member.clone().unwrap();
    let name = session.app.name_of(&selected);
    assert!(lines.lines().any(|line| line == name), "{lines}");
    assert!(lines.lines().count() == 8 && !lines.contains(['│', '─', '╭']), "{lines}");
    let asked = state("m o").resize(30, 8).screen();
    assert!(asked.contains("Open a map"), "{asked}");
}

#[test]
fn the_smallest_screen_holds_the_selected_name() {
    let mut session = state("m down").resize(10, 3);
    let name = session.app.name_of(&session.app.selection.member.clone().unwrap());
    let lines = session.screen();
    let first = lines.lines().next().unwrap().trim_end_matches('…');
    assert!(!first.is_empty() && name.starts_with(first.trim_end()), "{name}: {lines}");
}

#[test]
fn what_is_said_is_said_on_a_small_screen_too() {
    let screen = state("m").resize(30, 6).press("u").screen();
    assert!(screen.contains("nothing to take back"), "{screen}");
}

#[test]
fn a_storm_of_sizes_does_no_harm() {
    let count = env::var("PERMEA_RESIZES").ok().and_then(|count| count.parse().ok()).unwrap_or(250);
    let mut dice = Dice(17);
    let mut session = Session::on_demo().by("Priya").gliding();
    for at in 0..count {
        let (columns, rows) = match dice.roll(4) {
            0 => (dice.roll(41), dice.roll(13)),
            1 => (dice.roll(301), dice.roll(101)),
            _ => (40 + dice.roll(100), 10 + dice.roll(40)),
        };
        session = session.resize(columns as u16, rows as u16);
        if at % 5 == 0 {
            session = session.press(STATES[dice.roll(STATES.len())]).press("esc esc esc").at(at * 90);
        }
        drop(session.screen());
    }
    println!("{count} sizes");
}

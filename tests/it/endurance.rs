//! The real program in a terminal, with keys that chance makes up, sizes that change, and others who write the same file.
//!
//! The suite does it for a few seconds. `PERMEA_ENDURANCE=3600 cargo test --release --test it endurance -- --nocapture` does it for
//! an hour and prints what was measured; `PERMEA_SOAK_SEED` takes other dice.

use std::{
    env, fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use crate::{
    crowd::Dice,
    hangups::place,
    window::{Told, Window},
};

/// What is pressed: letters that give commands, keys that lead about, the mouse, pastes, saving, and taking back.
const KEYS: [&str; 44] = [
    "m",
    "t",
    "l",
    "g",
    "d",
    "r",
    "A",
    "x",
    "c",
    "o",
    "n",
    "s",
    "v",
    "V",
    "u",
    "p",
    "f",
    "h",
    "j",
    "k",
    "+",
    "-",
    "?",
    "/",
    "1",
    "2",
    "3",
    "4",
    " ",
    "\r",
    "\t",
    "\u{7f}",
    "\u{1b}[A",
    "\u{1b}[B",
    "\u{1b}[C",
    "\u{1b}[D",
    "\u{1b}[5~",
    "\u{1b}[6~",
    "\u{1b}OP",
    "\u{1a}",
    "\u{19}",
    "\u{13}",
    "\u{1b}[200~Juniper\u{202e} High\r\n\u{1b}[201~",
    "\u{1b}[<0;20;9M\u{1b}[<0;20;9m",
];

const SIZES: [(u16, u16); 9] = [(80, 24), (120, 36), (200, 55), (40, 12), (20, 6), (10, 3), (12, 4), (300, 4), (9, 60)];

fn seconds(usual: u64) -> Duration {
    Duration::from_secs(env::var("PERMEA_ENDURANCE").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(usual))
}

/// Somebody else rates a school in the same file.
fn write_from_outside(folder: &Path, dice: &mut Dice) {
    let stage = (1 + dice.roll(4)).to_string();
    let member = ["Harrowfen High", "Saltmoor High", "Gorsehollow High"][dice.roll(3)];
    let words = ["rate", "map.ron", member, "--stage", &stage, "--by", "Somebody", "--as-of", "2026-11-20"];
    let output =
        Command::new(env!("CARGO_BIN_EXE_permea")).args(words).current_dir(folder).env("PERMEA_HOME", folder.join("elsewhere")).output();
    assert!(output.unwrap().status.code().is_some_and(|code| code != 101), "a command made a mistake");
}

#[test]
fn an_hour_of_anything_changes_nothing_but_the_map() {
    let (place, mut dice) = (place(), Dice(env::var("PERMEA_SOAK_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1)));
    let (began, whole) = (Instant::now(), seconds(8));
    let (mut pressed, mut resized, mut written, mut ended) = (0, 0, 0, 0);
    let open = || {
        let mut window = Window::open(Told::BySignal, place.path(), &["map.ron"], "");
        window.wait_for("Invented network");
        window
    };
    let mut window = open();
    let mut last_write = Instant::now();
    while began.elapsed() < whole {
        for _ in 0..20 {
            window.press(KEYS[dice.roll(KEYS.len())]);
            pressed += 1;
        }
        if dice.roll(20) == 0 {
            let (columns, rows) = SIZES[dice.roll(SIZES.len())];
            window.resize(columns, rows);
            resized += 1;
        }
        window.read();
        assert!(!window.shows("made a mistake"), "after {pressed} keys");
        if last_write.elapsed() > Duration::from_secs(3) {
            write_from_outside(place.path(), &mut dice);
            (last_write, written) = (Instant::now(), written + 1);
        }
        if let Some(status) = window.ended() {
            assert!(status.success(), "it ended with {status} after {pressed} keys");
            (window, ended) = (open(), ended + 1);
        }
    }
    // The map grows, and what may be taken back; so what it takes is compared with what it takes to read them again.
    let in_the_end = window.memory_kilobytes();
    window.end_by("-TERM");
    let mut again = open();
    for key in ["m", "t", "l", "d"] {
        again.press(key);
        again.read();
    }
    let grown = in_the_end.saturating_sub(again.memory_kilobytes());
    again.end_by("-TERM");
    println!(
        "{} s: {pressed} keys, {resized} sizes, {written} saves from outside, left and opened again {ended} times, {in_the_end} kB, {grown} kB more than when opened again",
        began.elapsed().as_secs()
    );
    assert!(grown < 20_000, "it takes {grown} kB more than when it is opened again");
    let reports = place.path().join("home/state/reports");
    assert!(!reports.exists() || fs::read_dir(reports).unwrap().next().is_none(), "there is a report of a mistake");
    let check = Command::new(env!("CARGO_BIN_EXE_permea")).args(["check", "map.ron"]).current_dir(place.path()).output().unwrap();
    assert!([Some(0), Some(3)].contains(&check.status.code()), "{}", String::from_utf8_lossy(&check.stderr));
}

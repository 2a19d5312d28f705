//! The window is closed, the line is cut: the program ends within two seconds, what was kept is kept, and nothing spins.
//!
//! The suite hangs up a few times in every way. `PERMEA_HANGUPS=200 cargo test --release --test it hangups -- --nocapture` does
//! it so often and prints how long it took and what it cost.

use std::{
    env,
    fs::{self, File},
    io::Write,
    process::Command,
    time::Duration,
};

use tempfile::TempDir;

use crate::window::{Told, Window};

/// How long the program may take to end.
const LIMIT: Duration = Duration::from_secs(2);

fn hang_ups(usual: usize) -> usize {
    env::var("PERMEA_HANGUPS").ok().and_then(|count| count.parse().ok()).unwrap_or(usual)
}

/// A folder with the demo as a map.
pub(crate) fn place() -> TempDir {
    let place = TempDir::new().unwrap();
    fs::create_dir(place.path().join("home")).unwrap();
    let mut map = File::create(place.path().join("map.ron")).unwrap();
    map.write_all(include_bytes!("../../assets/demo.permea.ron")).unwrap();
    place
}

fn hang_up_often(told: Told, fault: &str, keys: &str) {
    let (mut slowest, mut most) = (Duration::ZERO, Duration::ZERO);
    let count = hang_ups(2);
    for at in 0..count {
        let place = place();
        let mut window = Window::open(told, place.path(), &["map.ron"], fault);
        window.wait_for("Invented network");
        window.wait_for("condoned");
        window.press("A");
        window.wait_for("Add a member");
        window.press("Juniper High\r");
        window.wait_for("kept");
        window.press(keys);
        let (took, work) = window.hang_up();
        assert!(took < LIMIT, "{told:?} {fault}: it took {took:?}");
        assert!(work < Duration::from_secs(1), "{told:?} {fault}: it worked for {work:?}");
        (slowest, most) = (slowest.max(took), most.max(work));
        if at == 0 {
            let left = Command::new(env!("CARGO_BIN_EXE_permea"))
                .args(["undo", "map.ron"])
                .current_dir(place.path())
                .env("PERMEA_HOME", place.path().join("home"))
                .output()
                .unwrap();
            let words = format!("{}{}", String::from_utf8_lossy(&left.stdout), String::from_utf8_lossy(&left.stderr));
            assert!(words.contains("1 step waits"), "{told:?} {fault}: the step is not kept: {words}");
        }
    }
    println!("{count} hang-ups, {told:?} {fault}: at most {} ms, {} ms of work", slowest.as_millis(), most.as_millis());
}

#[test]
fn a_closed_window_ends_the_program() {
    hang_up_often(Told::BySignal, "", "");
}

#[test]
fn a_closed_window_ends_the_program_although_the_signal_is_ignored() {
    hang_up_often(Told::SignalIgnored, "", "");
}

#[test]
fn a_line_that_is_cut_without_a_signal_ends_the_program() {
    hang_up_often(Told::NoSignal, "", "");
}

#[test]
#[cfg(debug_assertions)]
fn a_closed_window_ends_a_program_whose_screen_hangs() {
    hang_up_often(Told::NoSignal, "hang", "\u{1b}[24~");
}

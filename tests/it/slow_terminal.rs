//! A terminal that takes nothing holds up neither the journal nor the end: what is typed is kept, and memory does not grow.
//!
//! The suite stops it for two seconds. `PERMEA_STOPPED=30 cargo test --release --test it slow_terminal -- --nocapture` stops
//! it for so many and prints what was measured.

use std::{
    env, fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use crate::{
    hangups::place,
    window::{Told, Window},
};

/// Longer than any machine takes; only a failing test waits for it.
const PATIENCE: Duration = Duration::from_mins(1);

fn stopped_for() -> Duration {
    Duration::from_secs(env::var("PERMEA_STOPPED").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(2))
}

/// Whether any journal below this folder holds these words.
fn is_kept(folder: &Path, words: &str) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.map(|entry| entry.unwrap().path()).any(|path| {
        let is_journal = path.extension().is_some_and(|ending| ending == "journal");
        if path.is_dir() { is_kept(&path, words) } else { is_journal && fs::read_to_string(&path).is_ok_and(|text| text.contains(words)) }
    })
}

/// Keys that show something else each time.
fn keep_it_busy(window: &Window, until: Instant) {
    let mut rounds = 0;
    while rounds < 40 || Instant::now() < until {
        window.press("lmt");
        rounds += 1;
        let soon = Instant::now() + Duration::from_millis(20);
        while Instant::now() < soon {
            thread::yield_now();
        }
    }
}

#[test]
fn what_is_typed_is_kept_while_the_terminal_takes_nothing() {
    let place = place();
    let mut window = Window::open(Told::BySignal, place.path(), &["map.ron"], "");
    window.wait_for("condoned");
    window.press("A");
    window.wait_for("Add a member");
    window.press("Juniper High\r");
    window.wait_for("kept");
    window.resize(250, 70);
    window.wait_for("Isolation");
    let before = window.memory_kilobytes();
    // From here on nothing is read, so that soon nothing can be written.
    keep_it_busy(&window, Instant::now() + stopped_for());
    window.press("m");
    window.press("AHazel High\r");
    let began = Instant::now();
    while !is_kept(&place.path().join("home"), "Hazel High") {
        assert!(began.elapsed() < PATIENCE, "it is not kept");
        thread::yield_now();
    }
    let took = began.elapsed();
    let grown = window.memory_kilobytes().saturating_sub(before);
    println!("stopped for {:?}: kept after {} ms, memory grew by {grown} kB", stopped_for(), took.as_millis());
    assert!(grown < 20_000, "memory grew by {grown} kB");
    // Once it is read again, the newest state is shown.
    window.wait_for("Hazel High");
    let (took, _) = window.end_by("-TERM");
    assert!(took < Duration::from_secs(10), "it took {took:?}");
}

#[test]
fn a_terminal_that_takes_nothing_does_not_hold_up_the_end() {
    let place = place();
    let mut window = Window::open(Told::BySignal, place.path(), &["map.ron"], "");
    window.wait_for("condoned");
    window.resize(250, 70);
    keep_it_busy(&window, Instant::now());
    let (took, status) = window.end_by("-TERM");
    println!("ended by the signal after {} ms", took.as_millis());
    assert!(took < Duration::from_secs(10), "it took {took:?}");
    assert!(!status.success());
    // What could be said at last: the terminal is given back.
    let mut shown = 0;
    while let count @ 1.. = window.read() {
        shown += count;
    }
    println!("{shown} bytes were on their way");
    window.is_given_back();
}

#[test]
fn a_window_that_is_dragged_for_long_still_takes_keys() {
    // More sizes than input that may wait for the screen, each followed by a key that makes it look.
    const SIZES: u16 = 1_200;
    let place = place();
    let mut window = Window::open(Told::BySignal, place.path(), &["map.ron"], "");
    window.wait_for("condoned");
    for size in 0..SIZES {
        window.resize(20 + size % 2, 5);
        window.press(if size % 2 == 0 { "\u{1b}[B" } else { "\u{1b}[A" });
        thread::park_timeout(Duration::from_millis(4));
        if size % 16 == 0 {
            window.read();
        }
    }
    window.resize(80, 24);
    window.press("A");
    window.wait_for("Add a member");
}

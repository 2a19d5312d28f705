//! Faults on purpose, for the tests of what a fault does: on F12 or in a thread, in a debug build that is asked to.

use std::thread;

use anyhow::bail;

use crate::{
    app::{Code, Event, Key},
    store,
};

/// Panics when it is let go of, which is a second panic if it happens in the course of one.
struct Fragile;

impl Drop for Fragile {
    fn drop(&mut self) {
        fail();
    }
}

/// Does on F12 what `PERMEA_FAULT` says: `panic`, `panic-twice`, `error`, `hang`.
pub(super) fn fail_if_asked(event: &Event) -> anyhow::Result<()> {
    let is_key = matches!(event, Event::Key(key) if *key == Key::plain(Code::Function(12)));
    if !(cfg!(debug_assertions) && is_key) {
        return Ok(());
    }
    match store::asked_fault().as_str() {
        "panic" => fail(),
        "panic-twice" => {
            let _fragile = Fragile;
            fail();
        }
        "error" => bail!("asked to end with an error"),
        "hang" => loop {
            thread::park();
        },
        _ => {}
    }
    Ok(())
}

/// A thread that can be asked to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Analysis,
    Saver,
    Journal,
}

/// Panics or stands still where `PERMEA_FAULT` says: `panic-in-analysis`, `panic-in-saver`, `hang-in-saver`, `panic-in-journal`.
pub(super) fn fail_in(place: Place) {
    if !cfg!(debug_assertions) {
        return;
    }
    match (store::asked_fault().as_str(), place) {
        ("panic-in-analysis", Place::Analysis) | ("panic-in-saver", Place::Saver) | ("panic-in-journal", Place::Journal) => fail(),
        ("hang-in-saver", Place::Saver) => loop {
            thread::park();
        },
        _ => {}
    }
}

fn fail() {
    let is_asked = true;
    assert!(!is_asked, "asked to fail");
}

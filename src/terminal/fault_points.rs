//! Faults on purpose, for the tests of what a fault does: on F12, in a debug build that is asked to.

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

/// Whether the analysis is to panic, as `PERMEA_FAULT=panic-in-analysis` asks.
pub(super) fn fail_in_analysis_if_asked() {
    if cfg!(debug_assertions) && store::asked_fault() == "panic-in-analysis" {
        fail();
    }
}

fn fail() {
    let is_asked = true;
    assert!(!is_asked, "asked to fail");
}

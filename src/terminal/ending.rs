//! The end from outside: a signal, or a terminal that is gone. The journal is synced, the terminal given back, and what was
//! not saved is told; then the program dies as the signal would have ended it.

use std::{
    io::{self, IsTerminal, Write},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use signal_hook::low_level::emulate_default_handler;

use super::{device::device, guard, keeper::KeepersRoom};

/// How long the end of the program waits for the journal.
const JOURNAL_PATIENCE: Duration = Duration::from_secs(1);

/// How long a terminal that takes nothing may hold up the last words.
const WORDS_PATIENCE: Duration = Duration::from_millis(200);

/// What is not in the map's file yet, for the words at an end from outside.
#[derive(Debug, Default)]
pub(super) struct Unsaved {
    pub(super) steps: AtomicUsize,
    /// Whether steps go to a journal; those of a map without a file do not.
    pub(super) has_journal: AtomicBool,
}

/// How the program ends from outside, whoever finds out first.
#[derive(Clone, Debug)]
pub(super) struct Ending {
    pub(super) unsaved: Arc<Unsaved>,
    pub(super) keepers: KeepersRoom,
    /// Held by the first; the others wait for the end.
    pub(super) once: Arc<Mutex<()>>,
}

impl Ending {
    /// Ends the program as this signal does. It answers only if the signal cannot end it.
    pub(super) fn end(&self, signal: i32) {
        let _once = self.once.lock().unwrap_or_else(PoisonError::into_inner);
        // The screen is given back first: that is quick, and the disk may not be.
        guard::restore();
        let is_kept = self.keepers.finish(JOURNAL_PATIENCE) && self.unsaved.has_journal.load(Ordering::Relaxed);
        tell_end(self.unsaved.steps.load(Ordering::Relaxed), if is_kept { Fate::Kept } else { Fate::Lost });
        guard::take_the_mark_away();
        // If this fails the signal cannot end a program, and none of those is heeded.
        let _dead = emulate_default_handler(signal);
    }
}

/// What becomes of steps that were not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Kept,
    Lost,
}

fn tell_end(steps: usize, fate: Fate) {
    let words = match steps {
        0 => return,
        1 => "One step was not saved".to_owned(),
        _ => format!("{steps} steps were not saved"),
    };
    let fate = match (fate, steps) {
        (Fate::Kept, _) => "but kept, and offered when the map is opened next",
        (Fate::Lost, 1) => "and is lost",
        (Fate::Lost, _) => "and are lost",
    };
    let words = format!("permea was ended from outside. {words} {fate}; the map's file is as it was last saved.\n");
    match device() {
        Ok(device) if io::stderr().is_terminal() => device.write_at_last(words.as_bytes(), WORDS_PATIENCE),
        // Nobody is left to be told if the terminal itself is gone.
        Ok(_) | Err(_) => drop(io::stderr().write_all(words.as_bytes())),
    }
}

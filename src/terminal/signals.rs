//! Signals, on a thread of their own: the terminal is given back before the program ends or stops.

use std::{
    io::{self, Write},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc::Sender,
    },
    thread,
    time::Duration,
};

use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP},
    iterator::Signals,
    low_level::emulate_default_handler,
};

use super::{News, guard, keeper::KeepersRoom};

/// How long a frame under way may take before the terminal is given back regardless.
const PATIENCE: Duration = Duration::from_millis(500);

/// How long the end of the program waits for the journal.
const JOURNAL_PATIENCE: Duration = Duration::from_secs(1);

/// What is not in the map's file yet, for the words at an end from outside.
#[derive(Debug, Default)]
pub(super) struct Unsaved {
    pub(super) steps: AtomicUsize,
    /// Whether steps go to a journal; those of a map without a file do not.
    pub(super) has_journal: AtomicBool,
}

/// Waits for signals from now on.
///
/// A signal that ends the program lets the journal be synced and says on standard error what was not saved.
pub(super) fn heed(news: Sender<News>, unsaved: Arc<Unsaved>, keepers: KeepersRoom) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            let output = guard::output_within(PATIENCE);
            guard::restore();
            if signal != SIGTSTP {
                let is_kept = keepers.finish(JOURNAL_PATIENCE) && unsaved.has_journal.load(Ordering::Relaxed);
                tell_end(unsaved.steps.load(Ordering::Relaxed), if is_kept { Fate::Kept } else { Fate::Lost });
            }
            // The program ends here as the signal would have ended it, or stops and comes back.
            let came_back = emulate_default_handler(signal).is_ok() && guard::enter().is_ok();
            drop(output);
            if !came_back || news.send(News::Redraw).is_err() {
                return;
            }
        }
    })?;
    Ok(())
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
    // Nobody is left to be told if the terminal itself is gone.
    let _told = writeln!(io::stderr(), "permea was ended from outside. {words} {fate}; the map's file is as it was last saved.");
}

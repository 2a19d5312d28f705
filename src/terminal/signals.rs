//! Signals, on a thread of their own: the terminal is given back before the program ends or stops.

use std::{
    io::{self, Write},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
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

use super::{News, guard};

/// How long a frame under way may take before the terminal is given back regardless.
const PATIENCE: Duration = Duration::from_millis(500);

/// Waits for signals from now on.
///
/// A signal that ends the program says on standard error how many steps are lost with it.
pub(super) fn heed(news: Sender<News>, unsaved: Arc<AtomicUsize>) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            let output = guard::output_within(PATIENCE);
            guard::restore();
            if signal != SIGTSTP {
                tell_loss(unsaved.load(Ordering::Relaxed));
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

fn tell_loss(steps: usize) {
    let words = match steps {
        0 => return,
        1 => "permea was ended from outside. One step was not saved and is lost; the map's file is as it was last saved.".to_owned(),
        _ => format!("permea was ended from outside. {steps} steps were not saved and are lost; the map's file is as it was last saved."),
    };
    // Nobody is left to be told if the terminal itself is gone.
    let _told = writeln!(io::stderr(), "{words}");
}

//! Signals, on a thread of their own: the terminal is given back before the program ends or stops.

use std::{io, sync::mpsc::Sender, thread, time::Duration};

use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP},
    iterator::Signals,
    low_level::emulate_default_handler,
};

use super::{News, guard};

/// How long a frame under way may take before the terminal is given back regardless.
const PATIENCE: Duration = Duration::from_millis(500);

/// Waits for signals from now on.
pub(super) fn heed(news: Sender<News>) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            let output = guard::output_within(PATIENCE);
            guard::restore();
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

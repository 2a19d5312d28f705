//! Signals and the watch over the terminal, each on a thread of its own: neither depends on the thread that draws.

use std::{io, sync::mpsc::Sender, thread};

use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH},
    iterator::Signals,
    low_level::emulate_default_handler,
};

use super::{News, device::device, ending::Ending, guard};
use crate::app::{Event, Size};

/// Waits for signals from now on, and for the terminal to be gone.
///
/// A signal that ends the program lets the journal be synced and says on standard error what was not saved. One that stops it
/// gives the terminal back until it goes on.
pub(super) fn heed(news: Sender<News>, ending: Ending) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH])?;
    watch_over_the_terminal(ending.clone())?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            let told = match signal {
                SIGTSTP => {
                    guard::restore();
                    // The program stands still here until it is told to go on, which comes as a signal of its own.
                    let _went_on = emulate_default_handler(SIGTSTP);
                    continue;
                }
                SIGCONT if guard::enter().is_ok() => Some(News::Redraw),
                // Without a terminal to come back to, the watch over it ends the program.
                SIGCONT => None,
                SIGWINCH => size().map(|size| News::Event(Event::Resize(size))),
                _ => {
                    ending.end(signal);
                    None
                }
            };
            if told.is_some_and(|told| news.send(told).is_err()) {
                return;
            }
        }
    })?;
    Ok(())
}

/// A window that is closed and a line that is cut send a signal, but not to everybody: not where it is ignored, nor to a program
/// that has no controlling terminal. The terminal itself always says so.
fn watch_over_the_terminal(ending: Ending) -> io::Result<()> {
    let device = device()?;
    thread::Builder::new().name("watch".to_owned()).spawn(move || {
        device.wait_until_gone();
        ending.end(SIGHUP);
    })?;
    Ok(())
}

/// The size of the terminal now, if it says so.
pub(super) fn size() -> Option<Size> {
    device().ok()?.size().ok()
}

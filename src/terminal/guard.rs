//! Taking the terminal and giving it back, whatever happens in between.

use std::{
    io::{self, Write, stdout},
    panic,
    sync::{Mutex, MutexGuard, PoisonError},
    thread::{self, ThreadId},
    time::{Duration, Instant},
};

use crossterm::{
    cursor::Show,
    event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture},
    execute,
    style::ResetColor,
    terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode},
};

/// Held while a frame is written, so that nothing is drawn after the terminal has been given back.
static OUTPUT: Mutex<()> = Mutex::new(());

/// What the screen's thread said when it ended in a panic.
static LAST_WORDS: Mutex<Option<String>> = Mutex::new(None);

/// The terminal while it is ours. Dropping it gives it back.
#[derive(Debug)]
pub(super) struct Guard;

impl Guard {
    /// Takes the terminal: raw mode, alternate screen, mouse, pasted text as one piece.
    ///
    /// A panic on this thread gives it back before anything else happens.
    pub(super) fn take() -> io::Result<Self> {
        restore_on_panic(thread::current().id());
        let guard = Self;
        enter()?;
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Makes the terminal ours, at the start and after a stop.
pub(super) fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen, EnableMouseCapture, EnableBracketedPaste)
}

/// Gives the terminal back. Every part is tried, and doing it twice does no harm.
pub(super) fn restore() {
    let mut out = stdout();
    // Nobody is left to be told if the terminal itself is gone.
    let _written = execute!(out, DisableBracketedPaste, DisableMouseCapture, ResetColor, LeaveAlternateScreen, Show);
    let _flushed = out.flush();
    let _cooked = disable_raw_mode();
}

/// The right to write to the terminal; whoever ends the program keeps it.
pub(super) fn output() -> MutexGuard<'static, ()> {
    OUTPUT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The same, but not waited for longer than this: a write may hang on a terminal that is gone.
pub(super) fn output_within(patience: Duration) -> Option<MutexGuard<'static, ()>> {
    let deadline = Instant::now() + patience;
    loop {
        if let Ok(output) = OUTPUT.try_lock() {
            return Some(output);
        }
        if Instant::now() > deadline {
            return None;
        }
        thread::yield_now();
    }
}

/// What the panic on the screen's thread said, once.
pub(super) fn last_words() -> Option<String> {
    LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// A panic of another thread is that thread's own affair: its work fails and the screen goes on.
fn restore_on_panic(screen: ThreadId) {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |about| {
        if thread::current().id() == screen {
            restore();
            *LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner) = Some(about.to_string());
        } else if !cfg!(debug_assertions) {
            before(about);
        }
    }));
}

//! Taking the terminal and giving it back, whatever happens in between.
//!
//! Whoever ends the program calls [`restore`]: the guard when it is dropped, the hook of a panic on the screen's thread, the
//! thread of the signals, the watch over the terminal. It is done once, within a time limit, and takes no memory.

use std::{
    io,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

use super::device::{Device, Wrote, device};
use crate::store::{self, ScreenMark};

/// The alternate screen, then reports of buttons, drags and their places, and pasted text as one piece (xterm's control sequences).
const TAKE: &[u8] = b"\x1b[?1049h\x1b[?1000h\x1b[?1002h\x1b[?1006h\x1b[?2004h";

/// Everything a program can switch on is switched off, also what this one does not use: an end of synchronised output,
/// reports of focus, pastes and the mouse; then plain colours, the first screen, and the cursor.
const GIVE_BACK: &[u8] =
    b"\x1b[?2026l\x1b[?1004l\x1b[?2004l\x1b[?1006l\x1b[?1015l\x1b[?1003l\x1b[?1002l\x1b[?1000l\x1b[0m\x1b[?1049l\x1b[0m\x1b[?25h";

/// How long the terminal may take to be given back, once as it is and once with room made.
const PATIENCE: Duration = Duration::from_millis(200);

/// How long a frame under way may take to notice that nobody wants it any more.
const FRAME_PATIENCE: Duration = Duration::from_millis(300);

/// Whether the terminal is ours.
static IS_OURS: AtomicBool = AtomicBool::new(false);

/// Stays behind if the program is killed.
static MARK: Mutex<Option<ScreenMark>> = Mutex::new(None);

/// Held while a frame is written, so that nothing is drawn after the terminal has been given back.
static OUTPUT: Mutex<()> = Mutex::new(());

/// The terminal while it is ours. Dropping it gives it back.
#[derive(Debug)]
pub(super) struct Guard;

impl Guard {
    /// Takes the terminal: raw mode, alternate screen, mouse, pasted text as one piece.
    pub(super) fn take() -> io::Result<Self> {
        let guard = Self;
        enter()?;
        if let Some(name) = device().ok().map(Device::name).filter(|name| !name.is_empty()) {
            // Without a mark nobody is told after a kill, which is all.
            *mark() = ScreenMark::set(name).ok();
        }
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
        take_the_mark_away();
    }
}

/// Nothing is left of the screen on this terminal.
pub(super) fn take_the_mark_away() {
    if let Some(mark) = mark().take() {
        mark.remove();
    }
}

/// Whether the last screen on this terminal was killed, which leaves the terminal as it was then. It is said once.
pub fn was_killed() -> bool {
    device().is_ok_and(|device| !device.name().is_empty() && store::was_killed(device.name()))
}

fn mark() -> MutexGuard<'static, Option<ScreenMark>> {
    MARK.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes the terminal ours, at the start and after a stop; whoever stopped us may have changed its modes.
pub(super) fn enter() -> io::Result<()> {
    let _output = output();
    // The modes of before are those to go back to, unless they were never left.
    disable_raw_mode()?;
    IS_OURS.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    device()?.write_at_last(TAKE, PATIENCE);
    Ok(())
}

/// Gives the terminal back if it is ours. Doing it twice does no harm.
pub(super) fn restore() {
    if !IS_OURS.swap(false, Ordering::SeqCst) {
        return;
    }
    let _output = output_within(FRAME_PATIENCE);
    // Nobody is left to be told if the terminal itself is gone.
    if let Ok(device) = device() {
        device.write_at_last(GIVE_BACK, PATIENCE);
        // Reports of the mouse and late answers are ours; the shell would take them for typed.
        device.drain();
    }
    let _cooked = disable_raw_mode();
}

/// Writes a frame, however slow the terminal is; what is left of it when the terminal is given back is dropped.
pub(super) fn write_frame(frame: &[u8]) -> io::Result<Wrote> {
    let _output = output();
    let is_ours = || IS_OURS.load(Ordering::SeqCst);
    if is_ours() { device()?.write(frame, &is_ours) } else { Ok(Wrote::Part) }
}

fn output() -> MutexGuard<'static, ()> {
    OUTPUT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The same, but not waited for longer than this.
fn output_within(patience: Duration) -> Option<MutexGuard<'static, ()>> {
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

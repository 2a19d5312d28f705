//! Frames on their way to the terminal: at most thirty a second, the newest state only, written by a thread of their own.
//!
//! A frame says what has changed since the one before, so the next is drawn only when the last is written. A slow terminal
//! gets fewer frames, one that stands still gets none, and neither holds up the thread that takes keys and hands over steps.

use std::{
    cell::RefCell,
    io::{self, Write},
    mem,
    panic::{AssertUnwindSafe, catch_unwind},
    rc::Rc,
    sync::mpsc::{self, Receiver, Sender, SyncSender},
    thread,
    time::{Duration, Instant},
};

use ratatui::{Terminal, TerminalOptions, Viewport, backend::CrosstermBackend, layout::Rect};

use super::{News, device::Wrote, guard};
use crate::{
    app::{App, Size},
    view::{self, Look},
};

/// The time between the beginnings of two frames.
pub(super) const BETWEEN_FRAMES: Duration = Duration::from_millis(34);

/// Plain colours, and nothing on the screen.
const CLEAR: &[u8] = b"\x1b[0m\x1b[2J";

/// Bytes for the terminal, drawn and not handed over yet.
#[derive(Clone, Debug, Default)]
struct Ink(Rc<RefCell<Vec<u8>>>);

impl Write for Ink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The screen: what is drawn, and what the terminal shows of it.
pub(super) struct Frames {
    screen: Terminal<CrosstermBackend<Ink>>,
    ink: Ink,
    writer: SyncSender<Vec<u8>>,
    /// Whether something may have changed since the last frame.
    is_stale: bool,
    under_way: Option<UnderWay>,
    /// When the last frame was begun.
    begun: Option<Instant>,
}

/// A frame is being written.
#[derive(Clone, Copy, Debug)]
struct UnderWay;

impl Frames {
    /// The screen at this size, with the thread that writes.
    pub(super) fn new(size: Size, news: Sender<News>) -> io::Result<Self> {
        let (writer, frames) = mpsc::sync_channel(1);
        thread::Builder::new().name("output".to_owned()).spawn(move || write_all(&frames, &news))?;
        let ink = Ink::default();
        let screen = screen(&ink, size)?;
        Ok(Self { screen, ink, writer, is_stale: true, under_way: None, begun: None })
    }

    /// Something has happened that may look different.
    pub(super) fn spoil(&mut self) {
        self.is_stale = true;
    }

    /// Draws the next frame whole, at this size, the terminal holding nothing of ours any more.
    pub(super) fn begin_anew(&mut self, size: Size) -> io::Result<()> {
        self.ink.0.borrow_mut().clear();
        self.screen = screen(&self.ink, size)?;
        self.is_stale = true;
        self.ink.0.borrow_mut().extend_from_slice(CLEAR);
        Ok(())
    }

    /// Draws what there is if the last frame is written and it is time for the next. Says how long to wait if it is not time yet.
    pub(super) fn draw_if_due(&mut self, app: &App, look: &Look) -> io::Result<Option<Duration>> {
        if !self.is_stale || self.under_way.is_some() {
            return Ok(None);
        }
        let due = self.begun.map_or(Duration::ZERO, |begun| BETWEEN_FRAMES.saturating_sub(begun.elapsed()));
        if !due.is_zero() {
            return Ok(Some(due));
        }
        (self.begun, self.is_stale) = (Some(Instant::now()), false);
        self.screen.draw(|frame| view::draw(app, look, frame))?;
        let frame = mem::take(&mut *self.ink.0.borrow_mut());
        // Without the thread that writes nothing is shown any more, and its end has been told.
        self.under_way = self.writer.try_send(frame).ok().map(|()| UnderWay);
        Ok(None)
    }

    /// The frame under way is written; how long it took to draw and write.
    pub(super) fn written(&mut self) -> Duration {
        self.under_way = None;
        self.begun.map_or(Duration::ZERO, |begun| begun.elapsed())
    }
}

/// A screen whose size is what it is told, so that the terminal is not asked at every frame.
fn screen(ink: &Ink, size: Size) -> io::Result<Terminal<CrosstermBackend<Ink>>> {
    let viewport = Viewport::Fixed(Rect::new(0, 0, size.columns, size.rows));
    Terminal::with_options(CrosstermBackend::new(ink.clone()), TerminalOptions { viewport })
}

/// Writes frames until nobody hands over any more, or the terminal takes none.
fn write_all(frames: &Receiver<Vec<u8>>, news: &Sender<News>) {
    while let Ok(frame) = frames.recv() {
        let written = catch_unwind(AssertUnwindSafe(|| guard::write_frame(&frame)));
        let told = match written.unwrap_or_else(|_panic| Err(io::Error::other("permea made a mistake there"))) {
            Ok(Wrote::All | Wrote::Part) => News::Written,
            // The watch over the terminal ends the program if it is gone.
            Err(error) => News::NoMoreOutput(error),
        };
        if news.send(told).is_err() {
            return;
        }
    }
}

//! The terminal as a device: written to without ever waiting for good, and asked whether it is still there.
//!
//! The program's own description of the terminal never blocks, so that a terminal that takes nothing (a stopped window, a
//! stalled remote shell) holds up no thread, and whoever ends the program gives the terminal back within a time limit.

use std::{
    io::{self, IsTerminal, stdout},
    os::fd::OwnedFd,
    sync::OnceLock,
    time::{Duration, Instant},
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    fs::{Mode, OFlags, open},
    io::Errno,
    termios::{QueueSelector, tcflush, tcgetwinsize, ttyname},
};

use crate::app::Size;

/// How long a write waits for room before it looks whether it is still wanted.
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// The terminal the screen is on; opened once.
static DEVICE: OnceLock<Device> = OnceLock::new();

/// What became of bytes for the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrote {
    All,
    /// Nobody wanted the rest any more.
    Part,
}

/// A terminal that is written to without waiting for good.
#[derive(Debug)]
pub(super) struct Device {
    own: OwnedFd,
    /// What the system calls it; empty if it does not say.
    name: String,
}

/// The terminal, opened by the first who asks.
pub(super) fn device() -> io::Result<&'static Device> {
    if let Some(device) = DEVICE.get() {
        return Ok(device);
    }
    let device = Device::open()?;
    Ok(DEVICE.get_or_init(|| device))
}

impl Device {
    /// The terminal of standard output, else the one the program belongs to.
    fn open() -> io::Result<Self> {
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let named = if stdout().is_terminal() { ttyname(stdout(), Vec::new()).ok() } else { None };
        let of_output = named.as_ref().and_then(|name| open(name.as_c_str(), flags, Mode::empty()).ok());
        let own = of_output.map_or_else(|| open("/dev/tty", flags, Mode::empty()), Ok)?;
        let name = named.map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Ok(Self { own, name })
    }

    /// What the system calls it; empty if it does not say.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Writes all of it, however slow the terminal is, unless it is no longer wanted. An error means that the terminal is gone.
    pub(super) fn write(&self, bytes: &[u8], is_wanted: &dyn Fn() -> bool) -> io::Result<Wrote> {
        let mut rest = bytes;
        while !rest.is_empty() {
            match rustix::io::write(&self.own, rest) {
                // A terminal that is held back (by Ctrl-S, say) takes nothing and does not say so.
                Ok(0) | Err(Errno::AGAIN) => {
                    self.wait(PollFlags::OUT, Some(BETWEEN_LOOKS))?;
                    if !is_wanted() {
                        return Ok(Wrote::Part);
                    }
                }
                Ok(count) => rest = rest.get(count..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(Wrote::All)
    }

    /// Writes a few bytes now or never: what still waits to be shown is thrown away if there is no room otherwise.
    pub(super) fn write_at_last(&self, bytes: &[u8], patience: Duration) {
        for way in [Way::AsItIs, Way::WithRoomMade] {
            if way == Way::WithRoomMade {
                // What would have been shown is of no use to a terminal that is given back.
                let _flushed = tcflush(&self.own, QueueSelector::OFlush);
            }
            let deadline = Instant::now() + patience;
            match self.write(bytes, &|| Instant::now() < deadline) {
                // An error means that nobody is left to see it.
                Ok(Wrote::All) | Err(_) => return,
                Ok(Wrote::Part) => {}
            }
        }
    }

    /// Waits until there is something to read, or the terminal is gone, which is an error.
    pub(super) fn wait_for_input(&self) -> io::Result<()> {
        self.wait(PollFlags::IN, None)
    }

    /// Waits until the terminal is gone: its window closed, its line cut.
    pub(super) fn wait_until_gone(&self) {
        while self.wait(PollFlags::empty(), None).is_ok() {}
    }

    /// Throws away what was typed, or answered by the terminal, and not read yet.
    pub(super) fn drain(&self) {
        // A terminal that is gone has nothing to be read.
        let _flushed = tcflush(&self.own, QueueSelector::IFlush);
    }

    /// Columns and rows, as far as the terminal knows them: a line without a window has none.
    pub(super) fn size(&self) -> io::Result<Size> {
        let size = tcgetwinsize(&self.own)?;
        Ok(Size { columns: size.ws_col, rows: size.ws_row })
    }

    /// Whether the terminal is gone.
    pub(super) fn is_gone(&self) -> bool {
        self.wait(PollFlags::empty(), Some(Duration::ZERO)).is_err()
    }

    fn wait(&self, wanted: PollFlags, patience: Option<Duration>) -> io::Result<()> {
        let limit = patience.map(|patience| Timespec { tv_sec: 0, tv_nsec: patience.subsec_nanos().into() });
        let mut asked = [PollFd::new(&self.own, wanted)];
        match poll(&mut asked, limit.as_ref()) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let [answer] = asked;
        if answer.revents().intersects(PollFlags::HUP | PollFlags::ERR) {
            return Err(io::Error::new(io::ErrorKind::NotConnected, "the terminal is gone"));
        }
        Ok(())
    }
}

/// How room for the last bytes is come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    AsItIs,
    WithRoomMade,
}

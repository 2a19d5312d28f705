//! Waiting for git when it speaks to another computer: as long as it gives signs of life, and no longer.

#[cfg(any(target_os = "linux", target_os = "macos"))]
use std::os::fd::AsFd;
use std::{
    process::{Command, Output},
    time::Duration,
};

use super::{GitError, call::begun};

/// How long git may be silent before it is taken for stuck.
pub(super) const PATIENCE: Duration = Duration::from_secs(40);

/// What came of it.
#[derive(Debug)]
pub(super) enum Waited {
    Ended(Output),
    /// It said nothing for too long, and was stopped.
    Silent,
}

/// How often to look whether git has ended although something it started keeps its streams open.
#[cfg(any(target_os = "linux", target_os = "macos"))]
const BETWEEN_LOOKS: Duration = Duration::from_millis(500);

/// Runs a program that tells on its error stream how far it is, and stops it once it has been silent for so long.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) fn run(mut command: Command, patience: Duration) -> Result<Waited, GitError> {
    use std::{os::unix::process::CommandExt, process::Stdio, time::Instant};

    // A group of its own may not read the terminal under the screen, and can be stopped as a whole.
    let mut child = begun(command.process_group(0).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn())?;
    let (mut out, mut err) = (Stream::of(child.stdout.take()), Stream::of(child.stderr.take()));
    let mut last_sign = Instant::now();
    while !(out.has_ended() && err.has_ended()) {
        if begun(wait_for(&mut out, &mut err))? {
            last_sign = Instant::now();
        } else if begun(child.try_wait())?.is_some() {
            break;
        } else if last_sign.elapsed() >= patience {
            stop(&mut child);
            return Ok(Waited::Silent);
        }
    }
    let status = begun(child.wait())?;
    Ok(Waited::Ended(Output { status, stdout: out.read, stderr: err.read }))
}

/// What a program writes, as far as it was read.
#[cfg(any(target_os = "linux", target_os = "macos"))]
struct Stream<R> {
    /// None once it has ended.
    open: Option<R>,
    read: Vec<u8>,
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
impl<R: std::io::Read> Stream<R> {
    fn of(open: Option<R>) -> Self {
        Self { open, read: Vec::new() }
    }

    fn has_ended(&self) -> bool {
        self.open.is_none()
    }

    /// Reads what is there; there is something, or the end.
    fn take(&mut self) -> std::io::Result<()> {
        let Some(open) = &mut self.open else { return Ok(()) };
        let mut room = [0; 8192];
        let count = open.read(&mut room)?;
        self.read.extend_from_slice(room.get(..count).unwrap_or_default());
        if count == 0 {
            self.open = None;
        }
        Ok(())
    }
}

/// Waits a moment for either stream and reads what has come. Whether anything has.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn wait_for<A, B>(out: &mut Stream<A>, err: &mut Stream<B>) -> std::io::Result<bool>
where
    A: std::io::Read + AsFd,
    B: std::io::Read + AsFd,
{
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    let wait = Timespec { tv_sec: 0, tv_nsec: i64::from(BETWEEN_LOOKS.subsec_nanos()) };
    let ready = {
        let sides = [out.open.as_ref().map(AsFd::as_fd), err.open.as_ref().map(AsFd::as_fd)];
        let mut open: Vec<PollFd<'_>> = sides.iter().flatten().map(|side| PollFd::from_borrowed_fd(*side, PollFlags::IN)).collect();
        match poll(&mut open, Some(&wait)) {
            Ok(_count) => {}
            Err(rustix::io::Errno::INTR) => return Ok(false),
            Err(error) => return Err(error.into()),
        }
        let mut is_ready = open.iter().map(|stream| !stream.revents().is_empty());
        sides.map(|side| side.is_some() && is_ready.next().unwrap_or(false))
    };
    let [out_is_ready, err_is_ready] = ready;
    if out_is_ready {
        out.take()?;
    }
    if err_is_ready {
        err.take()?;
    }
    Ok(out_is_ready || err_is_ready)
}

/// Ends a program and everything it has started.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn stop(child: &mut std::process::Child) {
    use rustix::process::{Pid, Signal, kill_process_group};

    // What has ended by itself meanwhile cannot be ended.
    if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        let _ended = kill_process_group(group, Signal::KILL);
    }
    let _killed = child.kill();
    let _waited = child.wait();
}

/// Elsewhere git's own limits have to do.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn run(mut command: Command, _patience: Duration) -> Result<Waited, GitError> {
    begun(command.output()).map(Waited::Ended)
}

#[cfg(all(test, any(target_os = "linux", target_os = "macos")))]
mod tests {
    use super::*;

    fn shell(text: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", text]);
        command
    }

    #[test]
    fn what_it_says_is_read_to_the_end() {
        let Ok(Waited::Ended(output)) = run(shell("echo out; echo err >&2; exit 3"), Duration::from_mins(1)) else { panic!("it ends") };
        assert_eq!((output.stdout.as_slice(), output.stderr.as_slice(), output.status.code()), (&b"out\n"[..], &b"err\n"[..], Some(3)));
    }

    #[test]
    fn one_that_is_silent_is_stopped_with_all_it_has_started() {
        let silent = run(shell("sleep 600 & sleep 600"), Duration::from_millis(1));
        assert!(matches!(silent, Ok(Waited::Silent)));
    }

    #[test]
    fn one_that_leaves_something_behind_is_not_waited_for() {
        let left = run(shell("sleep 5 & exit 0"), Duration::from_mins(1));
        assert!(matches!(left, Ok(Waited::Ended(output)) if output.status.success()));
    }
}

//! How fast the terminal takes frames: whether members of the map glide, and how long the loop waits for news.

use std::{
    sync::mpsc::{Receiver, RecvError, RecvTimeoutError},
    time::{Duration, Instant},
};

use super::News;
use crate::{
    app::{Moment, map::Motion},
    settings::Habits,
    store,
};

/// The time between two looks at the clock while the disk is waited for.
pub(super) const BETWEEN_LOOKS: Duration = Duration::from_millis(125);

/// A frame that takes longer, drawn and written, makes a glide a stutter.
const TOO_LONG: Duration = Duration::from_millis(40);

/// The time since the program began, and who decides about motion.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    began: Instant,
    /// Whether the settings say what is to be, so that nothing is measured.
    is_settled: bool,
}

impl Pace {
    /// The pace and the motion it begins with: as the settings say, else gliding, but not through a remote shell, where bytes count.
    pub(super) fn of(habits: &Habits) -> (Self, Motion) {
        let is_remote = store::Display::of_environment().is_remote();
        let motion = habits.motion.unwrap_or(if is_remote { Motion::Jump } else { Motion::Glide });
        (Self { began: Instant::now(), is_settled: habits.motion.is_some() }, motion)
    }

    pub(super) fn moment(self) -> Moment {
        Moment { now: store::now(), today: store::today(), running: self.began.elapsed() }
    }

    /// Whether a frame that took so long is too slow for gliding.
    pub(super) fn is_too_slow(self, frame: Duration) -> bool {
        !self.is_settled && frame > TOO_LONG
    }

    /// The next news; none if a frame of a flight is due before, so long after the last.
    pub(super) fn next(news: &Receiver<News>, due: Option<Duration>) -> Result<Option<News>, RecvError> {
        let Some(due) = due else { return news.recv().map(Some) };
        match news.recv_timeout(due) {
            Ok(told) => Ok(Some(told)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err(RecvError),
        }
    }
}

//! What was found when the map was last looked at on this computer, so that what is cleared is told once.

use std::io;

use super::{Safe, read_own};
use crate::store::save::write_beside;

/// The largest such file that is read.
const LIMIT_BYTES: u64 = 64 << 20;

impl Safe {
    /// What was noted last; `None` if nothing was.
    pub fn seen(&self) -> Option<String> {
        String::from_utf8(read_own(&self.file_of("findings"), LIMIT_BYTES)?).ok()
    }

    /// Notes what is found now, in the place of what was.
    pub fn note_seen(&self, text: &str) -> io::Result<()> {
        self.make()?;
        let path = self.file_of("findings");
        write_beside(&path, text.as_bytes())?.persist(&path).map_err(|error| error.error)?;
        Ok(())
    }
}

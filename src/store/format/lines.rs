//! Line numbers of bytes in a text.

/// Where the lines of a text begin.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    /// Cost: O(bytes), so it is made only once something is wrong.
    pub(super) fn of(text: &str) -> Self {
        Self(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect())
    }

    /// The line of a byte; the first is 1. Cost: O(log lines).
    pub(super) fn line_at(&self, at: usize) -> usize {
        1 + self.0.partition_point(|&end| end < at)
    }
}

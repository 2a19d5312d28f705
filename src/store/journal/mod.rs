//! The journal: everything done to a map since its file was last written, appended and synced step by step.
//!
//! A journal is text in the private state folder, one record a line:
//!
//! ```text
//! SMJ1 <crc> (map: "32 hex", base: "64 hex", file: "64 hex", host: "laptop-7", boot: "…", pid: 4312, user: "sam", start: "2026-05-01T14:02:11Z", app: "0.4.0", format: 1)
//! <seq 8 hex> <length 8 hex> <crc 8 hex> <payload>
//! ```
//!
//! `base` is the SHA-256 of the version of the map that the steps start from, `file` that of the one the map's file held then. A crc is the CRC-32C of the crc before it, the
//! sequence number, the length and the payload, so that a line fits its place only. A payload is an [`Entry`] on one line; one
//! over 1 MB stands in several records, all but the last marked `+`, the last `=`, and counts only when the last is there.
//! Every session writes a journal of its own and holds a lock on it that ends with the process, however it ends.

mod entry;
mod file;
mod line;
mod read;

pub use entry::{Entry, Header, Manner, Mark, MarkOf};
pub(in crate::store) use file::private;
pub use file::{Journal, is_held};
pub use read::{Ending, Reading, Unreadable, read};

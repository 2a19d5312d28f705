//! One line of a journal: numbers that are checked before anything is believed.

use crc32c::{crc32c, crc32c_append};

/// What a journal begins with.
pub(super) const MAGIC: &str = "SMJ1";

/// A payload longer than this is written in parts.
pub(super) const PART_BYTES: usize = 1 << 20;

/// A line as it stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub(super) seq: u32,
    pub(super) crc: u32,
    pub(super) payload: &'a str,
    /// The bytes of the whole line, its end included.
    pub(super) length: usize,
}

fn check(previous: u32, front: &str, payload: &str) -> u32 {
    let before = crc32c(&previous.to_le_bytes());
    crc32c_append(crc32c_append(before, front.as_bytes()), payload.as_bytes())
}

/// The line of a payload, and its crc for the next one.
pub(super) fn line(previous: u32, seq: u32, payload: &str) -> (String, u32) {
    let front = format!("{seq:08x} {:08x} ", payload.len());
    let crc = check(previous, &front, payload);
    (format!("{front}{crc:08x} {payload}\n"), crc)
}

/// The first line of a journal, and its crc.
pub(super) fn first_line(header: &str) -> (String, u32) {
    let crc = check(0, MAGIC, header);
    (format!("{MAGIC} {crc:08x} {header}\n"), crc)
}

/// The line these bytes begin with; none if it is not whole and sound in its place.
pub(super) fn read_line(bytes: &[u8], previous: u32) -> Option<Line<'_>> {
    let front = std::str::from_utf8(bytes.get(..18)?).ok()?;
    let seq = hex(front.get(..8)?)?;
    let size = hex(front.get(9..17)?)? as usize;
    let crc = hex(std::str::from_utf8(bytes.get(18..26)?).ok()?)?;
    let end = 27_usize.checked_add(size)?;
    let payload = std::str::from_utf8(bytes.get(27..end)?).ok()?;
    let is_sound = bytes.get(26) == Some(&b' ') && bytes.get(end) == Some(&b'\n') && check(previous, front, payload) == crc;
    is_sound.then_some(Line { seq, crc, payload, length: end + 1 })
}

/// The header and the crc of a journal's first line, and the bytes of that line.
pub(super) fn read_first_line(bytes: &[u8]) -> Option<Line<'_>> {
    let end = bytes.iter().position(|&byte| byte == b'\n')?;
    let text = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let (crc, payload) = text.strip_prefix(MAGIC)?.strip_prefix(' ')?.split_once(' ')?;
    let crc = hex(crc)?;
    (check(0, MAGIC, payload) == crc).then_some(Line { seq: 0, crc, payload, length: end + 1 })
}

/// Eight digits as they are written: no capital letters, so that one changed bit never reads as the same number.
fn hex(digits: &str) -> Option<u32> {
    let is_written_so = digits.len() == 8 && digits.bytes().all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit));
    is_written_so.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

/// The payloads of an entry: itself, or its parts with their marks.
pub(super) fn parts(text: &str) -> Vec<String> {
    if text.len() <= PART_BYTES {
        return vec![text.to_owned()];
    }
    let mut parts = Vec::new();
    let mut rest = text;
    while rest.len() > PART_BYTES {
        let at = (0..=PART_BYTES).rev().find(|&at| rest.is_char_boundary(at)).unwrap_or_default();
        let Some((part, after)) = rest.split_at_checked(at) else { break };
        parts.push(format!("+{part}"));
        rest = after;
    }
    parts.push(format!("={rest}"));
    parts
}

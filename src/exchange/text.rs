//! Bytes to text: the byte-order mark decides, else strict UTF-8, else Windows-1252, as English registers are published.

use std::{borrow::Cow, ops::Range};

use ecow::{EcoString, eco_format};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use rayon::prelude::*;

use super::unreadable::Unreadable;

/// The largest source that is read, in bytes.
const BYTES: usize = 256 << 20;

/// A source as text, and what a person should know about how it was read.
#[derive(Debug)]
pub(super) struct Text<'b> {
    /// The text, cut at ends of line into as many pieces as can be read at once; short ones are not worth it.
    pub(super) pieces: Vec<Cow<'b, str>>,
    pub(super) notes: Vec<EcoString>,
}

impl<'b> Text<'b> {
    /// The text in one piece, and the notes.
    pub(super) fn whole(self) -> (Cow<'b, str>, Vec<EcoString>) {
        let mut pieces = self.pieces;
        let text = if pieces.len() < 2 { pieces.pop().unwrap_or_default() } else { Cow::Owned(pieces.concat()) };
        (text, self.notes)
    }
}

/// Decodes a source. Web pages, pictures, archives and files with zero bytes are no text.
pub(super) fn decode<'b>(file: &str, bytes: &'b [u8]) -> Result<Text<'b>, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty { file: file.into() });
    }
    if bytes.len() > BYTES {
        return Err(Unreadable::Large { file: file.into(), bytes: bytes.len(), limit: BYTES });
    }
    if let Some(what) = other_format(bytes) {
        return Err(Unreadable::NotText { file: file.into(), what: what.into() });
    }
    if is_a_map(bytes) {
        return Err(Unreadable::IsAMap { file: file.into() });
    }
    let mut notes = Vec::new();
    let mut pieces = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => {
            if encoding != UTF_8 {
                notes.push(eco_format!("{file}: read as {}.", encoding.name()));
            }
            in_pieces(encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0)
        }
        None if let Some(encoding) = unmarked_utf_16(bytes) => {
            notes.push(eco_format!("{file}: read as {}, although no mark at its start says so. Check the names.", encoding.name()));
            in_pieces(encoding.decode_without_bom_handling(bytes).0)
        }
        None => match std::str::from_utf8(bytes) {
            Ok(text) => in_pieces(Cow::Borrowed(text)),
            Err(error) => {
                notes.push(note_of_old_encoding(file, bytes, error.valid_up_to()));
                // Each byte is a letter by itself there, so that any piece can be read alone.
                let pieces: Vec<&[u8]> = places_of_pieces(bytes).into_iter().filter_map(|place| bytes.get(place)).collect();
                pieces.par_iter().map(|piece| WINDOWS_1252.decode_without_bom_handling(piece).0).collect()
            }
        },
    };
    check_text(file, &pieces)?;
    // Files of old spreadsheets end their lines with CR alone; all else here counts lines by LF.
    if let [only] = pieces.as_mut_slice()
        && !only.contains('\n')
    {
        *only = Cow::Owned(only.replace('\r', "\n"));
    }
    Ok(Text { pieces, notes })
}

/// Whether the bytes begin as a map of permea does.
fn is_a_map(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
    text.strip_prefix(b"(").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"permea:"))
}

/// The text in pieces.
fn in_pieces(text: Cow<'_, str>) -> Vec<Cow<'_, str>> {
    let places = places_of_pieces(text.as_bytes());
    match text {
        text if places.len() < 2 => vec![text],
        Cow::Borrowed(text) => places.into_iter().filter_map(|place| text.get(place)).map(Cow::Borrowed).collect(),
        Cow::Owned(text) => places.into_iter().filter_map(|place| text.get(place)).map(|piece| Cow::Owned(piece.to_owned())).collect(),
    }
}

/// Where the pieces of a text stand.
fn places_of_pieces(bytes: &[u8]) -> Vec<Range<usize>> {
    const SHORTEST: usize = 1 << 20;
    let count = (bytes.len() / SHORTEST).clamp(1, rayon::current_num_threads());
    let (mut places, mut start) = (Vec::with_capacity(count), 0);
    for left in (2..=count).rev() {
        let about = start + (bytes.len() - start) / left;
        let Some(more) = bytes.iter().skip(about).position(|&byte| byte == b'\n') else { break };
        places.push(start..about + more + 1);
        start = about + more + 1;
    }
    places.push(start..bytes.len());
    places
}

/// UTF-16 that does not say so: of the first letters nearly every other byte is a zero.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..bytes.len().min(400)).unwrap_or_default();
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), start.len() / 2);
    let is_most = |count: usize| half >= 4 && count * 10 >= half * 9;
    match (is_most(even), is_most(odd)) {
        (true, false) if odd == 0 => Some(UTF_16BE),
        (false, true) if even == 0 => Some(UTF_16LE),
        (true | false, true | false) => None,
    }
}

/// What the bytes are when their first ones are another format's.
fn other_format(bytes: &[u8]) -> Option<&'static str> {
    let starts: [(&[u8], &str); 8] = [
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"PK\x03\x04", "a spreadsheet workbook or a ZIP archive"),
        (b"\xd0\xcf\x11\xe0", "an old Office file"),
        (b"%PDF", "a PDF document"),
        (b"\x1f\x8b", "a compressed file that must be unpacked first"),
        (b"{\\rtf", "a text document"),
    ];
    starts.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| *what)
}

fn check_text(file: &str, pieces: &[Cow<'_, str>]) -> Result<(), Unreadable> {
    let begins = pieces.iter().map(|piece| piece.trim_start()).find(|piece| !piece.is_empty());
    let start: String = begins.unwrap_or_default().chars().take(15).collect();
    let lower = start.to_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        return Err(Unreadable::WebPage { file: file.into(), start: start.into() });
    }
    if let Some(zero) = pieces.par_iter().position_first(|piece| piece.contains('\0')) {
        let before = pieces.iter().take(zero + 1).flat_map(|piece| piece.bytes()).take_while(|&byte| byte != 0);
        let line = before.filter(|&byte| byte == b'\n').count() as u64 + 1;
        return Err(Unreadable::ZeroByte { file: file.into(), line });
    }
    if begins.is_none() {
        return Err(Unreadable::NotText { file: file.into(), what: "blank from start to end".into() });
    }
    Ok(())
}

fn note_of_old_encoding(file: &str, bytes: &[u8], first_at: usize) -> EcoString {
    let (before, after) = bytes.split_at_checked(first_at).unwrap_or((bytes, &[]));
    let mut lines_before = before.rsplit(|&byte| byte == b'\n');
    let begins = lines_before.next().unwrap_or_default();
    let ends = after.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let line = [begins, ends].concat();
    let (line, _) = WINDOWS_1252.decode_without_bom_handling(&line);
    let word = line
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"'))
        .find(|word| !word.is_ascii())
        .map(|word| word.chars().take(40).collect::<EcoString>())
        .unwrap_or_default();
    let number = lines_before.count() + 1;
    eco_format!("{file}: read as Windows-1252 (not UTF-8; first such word in line {number}: \"{word}\"). Check the names.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_windows_1252_is_read_and_told() {
        let read = decode("names.csv", b"URN,name\n1,Coll\xe8ge\n").unwrap();
        assert!(read.pieces.concat().contains("Collège"));
        assert!(read.notes.iter().any(|note| note.contains("line 2") && note.contains("Collège")), "{:?}", read.notes);
    }

    #[test]
    fn utf_16_with_its_mark_is_read() {
        let bytes: Vec<u8> = [0xfeff_u16].into_iter().chain("URN,name\n".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode("names.csv", &bytes).unwrap().pieces, ["URN,name\n"]);
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        assert_eq!(decode("names.csv", b"\xef\xbb\xbfURN\n").unwrap().pieces, ["URN\n"]);
    }

    #[test]
    fn a_picture_is_no_sheet() {
        assert!(matches!(decode("names.csv", b"\x89PNG\r\n\x1a\n"), Err(Unreadable::NotText { .. })));
    }
}

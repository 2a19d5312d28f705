//! Bytes to text: the byte-order mark decides, else strict UTF-8, else Windows-1252, as English registers are published.

use std::borrow::Cow;

use ecow::{EcoString, eco_format};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::unreadable::Unreadable;

/// The largest source that is read, in bytes.
const BYTES: usize = 256 << 20;

/// A source as text, and what a person should know about how it was read.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) notes: Vec<EcoString>,
}

/// Decodes a source. Web pages, pictures, archives and files with zero bytes are no text.
pub(super) fn decode(file: &str, bytes: &[u8]) -> Result<Text, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty { file: file.into() });
    }
    if bytes.len() > BYTES {
        return Err(Unreadable::Large { file: file.into(), bytes: bytes.len(), limit: BYTES });
    }
    if let Some(what) = other_format(bytes) {
        return Err(Unreadable::NotText { file: file.into(), what: what.into() });
    }
    let mut notes = Vec::new();
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => {
            if encoding != UTF_8 {
                notes.push(eco_format!("{file}: read as {}.", encoding.name()));
            }
            encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0
        }
        None if let Some(encoding) = unmarked_utf_16(bytes) => {
            notes.push(eco_format!("{file}: read as {}, although no mark at its start says so. Check the names.", encoding.name()));
            encoding.decode_without_bom_handling(bytes).0
        }
        None => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(error) => {
                let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
                notes.push(note_of_old_encoding(file, bytes, &text, error.valid_up_to()));
                text
            }
        },
    };
    check_text(file, &text)?;
    // Files of old spreadsheets end their lines with CR alone; all else here counts lines by LF.
    let text = if text.contains('\n') { text.into_owned() } else { text.replace('\r', "\n") };
    Ok(Text { text, notes })
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

fn check_text(file: &str, text: &str) -> Result<(), Unreadable> {
    let start: String = text.trim_start().chars().take(15).collect();
    let lower = start.to_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        return Err(Unreadable::WebPage { file: file.into(), start: start.into() });
    }
    if let Some(at) = text.find('\0') {
        return Err(Unreadable::ZeroByte { file: file.into(), line: line_at(text, at) });
    }
    if text.trim().is_empty() {
        return Err(Unreadable::NotText { file: file.into(), what: "blank from start to end".into() });
    }
    Ok(())
}

fn note_of_old_encoding(file: &str, bytes: &[u8], text: &str, first_at: usize) -> EcoString {
    let line = bytes.iter().take(first_at).filter(|&&byte| byte == b'\n').count();
    let word = text
        .lines()
        .nth(line)
        .and_then(|line| line.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"')).find(|word| !word.is_ascii()))
        .map(|word| word.chars().take(40).collect::<EcoString>())
        .unwrap_or_default();
    eco_format!("{file}: read as Windows-1252 (not UTF-8; first such word in line {}: \"{word}\"). Check the names.", line + 1)
}

fn line_at(text: &str, at: usize) -> u64 {
    text.bytes().take(at).filter(|&byte| byte == b'\n').count() as u64 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_windows_1252_is_read_and_told() {
        let read = decode("names.csv", b"URN,name\n1,Coll\xe8ge\n").unwrap();
        assert!(read.text.contains("Collège"));
        assert!(read.notes.iter().any(|note| note.contains("line 2") && note.contains("Collège")), "{:?}", read.notes);
    }

    #[test]
    fn utf_16_with_its_mark_is_read() {
        let bytes: Vec<u8> = [0xfeff_u16].into_iter().chain("URN,name\n".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode("names.csv", &bytes).unwrap().text, "URN,name\n");
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        assert_eq!(decode("names.csv", b"\xef\xbb\xbfURN\n").unwrap().text, "URN\n");
    }

    #[test]
    fn a_picture_is_no_sheet() {
        assert!(matches!(decode("names.csv", b"\x89PNG\r\n\x1a\n"), Err(Unreadable::NotText { .. })));
    }
}

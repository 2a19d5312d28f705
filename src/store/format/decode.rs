//! The bytes of a file to text: byte-order marks, other encodings and what a power cut leaves.

use super::{
    super::fault::{Fault, FileFault},
    Note,
    lines::Lines,
};

/// The text of the file, and a note if a byte-order mark stood before it.
pub(super) fn decode(bytes: &[u8]) -> Result<(&str, Option<Note>), Fault> {
    if bytes.is_empty() {
        return Err(Fault::of_file(FileFault::Empty));
    }
    if bytes.iter().all(|&byte| byte == 0) {
        return Err(Fault::of_file(FileFault::Zeroes));
    }
    if matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, b'(', ..] | [b'(', 0, ..]) {
        return Err(Fault::of_file(FileFault::Utf16));
    }
    let marked = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]);
    let (bytes, mark) = (marked.unwrap_or(bytes), marked.map(|_rest| Note::ByteOrderMark));
    if bytes.last() == Some(&0) {
        let zeroes = bytes.iter().rev().take_while(|&&byte| byte == 0).count();
        return Err(Fault::at(Lines::of(bytes).line_at(bytes.len()), FileFault::ZeroTail { zeroes }));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text, mark)),
        Err(error) => Err(not_utf8(bytes, error.valid_up_to())),
    }
}

/// Names the line, the byte and the words round it.
fn not_utf8(bytes: &[u8], at: usize) -> Fault {
    let (before, after) = bytes.split_at_checked(at).unwrap_or((bytes, &[]));
    let line = Lines::of(before).line_at(at);
    let is_edge = |byte: &u8| matches!(byte, b'"' | b'\n' | b'\r');
    let head: Vec<u8> = before.iter().rev().take_while(|byte| !is_edge(byte)).take(30).copied().collect();
    let head: Vec<u8> = head.into_iter().rev().collect();
    let tail: Vec<u8> = after.iter().skip(1).take_while(|byte| !is_edge(byte)).take(30).copied().collect();
    let near = format!("{}?{}", String::from_utf8_lossy(&head), String::from_utf8_lossy(&tail));
    Fault::at(line, FileFault::NotUtf8 { byte: after.first().copied().unwrap_or_default(), near })
}

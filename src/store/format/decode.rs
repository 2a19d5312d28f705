//! The bytes of a file to text: byte-order marks, other encodings and what a power cut leaves.

use super::super::fault::{Fault, FaultKind};

/// The text of the file and whether a byte-order mark stood before it.
pub(super) fn decode(bytes: &[u8]) -> Result<(&str, bool), Fault> {
    if bytes.is_empty() {
        return Err(Fault::new(FaultKind::Empty));
    }
    if bytes.iter().all(|&byte| byte == 0) {
        return Err(Fault::new(FaultKind::Zeroes));
    }
    if matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, b'(', ..] | [b'(', 0, ..]) {
        return Err(Fault::new(FaultKind::Utf16));
    }
    let (bytes, has_mark) = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).map_or((bytes, false), |rest| (rest, true));
    if bytes.last() == Some(&0) {
        let zeroes = bytes.iter().rev().take_while(|&&byte| byte == 0).count();
        let line = 1 + bytes.iter().filter(|&&byte| byte == b'\n').count();
        return Err(Fault::at(line, FaultKind::ZeroTail { zeroes }));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text, has_mark)),
        Err(error) => Err(not_utf8(bytes, error.valid_up_to())),
    }
}

/// Names the line, the byte and the words round it.
fn not_utf8(bytes: &[u8], at: usize) -> Fault {
    let (before, after) = bytes.split_at_checked(at).unwrap_or((bytes, &[]));
    let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
    let is_edge = |byte: &u8| matches!(byte, b'"' | b'\n' | b'\r');
    let head: Vec<u8> = before.iter().rev().take_while(|byte| !is_edge(byte)).take(30).copied().collect();
    let head: Vec<u8> = head.into_iter().rev().collect();
    let tail: Vec<u8> = after.iter().skip(1).take_while(|byte| !is_edge(byte)).take(30).copied().collect();
    let near = format!("{}?{}", String::from_utf8_lossy(&head), String::from_utf8_lossy(&tail));
    Fault::at(line, FaultKind::NotUtf8 { byte: after.first().copied().unwrap_or_default(), near })
}

//! A workbook's archive, looked through before anything of it is believed: what it is, and what it would unpack to.

use std::io::{Cursor, Read};

use ecow::{EcoString, eco_format};
use zip::ZipArchive;

use super::{cell::short, unreadable::Unreadable};

/// How much an archive may unpack to, in bytes.
const UNPACKED: u64 = 256 << 20;
/// How many times its packed size a part may unpack to, once it is large.
const RATIO: u64 = 200;
/// From how many bytes on a part is large.
const LARGE: u64 = 8 << 20;
/// How many parts an archive may have.
const PARTS: usize = 10_000;
/// How much of a part is unpacked at a time, in bytes.
const BLOCK: usize = 64 << 10;

/// Whether the bytes begin as an archive or as an old Office file does.
pub(super) fn is_office(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(OLD)
}

const OLD: &[u8] = b"\xd0\xcf\x11\xe0";

/// What was seen of an archive.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// It has macros, which are never run.
    pub(super) has_macros: bool,
    pub(super) language: Language,
}

/// The language of a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Language {
    /// Office Open XML, as .xlsx and .xlsm.
    #[default]
    Excel,
    /// As .ods.
    OpenDocument,
}

/// Unpacks every part once, keeping nothing, and refuses what is no workbook or would grow too large.
///
/// Cost: O(unpacked bytes), of which at most a block is held.
pub(super) fn check(file: &str, bytes: &[u8]) -> Result<Seen, Unreadable> {
    if bytes.starts_with(OLD) {
        return Err(old_file(file, bytes));
    }
    let damaged = |why: EcoString| Unreadable::Damaged { file: file.into(), why };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_error| damaged("no directory at the end".into()))?;
    if archive.len() > PARTS {
        return Err(damaged(eco_format!("{} parts", archive.len())));
    }
    let (mut seen, mut total) = (Seen::default(), 0);
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| damaged(eco_format!("a part cannot be unpacked: {error}")))?;
        let name = part.name().map_or_else(|_error| EcoString::new(), |name| name.to_lowercase().into());
        seen.has_macros |= name.ends_with("vbaproject.bin");
        let (packed, said) = (part.compressed_size(), part.size());
        let (size, start) = unpack(&mut part, UNPACKED - total, packed).map_err(|why| match why {
            Why::Grows => {
                // What a part says of its own size counts only against it.
                let is_over = total.saturating_add(said) > UNPACKED;
                let limit = if is_over { eco_format!("{} MB", UNPACKED >> 20) } else { eco_format!("{RATIO} times its size") };
                Unreadable::Unpacks { file: file.into(), part: part_name(&name), limit }
            }
            Why::Broken => damaged(eco_format!("the part {} is not whole", part_name(&name))),
        })?;
        total += size;
        if name == "mimetype" && start.starts_with(b"application/vnd.oasis.opendocument") {
            if !start.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") {
                return Err(Unreadable::OtherWorkbook { file: file.into(), what: "an OpenDocument text or drawing".into() });
            }
            seen.language = Language::OpenDocument;
        }
        if name == "meta-inf/manifest.xml" && String::from_utf8_lossy(&start).contains("encryption-data") {
            return Err(Unreadable::Locked { file: file.into() });
        }
        if name.ends_with("sharedstrings.xml") && announces_more(&start, size) {
            return Err(damaged("it announces more texts than it has room for".into()));
        }
    }
    Ok(seen)
}

/// Why a part was not unpacked to its end.
enum Why {
    Grows,
    Broken,
}

/// The size of a part and its first block.
fn unpack(part: &mut impl Read, room: u64, packed: u64) -> Result<(u64, Vec<u8>), Why> {
    let (mut size, mut first) = (0_u64, Vec::new());
    let mut block = vec![0; BLOCK];
    loop {
        let read = part.read(&mut block).map_err(|_error| Why::Broken)?;
        if read == 0 {
            return Ok((size, first));
        }
        if first.len() < BLOCK {
            let wanted = BLOCK - first.len();
            first.extend(block.iter().take(read.min(wanted)));
        }
        size += read as u64;
        if size > room || (size > LARGE && size > packed.saturating_mul(RATIO)) {
            return Err(Why::Grows);
        }
    }
}

/// Whether the count of texts that a part announces, for which a reader makes room at once, is more than it can hold.
fn announces_more(start: &[u8], size: u64) -> bool {
    let start = String::from_utf8_lossy(start);
    let Some((_, after)) = start.split_once("<sst").or_else(|| start.split_once(":sst")) else {
        return start.len() >= BLOCK;
    };
    let Some((tag, _)) = after.split_once('>') else { return true };
    let Some((_, count)) = tag.split_once("uniqueCount") else { return false };
    let digits: String = count.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse::<u64>().map_or(true, |count| count > size)
}

/// What an old Office file is: a workbook locked with a password is one too.
fn old_file(file: &str, bytes: &[u8]) -> Unreadable {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if holds("EncryptedPackage") {
        return Unreadable::Locked { file: file.into() };
    }
    let what = if holds("Workbook") || holds("Book") { "an old .xls file" } else { "an old Office file" };
    Unreadable::OtherWorkbook { file: file.into(), what: what.into() }
}

/// The part of an archive for a message: its name without its folders.
fn part_name(name: &str) -> EcoString {
    short(name.rsplit('/').next().unwrap_or(name))
}

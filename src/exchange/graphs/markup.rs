//! Files that are XML: their encoding, and which language they speak.

use std::borrow::Cow;

use ecow::{EcoString, eco_format};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{foreign::Foreign, gexf, graphml};
use crate::exchange::{cell::short, unreadable::Unreadable};

/// How far from its start a file says its encoding and its first element.
const START: usize = 4_096;

/// Whether the bytes are XML and no web page.
pub(super) fn is_markup(bytes: &[u8]) -> bool {
    let start = start_of(bytes);
    let start = start.trim_start();
    let lower = start.get(..15).unwrap_or(start).to_ascii_lowercase();
    start.starts_with('<') && !lower.starts_with("<!doctype html") && !lower.starts_with("<html")
}

/// Reads an XML file in whichever of the languages its first element belongs to.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Foreign, Unreadable> {
    let (text, note) = decode(file, bytes)?;
    let mut foreign = match first_element(&text).as_str() {
        "gexf" => gexf::read(file, &text)?,
        "graphml" => graphml::read(file, &text)?,
        name => {
            let why = eco_format!("its first element is <{name}>, and <gexf> or <graphml> was looked for");
            return Err(Unreadable::NoNetwork { file: file.into(), why });
        }
    };
    foreign.notes.extend(note);
    Ok(foreign)
}

/// The name of the first element, without a prefix; empty if there is none.
fn first_element(text: &str) -> EcoString {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        if after.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            let name: EcoString = after.chars().take_while(|c| !c.is_whitespace() && !matches!(c, '>' | '/')).take(60).collect();
            return name.rsplit_once(':').map_or(name.clone(), |(_, local)| local.into());
        }
        let close = if after.starts_with("!--") { "-->" } else { ">" };
        rest = after.split_once(close).map_or("", |(_, after)| after);
    }
    EcoString::new()
}

/// The beginning of the file as text, by its mark or by where its zero bytes are.
fn start_of(bytes: &[u8]) -> Cow<'_, str> {
    let (encoding, mark) = by_mark(bytes).unwrap_or((UTF_8, 0));
    encoding.decode_without_bom_handling(bytes.get(mark..bytes.len().min(START)).unwrap_or_default()).0
}

/// The encoding that the first bytes tell, and how many of them are a mark.
fn by_mark(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    match bytes {
        [b'<', 0, ..] => Some((UTF_16LE, 0)),
        [0, b'<', ..] => Some((UTF_16BE, 0)),
        _ => Encoding::for_bom(bytes),
    }
}

/// The text, and what a person should know about how it was read.
fn decode<'b>(file: &str, bytes: &'b [u8]) -> Result<(Cow<'b, str>, Option<EcoString>), Unreadable> {
    if let Some((encoding, mark)) = by_mark(bytes) {
        let note = (encoding != UTF_8).then(|| eco_format!("{file}: read as {}.", encoding.name()));
        return Ok((encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0, note));
    }
    let declared = declared_encoding(&start_of(bytes));
    let encoding = match declared.as_deref() {
        None => UTF_8,
        Some(name) => Encoding::for_label(name.as_bytes()).ok_or_else(|| Unreadable::Encoding { file: file.into(), name: short(name) })?,
    };
    // A file that says UTF-16 in single bytes does not mean it.
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    if encoding != UTF_8 && !is_wide {
        let note = eco_format!("{file}: read as {}, as it says.", encoding.name());
        return Ok((encoding.decode_without_bom_handling(bytes).0, Some(note)));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((Cow::Borrowed(text), None));
    }
    let note = eco_format!("{file}: read as Windows-1252, as it is no UTF-8. Check the names.");
    Ok((WINDOWS_1252.decode_without_bom_handling(bytes).0, Some(note)))
}

/// The encoding that the first line of an XML file names.
fn declared_encoding(start: &str) -> Option<String> {
    let declaration = start.trim_start().strip_prefix("<?xml")?.split_once("?>")?.0;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let name = value.strip_prefix(quote)?.split_once(quote)?.0;
    Some(name.to_owned())
}

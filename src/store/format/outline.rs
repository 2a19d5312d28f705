//! Where the parts of the file stand: its head and its records, found by brackets and quotes alone.
//!
//! Records are found however the lines are broken, so a file that somebody edited by hand reads like one that was saved.

use crate::model::RecordKind;

/// Brackets inside brackets, at most: the head, a section, a record and its lists need five.
pub(super) const DEPTH_LIMIT: usize = 64;

/// A part of the text and the byte where it begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

/// The file's parts in the order they stand.
#[derive(Debug, Default)]
pub(super) struct Outline<'a> {
    /// Names and values that are no section.
    pub(super) fields: Vec<(Piece<'a>, Piece<'a>)>,
    pub(super) records: Vec<(RecordKind, Piece<'a>)>,
    /// Comments written by hand, with their signs.
    pub(super) comments: Vec<Piece<'a>>,
}

/// Why the text has no outline, with the byte where it was seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Broken {
    /// The text ends inside the part that begins here.
    Ends(usize),
    /// Text after the closing bracket.
    Extra(usize),
    /// Brackets too deep.
    Deep(usize),
    /// A bracket opened in the part that begins here is closed by another kind.
    Unclosed(usize),
    /// Something else than what must stand here.
    Unexpected(usize),
}

/// The outline of the file's text. Cost: O(bytes).
pub(super) fn outline(text: &str) -> Result<Outline<'_>, Broken> {
    let mut cursor = Cursor { text, at: 0, comments: Vec::new() };
    let mut outline = Outline::default();
    if !cursor.takes(b'(')? {
        return Err(cursor.value().err().filter(|broken| matches!(broken, Broken::Deep(_))).unwrap_or(Broken::Unexpected(cursor.at)));
    }
    while !cursor.takes(b')')? {
        let name = cursor.name()?;
        cursor.expect(b':')?;
        match RecordKind::ALL.iter().find(|kind| kind.section() == name.text) {
            Some(&kind) => cursor.section(kind, &mut outline.records)?,
            None => outline.fields.push((name, cursor.value()?)),
        }
        cursor.separator(b')')?;
    }
    cursor.skip_blank();
    if cursor.peek().is_some() {
        return Err(Broken::Extra(cursor.at));
    }
    outline.comments = cursor.comments;
    Ok(outline)
}

/// The fields of one record, as written. An empty list if it is no record at all.
pub(super) fn fields(record: &str) -> Vec<(Piece<'_>, Piece<'_>)> {
    let mut fields = Vec::new();
    let mut cursor = Cursor { text: record, at: 0, comments: Vec::new() };
    // What could be read before the first break is enough to say what is wrong.
    let _broken = cursor.record(&mut fields);
    fields
}

/// The fields of a record that is written as one from its first to its last byte.
pub(super) fn whole_fields(record: &str) -> Option<Vec<(Piece<'_>, Piece<'_>)>> {
    let mut fields = Vec::new();
    let mut cursor = Cursor { text: record, at: 0, comments: Vec::new() };
    cursor.record(&mut fields).ok()?;
    cursor.skip_blank();
    cursor.peek().is_none().then_some(fields)
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
    comments: Vec<Piece<'a>>,
}

impl<'a> Cursor<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn since(&self, start: usize) -> Piece<'a> {
        Piece { text: self.text.get(start..self.at).unwrap_or_default().trim_end(), at: start }
    }

    fn skip_blank(&mut self) {
        loop {
            match self.peek() {
                Some(byte) if byte.is_ascii_whitespace() => self.at += 1,
                Some(b'/') if self.rest().starts_with("//") || self.rest().starts_with("/*") => self.skip_comment(),
                Some(_) | None => return,
            }
        }
    }

    fn skip_comment(&mut self) {
        let start = self.at;
        let length = if self.rest().starts_with("//") { self.rest().find('\n') } else { self.rest().find("*/").map(|end| end + 2) };
        self.at += length.unwrap_or(self.rest().len());
        self.comments.push(self.since(start));
    }

    /// Whether this byte stands next; it is taken.
    fn takes(&mut self, byte: u8) -> Result<bool, Broken> {
        self.skip_blank();
        match self.peek() {
            Some(next) if next == byte => {
                self.at += 1;
                Ok(true)
            }
            Some(_) => Ok(false),
            None => Err(Broken::Ends(self.at)),
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), Broken> {
        if self.takes(byte)? { Ok(()) } else { Err(Broken::Unexpected(self.at)) }
    }

    /// A comma, or the bracket that closes the list, which stays.
    fn separator(&mut self, close: u8) -> Result<(), Broken> {
        if self.takes(b',')? || self.peek() == Some(close) { Ok(()) } else { Err(Broken::Unexpected(self.at)) }
    }

    fn name(&mut self) -> Result<Piece<'a>, Broken> {
        self.skip_blank();
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            self.at += 1;
        }
        if self.at == start { Err(Broken::Unexpected(start)) } else { Ok(self.since(start)) }
    }

    fn section(&mut self, kind: RecordKind, records: &mut Vec<(RecordKind, Piece<'a>)>) -> Result<(), Broken> {
        self.expect(b'[')?;
        while !self.takes(b']')? {
            records.push((kind, self.value()?));
            self.separator(b']')?;
        }
        Ok(())
    }

    fn record(&mut self, fields: &mut Vec<(Piece<'a>, Piece<'a>)>) -> Result<(), Broken> {
        self.expect(b'(')?;
        while !self.takes(b')')? {
            let name = self.name()?;
            self.expect(b':')?;
            fields.push((name, self.value()?));
            self.separator(b')')?;
        }
        Ok(())
    }

    /// A value up to the comma or bracket after it.
    fn value(&mut self) -> Result<Piece<'a>, Broken> {
        self.skip_blank();
        let start = self.at;
        let mut open: Vec<u8> = Vec::new();
        loop {
            match self.peek().ok_or(Broken::Ends(start))? {
                b'"' => self.string(start)?,
                b'r' if self.rest().starts_with("r\"") || self.rest().starts_with("r#") => self.raw_string(start)?,
                b'(' | b'[' | b'{' if open.len() + 2 >= DEPTH_LIMIT => return Err(Broken::Deep(start)),
                opening @ (b'(' | b'[' | b'{') => {
                    open.push(opening);
                    self.at += 1;
                }
                b')' | b']' | b'}' | b',' if open.is_empty() => break,
                closing @ (b')' | b']' | b'}') => {
                    if open.pop() != Some(opener_of(closing)) {
                        return Err(Broken::Unclosed(start));
                    }
                    self.at += 1;
                }
                b'/' if self.rest().starts_with("//") || self.rest().starts_with("/*") => self.skip_comment(),
                _ => self.at += 1,
            }
        }
        if self.at == start { Err(Broken::Unexpected(start)) } else { Ok(self.since(start)) }
    }

    fn string(&mut self, start: usize) -> Result<(), Broken> {
        self.at += 1;
        loop {
            match self.peek().ok_or(Broken::Ends(start))? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Ok(())
    }

    fn raw_string(&mut self, start: usize) -> Result<(), Broken> {
        let hashes = self.rest().bytes().skip(1).take_while(|&byte| byte == b'#').count();
        let close = format!("\"{}", "#".repeat(hashes));
        let opening = hashes + 2;
        let body = self.rest().get(opening..).ok_or(Broken::Ends(start))?;
        let length = body.find(&close).ok_or(Broken::Ends(start))?;
        self.at += opening + length + close.len();
        Ok(())
    }
}

fn opener_of(closing: u8) -> u8 {
    match closing {
        b')' => b'(',
        b']' => b'[',
        _ => b'{',
    }
}

//! XML as a guarded row of parts: tags with their attributes and lines, and the text between them.
//!
//! The reader below knows the grammar; what it lets pass is refused here: files that define entities, elements nested too
//! deep, too many attributes, and above all a file that ends while elements are still open, which reads as complete.

use std::borrow::Cow;

use ecow::{EcoString, eco_format};
use quick_xml::{
    Reader, XmlVersion,
    errors::{Error, IllFormedError},
    escape::resolve_predefined_entity,
    events::{BytesStart, Event, attributes::AttrError},
};

use crate::exchange::{
    cell::{in_words, short},
    sheet::count_of,
    taken::{TakenOut, has_controls},
    unreadable::Unreadable,
};

/// How deep elements may be nested.
const DEEP: usize = 64;
/// How many attributes one element may have.
const ATTRIBUTES: usize = 256;

/// The start of an element.
#[derive(Debug)]
pub(in crate::exchange) struct Tag {
    /// Its name without a prefix.
    pub(in crate::exchange) name: EcoString,
    /// Whether it belongs to the language of the file: it has the prefix of the first element, mostly none.
    pub(in crate::exchange) is_plain: bool,
    pub(in crate::exchange) line: u64,
    attributes: Vec<(EcoString, EcoString)>,
}

impl Tag {
    /// The value of an attribute.
    pub(in crate::exchange) fn get(&self, name: &str) -> Option<&EcoString> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value)
    }

    /// The value of an attribute, empty if it is not there.
    pub(in crate::exchange) fn text(&self, name: &str) -> EcoString {
        self.get(name).cloned().unwrap_or_default()
    }
}

/// What comes next in a file.
#[derive(Debug)]
pub(in crate::exchange) enum Part<'t> {
    Open(Tag),
    Close,
    Text(Cow<'t, str>),
    End,
}

/// A file being read.
pub(in crate::exchange) struct Xml<'t> {
    file: &'t str,
    text: &'t str,
    reader: Reader<&'t [u8]>,
    /// How many bytes were looked through for ends of line.
    counted: usize,
    line: u64,
    open: Vec<(EcoString, u64)>,
    /// The prefix of the first element, once it is read.
    prefix: Option<EcoString>,
    controls: TakenOut,
}

impl<'t> Xml<'t> {
    pub(in crate::exchange) fn new(file: &'t str, text: &'t str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { file, text, reader, counted: 0, line: 1, open: Vec::new(), prefix: None, controls: TakenOut::default() }
    }

    /// The values that held control characters, which are taken out.
    pub(in crate::exchange) fn controls(&mut self) -> TakenOut {
        std::mem::take(&mut self.controls)
    }

    /// The next part. After [`Part::End`] every element was closed.
    pub(in crate::exchange) fn next(&mut self) -> Result<Part<'t>, Unreadable> {
        loop {
            let start = self.reader.buffer_position();
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.error(start, &error)),
            };
            match event {
                Event::Start(start_of) | Event::Empty(start_of) => {
                    self.count_to(start);
                    return self.open(&start_of).map(Part::Open);
                }
                Event::End(_) => {
                    self.open.pop();
                    return Ok(Part::Close);
                }
                Event::Text(text) => return Ok(self.text(text.xml10_content())),
                Event::CData(text) => return Ok(self.text(text.xml10_content())),
                Event::GeneralRef(name) => {
                    self.count_to(start);
                    let resolved = name.resolve_char_ref().map_err(|_no_letter| self.no_entity(&name.xml10_content()))?;
                    let text = match resolved {
                        Some(letter) => {
                            self.note_controls("", letter.encode_utf8(&mut [0; 4]));
                            Cow::Owned(letter.to_string())
                        }
                        None => match resolve_predefined_entity(&name.xml10_content()) {
                            Some(text) => Cow::Borrowed(text),
                            None => return Err(self.no_entity(&name.xml10_content())),
                        },
                    };
                    return Ok(Part::Text(text));
                }
                Event::DocType(doctype) => {
                    self.count_to(start);
                    if doctype.xml10_content().contains("<!ENTITY") {
                        return Err(Unreadable::Entities { file: self.file.into(), line: self.line });
                    }
                }
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
                Event::Eof => return self.end(),
            }
        }
    }

    fn text(&mut self, text: Cow<'t, str>) -> Part<'t> {
        self.note_controls("", &text);
        Part::Text(text)
    }

    fn note_controls(&mut self, place: &str, text: &str) {
        if has_controls(text) {
            self.controls.add_controls(self.line, place, text);
        }
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Result<Tag, Unreadable> {
        let name = start.name();
        let (prefix, local) = name.as_ref().split_once(':').unwrap_or(("", name.as_ref()));
        let is_plain = self.prefix.get_or_insert_with(|| prefix.into()) == prefix;
        let line = self.line;
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| self.attribute_error(start, &error))?;
            if attributes.len() == ATTRIBUTES {
                return Err(Unreadable::ManyAttributes { file: self.file.into(), line, limit: ATTRIBUTES });
            }
            let key = attribute.key;
            let value = attribute.normalized_value(XmlVersion::Explicit1_0);
            let value = value.map_err(|error| {
                self.malformed(self.line, eco_format!("`{}` cannot be read ({})", short(key.as_ref()), in_words(&error)))
            })?;
            self.note_controls(key.as_ref(), &value);
            attributes.push((key.as_ref().into(), value.as_ref().into()));
        }
        self.open.push((local.into(), line));
        if self.open.len() > DEEP {
            return Err(Unreadable::Deep { file: self.file.into(), line, limit: DEEP });
        }
        Ok(Tag { name: local.into(), is_plain, line, attributes })
    }

    fn end(&self) -> Result<Part<'t>, Unreadable> {
        match (self.open.last(), &self.prefix) {
            (Some(_), _) => Err(self.cut_off()),
            (None, None) => Err(Unreadable::NoNetwork { file: self.file.into(), why: "it has no element".into() }),
            (None, Some(_)) => Ok(Part::End),
        }
    }

    fn cut_off(&self) -> Unreadable {
        let open = match (self.open.last(), self.open.len()) {
            (None, _) => eco_format!("an element that begins in line {} is not complete", self.line),
            (Some((name, line)), 1) => eco_format!("1 element is still open (<{}> from line {line})", short(name)),
            (Some((name, line)), count) => eco_format!("{count} elements are still open (the last is <{}> from line {line})", short(name)),
        };
        Unreadable::CutOff { file: self.file.into(), open }
    }

    fn error(&mut self, start: u64, error: &Error) -> Unreadable {
        self.count_to(start);
        match error {
            Error::Syntax(_) | Error::IllFormed(IllFormedError::UnclosedReference) => self.cut_off(),
            Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
                self.malformed(self.line, eco_format!("<{}> is closed by </{}>", short(expected), short(found)))
            }
            Error::IllFormed(error) => self.malformed(self.line, eco_format!("the file is no good XML ({})", in_words(error))),
            Error::Io(_) | Error::InvalidAttr(_) | Error::Encoding(_) | Error::Escape(_) | Error::Namespace(_) => {
                self.malformed(self.line, eco_format!("the file is no good XML ({})", in_words(error)))
            }
        }
    }

    fn attribute_error(&self, start: &BytesStart<'_>, error: &AttrError) -> Unreadable {
        if let AttrError::Duplicated(at, _) = error {
            let written = start.name().as_ref().len().max(*at);
            let name = attribute_at(start, written);
            return Unreadable::AttributeTwice { file: self.file.into(), line: self.line, name };
        }
        self.malformed(self.line, eco_format!("an attribute of <{}> cannot be read ({})", short(start.name().as_ref()), in_words(error)))
    }

    fn no_entity(&self, name: &str) -> Unreadable {
        self.malformed(self.line, eco_format!("`&{};` stands for no letter", short(name)))
    }

    fn malformed(&self, line: u64, why: EcoString) -> Unreadable {
        Unreadable::Malformed { file: self.file.into(), line, why }
    }

    /// Counts the lines up to a place.
    fn count_to(&mut self, position: u64) {
        let position = usize::try_from(position).unwrap_or(self.counted);
        if let Some(passed) = self.text.as_bytes().get(self.counted..position) {
            self.line += count_of(passed, |byte| byte == b'\n') as u64;
            self.counted = position;
        }
    }
}

/// The name that begins at a place of a tag.
fn attribute_at(tag: &str, at: usize) -> EcoString {
    let rest = tag.get(at..).unwrap_or_default();
    short(rest.split(|c: char| c.is_whitespace() || c == '=').next().unwrap_or_default())
}

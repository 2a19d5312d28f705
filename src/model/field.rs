//! A field as text: what a form, a shell argument, a sheet's cell and a sentence have in common.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};
use jiff::{Timestamp, civil::Date};

/// One field of a record, as people read and type it.
pub trait Field: Sized + Clone + PartialEq {
    /// The value as text. Parsing it gives the value again.
    fn text(&self) -> String;

    /// The value a person typed.
    fn parse(text: &str) -> Result<Self, FieldError>;

    /// Whether the field says nothing, so that it is left out of the file.
    fn is_blank(&self) -> bool {
        false
    }

    /// The words a closed field can hold, in order; empty for free fields.
    fn words() -> Vec<&'static str> {
        Vec::new()
    }

    /// Whether the text may have several lines.
    fn has_lines() -> bool {
        false
    }

    /// The value after two people changed it apart, or `None` if their values clash.
    ///
    /// What one side alone changed is taken. Without a base a side that says nothing gives way.
    fn join(base: Option<&Self>, ours: &Self, theirs: &Self) -> Option<Self> {
        joined_whole(base, ours, theirs)
    }
}

/// The three-way rule for a value that is taken whole.
fn joined_whole<T: Field>(base: Option<&T>, ours: &T, theirs: &T) -> Option<T> {
    if ours == theirs || base == Some(theirs) || (base.is_none() && theirs.is_blank()) {
        Some(ours.clone())
    } else if base == Some(ours) || (base.is_none() && ours.is_blank()) {
        Some(theirs.clone())
    } else {
        None
    }
}

/// A text that is no value of its field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not {expected}")]
pub struct FieldError {
    pub text: EcoString,
    pub expected: EcoString,
}

impl FieldError {
    pub fn new(text: &str, expected: impl Into<EcoString>) -> Self {
        Self { text: text.into(), expected: expected.into() }
    }

    /// The same error, naming the field.
    #[must_use]
    pub fn of(self, field: &str) -> Self {
        Self { expected: eco_format!("{}, as `{field}` must be", self.expected), text: self.text }
    }
}

impl Field for EcoString {
    fn text(&self) -> String {
        self.as_str().to_owned()
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        let clean = clean(text);
        if clean.is_empty() { Err(FieldError::new(text, "a text")) } else { Ok(clean) }
    }
}

/// The text without control and invisible direction characters, trimmed; runs of space become one.
///
/// Line breaks become spaces: a record stands on one line of the file.
pub fn clean(text: &str) -> EcoString {
    if is_clean(text) {
        return text.into();
    }
    let mut out = EcoString::new();
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        let mut word = word.chars().filter(|&c| !is_invisible(c)).peekable();
        if word.peek().is_some() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(word);
    }
    out
}

/// Whether a text is plainly clean: visible ASCII with single spaces between, as most are.
fn is_clean(text: &str) -> bool {
    let mut last = b' ';
    for byte in text.bytes() {
        if !(b' '..0x7f).contains(&byte) || (byte == b' ' && last == b' ') {
            return false;
        }
        last = byte;
    }
    last != b' '
}

/// Characters without a width of their own that can hide or turn text round (Unicode bidi controls, zero widths, tags).
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

impl Field for u32 {
    fn text(&self) -> String {
        self.to_string()
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        text.trim().parse().map_err(|_not_whole| FieldError::new(text, "a whole number"))
    }
}

impl Field for bool {
    fn text(&self) -> String {
        if *self { "yes".to_owned() } else { "no".to_owned() }
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        match text.trim().to_lowercase().as_str() {
            "yes" | "y" | "true" | "1" => Ok(true),
            "no" | "n" | "false" | "0" | "" => Ok(false),
            _ => Err(FieldError::new(text, "`yes` or `no`")),
        }
    }

    fn is_blank(&self) -> bool {
        !*self
    }

    fn words() -> Vec<&'static str> {
        vec!["no", "yes"]
    }
}

impl Field for Date {
    fn text(&self) -> String {
        self.to_string()
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        text.trim().parse().map_err(|_not_a_date| FieldError::new(text, "a date like 2026-03-02"))
    }
}

impl Field for Timestamp {
    fn text(&self) -> String {
        self.to_string()
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        text.trim().parse().map_err(|_not_a_time| FieldError::new(text, "a time like 2026-03-02T14:02:11Z"))
    }
}

impl<T: Field> Field for Option<T> {
    fn text(&self) -> String {
        self.as_ref().map_or_else(String::new, Field::text)
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        if text.trim().is_empty() { Ok(None) } else { T::parse(text).map(Some) }
    }

    fn is_blank(&self) -> bool {
        self.is_none()
    }

    fn words() -> Vec<&'static str> {
        T::words()
    }

    fn has_lines() -> bool {
        T::has_lines()
    }

    /// Values that stand on every side are joined as such values are.
    fn join(base: Option<&Self>, ours: &Self, theirs: &Self) -> Option<Self> {
        if let Some(whole) = joined_whole(base, ours, theirs) {
            return Some(whole);
        }
        let joined = T::join(Some(base?.as_ref()?), ours.as_ref()?, theirs.as_ref()?)?;
        Some((!joined.is_blank()).then_some(joined))
    }
}

/// Lists are typed with `;` between their values; a value that holds one itself stands in quotes.
impl<T: Field> Field for Vec<T> {
    fn text(&self) -> String {
        self.iter().map(|value| in_quotes_if_needed(value.text())).collect::<Vec<_>>().join("; ")
    }

    /// Parted by semicolons; by commas too where the parts are words of a closed list, which hold none.
    fn parse(text: &str) -> Result<Self, FieldError> {
        if !T::words().is_empty() {
            return text.split([';', ',']).filter(|part| !part.trim().is_empty()).map(T::parse).collect();
        }
        parts_of(text).iter().filter(|part| !part.trim().is_empty()).map(|part| T::parse(part)).collect()
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }

    fn words() -> Vec<&'static str> {
        T::words()
    }

    /// A list is a set to two people: what either added is in it, what either took out is not, so lists never clash.
    ///
    /// What stays keeps its order; what was added follows, sorted by its text.
    fn join(base: Option<&Self>, ours: &Self, theirs: &Self) -> Option<Self> {
        if let Some(whole) = joined_whole(base, ours, theirs) {
            return Some(whole);
        }
        let base = base.map_or(&[][..], Vec::as_slice);
        let mut joined: Self = base.iter().filter(|value| ours.contains(value) && theirs.contains(value)).cloned().collect();
        let mut added: Vec<&T> = ours.iter().chain(theirs).filter(|value| !base.contains(value)).collect();
        added.sort_by_key(|value| value.text());
        added.dedup();
        joined.extend(added.into_iter().cloned());
        Some(joined)
    }
}

/// A value of a list that would not be read back as one stands in quotes, its own quotes doubled.
fn in_quotes_if_needed(text: String) -> String {
    if text.contains(';') || text.starts_with('"') { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// The values of a list as typed. Quotes part nothing unless they stand around a whole value.
fn parts_of(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = Some(text);
    while let Some(text) = rest {
        let quoted = text.trim_start().strip_prefix('"').and_then(quoted_part);
        let (part, after) = quoted.unwrap_or_else(|| match text.split_once(';') {
            Some((part, after)) => (part.to_owned(), Some(after)),
            None => (text.to_owned(), None),
        });
        parts.push(part);
        rest = after;
    }
    parts
}

/// The value up to the quote that closes it, and what follows the semicolon after it; `None` if the quotes are part of a value.
fn quoted_part(text: &str) -> Option<(String, Option<&str>)> {
    let mut part = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('"')?;
        part.push_str(before);
        if let Some(doubled) = after.strip_prefix('"') {
            part.push('"');
            rest = doubled;
            continue;
        }
        let after = after.trim_start();
        return if after.is_empty() { Some((part, None)) } else { Some((part, Some(after.strip_prefix(';')?))) };
    }
}

/// Own fields are typed as `Heading = value; Heading = value`.
impl Field for BTreeMap<EcoString, EcoString> {
    fn text(&self) -> String {
        self.iter().map(|(key, value)| format!("{key} = {value}")).collect::<Vec<_>>().join("; ")
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        text.split(';')
            .filter(|part| !part.trim().is_empty())
            .map(|part| {
                let (key, value) = part.split_once('=').ok_or_else(|| FieldError::new(part, "`heading = value`"))?;
                Ok((EcoString::parse(key)?, EcoString::parse(value)?))
            })
            .collect()
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_loses_what_cannot_be_seen() {
        assert_eq!(clean(" St\u{202e} Mary's\n\u{200b} CE\u{1b}[31m "), "St Mary's CE [31m");
    }

    #[test]
    fn a_list_of_words_may_be_parted_by_commas_and_a_list_of_names_not() {
        use crate::model::{Education, Phase};
        assert_eq!(Vec::parse("primary, secondary"), Ok(vec![Education::Primary, Education::Secondary]));
        assert_eq!(Vec::parse("Maths, Reading; Writing"), Ok(vec![EcoString::from("Maths, Reading"), "Writing".into()]));
        assert_eq!(Phase::parse("Coaching and mentoring"), Ok(Phase::Coaching));
    }

    #[test]
    fn a_value_that_holds_a_semicolon_stands_in_quotes() {
        let list: Vec<EcoString> = ["Maths; Reading", "\"Ash\" House", "a\"b", "Writing"].map(EcoString::from).to_vec();
        assert_eq!(list.text(), "\"Maths; Reading\"; \"\"\"Ash\"\" House\"; a\"b; Writing");
        assert_eq!(Vec::parse(&list.text()), Ok(list));
    }

    #[test]
    fn quotes_around_a_part_of_a_value_are_the_values() {
        assert_eq!(Vec::parse("\"Ash\" House; Birch"), Ok(vec![EcoString::from("\"Ash\" House"), "Birch".into()]));
        assert_eq!(Vec::parse("\"never closed; Birch"), Ok(vec![EcoString::from("\"never closed"), "Birch".into()]));
    }

    #[test]
    fn own_fields_come_back_from_their_text() {
        let own = BTreeMap::<EcoString, EcoString>::parse("Diocese = None; Ward = Ash").unwrap();
        assert_eq!(BTreeMap::parse(&own.text()), Ok(own));
    }
}

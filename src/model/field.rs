//! A field as text: what a form, a shell argument, a sheet's cell and a sentence have in common.

use std::collections::BTreeMap;

use ecow::EcoString;
use jiff::{Timestamp, civil::Date};

/// One field of a record, as people read and type it.
pub trait Field: Sized {
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
}

/// Lists are typed with `;` between their values.
impl<T: Field> Field for Vec<T> {
    fn text(&self) -> String {
        self.iter().map(Field::text).collect::<Vec<_>>().join("; ")
    }

    /// Parted by semicolons; by commas too where the parts are words of a closed list, which hold none.
    fn parse(text: &str) -> Result<Self, FieldError> {
        let are_words = !T::words().is_empty();
        text.split(|c| c == ';' || (c == ',' && are_words)).filter(|part| !part.trim().is_empty()).map(T::parse).collect()
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }

    fn words() -> Vec<&'static str> {
        T::words()
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

/// Declares an enum whose variants are single words, in the file and in what people type.
///
/// The word of a variant is also what the file holds. More words that mean the same may follow it.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident as $expected:literal { $($(#[$doc:meta])* $variant:ident = $word:literal $(| $also:literal)*,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $word)] $variant,)* }

        impl $name {
            /// Every value, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word for it in the file.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }

        impl $crate::model::Field for $name {
            fn text(&self) -> String {
                self.word().to_owned()
            }

            fn parse(text: &str) -> Result<Self, $crate::model::FieldError> {
                let word = text.trim().to_lowercase().replace([' ', '-'], "_");
                match word.as_str() {
                    $($word $(| $also)* => Ok(Self::$variant),)*
                    _ => Err($crate::model::FieldError::new(text, $expected)),
                }
            }

            fn words() -> Vec<&'static str> {
                vec![$($word),*]
            }
        }
    };
}
pub(crate) use words;

/// Declares a record: a struct whose fields are the line in the file, the form on the screen and the shell's `field=value`.
///
/// Fields stand in the file in the order given; a field after `@optional` is left out while it is blank.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$doc:meta])* $field:ident $(as $word:literal)?: $type:ty,)* @optional $($(#[$odoc:meta])* $ofield:ident $(as $oword:literal)?: $otype:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$doc])* $(#[serde(rename = $word)])? pub $field: $type,)*
            $($(#[$odoc])* #[serde(default, skip_serializing_if = "crate::model::Field::is_blank" $(, rename = $oword)?)] pub $ofield: $otype,)*
        }

        impl $name {
            /// The names of the fields, in the order of the file.
            pub fn field_names() -> Vec<&'static str> {
                vec![$($crate::model::field::word!($field $($word)?),)* $($crate::model::field::word!($ofield $($oword)?),)*]
            }

            /// The fields that must be there, in the order of the file.
            pub fn required_names() -> Vec<&'static str> {
                vec![$($crate::model::field::word!($field $($word)?),)*]
            }

            /// The words the field can hold; empty for a free field or no field.
            pub fn words_of(name: &str) -> Vec<&'static str> {
                use $crate::model::Field;
                $(if name == $crate::model::field::word!($field $($word)?) { return <$type>::words(); })*
                $(if name == $crate::model::field::word!($ofield $($oword)?) { return <$otype>::words(); })*
                Vec::new()
            }

            /// The field as text, empty while it is blank; `None` if there is no such field.
            pub fn text_of(&self, name: &str) -> Option<String> {
                use $crate::model::Field;
                $(if name == $crate::model::field::word!($field $($word)?) { return Some(self.$field.text()); })*
                $(if name == $crate::model::field::word!($ofield $($oword)?) { return Some(self.$ofield.text()); })*
                None
            }

            /// Sets the field from text; an empty text blanks an optional field.
            pub fn set_text(&mut self, name: &str, text: &str) -> Result<(), $crate::model::FieldError> {
                use $crate::model::Field;
                $(if name == $crate::model::field::word!($field $($word)?) { self.$field = Field::parse(text)?; return Ok(()); })*
                $(if name == $crate::model::field::word!($ofield $($oword)?) { self.$ofield = Field::parse(text)?; return Ok(()); })*
                Err($crate::model::FieldError::new(name, concat!("a field of a ", stringify!($name))))
            }

            /// A record from its fields as text; blank optional fields may be missing.
            pub fn from_texts(text_of: &dyn Fn(&str) -> Option<String>) -> Result<Self, $crate::model::FieldError> {
                use $crate::model::Field;
                Ok(Self {
                    $($field: Field::parse(&text_of($crate::model::field::word!($field $($word)?)).unwrap_or_default())
                        .map_err(|error| error.of($crate::model::field::word!($field $($word)?)))?,)*
                    $($ofield: Field::parse(&text_of($crate::model::field::word!($ofield $($oword)?)).unwrap_or_default())
                        .map_err(|error| error.of($crate::model::field::word!($ofield $($oword)?)))?,)*
                })
            }
        }
    };
}
pub(crate) use record;

/// The name of a field in the file: its own word, else the Rust name.
macro_rules! word {
    ($field:ident $word:literal) => {
        $word
    };
    ($field:ident) => {
        stringify!($field)
    };
}
pub(crate) use word;

impl FieldError {
    /// The same error, naming the field.
    #[must_use]
    pub fn of(self, field: &str) -> Self {
        Self { expected: ecow::eco_format!("{}, as `{field}` must be", self.expected), text: self.text }
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
    fn own_fields_come_back_from_their_text() {
        let own = BTreeMap::<EcoString, EcoString>::parse("Diocese = None; Ward = Ash").unwrap();
        assert_eq!(BTreeMap::parse(&own.text()), Ok(own));
    }
}

//! Attributes as a file declares them: their types and defaults, and what is no value of its type.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::foreign::{Headings, set_value, value_at};
use crate::{
    exchange::{cell, unreadable::Unreadable},
    model::clean,
};

/// An attribute as the file declares it.
#[derive(Clone, Debug, Default)]
pub(super) struct Attribute {
    pub(super) title: EcoString,
    pub(super) of_type: Type,
    pub(super) default: Option<EcoString>,
}

/// The attributes of nodes or of links, by their id.
pub(super) type Declared = BTreeMap<EcoString, Attribute>;

/// What an attribute is declared to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Type {
    Whole,
    Real,
    YesNo,
    #[default]
    Text,
    List,
}

impl Type {
    /// The type by its word in GEXF or GraphML; an unknown word holds any text.
    pub(super) fn of(word: &str) -> Self {
        match word.trim().to_ascii_lowercase().as_str() {
            "integer" | "int" | "long" | "short" | "byte" | "biginteger" => Self::Whole,
            "float" | "double" | "bigdecimal" => Self::Real,
            "boolean" => Self::YesNo,
            word if word.starts_with("list") => Self::List,
            _ => Self::Text,
        }
    }

    /// The value as it is kept: nothing for a blank, or why it is no value of this type.
    pub(super) fn read(self, text: &str) -> Result<Option<EcoString>, EcoString> {
        let value = clean(text);
        if value.is_empty() || (value == "null" && self != Self::Text) {
            return Ok(None);
        }
        let wrong = |what: &str| Err(eco_format!("\"{}\" is not {what}", cell::short(&value)));
        match self {
            Self::Text => Ok(Some(value)),
            Self::List => Ok(Some(listed(&value))),
            Self::YesNo => match value.to_ascii_lowercase().as_str() {
                "true" | "1" => Ok(Some("true".into())),
                "false" | "0" => Ok(Some("false".into())),
                _ => wrong("true or false"),
            },
            Self::Whole if is_whole(&value) => Ok(Some(value)),
            Self::Whole => wrong("a whole number"),
            // `INF`, `-INF` and `NaN` are numbers to XML.
            Self::Real if value.parse::<f64>().is_ok() => Ok(Some(value)),
            Self::Real => wrong("a number"),
        }
    }
}

/// Digits with or without a sign, however many; also `12.0`, which some tools write.
fn is_whole(value: &str) -> bool {
    let bare = value.strip_prefix(['-', '+']).unwrap_or(value);
    let digits = bare.split_once('.').map_or(bare, |(whole, zeros)| if zeros.bytes().all(|byte| byte == b'0') { whole } else { "" });
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A list as `a; b; c`: GEXF writes `[a, "b", c]`, `a|b|c` or `a, b, c`.
pub(super) fn listed(value: &str) -> EcoString {
    let inner = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let parts: Vec<&str> = match inner {
        Some(inner) => inner.split(',').collect(),
        None if value.contains('|') => value.split('|').collect(),
        None => value.split(',').collect(),
    };
    let bare = parts.iter().map(|part| part.trim().trim_matches(['"', '\'']).trim()).filter(|part| !part.is_empty());
    bare.collect::<Vec<_>>().join("; ").into()
}

/// Gives every declared attribute that has a default and no value its default.
pub(super) fn fill_defaults(
    declared: &Declared,
    headings: &mut Headings,
    file: &str,
    values: &mut Vec<(usize, EcoString)>,
) -> Result<(), Unreadable> {
    for attribute in declared.values() {
        let Some(default) = &attribute.default else { continue };
        let place = headings.place(file, &attribute.title)?;
        if value_at(values, Some(place)).is_none() {
            set_value(values, place, default.clone());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_fits_its_type_or_says_why() {
        assert_eq!(Type::of("integer").read("abc"), Err("\"abc\" is not a whole number".into()));
        assert_eq!(Type::of("biginteger").read("123456789123456789123456789"), Ok(Some("123456789123456789123456789".into())));
        assert_eq!((Type::of("int").read("12.0"), Type::of("int").read("12.5").is_err()), (Ok(Some("12.0".into())), true));
        assert_eq!((Type::of("double").read("-INF").is_ok(), Type::of("double").read("1,5").is_err()), (true, true));
        assert_eq!(
            (Type::of("boolean").read("TRUE"), Type::of("string").read(" a  b ")),
            (Ok(Some("true".into())), Ok(Some("a b".into())))
        );
        assert_eq!((Type::of("float").read(""), Type::of("float").read("null")), (Ok(None), Ok(None)));
    }

    #[test]
    fn lists_are_read_in_every_spelling() {
        for text in ["[a, b, c]", "a|b | c", "a ,b, c", "['a', \"b\", 'c']"] {
            assert_eq!(listed(text), "a; b; c", "{text}");
        }
    }
}

//! Topics as one text each, as a kept view holds them: the topic's word, then what it is asked with.

use jiff::civil::Date;

use super::{Topic, Way};
use crate::model::{Field, FieldError, MemberId};

impl Field for Way {
    fn text(&self) -> String {
        match self {
            Self::Both => "both".to_owned(),
            Self::In => "in".to_owned(),
            Self::Out => "out".to_owned(),
        }
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        let word = text.trim().to_lowercase();
        let found = [Self::Both, Self::In, Self::Out].into_iter().find(|way| way.text() == word);
        found.ok_or_else(|| FieldError::new(text, "a way: both, in or out"))
    }

    fn words() -> Vec<&'static str> {
        vec!["both", "in", "out"]
    }
}

impl Topic {
    /// The members it names, beside the selected one.
    pub(crate) fn members(&self) -> Vec<&MemberId> {
        match self {
            Self::Focus { .. } | Self::Peers | Self::Sources | Self::Supports | Self::Changes { .. } => Vec::new(),
            Self::Path { from, to } => vec![from, to],
        }
    }
}

impl Field for Topic {
    /// `focus both 1`: the way ties are followed, and how many. `path urn:1 urn:2`: from whom to whom. `changes 2025-09-01`: since which day.
    fn text(&self) -> String {
        match self {
            Self::Focus { way, steps } => format!("focus {} {steps}", way.text()),
            Self::Path { from, to } => format!("path {from} {to}"),
            Self::Peers => "peers".to_owned(),
            Self::Sources => "sources".to_owned(),
            Self::Supports => "supports".to_owned(),
            Self::Changes { since } => format!("changes {since}"),
        }
    }

    /// What stands behind the topic's word may be left out.
    fn parse(text: &str) -> Result<Self, FieldError> {
        let wrong = || FieldError::new(text, "something to lay over the map, as `focus both 1`");
        let mut words = text.split_whitespace();
        match words.next() {
            Some("focus") => {
                let way = words.next().map_or(Ok(Way::default()), Way::parse)?;
                let steps: u8 = words.next().map_or(Ok(1), |steps| steps.parse().map_err(|_not_a_number| wrong()))?;
                if (1..=Self::MOST_STEPS).contains(&steps) { Ok(Self::Focus { way, steps }) } else { Err(wrong()) }
            }
            Some("path") => {
                let mut end = || words.next().ok_or_else(wrong).and_then(MemberId::parse);
                Ok(Self::Path { from: end()?, to: end()? })
            }
            Some("peers") => Ok(Self::Peers),
            Some("sources") => Ok(Self::Sources),
            Some("supports") => Ok(Self::Supports),
            Some("changes") => words.next().ok_or_else(wrong).and_then(Date::parse).map(|since| Self::Changes { since }),
            Some(_) | None => Err(wrong()),
        }
    }
}

//! Topics as one text each, as a kept view holds them: the topic's word, then what it is asked with.

use super::{Topic, Way};
use crate::model::{Field, FieldError};

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

impl Field for Topic {
    /// `focus both 1`: the way ties are followed, and how many.
    fn text(&self) -> String {
        match self {
            Self::Focus { way, steps } => format!("focus {} {steps}", way.text()),
        }
    }

    /// What stands behind the topic's word may be left out.
    fn parse(text: &str) -> Result<Self, FieldError> {
        let wrong = || FieldError::new(text, "something to lay over the map, as `focus both 1`");
        let mut words = text.split_whitespace();
        match words.next() {
            Some("focus") => {
                let way = words.next().map_or(Ok(Way::default()), Way::parse)?;
                let steps = words.next().map_or(Ok(1), |steps| steps.parse().map_err(|_not_a_number| wrong()))?;
                Ok(Self::Focus { way, steps })
            }
            Some(_) | None => Err(wrong()),
        }
    }
}

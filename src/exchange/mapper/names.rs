//! By what names other people's headings and words go: data to guess from, in `assets/headings.ron`.

use ecow::EcoString;
use serde::Deserialize;

use crate::{exchange::kind::SheetKind, model::clean};

/// Names of headings and words of values, beside those that are read without asking.
#[derive(Clone, Debug, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::exchange) struct Names {
    /// By what headings a field goes, by the kind of row.
    fields: Vec<FieldNames>,
    /// Registers whose numbers are known by their heading.
    schemes: Vec<SchemeNames>,
    /// Headings of a number that is the register's own, whichever it is.
    numbers: Vec<Phrase>,
    /// Headings of the year that the figures of a row are of.
    years: Vec<Phrase>,
    /// Headings of the year or day up to which a row holds.
    untils: Vec<Phrase>,
    /// Words of values, the surest first.
    tells: Vec<Tell>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldNames {
    rows: SheetKind,
    field: EcoString,
    /// The whole heading.
    from: Vec<Phrase>,
    /// One word of a heading, for columns of words that many rows share.
    #[serde(default)]
    hints: Vec<EcoString>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct SchemeNames {
    scheme: EcoString,
    from: Vec<Phrase>,
}

/// What a value says that holds one of these phrases.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tell {
    field: EcoString,
    /// The field's word; empty where the phrase is known and says nothing of the field.
    word: EcoString,
    phrases: Vec<Phrase>,
}

/// A name as its words.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(from = "EcoString")]
struct Phrase(Vec<EcoString>);

impl From<EcoString> for Phrase {
    fn from(text: EcoString) -> Self {
        Self(words_of(&text))
    }
}

/// How a heading is known to mean a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum By {
    Hint,
    Whole,
}

impl Names {
    /// Whether and how a heading goes for a field of rows of this kind.
    pub(super) fn names(&self, rows: SheetKind, field: &str, heading: &str) -> Option<By> {
        let mut known = self.fields.iter().filter(|known| known.rows == rows && known.field == field).peekable();
        known.peek()?;
        let words = words_of(heading);
        let by = known.filter_map(|known| {
            if known.from.iter().any(|name| name.0 == words) {
                return Some(By::Whole);
            }
            let is_hinted = known.hints.iter().any(|hint| words.iter().any(|word| word == hint));
            is_hinted.then_some(By::Hint)
        });
        by.max()
    }

    /// The scheme of a register whose numbers stand under this heading.
    pub(super) fn scheme(&self, heading: &str) -> Option<&str> {
        let known = self.schemes.iter().find(|known| is_one_of(&known.from, heading))?;
        Some(&known.scheme)
    }

    /// Whether a heading is that of a register's own number.
    pub(super) fn is_number(&self, heading: &str) -> bool {
        is_one_of(&self.numbers, heading)
    }

    pub(super) fn is_year(&self, heading: &str) -> bool {
        is_one_of(&self.years, heading)
    }

    pub(super) fn is_until(&self, heading: &str) -> bool {
        is_one_of(&self.untils, heading)
    }

    /// The word of a field that a value tells; empty where the value is known and says nothing of it.
    pub(in crate::exchange) fn tells(&self, field: &str, printed: &str) -> Option<&EcoString> {
        let words = words_of(printed);
        let holds = |phrase: &Phrase| !phrase.0.is_empty() && words.windows(phrase.0.len()).any(|some| some == phrase.0);
        let told = self.tells.iter().filter(|tell| tell.field == field);
        told.into_iter().find(|tell| tell.phrases.iter().any(holds)).map(|tell| &tell.word)
    }
}

fn is_one_of(names: &[Phrase], heading: &str) -> bool {
    let words = words_of(heading);
    names.iter().any(|name| name.0 == words)
}

/// The words of a heading in small letters: `School_ID` and `SchoolId` are `school id`.
pub(super) fn words_of(text: &str) -> Vec<EcoString> {
    let mut words: Vec<EcoString> = Vec::new();
    let (mut word, mut before) = (EcoString::new(), ' ');
    for letter in clean(text).chars().chain([' ']) {
        let is_new_word = letter.is_uppercase() && before.is_lowercase();
        if (is_new_word || !letter.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
        before = letter;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_its_words() {
        for heading in ["School_ID", "school id", "SchoolId", "School-ID:"] {
            assert_eq!(words_of(heading), ["school", "id"], "{heading}");
        }
        assert_eq!(words_of("URN"), ["urn"]);
        assert_eq!(words_of("Éducation"), ["éducation"]);
    }
}

//! Texts of the map on their way into a file: on one line, without what cannot be seen or what the format forbids.

use ecow::EcoString;

use super::Lossy;
use crate::model::clean;

/// What the texts of a format may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// Any character.
    Any,
    /// What XML 1.0 allows; anything else becomes `�`.
    Xml,
}

/// The one way a text goes into a file. What it loses on the way is counted.
#[derive(Debug)]
pub(super) struct Texts {
    language: Language,
    lines: usize,
    forbidden: usize,
}

impl Texts {
    pub(super) fn new(language: Language) -> Self {
        Self { language, lines: 0, forbidden: 0 }
    }

    /// The text as it is written.
    pub(super) fn write(&mut self, text: &str) -> EcoString {
        if self.language == Language::Xml && !text.chars().all(is_xml) {
            self.forbidden += text.chars().filter(|c| !is_xml(*c)).count();
            let replaced: String = text.chars().map(|c| if is_xml(c) { c } else { char::REPLACEMENT_CHARACTER }).collect();
            return self.on_one_line(&replaced);
        }
        self.on_one_line(text)
    }

    fn on_one_line(&mut self, text: &str) -> EcoString {
        let clean = clean(text);
        self.lines += usize::from(clean != text);
        clean
    }

    /// Tells what was lost.
    pub(super) fn tell(&self, lossy: &mut Lossy) {
        lossy.lose(
            self.lines,
            "text stands on one line, without doubled spaces and what cannot be seen",
            "texts stand on one line, without doubled spaces and what cannot be seen",
        );
        lossy.lose_signs(self.forbidden);
    }
}

/// The characters of XML 1.0, section 2.2.
pub(super) fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_is_replaced_and_counted() {
        let mut texts = Texts::new(Language::Xml);
        assert_eq!(texts.write("a\u{1b}b\u{ffff} c\nd"), "a�b� c d");
        let mut lossy = Lossy::default();
        texts.tell(&mut lossy);
        assert_eq!(
            lossy.lines().collect::<Vec<_>>(),
            [
                "lossy: 1 text stands on one line, without doubled spaces and what cannot be seen",
                "lossy: 2 characters that XML forbids are replaced by �"
            ]
        );
    }
}

//! Text on its way to people: what cannot be seen is made visible, so that no name moves the cursor, turns a line round or hides.
//!
//! This is the one way from data to a terminal. Nothing is taken from what is stored: only what is shown differs.

use std::{
    borrow::Cow,
    fmt::{self, Write},
};

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A letter keeps so many marks over and under it; more would grow out of its cell.
const MOST_MARKS: usize = 4;

/// What stands for something that has no shape of its own.
const DOT: char = '·';

/// Text that can be shown: every character in it has a shape, a place of its own, and a width that terminals agree about.
///
/// Showing it again changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown<'a>(Cow<'a, str>);

impl<'a> Shown<'a> {
    /// After so many looks nothing changes any more.
    const MOST_TIMES: usize = 3;

    /// A text as one line: line breaks and tabs are seen too.
    pub fn of(text: &'a str) -> Self {
        Self::but(text, |_| false)
    }

    /// A text of several lines: its line breaks stay.
    pub fn lines_of(text: &'a str) -> Self {
        Self::but(text, |letter| letter == '\n')
    }

    fn but(text: &'a str, stays: impl Fn(char) -> bool) -> Self {
        if text.chars().all(|letter| is_plain(letter) || stays(letter)) {
            return Self(Cow::Borrowed(text));
        }
        let mut out = once(text, &stays);
        // What stands in the place of a letter may part its neighbours, which are looked at again then.
        for _ in 0..Self::MOST_TIMES {
            let again = once(&out, &stays);
            if again == out {
                return Self(Cow::Owned(out));
            }
            out = again;
        }
        // Letters whose neighbours change again and again.
        let settled = |letter| if is_plain(letter) || stays(letter) { letter } else { DOT };
        Self(Cow::Owned(out.chars().map(settled).collect()))
    }

    /// A letter that takes one cell of its own.
    pub fn sign(letter: char) -> char {
        let has_a_shape = is_plain(letter) || (sign_of(letter).is_none() && letter.width() != Some(0));
        if has_a_shape { letter } else { DOT }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn into_text(self) -> Cow<'a, str> {
        self.0
    }

    /// How many cells it takes.
    pub fn columns(&self) -> usize {
        if self.0.is_ascii() { self.0.len() } else { self.0.graphemes(true).map(cells).sum() }
    }

    /// As much of it as fits, with `…` behind it if something is missing.
    #[must_use]
    pub fn cut(self, room: usize) -> Self {
        if self.columns() <= room {
            return self;
        }
        let (mut out, mut used) = (String::new(), 0);
        for cluster in self.0.graphemes(true) {
            used += cells(cluster);
            if used >= room {
                break;
            }
            out.push_str(cluster);
        }
        if room > 0 {
            out.truncate(out.trim_end().len());
            out.push('…');
        }
        Self(Cow::Owned(out))
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl<'a> From<&'a str> for Shown<'a> {
    fn from(text: &'a str) -> Self {
        Self::of(text)
    }
}

impl<'a> From<&'a String> for Shown<'a> {
    fn from(text: &'a String) -> Self {
        Self::of(text)
    }
}

/// The cells of one letter with its marks. Terminals draw the halfwidth sound marks of Katakana in a cell of their own.
fn cells(cluster: &str) -> usize {
    cluster.width() + cluster.chars().filter(|letter| matches!(letter, '\u{ff9e}' | '\u{ff9f}')).count()
}

/// Letters of which every row of them is shown as it is: no marks, no controls, nothing that joins with its neighbours.
fn is_plain(letter: char) -> bool {
    matches!(letter, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}')
        || matches!(letter, '\u{20a0}'..='\u{20c0}' | '\u{2190}'..='\u{2bff}')
}

/// The text with each letter as it is shown, but for those that stay.
fn once(text: &str, stays: &impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for cluster in text.graphemes(true) {
        if cluster.chars().all(stays) { out.push_str(cluster) } else { show(cluster, &mut out) }
    }
    out
}

/// One letter with its marks, as it is shown.
fn show(cluster: &str, out: &mut String) {
    let begun = out.len();
    let mut marks = 0;
    let mut letters = cluster.chars().peekable();
    if letters.peek().is_some_and(|&letter| is_mark(letter)) {
        // Marks without a letter to stand on.
        while letters.next_if(|&letter| is_mark(letter)).is_some() {}
        out.push(DOT);
    }
    for letter in letters {
        match sign_of(letter) {
            Some(Sign::One(sign)) => out.push(sign),
            Some(Sign::Named(name)) => out.extend(['⟨'].into_iter().chain(name.chars()).chain(['⟩'])),
            Some(Sign::Number) => {
                // A text takes whatever is written into it.
                let _written = write!(out, "⟨{:02X}⟩", u32::from(letter));
            }
            None => {
                marks += usize::from(letter.width() == Some(0));
                if marks <= MOST_MARKS {
                    out.push(letter);
                }
            }
        }
    }
    if marks > MOST_MARKS {
        out.push('…');
    }
    let Some(shown) = out.get(begun..) else { return };
    let by_letters: usize = shown.chars().map(|letter| letter.width().unwrap_or(0)).sum();
    if shown.width() != by_letters {
        // Some terminals draw the whole as one picture, others one by one: then nobody knows where the line goes on.
        let first = shown.chars().next().unwrap_or(DOT);
        out.truncate(begun);
        out.extend([first, DOT]);
    }
}

/// Whether the letter has no width, and is shown as it is.
fn is_mark(letter: char) -> bool {
    letter.width() == Some(0) && sign_of(letter).is_none()
}

/// What is shown in the place of a letter.
enum Sign {
    One(char),
    Named(&'static str),
    /// Its number in hexadecimal.
    Number,
}

/// What stands for a letter that has no shape, or turns text round; none for one that is shown as it is.
fn sign_of(letter: char) -> Option<Sign> {
    let sign = match letter {
        '\u{0}'..='\u{1f}' => Sign::One(char::from_u32(0x2400 + u32::from(letter)).unwrap_or(DOT)),
        '\u{7f}' => Sign::One('␡'),
        '\u{80}'..='\u{9f}' => Sign::Number,
        '\u{2028}' | '\u{2029}' => Sign::One('␤'),
        // Unicode's Bidi_Control (UAX 9), by the names it gives them.
        '\u{61c}' => Sign::Named("ALM"),
        '\u{200e}' => Sign::Named("LRM"),
        '\u{200f}' => Sign::Named("RLM"),
        '\u{202a}' => Sign::Named("LRE"),
        '\u{202b}' => Sign::Named("RLE"),
        '\u{202c}' => Sign::Named("PDF"),
        '\u{202d}' => Sign::Named("LRO"),
        '\u{202e}' => Sign::Named("RLO"),
        '\u{2066}' => Sign::Named("LRI"),
        '\u{2067}' => Sign::Named("RLI"),
        '\u{2068}' => Sign::Named("FSI"),
        '\u{2069}' => Sign::Named("PDI"),
        letter if is_ignorable(letter) || letter.width().is_some_and(|cells| cells > 2) => Sign::One(DOT),
        _ => return None,
    };
    Some(sign)
}

/// Unicode's `Default_Ignorable_Code_Point` (16.0) and the annotations: letters that are drawn as nothing, also those that are wide.
fn is_ignorable(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}')
        || matches!(letter, '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
        || matches!(letter, '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}')
        || matches!(letter, '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        Shown::of(text).to_string()
    }

    #[test]
    fn an_escape_is_seen_and_not_obeyed() {
        assert_eq!(shown("St Mary\u{1b}]52;c;\u{7}"), "St Mary␛]52;c;␇");
        assert_eq!(shown("a\r\nb\tc\0\u{7f}"), "a␍␊b␉c␀␡");
        assert_eq!(shown("a\u{9b}31m\u{2028}b"), "a⟨9B⟩31m␤b");
        assert_eq!(Shown::lines_of("a\u{1b}\nb").as_str(), "a␛\nb");
    }

    #[test]
    fn what_turns_text_round_is_named() {
        assert_eq!(shown("a\u{202e}b\u{61c}\u{200e}\u{2069}"), "a⟨RLO⟩b⟨ALM⟩⟨LRM⟩⟨PDI⟩");
    }

    #[test]
    fn whatever_turns_text_round_has_its_name() {
        let all = "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}";
        assert_eq!(shown(all), "⟨ALM⟩⟨LRM⟩⟨RLM⟩⟨LRE⟩⟨RLE⟩⟨PDF⟩⟨LRO⟩⟨RLO⟩⟨LRI⟩⟨RLI⟩⟨FSI⟩⟨PDI⟩");
    }

    #[test]
    fn a_text_that_can_be_shown_is_not_copied() {
        assert!(matches!(Shown::of("Ysgol Gŵyr – 50 €").into_text(), Cow::Borrowed("Ysgol Gŵyr – 50 €")));
        assert!(matches!(Shown::lines_of("a\nb").into_text(), Cow::Borrowed("a\nb")));
        assert_eq!(Shown::of("a\nb").into_text(), "a␊b");
    }

    #[test]
    fn a_letter_of_its_own_is_shown_if_it_has_a_shape() {
        assert_eq!(['a', 'é', '日', '➜'].map(Shown::sign), ['a', 'é', '日', '➜']);
        assert_eq!(['\u{301}', '\u{115f}', '\u{202e}', '\u{7}'].map(Shown::sign), [DOT; 4]);
    }

    #[test]
    fn a_letter_whose_neighbour_became_a_dot_is_looked_at_again() {
        // A vowel of Hangul on a filler that nobody sees: once the filler is a dot, the vowel has nothing to stand on.
        assert_eq!(shown("\u{115f}\u{1161}a"), "··a");
    }

    #[test]
    fn what_has_no_shape_is_a_dot() {
        assert_eq!(shown("a\u{200b}b\u{ad}c\u{3164}d\u{e0041}e\u{feff}"), "a·b·c·d·e·");
        assert_eq!(shown("\u{301}a\r\u{301}\u{e0041}"), "·a␍··");
        // Ends of Korean syllables that have no beginning.
        assert_eq!(shown(&"\u{d7cf}".repeat(6)), "·");
    }

    #[test]
    fn a_letter_keeps_four_marks() {
        assert_eq!(shown(&format!("e{}r", "\u{301}".repeat(500))), format!("e{}…r", "\u{301}".repeat(4)));
        assert_eq!(shown("Ysgol Gw\u{302}yr"), "Ysgol Gw\u{302}yr");
    }

    #[test]
    fn a_picture_that_terminals_draw_differently_is_taken_apart() {
        assert_eq!(shown("👨\u{200d}👩\u{200d}👧 ❤\u{fe0f}👋🏽"), "👨·👩·👧 ❤·👋·");
    }

    #[test]
    fn a_text_is_measured_and_cut_as_it_is_shown() {
        assert_eq!(Shown::of("a\u{202e}b").columns(), 7);
        assert_eq!(Shown::of("Ysgol Gŵyr").cut(8).as_str(), "Ysgol G…");
        assert_eq!(Shown::of("日本語学校").cut(5).as_str(), "日本…");
        assert_eq!(Shown::of("Abbey").cut(0).as_str(), "");
    }
}

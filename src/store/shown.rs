//! Pieces of other people's text inside a sentence: made visible, and cut where they are long.

use crate::model::Shown;

/// The longest piece of somebody's file inside a sentence, in columns.
const LONGEST: usize = 60;

/// A name, a path or another piece of text as one line that can be shown.
pub fn shown(text: &str) -> String {
    Shown::of(text).to_string()
}

/// A piece of somebody's file inside a sentence: visible, in quotes if it has spaces, at most 60 columns.
pub fn quoted(text: &str) -> String {
    let cut = Shown::of(text).cut(LONGEST).to_string();
    if cut.contains(' ') && !cut.starts_with('"') { format!("\"{cut}\"") } else { cut }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut() {
        assert_eq!(quoted(&"x".repeat(80)).chars().count(), LONGEST);
    }

    #[test]
    fn a_text_as_long_as_may_be_is_whole() {
        assert_eq!(quoted(&"x".repeat(LONGEST)), "x".repeat(LONGEST));
    }

    #[test]
    fn a_text_of_several_words_stands_in_quotes_once() {
        assert_eq!((quoted("a b"), quoted("ab"), quoted("\"a b\"")), ("\"a b\"".into(), "ab".into(), "\"a b\"".into()));
    }

    #[test]
    fn a_line_break_is_seen() {
        assert_eq!(quoted("a\nb"), "a␊b");
    }
}

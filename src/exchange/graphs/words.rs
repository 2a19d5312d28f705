//! Lines of words, as Pajek, UCINET and `NetDraw` write them: parted by spaces, quoted where a word has some.

use ecow::EcoString;

use crate::model::clean;

/// The words of a line. A quote that is never closed ends with the line.
pub(super) fn words(line: &str, separators: &[char]) -> Vec<EcoString> {
    let mut words = Vec::new();
    let mut rest = line.trim_start_matches(|c: char| c.is_whitespace() || separators.contains(&c));
    while let Some(first) = rest.chars().next() {
        let (word, after) = match first {
            '"' | '\'' => {
                let inner = rest.get(1..).unwrap_or_default();
                inner.split_once(first).unwrap_or((inner, ""))
            }
            _ => {
                let end = rest.find(|c: char| c.is_whitespace() || separators.contains(&c)).unwrap_or(rest.len());
                rest.split_at_checked(end).unwrap_or((rest, ""))
            }
        };
        words.push(clean(word));
        rest = after.trim_start_matches(|c: char| c.is_whitespace() || separators.contains(&c));
    }
    words
}

/// The first word that begins a file, in small letters, after blank lines and comments of Pajek.
pub(super) fn first_word(bytes: &[u8]) -> String {
    let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = String::from_utf8_lossy(bare.get(..bare.len().min(4_096)).unwrap_or_default()).to_lowercase();
    let line = start.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('%')).unwrap_or_default().to_owned();
    line.split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_may_be_quoted() {
        assert_eq!(words(" 1 \"Ash Primary\" 0.5\tic Blue", &[]), ["1", "Ash Primary", "0.5", "ic", "Blue"]);
        assert_eq!(words("a, 'b c',,d \"open end", &[',']), ["a", "b c", "d", "open end"]);
        assert_eq!(words("  ", &[]), [] as [EcoString; 0]);
    }

    #[test]
    fn the_first_word_is_found_after_comments() {
        assert_eq!(first_word(b"\xef\xbb\xbf% made by hand\n\n*Vertices 3\n"), "*vertices");
        assert_eq!(first_word(b"DL n=3"), "dl");
    }
}

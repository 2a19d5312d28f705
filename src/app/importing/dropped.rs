//! Files dropped on the window: a terminal types their paths, each in its own way.
//!
//! Some put them into quotes, some put a backslash before every blank, some give addresses as browsers do, some give the bare
//! path. Which of these it was only the disk can tell, so every reading is tried.

use std::path::PathBuf;

/// The longest text that is taken for paths, in bytes.
const LONGEST: usize = 64 << 10;

/// What a pasted text may mean as paths, each reading as a list of them; nothing if it is no list of paths.
pub(super) fn readings(text: &str) -> Vec<Vec<PathBuf>> {
    let text = text.trim();
    if text.len() > LONGEST || !begins_like_a_path(text) {
        return Vec::new();
    }
    let whole = vec![plain(text)];
    let lines: Vec<PathBuf> = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(plain).collect();
    let words: Vec<PathBuf> = words_of(text).iter().map(|word| plain(word)).collect();
    let mut readings = Vec::new();
    for reading in [whole, lines, words] {
        if !reading.is_empty() && !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings
}

fn begins_like_a_path(text: &str) -> bool {
    let bare = text.trim_start_matches(['\'', '"']);
    let mut letters = bare.chars();
    let has_drive = letters.next().is_some_and(|letter| letter.is_ascii_alphabetic())
        && letters.next() == Some(':')
        && matches!(letters.next(), Some('\\' | '/'));
    has_drive || ["/", "~/", "./", "../", "\\\\", "file:"].iter().any(|beginning| bare.starts_with(beginning))
}

/// A path as it is meant: out of its quotes, and an address of a file as a path.
fn plain(text: &str) -> PathBuf {
    let quoted = ['\'', '"'].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote));
    let text = quoted.unwrap_or(text);
    let Some(address) = text.strip_prefix("file://") else { return text.into() };
    let path = address.strip_prefix("localhost").unwrap_or(address);
    let path = decoded(path);
    let drive = path.strip_prefix('/').filter(|rest| rest.chars().nth(1) == Some(':'));
    drive.map_or_else(|| path.clone(), str::to_owned).into()
}

/// The text with `%20` and the like as the letters they stand for.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        match (byte, digit(ahead.next()), digit(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = ahead;
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_no_text| text.to_owned())
}

/// The words of a line as a shell parts them.
fn words_of(text: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, quote) {
            ('\'' | '"', None) => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (_, Some(open)) if letter == open => quote = None,
            ('\\', None) => word.get_or_insert_default().extend(letters.next()),
            ('\\', Some('"')) if letters.peek().is_some_and(|next| matches!(next, '"' | '\\' | '$' | '`')) => {
                word.get_or_insert_default().extend(letters.next());
            }
            (blank, None) if blank.is_whitespace() => words.extend(word.take()),
            (letter, _) => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(text: &str, paths: &[&str]) -> bool {
        readings(text).contains(&paths.iter().map(PathBuf::from).collect())
    }

    #[test]
    fn every_terminals_way_of_dropping_is_read() {
        assert!(has("/home/ann/names.csv", &["/home/ann/names.csv"]));
        assert!(has("'/home/ann/my names.csv' ", &["/home/ann/my names.csv"]), "GNOME, Konsole");
        assert!(has("/home/ann/my\\ names\\ \\(2\\).csv", &["/home/ann/my names (2).csv"]), "macOS, iTerm");
        assert!(has("/home/ann/my names.csv", &["/home/ann/my names.csv"]), "bare");
        assert!(has("file:///home/ann/my%20names%C3%A9.csv\r\n", &["/home/ann/my namesé.csv"]));
        assert!(has("\"C:\\Users\\Ann\\my names.csv\"", &["C:\\Users\\Ann\\my names.csv"]), "Windows");
        assert!(has("file:///C:/Users/Ann/names.csv", &["C:/Users/Ann/names.csv"]));
        assert!(has("'/a/it'\\''s.csv'", &["/a/it's.csv"]));
        assert!(has("'/a/one two.csv' '/a/three.csv'", &["/a/one two.csv", "/a/three.csv"]));
        assert!(has("/a/one.csv\n/a/two.csv", &["/a/one.csv", "/a/two.csv"]));
        assert!(has("/a/one\\ two.csv /a/three.csv", &["/a/one two.csv", "/a/three.csv"]));
    }

    #[test]
    fn other_texts_are_no_paths() {
        for text in ["", "Ash High", "50%", "- a note", "C is a letter", "https://example.org/a.csv"] {
            assert_eq!(readings(text), Vec::<Vec<PathBuf>>::new(), "{text}");
        }
    }
}

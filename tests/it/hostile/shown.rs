//! Bytes taken for text from somebody's file, on its way to the terminal.

use permea::store::{quoted, shown};

/// Scrubs the text, then looks for anything that a terminal would obey or not show.
pub(crate) fn take(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let safe = shown(&text);
    is_clean(&safe);
    assert!(shown(&safe) == safe, "scrubbed twice it is another text");
    let piece = quoted(&text);
    is_clean(&piece);
    assert!(!piece.contains('\n'), "a piece of a sentence breaks the line");
    let columns = permea::model::Shown::of(&piece).columns();
    assert!(columns <= 62, "a piece of a sentence takes {columns} columns");
}

/// Nothing in the text moves the cursor, turns a name round or hides; only the ends of lines are left.
pub(crate) fn is_clean(text: &str) {
    for letter in text.chars() {
        let is_control = letter.is_control() && letter != '\n';
        let turns = matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let breaks = matches!(letter, '\u{2028}' | '\u{2029}');
        let hides = matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{3164}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
        assert!(!(is_control || turns || breaks || hides), "U+{:04X} gets through", u32::from(letter));
    }
}

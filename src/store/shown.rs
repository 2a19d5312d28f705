//! Text from outside, made safe to print: what cannot be seen is made visible, what is long is cut.

/// The text with control and direction characters made visible, so that no file can move the cursor or turn a name round.
///
/// Line breaks stay. C0 and DEL become their pictures (U+2400), the rest `·`.
pub fn shown(text: &str) -> String {
    text.chars().map(visible).collect()
}

/// A piece of somebody's file inside a sentence: visible, in quotes if it has spaces, at most 60 letters.
pub fn quoted(text: &str) -> String {
    let text = shown(text).replace('\n', "␊");
    let cut: String = if text.chars().count() > 60 { text.chars().take(59).chain(['…']).collect() } else { text };
    if cut.contains(' ') && !cut.starts_with('"') { format!("\"{cut}\"") } else { cut }
}

fn visible(letter: char) -> char {
    match letter {
        '\n' | '\t' => letter,
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(letter)).unwrap_or('·'),
        '\u{7f}' => '␡',
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' => '·',
        '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}' => '·',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_is_seen_and_not_obeyed() {
        assert_eq!(shown("St Mary\u{1b}]52;c\u{7}"), "St Mary␛]52;c␇");
        assert_eq!(shown("a\u{202e}b"), "a·b");
    }

    #[test]
    fn a_long_text_is_cut() {
        assert_eq!(quoted(&"x".repeat(80)).chars().count(), 60);
    }
}

//! How wide words are, before anybody has chosen a font.
//!
//! The widths are those of Helvetica and its kin in thousandths of the size, a little generous, so that words fit their
//! boundaries in Arial, Roboto, Segoe UI and Liberation Sans alike.

/// The fonts of the systems, those with the widths below first; nothing is fetched.
pub(super) const FAMILY: &str = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', Roboto, 'Segoe UI', 'Noto Sans', sans-serif";

/// The size of names and words.
pub(super) const SIZE: f64 = 12.0;

/// The width of a letter in thousandths of the size.
fn letter(letter: char) -> u32 {
    match letter {
        'i' | 'j' | 'l' | '\'' | '’' | '|' => 240,
        ' ' | '.' | ',' | ':' | ';' | '!' | 'f' | 't' | 'I' | '/' | '·' | '(' | ')' | '[' | ']' => 300,
        'r' | '-' | '*' => 350,
        's' | 'c' | 'k' | 'v' | 'x' | 'y' | 'z' | 'J' => 520,
        'm' | 'M' | '%' => 860,
        'W' | '@' | '…' => 970,
        'w' => 730,
        'A'..='Z' | '&' => 700,
        letter if letter.is_ascii() => 575,
        letter if letter.is_uppercase() => 720,
        letter => u32::from(crate::map::width(letter.encode_utf8(&mut [0; 4]))) * 580,
    }
}

/// The width of words at a size.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(letter).map(f64::from).sum::<f64>() / 1000.0 * size
}

/// The width of bold words at a size.
pub(super) fn bold(text: &str, size: f64) -> f64 {
    width(text, size) * 1.07
}

/// The words, or as many letters as fit, with `…` behind them.
pub(super) fn cut(text: &str, size: f64, room: f64) -> String {
    if bold(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for next in text.chars() {
        kept.push(next);
        if bold(&kept, size) + size > room {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_is_cut_to_its_room() {
        assert_eq!(cut("Ash", 26.0, 200.0), "Ash");
        let cut = cut("The network of networks of Northshire", 26.0, 200.0);
        assert!(cut.ends_with('…') && bold(&cut, 26.0) <= 205.0, "{cut}");
    }
}

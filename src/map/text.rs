//! Names in the room there is: measured and cut in cells.

use ecow::EcoString;

use crate::model::Shown;

/// Words at the end of a school's name that say what kind it is; without them it is still known to people who know it.
const KINDS: [&str; 30] = [
    "school",
    "academy",
    "college",
    "primary",
    "secondary",
    "junior",
    "juniors",
    "infant",
    "infants",
    "nursery",
    "high",
    "grammar",
    "catholic",
    "rc",
    "cofe",
    "c",
    "of",
    "e",
    "ce",
    "aided",
    "voluntary",
    "controlled",
    "church",
    "england",
    "and",
    "&",
    "first",
    "middle",
    "community",
    "va",
];

/// How many cells a text takes as it is shown.
pub fn width(text: &str) -> u16 {
    u16::try_from(Shown::of(text).columns()).unwrap_or(u16::MAX)
}

/// The text as it is shown, or as much of it as fits with `…` behind it.
pub fn cut(text: &str, room: u16) -> EcoString {
    Shown::of(text).cut(usize::from(room)).as_str().into()
}

/// The name without the words for its kind at the end, as "St Bede's" for "St Bede's Catholic Primary School".
pub(crate) fn short_name(name: &str) -> EcoString {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while let [_, .., last] = words.as_slice() {
        let bare = last.trim_matches(|c: char| !c.is_alphanumeric() && c != '&').to_lowercase();
        if !KINDS.contains(&bare.as_str()) {
            break;
        }
        words.pop();
    }
    EcoString::from(words.join(" ").trim_end_matches([',', '-', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cut_by_cells_not_by_bytes() {
        assert_eq!(cut("Ysgol Gŵyr", 8), "Ysgol G…");
        assert_eq!(cut("Ysgol Gŵyr", 10), "Ysgol Gŵyr");
        assert_eq!(cut("日本語学校", 5), "日本…");
        assert_eq!(cut("Abbey", 0), "");
    }

    #[test]
    fn a_name_loses_the_words_for_its_kind() {
        assert_eq!(short_name("St Bede's Catholic Primary School"), "St Bede's");
        assert_eq!(short_name("The Academy"), "The");
        assert_eq!(short_name("Academy"), "Academy");
    }
}

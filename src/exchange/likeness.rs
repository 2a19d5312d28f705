//! Which members have a name like another: the same but for capitals, accents, stops and words that tell nobody apart, or
//! near it letter by letter.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::columns::NameWords;
use crate::model::{Member, MemberId, Network, fold};

/// From this share of equal letters on two names are near each other; below it `Ash High` would be near `Elm High`.
const NEAR: f64 = 0.85;

/// The share of three-letter pieces that near names have in common at least, by which they are looked for.
const PIECES: f64 = 0.4;

/// From how many letters on a common word is known with a slip in it: shorter ones are near too many others.
const SLIPPED: usize = 6;

/// How alike two names are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Alike {
    Same,
    Near,
}

/// A name as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Compared {
    whole: String,
    /// The words that tell it apart, spelt out.
    telling: String,
}

impl Compared {
    fn of(name: &str, words: &NameWords) -> Self {
        let whole = fold(name);
        let long = |word| words.short.get(word).map_or(word, EcoString::as_str);
        let telling: Vec<&str> = whole.split(' ').map(long).filter(|word| !is_common(word, words)).collect();
        let telling = telling.join(" ");
        Self { telling: if telling.is_empty() { whole.clone() } else { telling }, whole }
    }

    /// How alike the two are, and by which share of their letters.
    fn alike(&self, other: &Self) -> Option<(Alike, f64)> {
        if self.whole == other.whole {
            return Some((Alike::Same, 1.0));
        }
        // School 17 and School 18 are two schools.
        if numbers(&self.telling) != numbers(&other.telling) {
            return None;
        }
        let share = strsim::normalized_damerau_levenshtein(&self.telling, &other.telling);
        (share >= NEAR).then_some((Alike::Near, share))
    }
}

/// Whether a word tells nobody apart, or is such a word with a slip in it, as `scool` is.
fn is_common(word: &str, words: &NameWords) -> bool {
    let is_slip_of = |common: &EcoString| {
        common.len() >= SLIPPED && common.len().abs_diff(word.len()) <= 1 && strsim::damerau_levenshtein(common, word) == 1
    };
    words.common.contains(word) || (word.len() >= SLIPPED - 1 && words.common.iter().any(is_slip_of))
}

fn numbers(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect()
}

/// Every three letters in a row, with a blank before the first and after the last.
fn pieces(text: &str) -> Vec<[char; 3]> {
    let letters: Vec<char> = std::iter::once(' ').chain(text.chars()).chain([' ']).collect();
    let mut pieces: Vec<[char; 3]> = letters.windows(3).filter_map(|three| three.try_into().ok()).collect();
    pieces.sort_unstable();
    pieces.dedup();
    pieces
}

/// The names of a network, ready to be searched.
#[derive(Debug)]
pub(super) struct Names {
    compared: Vec<(MemberId, Compared)>,
    by_piece: BTreeMap<[char; 3], Vec<usize>>,
}

impl Names {
    pub(super) fn of(network: &Network, words: &NameWords) -> Self {
        let mut names = Self { compared: Vec::new(), by_piece: BTreeMap::new() };
        for Member { id, name, .. } in network.members() {
            let compared = Compared::of(name, words);
            for piece in pieces(&compared.telling) {
                names.by_piece.entry(piece).or_default().push(names.compared.len());
            }
            names.compared.push((id.clone(), compared));
        }
        names
    }

    /// Members whose name is like this one, the likest first.
    ///
    /// Cost: O(members that share three letters in a row with it).
    pub(super) fn like(&self, name: &str, words: &NameWords) -> Vec<(Alike, MemberId)> {
        if self.compared.is_empty() {
            return Vec::new();
        }
        let sought = Compared::of(name, words);
        let wanted = pieces(&sought.telling);
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for at in wanted.iter().filter_map(|piece| self.by_piece.get(piece)).flatten() {
            *shared.entry(*at).or_default() += 1;
        }
        let least = wanted.len() as f64 * PIECES;
        let candidates = shared.into_iter().filter(|(_, count)| *count as f64 >= least).filter_map(|(at, _)| self.compared.get(at));
        let mut found: Vec<(Alike, f64, &MemberId)> =
            candidates.filter_map(|(id, compared)| sought.alike(compared).map(|(alike, share)| (alike, share, id))).collect();
        found.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(b.2)));
        found.into_iter().map(|(alike, _, id)| (alike, id.clone())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Columns;

    fn alike(one: &str, other: &str) -> Option<Alike> {
        let words = Columns::built_in().unwrap().name_words;
        Compared::of(one, &words).alike(&Compared::of(other, &words)).map(|(alike, _)| alike)
    }

    #[test]
    fn capitals_accents_and_stops_make_no_other_name() {
        assert_eq!(alike("St. Mary's High", "ST MARYS HIGH"), Some(Alike::Same));
        assert_eq!(alike("Ysgol Gŵyr", "ysgol gwyr"), Some(Alike::Same));
    }

    #[test]
    fn words_that_tell_nobody_apart_and_a_slip_are_near() {
        assert_eq!(alike("The Ash High School", "Ash High Academy"), Some(Alike::Near));
        assert_eq!(alike("Saint Mary's High", "St Marys High"), Some(Alike::Near));
        assert_eq!(alike("Northgate Primary", "Nortgate Primary"), Some(Alike::Near));
        assert_eq!(alike("Haver School", "Haver Scool"), Some(Alike::Near));
        assert_eq!(alike("Haver Acadmey", "Haver Academy"), Some(Alike::Near));
        assert_eq!(alike("Haver Trusty", "Haver School"), None);
    }

    #[test]
    fn other_names_and_other_numbers_are_not_near() {
        assert_eq!(alike("Ash High", "Elm High"), None);
        assert_eq!(alike("Ash Infant School", "Ash Junior School"), None);
        assert_eq!(alike("Public School 17", "Public School 18"), None);
    }
}

//! Text as it is compared: without case, accents, apostrophes and full stops, so that `st marys` finds `St. Mary’s`.

/// The text in lower case, accents taken off, runs of anything between letters and digits as one space.
///
/// Apostrophes and full stops vanish without leaving a space. Cost: O(length).
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if matches!(c, '\'' | '’' | '‘' | '`' | '.') || ('\u{300}'..='\u{36f}').contains(&c) {
            continue;
        }
        if !c.is_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        out.extend(plain(c).to_lowercase());
    }
    out
}

/// The letter without its accent. Welsh has two that the common table lacks.
fn plain(c: char) -> char {
    match c {
        'ŵ' | 'Ŵ' | 'ẁ' | 'ẃ' | 'ẅ' => 'w',
        'ŷ' | 'Ŷ' | 'ỳ' => 'y',
        _ => nucleo_matcher::chars::normalize(c),
    }
}

/// How many letters must change to turn one text into the other, as people miscount them (Levenshtein).
///
/// Cost: O(product of the lengths).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for ((right, above_left), above) in b.iter().zip(&row).zip(row.iter().skip(1)) {
            let kept = above_left + usize::from(left != *right);
            let before = next.last().copied().unwrap_or_default();
            next.push(kept.min(before + 1).min(above + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

/// The candidate that is nearest to what was typed, if any is near enough to be meant.
pub fn nearest<'a>(typed: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let typed = fold(typed);
    let budget = (typed.chars().count() / 3).clamp(1, 3);
    candidates
        .map(|candidate| (distance(&typed, &fold(candidate)), candidate))
        .filter(|(steps, _)| *steps <= budget)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_apostrophes_do_not_matter() {
        assert_eq!(fold("St. Mary’s (Ynys Môn), Ŵy"), "st marys ynys mon wy");
    }

    #[test]
    fn a_slip_of_the_finger_finds_its_word() {
        assert_eq!(nearest("stge", ["stage", "status"].into_iter()), Some("stage"));
        assert_eq!(nearest("weather", ["stage", "status"].into_iter()), None);
    }
}

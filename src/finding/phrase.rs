//! Counts, years and lists as people write them.

use crate::model::Year;

/// `2017, 2018 and 2019`, earliest first.
pub(super) fn years(years: &[Year]) -> String {
    let mut years = years.to_vec();
    years.sort_unstable();
    list(&years.iter().map(ToString::to_string).collect::<Vec<_>>())
}

/// `a, b and c`.
pub(super) fn list(parts: &[impl AsRef<str>]) -> String {
    let mut out = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            out.push_str(if at + 1 == parts.len() { " and " } else { ", " });
        }
        out.push_str(part.as_ref());
    }
    out
}

/// `1 peer`, `2 peers`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// With a capital letter at its beginning.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

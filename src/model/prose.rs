//! A text that people write to each other: one line or several, joined line by line.

use std::{fmt, ops::Deref};

use ecow::EcoString;
use serde::{Deserialize, Serialize};

use super::field::{Field, FieldError, clean};

/// A note or another longer text. Its lines are kept, unlike those of a name.
///
/// Two people who changed different lines of it made one text; who changed the same lines, or lines next to each other,
/// clash, and both texts stay whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Prose(EcoString);

impl Prose {
    /// Longer texts are not compared line by line; the time that takes grows faster than the text.
    const LONGEST_JOINED_BYTES: usize = 1 << 20;
}

impl Deref for Prose {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Prose {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<EcoString> for Prose {
    fn from(text: EcoString) -> Self {
        Self(text)
    }
}

impl From<Prose> for EcoString {
    fn from(prose: Prose) -> Self {
        prose.0
    }
}

impl fmt::Display for Prose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Field for Prose {
    fn text(&self) -> String {
        self.0.as_str().to_owned()
    }

    /// Each line is made clean for itself; empty ones stay between others, and go at both ends.
    fn parse(text: &str) -> Result<Self, FieldError> {
        let lines: Vec<EcoString> = text.split('\n').map(clean).collect();
        let first = lines.iter().position(|line| !line.is_empty());
        let last = lines.iter().rposition(|line| !line.is_empty());
        let kept = first.zip(last).and_then(|(first, last)| lines.get(first..=last)).unwrap_or_default();
        if kept.is_empty() { Err(FieldError::new(text, "a text")) } else { Ok(Self(kept.join("\n").into())) }
    }

    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }

    fn has_lines() -> bool {
        true
    }

    fn join(base: Option<&Self>, ours: &Self, theirs: &Self) -> Option<Self> {
        let [base, ours, theirs] = [base?, ours, theirs].map(in_lines);
        if [&base, &ours, &theirs].into_iter().any(|text| text.len() > Self::LONGEST_JOINED_BYTES) {
            return None;
        }
        for (more, less) in [(&ours, &theirs), (&theirs, &ours)] {
            // A side that has all of the other's additions is what both make; where lines repeat, comparing would add them twice.
            if has_lines_of(more, less) && has_lines_of(less, &base) {
                return Some(Self(more.strip_suffix('\n').unwrap_or(more).into()));
            }
        }
        let joined = diffy::merge(&base, &ours, &theirs).ok()?;
        Some(Self(joined.strip_suffix('\n').unwrap_or(&joined).into()))
    }
}

/// The text with every line ended alike, so that the last is compared as every other, and so are those of another system.
fn in_lines(prose: &Prose) -> String {
    let text = prose.replace("\r\n", "\n");
    if text.is_empty() { text } else { format!("{text}\n") }
}

/// Whether the text holds every line of the other, in the other's order.
fn has_lines_of(more: &str, less: &str) -> bool {
    let mut lines = more.lines();
    less.lines().all(|line| lines.any(|known| known == line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(base: &str, ours: &str, theirs: &str) -> Option<String> {
        let back = Prose::join(Some(&base.into()), &theirs.into(), &ours.into());
        let there = Prose::join(Some(&base.into()), &ours.into(), &theirs.into());
        assert_eq!(there, back, "the sides are swapped");
        there.map(|joined| joined.to_string())
    }

    #[test]
    fn work_on_different_lines_is_one_text() {
        assert_eq!(join("a\nb\nc", "A\nb\nc", "a\nb\nC").as_deref(), Some("A\nb\nC"));
        assert_eq!(join("a\nb\nc", "a\nb\nc\nd", "0\na\nb\nc").as_deref(), Some("0\na\nb\nc\nd"));
        assert_eq!(join("a\nb\nc\nd", "b\nc\nd", "a\nb\nc").as_deref(), Some("b\nc"));
        assert_eq!(join("a\nb\nc", "A\nb\nC", "A\nb\nc").as_deref(), Some("A\nb\nC"));
    }

    #[test]
    fn work_on_one_line_or_on_the_next_is_no_text() {
        assert_eq!(join("a", "b", "c"), None);
        assert_eq!(join("a\nb", "A\nb", "a\nB"), None);
        assert_eq!(join("a", "a\nb", "a\nc"), None);
        assert_eq!(Prose::join(None, &"a".into(), &"b".into()), None);
    }

    #[test]
    fn a_text_that_has_what_the_other_added_is_both() {
        assert_eq!(join("a", "b\na\na", "a\na").as_deref(), Some("b\na\na"));
        assert_eq!(join("a", "a\nb", "a\nb\nc").as_deref(), Some("a\nb\nc"));
        // The other took a line away, which counts too.
        assert_eq!(join("a\nb\nc", "a\nb\nc\nd", "b\nc").as_deref(), Some("b\nc\nd"));
    }

    #[test]
    fn the_last_line_is_a_line_and_line_ends_are_no_part_of_it() {
        assert_eq!(join("a", "a\nb", "0\na").as_deref(), Some("0\na\nb"));
        assert_eq!(join("a\r\nb\r\nc", "A\nb\nc", "a\r\nb\r\nC").as_deref(), Some("A\nb\nC"));
        assert_eq!(join("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n").as_deref(), Some("A\nb\nC\n"));
        assert_eq!(join("", "", "a").as_deref(), Some("a"));
    }

    #[test]
    fn what_is_typed_keeps_its_lines_and_loses_what_cannot_be_seen() {
        assert_eq!(
            Prose::parse("\n St  Mary's \r\n\n a\u{202e}b\u{1b} \n ").map(|text| text.to_string()),
            Ok("St Mary's\n\nab".to_owned())
        );
        assert!(Prose::parse(" \n \n").is_err());
    }
}

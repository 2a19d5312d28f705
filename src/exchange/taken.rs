//! What was taken out of files that were read: control characters, and what other programs say that a map has no place for.
//!
//! Each is listed with its line, so that nothing goes unseen.

use ecow::{EcoString, eco_format};

use super::{
    aside::{AsideSheet, Holds},
    guard::sheet_line,
    row::Row,
};
use crate::model::{Shown, counted};

/// How many of a file are listed; all of them are counted.
const LISTED: usize = 10_000;

/// Why a text has lost letters.
const CONTROLS: &str = "control characters";

/// One thing that was taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) line: u64,
    /// The heading or the attribute it stood under; empty where it has none.
    pub(super) place: EcoString,
    pub(super) what: EcoString,
    /// The text it stood in, as it was, with control characters made visible.
    pub(super) text: EcoString,
}

/// All that was taken out of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TakenOut(Vec<Taken>);

impl TakenOut {
    /// Lists one more, if there is room.
    pub(super) fn add(&mut self, line: u64, place: &str, what: &str, text: &str) {
        if self.0.len() < LISTED {
            let text = eco_format!("{}", Shown::of(text).cut(200));
            self.0.push(Taken { line, place: place.into(), what: what.into(), text });
        }
    }

    /// Lists a text whose control characters are taken out.
    pub(super) fn add_controls(&mut self, line: u64, place: &str, text: &str) {
        self.add(line, place, CONTROLS, text);
    }

    /// The cells of rows that have control characters, under the headings of the first row.
    pub(super) fn of_rows(rows: &[Row]) -> Self {
        let mut taken = Self::default();
        for row in rows {
            for (column, cell) in row.said().into_iter().filter(|(_, cell)| has_controls(cell)) {
                taken.add_controls(row.line, rows.first().map_or("", |headings| headings.cell(column)), cell);
            }
        }
        taken
    }

    /// Lists all that another list has, if there is room.
    pub(super) fn append(&mut self, mut other: Self) {
        other.0.truncate(LISTED.saturating_sub(self.0.len()));
        self.0.append(&mut other.0);
    }

    /// How many are listed.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What was left out beside control characters: what, in which line the first stood, and how many are listed.
    pub(super) fn left_out(&self) -> Vec<(EcoString, u64, usize)> {
        let mut kinds: Vec<(EcoString, u64, usize)> = Vec::new();
        for taken in self.0.iter().filter(|taken| taken.what != CONTROLS) {
            match kinds.iter_mut().find(|(what, _, _)| *what == taken.what) {
                Some((_, _, count)) => *count += 1,
                None => kinds.push((taken.what.clone(), taken.line, 1)),
            }
        }
        kinds
    }

    /// The list as a sheet; none if nothing was taken out.
    pub(super) fn sheet(&self, file: &EcoString) -> Option<AsideSheet> {
        if self.is_empty() {
            return None;
        }
        // A spreadsheet takes the text for UTF-8 only by this mark.
        let mut sheet = format!("\u{feff}{}\n", sheet_line(["line", "column", "taken out", "of"]));
        for Taken { line, place, what, text } in &self.0 {
            sheet.push_str(&sheet_line([&eco_format!("{line}"), place, what, text]));
            sheet.push('\n');
        }
        Some(AsideSheet { file: file.clone(), rows: self.0.len(), bytes: sheet.into_bytes(), holds: Holds::TakenOut })
    }
}

/// Whether a text has control characters beside ends of line and tabs.
pub(super) fn has_controls(text: &str) -> bool {
    let may_have = text.bytes().any(|byte| byte < b' ' || byte == 0x7f || byte == 0xc2);
    may_have && text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// The sentence for control characters in so many cells or values; none where there are none.
pub(super) fn sentence(file: &str, count: usize, one: &str, several: &str) -> Option<EcoString> {
    (count > 0).then(|| eco_format!("{file}: {} had control characters, which were taken out.", counted(count, one, several)))
}

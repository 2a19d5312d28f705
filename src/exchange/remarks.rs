//! What is said of a whole file after it was read: values that the publisher suppressed, and days that read both ways.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};
use jiff::civil::Date;

use super::{cell, ledger::At};
use crate::model::{Reading, count};

/// How many lines a sentence names.
const LINES: usize = 5;

/// What was met in each file.
#[derive(Debug, Default)]
pub(super) struct Remarks(BTreeMap<EcoString, Met>);

#[derive(Debug, Default)]
struct Met {
    suppressed: u64,
    /// The first day that could be read month first, and as what it was read.
    both_ways: Option<(EcoString, Date)>,
    /// The lines of days that fit only month first.
    month_first: Vec<u64>,
}

impl Remarks {
    /// Notes a figure that was read.
    pub(super) fn figure(&mut self, file: &EcoString, value: &Reading) {
        if matches!(value, Reading::Suppressed(_)) {
            self.of(file).suppressed += 1;
        }
    }

    /// Notes a cell of days: whether strokes part day and month, and which of them comes first.
    pub(super) fn day(&mut self, at: At<'_>, printed: &str) {
        if !printed.contains('/') {
            return;
        }
        match (cell::date(printed), cell::day_first(printed)) {
            (Some(day), Some(_)) => {
                let met = self.of(at.file);
                met.both_ways = met.both_ways.take().or_else(|| Some((cell::short(printed), day)));
            }
            (None, Some(_)) => self.of(at.file).month_first.push(at.line),
            (_, None) => {}
        }
    }

    fn of(&mut self, file: &EcoString) -> &mut Met {
        self.0.entry(file.clone()).or_default()
    }

    /// The sentences, by file.
    pub(super) fn sentences(self) -> Vec<EcoString> {
        self.0.into_iter().flat_map(|(file, met)| [met.of_days(&file), met.of_suppressed(&file)].into_iter().flatten()).collect()
    }
}

impl Met {
    fn of_suppressed(&self, file: &str) -> Option<EcoString> {
        let what = match self.suppressed {
            0 => return None,
            1 => "1 value is".into(),
            several => eco_format!("{} values are", count(several)),
        };
        Some(eco_format!("{file}: {what} suppressed by the publisher, as SUPP or NE; kept as marks, never as 0."))
    }

    fn of_days(&self, file: &str) -> Option<EcoString> {
        let read = self
            .both_ways
            .as_ref()
            .map(|(printed, day)| eco_format!("days like {printed} were read with the day first, as {}.", day.strftime("%-d %B %Y")));
        let lines: Vec<String> = self.month_first.iter().take(LINES).map(u64::to_string).collect();
        let more = if self.month_first.len() > LINES { ", …" } else { "" };
        let left = match self.month_first.len() {
            0 => None,
            1 => Some(eco_format!("1 day fits only with the month first (line {}) and was not read.", lines.concat())),
            count => Some(eco_format!("{count} days fit only with the month first (lines {}{more}) and were not read.", lines.join(", "))),
        };
        let said = [read, left].into_iter().flatten().collect::<Vec<_>>().join(" ");
        (!said.is_empty()).then(|| eco_format!("{file}: {said}"))
    }
}

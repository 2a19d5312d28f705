//! Who needs attention: the findings, worst first, and the reasons beside them.

use std::collections::BTreeMap;

use super::{
    App, Effect, Screen,
    areas::Area,
    command::{Move, TriageCommand},
    cursor::Cursor,
};
use crate::finding::{Finding, Pattern};

/// The triage list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Triage {
    pub cursor: Cursor,
    /// The one pattern listed; `None` for all.
    pub pattern: Option<Pattern>,
}

impl App {
    /// The findings listed, in order.
    pub fn triage_findings(&self) -> Vec<&Finding> {
        let findings = self.analysis.as_ref().map_or(&[][..], |analysis| &analysis.findings);
        findings.iter().filter(|finding| self.triage.pattern.is_none_or(|pattern| finding.pattern == pattern)).collect()
    }

    /// The finding whose reasons are shown.
    pub fn triage_finding(&self) -> Option<&Finding> {
        self.triage_findings().get(self.triage.cursor.at).copied()
    }

    /// How many findings of each pattern are met.
    pub fn triage_counts(&self) -> BTreeMap<Pattern, usize> {
        let mut counts: BTreeMap<Pattern, usize> = Pattern::ALL.into_iter().map(|pattern| (pattern, 0)).collect();
        for finding in self.analysis.iter().flat_map(|analysis| &analysis.findings) {
            *counts.entry(finding.pattern).or_default() += 1;
        }
        counts
    }

    /// Where the list is, under its line of counts.
    pub fn triage_list_area(&self) -> Area {
        let body = self.areas().body;
        let list = if body.columns >= 70 { body.split_left(body.columns * 2 / 5).0 } else { body };
        list.below(1)
    }

    pub(super) fn triage_go(&mut self, movement: Move) {
        let (lines, rows) = (self.triage_findings().len(), self.triage_list_area().lines());
        self.triage.cursor.go(movement, lines, rows);
        self.select_finding();
    }

    fn select_finding(&mut self) {
        if let Some(member) = self.triage_finding().map(|finding| finding.member.clone()) {
            self.selection.select(member);
        }
    }

    /// Puts the cursor on a finding of the selected member, if it stands on another's.
    pub(super) fn triage_in_view(&mut self) {
        let findings = self.triage_findings();
        let stands = findings.get(self.triage.cursor.at).map(|finding| &finding.member);
        let of_selected = || findings.iter().position(|finding| Some(&finding.member) == self.selection.member.as_ref());
        let at = if stands == self.selection.member.as_ref() { None } else { of_selected() };
        let (at, lines) = (at.unwrap_or(self.triage.cursor.at), findings.len());
        let rows = self.triage_list_area().lines();
        self.triage.cursor.put(at, lines, rows);
    }

    pub(super) fn triage_choose(&mut self) -> Vec<Effect> {
        self.select_finding();
        self.show(Screen::Map);
        Vec::new()
    }

    pub(super) fn triage_act(&mut self, command: TriageCommand) -> Vec<Effect> {
        match command {
            TriageCommand::NextPattern => self.on_a_map(|app| {
                app.show(Screen::Triage);
                let next = app.triage.pattern.map_or(0, |pattern| 1 + Pattern::ALL.iter().take_while(|known| **known != pattern).count());
                app.triage.pattern = Pattern::ALL.get(next).copied();
                app.triage.cursor = Cursor::default();
                app.keep_in_view();
                Vec::new()
            }),
        }
    }
}

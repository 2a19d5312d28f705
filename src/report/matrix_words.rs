//! The matrix in sentences: for each group whom it gives to, and for each of its members.

use super::{
    map_words::{MapWords, phase_word},
    words::{self as say, counted},
};
use crate::{
    map::{Topic, deepest_tie},
    model::Phase,
};

/// The numbers of ties by phase, the deepest first.
fn phases(block: [usize; 3]) -> Option<String> {
    let [information, experience, coaching] = block;
    let counts = [(coaching, Phase::Coaching), (experience, Phase::Experience), (information, Phase::Information)];
    let words: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, phase)| format!("{} {}", say::count(count as u64), phase_word(phase)))
        .collect();
    (!words.is_empty()).then(|| words.join(", "))
}

impl MapWords<'_> {
    /// The groups in the order of the picture, each with its members; last who has no ties.
    pub(super) fn matrix(&self) -> Vec<Vec<String>> {
        let matrix = self.chart.matrix();
        let mut parts = vec![vec!["Who is in a row of the matrix gives, who is in a column learns.".to_owned()]];
        for (at, group) in matrix.groups.iter().enumerate() {
            let rows: Vec<usize> = (group.from..group.to).filter(|row| self.is_row_said(*row)).collect();
            if rows.is_empty() {
                continue;
            }
            let mut lines = self.block(at);
            lines.extend(rows.into_iter().map(|row| self.row(row)));
            parts.push(lines);
        }
        let members = self.chart.roster.members.iter().enumerate();
        let mut untied: Vec<&str> =
            members.filter(|(at, _)| matrix.row_of(*at).is_none()).map(|(_, member)| member.name.as_str()).collect();
        untied.sort_unstable();
        if self.row_in_focus().is_none() && !untied.is_empty() {
            parts.push(vec![format!("Without ties, {}: {}.", say::count(untied.len() as u64), untied.join(", "))]);
        }
        parts
    }

    /// The member in focus, whose row alone is said.
    fn row_in_focus(&self) -> Option<usize> {
        let is_focused = matches!(self.view.topic, Some(Topic::Focus { .. }));
        self.view.selected.as_ref().filter(|_| is_focused).and_then(|id| self.chart.roster.index(id))
    }

    fn is_row_said(&self, row: usize) -> bool {
        let member = self.chart.matrix().order.get(row).copied();
        member.is_some_and(|member| self.is_said(member) && self.row_in_focus().is_none_or(|focus| focus == member))
    }

    /// A group: how many members, and its ties inside and to the others.
    fn block(&self, at: usize) -> Vec<String> {
        let matrix = self.chart.matrix();
        let name = |at: usize| matrix.groups.get(at).map(|group| group.name.as_str()).filter(|name| !name.is_empty()).unwrap_or("All");
        let members = matrix.groups.get(at).map_or(0, |group| group.to - group.from);
        let mut lines = vec![format!("{}: {} with ties.", say::capitalised(name(at)), counted(members, "member", "members"))];
        lines.extend(phases(matrix.block(at, at)).map(|phases| format!("Inside it: {phases}.")));
        for other in (0..matrix.groups.len()).filter(|other| *other != at) {
            lines.extend(phases(matrix.block(at, other)).map(|phases| format!("It gives to {}: {phases}.", name(other))));
        }
        lines
    }

    /// A member: to whom it gives, how deep, and from how many it learns.
    fn row(&self, row: usize) -> String {
        let matrix = self.chart.matrix();
        let name = |row: usize| {
            let member = matrix.order.get(row).and_then(|member| self.chart.roster.members.get(*member));
            member.map_or("?", |member| member.name.as_str())
        };
        let cells = matrix.row(row).chunk_by(|a, b| a.column == b.column);
        let given = cells.filter_map(|entries| {
            let tie = deepest_tie(&self.chart.roster, entries)?;
            let trust = tie.trust.map_or_else(String::new, |trust| format!(", trust {}", trust.get()));
            let more = if entries.len() > 1 { format!(", the deepest of {} ties", entries.len()) } else { String::new() };
            Some(format!("{} ({}{trust}{more})", name(entries.first()?.column), phase_word(tie.phase)))
        });
        let given: Vec<String> = given.collect();
        let gives = if given.is_empty() { "nobody".to_owned() } else { given.join(", ") };
        let learns = match matrix.learns(row) {
            0 => "nobody".to_owned(),
            learns => counted(learns, "member", "members"),
        };
        format!("- {} gives to {gives}; it learns from {learns}.", name(row))
    }
}

//! Who needs attention and why, and where nothing can be said.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;
use serde_json::{Value, json};

use super::{
    filter::Filter,
    finding_json::finding_json,
    finding_text::{label, reason_lines},
    page::Page,
    words,
};
use crate::{
    analysis::{Analysis, CannotSay, Counts},
    finding::{Finding, Pattern},
    model::Kind,
};

/// Reasons for silence that are listed.
const REASONS: usize = 8;

/// What part of the findings is asked for.
#[derive(Clone, Debug, Default)]
pub struct TriageQuestion {
    /// Every pattern if none is named.
    pub patterns: Vec<Pattern>,
    pub filter: Option<Filter>,
    /// At most so many findings; nothing else is cut.
    pub limit: Option<usize>,
}

/// The answer to it.
#[derive(Clone, Debug)]
pub struct Triage<'a> {
    analysis: &'a Analysis,
    /// Severity down, pattern as listed, id.
    pub findings: Vec<&'a Finding>,
    /// How many there are without the limit.
    pub found: usize,
    /// Different members with a finding.
    pub members: usize,
    /// Open schools that were asked about.
    pub schools: usize,
    pub cannot_say: Vec<&'a CannotSay>,
    pub counts: Vec<(Pattern, Counts)>,
}

impl<'a> Triage<'a> {
    /// Cost: O(members + findings).
    pub fn new(analysis: &'a Analysis, question: &TriageQuestion) -> Self {
        let is_asked = |pattern: Pattern| question.patterns.is_empty() || question.patterns.contains(&pattern);
        let members = analysis.network.members().iter().filter(|member| member.kind == Kind::School && member.is_open());
        let passing: Vec<&str> = members
            .filter(|member| question.filter.as_ref().is_none_or(|filter| filter.passes(analysis, member)))
            .map(|member| member.id.as_str())
            .collect();
        // Members stand in the order of their ids.
        let passes = |id: &str| passing.binary_search(&id).is_ok();
        let mut findings: Vec<&Finding> =
            analysis.findings.iter().filter(|finding| is_asked(finding.pattern) && passes(&finding.member)).collect();
        let cannot_say: Vec<&CannotSay> =
            analysis.cannot_say.iter().filter(|silence| is_asked(silence.pattern) && passes(&silence.member)).collect();
        let counts = Pattern::ALL.into_iter().filter(|&pattern| is_asked(pattern)).map(|pattern| {
            let met = findings.iter().filter(|finding| finding.pattern == pattern).count();
            let silent = cannot_say.iter().filter(|silence| silence.pattern == pattern).count();
            (pattern, Counts { met, cannot_say: silent, not_met: passing.len().saturating_sub(met + silent) })
        });
        let counts = counts.collect();
        let mut members: Vec<&str> = findings.iter().map(|finding| finding.member.as_str()).collect();
        members.sort_unstable();
        members.dedup();
        let found = findings.len();
        findings.truncate(question.limit.unwrap_or(usize::MAX));
        Self { analysis, findings, found, members: members.len(), schools: passing.len(), cannot_say, counts }
    }

    /// `findings`, `cannot_say`, `counts`.
    pub fn json(&self) -> Value {
        let silence = |silence: &&CannotSay| {
            json!({
                "member": silence.member.as_str(),
                "name": self.analysis.name_of(&silence.member).as_str(),
                "pattern": silence.pattern.name(),
                "missing": silence.missing.iter().map(EcoString::as_str).collect::<Vec<_>>(),
            })
        };
        let counts = self.counts.iter().map(|(pattern, counts)| {
            let counts = json!({"met": counts.met, "not_met": counts.not_met, "cannot_say": counts.cannot_say});
            (pattern.name().to_owned(), counts)
        });
        json!({
            "findings": self.findings.iter().map(|finding| finding_json(finding, self.analysis)).collect::<Vec<_>>(),
            "cannot_say": self.cannot_say.iter().map(silence).collect::<Vec<_>>(),
            "counts": Value::Object(counts.collect()),
        })
    }

    /// For a terminal.
    pub fn text(&self) -> String {
        let mut page = Page::new();
        let Self { analysis, .. } = *self;
        page.line(&format!("{}: who needs attention, as of {}", analysis.network.about.name, words::day(analysis.as_of)));
        let schools = words::counted(self.schools, "open school", "open schools");
        match self.found {
            0 => page.line(&format!("No findings about {schools}.")),
            found => page.paragraph(
                0,
                &format!("{} about {} of {schools}, the most urgent first.", words::counted(found, "finding", "findings"), self.members),
            ),
        }
        for (at, finding) in self.findings.iter().enumerate() {
            page.blank();
            self.finding_lines(&mut page, at + 1, finding);
        }
        if self.findings.len() < self.found {
            page.blank();
            page.line(&format!("Shown: {} of {}.", self.findings.len(), words::counted(self.found, "finding", "findings")));
        }
        self.count_lines(&mut page);
        self.silence_lines(&mut page);
        page.blank();
        page.paragraph(0, words::NO_FLAG);
        page.finish()
    }

    fn finding_lines(&self, page: &mut Page, number: usize, finding: &Finding) {
        let head = format!("{}  {} ({})", words::right(&number.to_string(), 2), self.analysis.name_of(&finding.member), finding.member);
        let severity = format!("severity {} of 5", finding.severity);
        let room = super::page::PAGE_COLUMNS.saturating_sub(words::columns(&severity) + 2);
        page.line(&format!("{}  {severity}", words::fit(&head, room)));
        page.hanging(4, &format!("{} ", finding.pattern.sign()), &format!("{}: {}", words::capitalised(&label(finding)), finding.title));
        if let Some(until) = finding.snoozed_until {
            page.paragraph(6, &format!("Snoozed until {}.", words::day(until)));
        }
        reason_lines(page, finding, self.analysis);
    }

    fn count_lines(&self, page: &mut Page) {
        page.heading(&format!(
            "{}{}{}{}",
            words::fit("What could be said", 24),
            words::right("found", 10),
            words::right("not found", 12),
            words::right("cannot say", 13)
        ));
        for (pattern, counts) in &self.counts {
            let number = |count: usize| words::count(count as u64);
            page.line(&format!(
                "{}{}{}{}",
                words::fit(&format!("  {} {}", pattern.sign(), pattern.title()), 24),
                words::right(&number(counts.met), 10),
                words::right(&number(counts.not_met), 12),
                words::right(&number(counts.cannot_say), 13)
            ));
        }
    }

    /// What is missing most where nothing can be said, and at how many schools.
    fn silence_lines(&self, page: &mut Page) {
        let mut missing: BTreeMap<&str, (BTreeSet<&str>, BTreeSet<Pattern>)> = BTreeMap::new();
        for silence in &self.cannot_say {
            for phrase in &silence.missing {
                let (members, patterns) = missing.entry(phrase).or_default();
                members.insert(&silence.member);
                patterns.insert(silence.pattern);
            }
        }
        if missing.is_empty() {
            return;
        }
        let mut most: Vec<_> = missing.into_iter().map(|(phrase, (members, patterns))| (members.len(), phrase, patterns)).collect();
        most.sort_by(|a, b| (b.0, a.1).cmp(&(a.0, b.1)));
        page.heading("What is missing most where nothing can be said");
        for (schools, phrase, patterns) in most.iter().take(REASONS) {
            let patterns = patterns.iter().map(|pattern| pattern.title()).collect::<Vec<_>>().join(", ");
            page.hanging(2, &format!("{}  ", words::right(&words::count(*schools as u64), 6)), &format!("{phrase} ({patterns})"));
        }
        if most.len() > REASONS {
            let others = words::counted(most.len() - REASONS, "other reason", "other reasons");
            page.paragraph(10, &format!("and {others}; --format json lists each school"));
        }
    }
}

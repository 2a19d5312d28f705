//! Who needs attention and why, and where nothing can be said.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;
use serde_json::{Value, json};

use super::{filter::Filter, finding_json::finding_json};
use crate::{
    analysis::{Analysis, CannotSay, Counts},
    finding::{Finding, Pattern},
    model::{Kind, Member},
};

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
    pub(super) analysis: &'a Analysis,
    /// Severity down, pattern as listed, id.
    pub findings: Vec<&'a Finding>,
    /// How many there are without the limit.
    pub found: usize,
    /// Different members with a finding.
    pub members: usize,
    /// Open schools that were asked about.
    pub schools: usize,
    /// Other open members that were asked about, as hubs.
    pub others: usize,
    pub cannot_say: Vec<&'a CannotSay>,
    pub counts: Vec<(Pattern, Counts)>,
}

/// Something that is missing, without which nothing can be said of so many schools by these patterns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gap<'a> {
    pub(super) schools: usize,
    pub(super) phrase: &'a str,
    patterns: BTreeSet<Pattern>,
}

impl Gap<'_> {
    /// The patterns that cannot say anything for it.
    pub(super) fn titles(&self) -> String {
        self.patterns.iter().map(|pattern| pattern.title()).collect::<Vec<_>>().join(", ")
    }
}

/// What is missing, that of the most schools first.
pub(super) fn gaps<'a>(silences: impl Iterator<Item = &'a CannotSay>) -> Vec<Gap<'a>> {
    let mut missing: BTreeMap<&str, (BTreeSet<&str>, BTreeSet<Pattern>)> = BTreeMap::new();
    for silence in silences {
        for phrase in &silence.missing {
            let (members, patterns) = missing.entry(phrase).or_default();
            members.insert(&silence.member);
            patterns.insert(silence.pattern);
        }
    }
    let mut most: Vec<Gap<'_>> =
        missing.into_iter().map(|(phrase, (members, patterns))| Gap { schools: members.len(), phrase, patterns }).collect();
    most.sort_by(|a, b| (b.schools, a.phrase, &a.patterns).cmp(&(a.schools, b.phrase, &b.patterns)));
    most
}

impl<'a> Triage<'a> {
    /// Cost: O(members + findings).
    pub fn new(analysis: &'a Analysis, question: &TriageQuestion) -> Self {
        let is_asked = |pattern: Pattern| question.patterns.is_empty() || question.patterns.contains(&pattern);
        let patterns: Vec<Pattern> = Pattern::ALL.into_iter().filter(|&pattern| is_asked(pattern)).collect();
        let open = analysis.network.members().iter().filter(|member| member.is_open());
        let asked = open.filter(|member| patterns.iter().any(|pattern| pattern.applies_to(member)));
        let passing: Vec<&Member> =
            asked.filter(|member| question.filter.as_ref().is_none_or(|filter| filter.passes(analysis, member))).collect();
        // Members stand in the order of their ids.
        let passes = |id: &str| passing.binary_search_by(|member| member.id.as_str().cmp(id)).is_ok();
        let mut findings: Vec<&Finding> =
            analysis.findings.iter().filter(|finding| is_asked(finding.pattern) && passes(&finding.member)).collect();
        let cannot_say: Vec<&CannotSay> =
            analysis.cannot_say.iter().filter(|silence| is_asked(silence.pattern) && passes(&silence.member)).collect();
        let counts = patterns.into_iter().map(|pattern| {
            let all = passing.iter().filter(|member| pattern.applies_to(member)).count();
            let met = findings.iter().filter(|finding| finding.pattern == pattern).count();
            let silent = cannot_say.iter().filter(|silence| silence.pattern == pattern).count();
            (pattern, Counts { met, cannot_say: silent, not_met: all.saturating_sub(met + silent) })
        });
        let counts = counts.collect();
        let mut members: Vec<&str> = findings.iter().map(|finding| finding.member.as_str()).collect();
        members.sort_unstable();
        members.dedup();
        let found = findings.len();
        findings.truncate(question.limit.unwrap_or(usize::MAX));
        let schools = passing.iter().filter(|member| member.kind == Kind::School).count();
        Self { analysis, findings, found, members: members.len(), schools, others: passing.len() - schools, cannot_say, counts }
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
}

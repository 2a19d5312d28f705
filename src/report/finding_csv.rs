//! Findings as sheets: one row a finding, and one row a fact for the working of one.

use super::{table::csv_row, triage::Triage};
use crate::{
    analysis::{Analysis, CannotSay},
    finding::{Condition, Fact, Finding},
};

const FINDINGS: [&str; 11] =
    ["member", "name", "pattern", "verdict", "strength", "severity", "title", "missing", "next", "quiet", "remarks"];

const WORKING: [&str; 17] = [
    "member",
    "name",
    "pattern",
    "verdict",
    "strength",
    "line",
    "met",
    "what",
    "year",
    "value",
    "unit",
    "compared_with",
    "other",
    "low",
    "high",
    "pupils",
    "source",
];

impl Triage<'_> {
    /// What was found, the most urgent first, then where nothing can be said; a row each.
    pub fn csv(&self) -> String {
        let found = self.findings.iter().map(|finding| finding_row(finding, self.analysis));
        let silent = self.cannot_say.iter().map(|silence| silence_row(silence, self.analysis));
        csv_text(std::iter::once(texts(&FINDINGS)).chain(found).chain(silent))
    }
}

/// The working of one verdict: a row for each fact of each line of its rule.
pub fn why_csv(finding: &Finding, analysis: &Analysis) -> String {
    let rows = finding.rule.iter().flat_map(|condition| {
        let blank = [Fact::default()];
        let facts: &[Fact] = if condition.facts.is_empty() { &blank } else { &condition.facts };
        facts.iter().map(|fact| fact_row(finding, condition, fact, analysis)).collect::<Vec<_>>()
    });
    let headings = WORKING.iter().copied().chain(["other_source"]).map(str::to_owned).collect();
    csv_text(std::iter::once(headings).chain(rows))
}

fn csv_text(rows: impl Iterator<Item = Vec<String>>) -> String {
    rows.map(|row| csv_row(&row)).collect()
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn head(finding: &Finding, analysis: &Analysis) -> [String; 5] {
    [
        finding.member.to_string(),
        analysis.name_of(&finding.member).to_string(),
        finding.pattern.name().to_owned(),
        finding.verdict.word().to_owned(),
        finding.strength.map_or_else(String::new, |strength| strength.word().to_owned()),
    ]
}

fn finding_row(finding: &Finding, analysis: &Analysis) -> Vec<String> {
    let said: Vec<String> = finding.said.iter().map(|remark| format!("{} {} {}", remark.word, remark.on, remark.by)).collect();
    let rest = [
        finding.severity.to_string(),
        finding.title.to_string(),
        finding.missing.join("; "),
        finding.next.join(" "),
        finding.quiet.as_ref().map_or_else(String::new, |quiet| quiet.word().to_owned()),
        said.join("; "),
    ];
    head(finding, analysis).into_iter().chain(rest).collect()
}

fn silence_row(silence: &CannotSay, analysis: &Analysis) -> Vec<String> {
    let name = analysis.name_of(&silence.member).to_string();
    let first = [silence.member.to_string(), name, silence.pattern.name().to_owned(), "cannot_say".to_owned()];
    let blank = || String::new();
    let rest = [blank(), blank(), blank(), silence.missing.join("; "), blank(), blank(), blank()];
    first.into_iter().chain(rest).collect()
}

fn fact_row(finding: &Finding, condition: &Condition, fact: &Fact, analysis: &Analysis) -> Vec<String> {
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let text = |text: &Option<ecow::EcoString>| text.as_ref().map(ToString::to_string).unwrap_or_default();
    let rest = [
        condition.text.to_string(),
        condition.met.word().to_owned(),
        fact.what.to_string(),
        fact.year.map_or_else(String::new, |year| year.to_string()),
        fact.value.map_or_else(|| text(&fact.text), |value| value.to_string()),
        text(&fact.unit),
        text(&fact.compared_with),
        number(fact.other),
        number(fact.low),
        number(fact.high),
        fact.pupils.map_or_else(String::new, |pupils| pupils.to_string()),
        text(&fact.source),
        text(&fact.other_source),
    ];
    head(finding, analysis).into_iter().chain(rest).collect()
}

//! Why a school is flagged, in a few short lines: the latest year beside its bars, the years before, and what people said.

use ecow::EcoString;

use super::sentence::{scale_of, sentence};
use crate::{
    finding::{Fact, Finding, Verdict},
    framework::Definitions,
    model::Year,
};

/// What the lines of the years before begin with.
const BEFORE: &str = "before";

/// Short lines with a label each, from the facts of everything that is met; one fact is told once.
pub(super) fn reasons(findings: &[&Finding], definitions: &Definitions) -> Vec<(String, String)> {
    let facts = facts(findings);
    let comparisons: Vec<&Fact> = facts.iter().copied().filter(|fact| is_comparison(fact)).collect();
    let latest = comparisons.iter().filter_map(|fact| fact.year).max();
    let of = |year: Option<Year>| comparisons.iter().copied().filter(move |fact| fact.year == year);
    let beside_nation = of(latest).filter(|fact| is_national(fact));
    let beside_peers = of(latest).filter(|fact| !is_national(fact));
    let now: Vec<String> = beside_nation.chain(beside_peers).map(|fact| compared(fact, definitions)).collect();
    let before: Vec<&Fact> = comparisons.iter().copied().filter(|fact| fact.year < latest && !is_national(fact)).collect();
    let told: Vec<String> =
        facts.iter().filter(|fact| fact.year.is_none() && fact.other.is_none()).map(|fact| told(fact, definitions)).collect();
    let mut missing: Vec<&str> = findings.iter().flat_map(|finding| &finding.missing).map(EcoString::as_str).collect();
    missing.dedup();
    let year = latest.map_or_else(String::new, |year| year.to_string());
    let lines = [(year, now), (BEFORE.to_owned(), gaps(&before, definitions)), ("people".to_owned(), told)];
    let lines = lines.into_iter().chain([("missing".to_owned(), missing.into_iter().map(str::to_owned).collect())]);
    lines.filter(|(_, parts)| !parts.is_empty()).map(|(label, parts)| (label, parts.join(" · "))).collect()
}

/// Every fact that a met condition rests on, once. A note says all it has to say in its sentence.
fn facts<'a>(findings: &[&'a Finding]) -> Vec<&'a Fact> {
    let mut facts: Vec<&Fact> = Vec::new();
    let met = findings
        .iter()
        .filter(|finding| finding.pattern.is_drawn())
        .flat_map(|finding| &finding.rule)
        .filter(|condition| condition.met == Verdict::Met);
    for fact in met.flat_map(|condition| &condition.facts) {
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    }
    facts
}

/// A figure of the school itself beside a bar in one year; a peer's figure says whose it is.
fn is_comparison(fact: &Fact) -> bool {
    fact.year.is_some() && fact.value.is_some() && fact.other.is_some() && fact.text.is_none()
}

fn is_national(fact: &Fact) -> bool {
    fact.compared_with.as_deref() == Some("national")
}

/// "Progress 8 −0.47 (−0.66 to −0.28), family +0.18"; the interval of what stands beside the nation is left to the working.
fn compared(fact: &Fact, definitions: &Definitions) -> String {
    let scale = scale_of(fact, definitions);
    let (value, other) = scale.pair(fact.value.unwrap_or_default(), fact.other.unwrap_or_default());
    let interval = fact.low.zip(fact.high).filter(|_| !is_national(fact));
    let interval = interval.map(|(low, high)| format!(" ({} to {})", scale.figure(low), scale.figure(high))).unwrap_or_default();
    format!("{} {value}{interval}, {} {other}", fact.what, bar(fact))
}

/// The bar in a word: "family median (10 peers)" is "family".
fn bar(fact: &Fact) -> &str {
    let with = fact.compared_with.as_deref().unwrap_or("compared with");
    with.split_once(" median").map_or(with, |(word, _)| word)
}

/// How far from its bars the school stood in each year before: "gap to family: 2023 −0.78", the measures named if there are several.
fn gaps(before: &[&Fact], definitions: &Definitions) -> Vec<String> {
    let mut years: Vec<Year> = before.iter().filter_map(|fact| fact.year).collect();
    years.dedup();
    let name_of = names(before);
    let gap = |fact: &&Fact| {
        let gap = fact.value.unwrap_or_default() - fact.other.unwrap_or_default();
        format!("{}{}", name_of(fact), scale_of(fact, definitions).figure(gap))
    };
    let in_year = |(at, year): (usize, &Year)| {
        let gaps = before.iter().filter(|fact| fact.year == Some(*year)).map(gap).collect::<Vec<_>>().join(", ");
        let to = if at == 0 { before.first().map_or_else(String::new, |fact| format!("gap to {}: ", bar(fact))) } else { String::new() };
        format!("{to}{year} {gaps}")
    };
    years.iter().enumerate().map(in_year).collect()
}

/// How to name the measures of a list: not at all if there is one, and without a last word that all share.
fn names(facts: &[&Fact]) -> impl Fn(&Fact) -> String {
    let mut measures: Vec<&str> = facts.iter().map(|fact| fact.what.as_str()).collect();
    measures.sort_unstable();
    measures.dedup();
    let last = |measure: &str| measure.rsplit_once(' ').map(|(_, last)| format!(" {last}"));
    let shared = measures.first().and_then(|first| last(first)).filter(|shared| measures.iter().all(|measure| measure.ends_with(shared)));
    let is_one = measures.len() < 2;
    move |fact: &Fact| {
        if is_one {
            return String::new();
        }
        let short = shared.as_ref().and_then(|shared| fact.what.strip_suffix(shared.as_str()));
        format!("{} ", short.unwrap_or(&fact.what))
    }
}

/// What was rated, answered or confirmed; who recorded an answer is left to the working.
fn told(fact: &Fact, definitions: &Definitions) -> String {
    let source = fact.source.clone().filter(|_| fact.value.is_some());
    let said = sentence(&Fact { source, compared_with: None, ..fact.clone() }, definitions);
    said.strip_prefix("Response: ").map_or_else(|| said.clone(), |answer| format!("evidence: {answer}"))
}

//! Findings in JSON.

use ecow::EcoString;
use serde_json::{Map, Value, json};

use super::sentence::fact_json;
use crate::{
    analysis::Analysis,
    finding::{Condition, Fact, Finding, Verdict},
    framework::Rules,
};

/// A finding that is met, as `triage` lists it.
pub fn finding_json(finding: &Finding, analysis: &Analysis) -> Value {
    let mut out = head(finding, analysis);
    out.insert("severity".to_owned(), finding.severity.into());
    out.insert("title".to_owned(), finding.title.as_str().into());
    out.insert("facts".to_owned(), facts_json(&finding.rule, analysis));
    out.insert("missing".to_owned(), texts(&finding.missing));
    out.insert("next".to_owned(), texts(&finding.next));
    out.insert("help".to_owned(), help_json(finding));
    Value::Object(out)
}

/// A finding with its whole working, as `why` answers it.
pub fn why_json(finding: &Finding, analysis: &Analysis) -> Value {
    let mut out = head(finding, analysis);
    if finding.severity > 0 {
        out.insert("severity".to_owned(), finding.severity.into());
    }
    out.insert("title".to_owned(), finding.title.as_str().into());
    out.insert("rule".to_owned(), finding.rule.iter().map(|condition| condition_json(condition, analysis)).collect());
    out.insert("missing".to_owned(), texts(&finding.missing));
    out.insert("would_change".to_owned(), texts(&finding.would_change));
    out.insert("next".to_owned(), texts(&finding.next));
    out.insert("help".to_owned(), help_json(finding));
    out.insert("thresholds".to_owned(), thresholds_json(finding, &analysis.rules));
    Value::Object(out)
}

/// The help that suits a finding, in the order in which it is offered.
fn help_json(finding: &Finding) -> Value {
    let help = finding.help.iter().map(|help| {
        json!({
            "approach": help.approach.word(),
            "title": help.title.as_str(),
            "evidence": help.evidence.as_str(),
            "standing": help.standing.word(),
            "tried": help.tried.iter().map(EcoString::as_str).collect::<Vec<_>>(),
        })
    });
    help.collect()
}

/// The thresholds the rule counts with, numbers as numbers.
fn thresholds_json(finding: &Finding, rules: &Rules) -> Value {
    let thresholds = finding.pattern.rules().iter().flat_map(|group| rules.thresholds(group));
    let value = |text: &str| text.parse::<f64>().map_or_else(|_words| Value::from(text), Value::from);
    thresholds.map(|told| json!({"name": told.name, "value": value(&told.value), "why": told.why.as_str()})).collect()
}

fn head(finding: &Finding, analysis: &Analysis) -> Map<String, Value> {
    let mut out = Map::new();
    out.insert("member".to_owned(), finding.member.as_str().into());
    out.insert("name".to_owned(), analysis.name_of(&finding.member).as_str().into());
    out.insert("pattern".to_owned(), finding.pattern.name().into());
    out.insert("verdict".to_owned(), finding.verdict.word().into());
    out.insert("strength".to_owned(), finding.strength.map_or(Value::Null, |strength| strength.word().into()));
    if let Some(until) = finding.snoozed_until() {
        out.insert("snoozed_until".to_owned(), until.to_string().into());
    }
    if let Some(quiet) = &finding.quiet {
        out.insert("quiet".to_owned(), quiet.word().into());
    }
    if !finding.said.is_empty() {
        out.insert("remarks".to_owned(), json!(finding.said));
    }
    out
}

fn condition_json(condition: &Condition, analysis: &Analysis) -> Value {
    // Three-valued: what cannot be said is null.
    let met = match condition.met {
        Verdict::Met => Some(true),
        Verdict::NotMet => Some(false),
        Verdict::CannotSay => None,
    };
    json!({"text": condition.text.as_str(), "met": met, "facts": facts_json(std::slice::from_ref(condition), analysis)})
}

fn facts_json(conditions: &[Condition], analysis: &Analysis) -> Value {
    let mut unique: Vec<&Fact> = Vec::new();
    for fact in conditions.iter().flat_map(|condition| &condition.facts) {
        if !unique.contains(&fact) {
            unique.push(fact);
        }
    }
    unique.into_iter().map(|fact| fact_json(fact, &analysis.definitions)).collect()
}

fn texts(texts: &[EcoString]) -> Value {
    texts.iter().map(EcoString::as_str).collect()
}

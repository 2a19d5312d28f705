//! Findings as text: where they are listed, and one with its whole working.

use super::{
    page::Page,
    sentence::sentence,
    words::{self, spoken},
};
use crate::{
    analysis::Analysis,
    finding::{Condition, Finding, Verdict},
};

/// A verdict as people read it.
pub fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "found",
        Verdict::NotMet => "not found",
        Verdict::CannotSay => "cannot say",
    }
}

/// "coasting, persistent" or "condoned failure, cannot say".
pub fn label(finding: &Finding) -> String {
    let strength = finding.strength.map_or_else(|| verdict_words(finding.verdict).to_owned(), |strength| spoken(strength.word()));
    format!("{}, {strength}", finding.pattern.title())
}

/// A finding in a list of a member's: its sentence, and what is missing.
pub(super) fn finding_lines(page: &mut Page, finding: &Finding) {
    page.hanging(2, &format!("{} ", finding.pattern.sign()), &format!("{}: {}", words::capitalised(&label(finding)), finding.title));
    if !finding.missing.is_empty() {
        page.hanging(4, "Not known: ", &finding.missing.join("; "));
    }
}

/// Everything a finding rests on, as reasons under it.
pub(super) fn reason_lines(page: &mut Page, finding: &Finding, analysis: &Analysis) {
    let facts = finding.rule.iter().filter(|condition| condition.met == Verdict::Met).flat_map(|condition| &condition.facts);
    let mut said: Vec<String> = Vec::new();
    for fact in facts {
        let sentence = sentence(fact, &analysis.definitions);
        if !said.contains(&sentence) {
            page.hanging(4, "· ", &sentence);
            said.push(sentence);
        }
    }
    if !finding.missing.is_empty() {
        page.hanging(4, "Not known: ", &finding.missing.join("; "));
    }
    for step in &finding.next {
        page.hanging(4, "→ ", step);
    }
}

/// The rule line by line, each with its inputs; what is missing; what would change the verdict.
pub fn working(finding: &Finding, analysis: &Analysis) -> String {
    let mut page = Page::new();
    page.line(&format!("{}: {}", analysis.name_of(&finding.member), label(finding)));
    page.line(&format!("{}, as of {}", finding.member, words::day(analysis.as_of)));
    page.blank();
    page.paragraph(0, &finding.title);
    page.heading("The rule, line by line");
    for condition in &finding.rule {
        condition_lines(&mut page, condition, analysis);
    }
    if finding.facts().any(|fact| fact.compared_with.as_ref().is_some_and(|with| with.starts_with("family median"))) {
        page.blank();
        page.paragraph(
            0,
            &format!(
                "The family is the schools most like this one in context, without the school itself; `permea peers MAP {}` lists them with their figures.",
                finding.member
            ),
        );
    }
    list(&mut page, "What is not known", &finding.missing);
    list(&mut page, "What would change this", &finding.would_change);
    list(&mut page, "What to do next", &finding.next);
    if !analysis.rules.changed.is_empty() {
        page.blank();
        page.paragraph(0, &format!("Rules changed from the built-in ones: {}.", analysis.rules.changed.join(", ")));
    }
    if finding.verdict != Verdict::Met {
        page.blank();
        page.paragraph(0, words::NO_FLAG);
    }
    page.finish()
}

fn condition_lines(page: &mut Page, condition: &Condition, analysis: &Analysis) {
    let verdict = match condition.met {
        Verdict::Met => "met",
        Verdict::NotMet => "not met",
        Verdict::CannotSay => "cannot say",
    };
    page.hanging(2, &words::fit(verdict, 12), &condition.text);
    for fact in &condition.facts {
        page.hanging(14, "· ", &sentence(fact, &analysis.definitions));
    }
}

fn list(page: &mut Page, heading: &str, lines: &[ecow::EcoString]) {
    if lines.is_empty() {
        return;
    }
    page.heading(heading);
    for line in lines {
        page.hanging(2, "· ", line);
    }
}

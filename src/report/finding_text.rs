//! Findings as text: where they are listed, and one with its whole working.

use ecow::{EcoString, eco_format};

use super::{
    family_words::words_of,
    page::{Page, Text},
    remark_text::remark_words,
    sentence::sentence,
    words::{self, spoken},
};
use crate::{
    analysis::Analysis,
    finding::{Condition, Finding, Quiet, Verdict},
    framework::Rules,
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

/// A verdict in one sentence that names its pattern once.
pub(super) fn said(finding: &Finding) -> String {
    let pattern = words::capitalised(finding.pattern.title());
    match finding.verdict {
        Verdict::Met if finding.title.starts_with(&pattern) => finding.title.to_string(),
        Verdict::Met => format!("{pattern}: {}", words::uncapitalised(&finding.title)),
        Verdict::NotMet => format!("{pattern}: not found. {}.", finding.title),
        Verdict::CannotSay => format!("{pattern}: cannot say."),
    }
}

/// A finding in a list of a member's: its sentence, and what is missing.
pub(super) fn finding_lines(page: &mut Page, finding: &Finding) {
    page.flagged(2, &format!("{} ", finding.pattern.sign()), &said(finding));
    for missing in &finding.missing {
        page.hanging(4, "Not known: ", missing);
    }
}

/// The rule line by line, each with its inputs; what is missing; what would change the verdict.
pub fn working(finding: &Finding, analysis: &Analysis, columns: usize) -> Text {
    let mut page = Page::new(columns);
    page.title(&format!("{}: {}", analysis.name_of(&finding.member), label(finding)));
    page.line(&format!("{}, as of {}", finding.member, words::day(analysis.as_of)));
    page.blank();
    page.flagged(0, "", &finding.title);
    page.heading("The rule, line by line");
    for condition in &finding.rule {
        condition_lines(&mut page, condition, analysis);
    }
    if finding.facts().any(|fact| fact.compared_with.as_ref().is_some_and(|with| with.starts_with("family median"))) {
        page.blank();
        page.paragraph(
            0,
            &format!(
                "The family is the schools most like this one in context by {}, without the school itself; `permea peers MAP {}` lists them with their figures.",
                finding.facts().find_map(|fact| fact.family.as_deref()).map_or("the rules", words_of),
                finding.member
            ),
        );
    }
    list(&mut page, "What is not known", &finding.missing);
    // Where nothing can be said, what would change it is what is not known, which stands above.
    if finding.verdict != Verdict::CannotSay {
        list(&mut page, "What would change this", &finding.would_change);
    }
    list(&mut page, "What to do next", &finding.next);
    list(&mut page, "What people said of it", &said_lines(finding, analysis));
    list(&mut page, "What the rule counts with", &threshold_lines(finding, &analysis.rules));
    changed_rules(&mut page, analysis);
    if finding.verdict != Verdict::Met {
        page.blank();
        page.paragraph(0, words::NO_FLAG);
    }
    page.finish()
}

/// What people said of a finding, the oldest first, and what keeps it quiet.
pub fn said_lines(finding: &Finding, analysis: &Analysis) -> Vec<EcoString> {
    let said = finding.said.iter().map(|remark| EcoString::from(remark_words(remark, &analysis.network)));
    said.chain(finding.quiet.as_ref().map(|quiet| EcoString::from(quiet_words(quiet)))).collect()
}

/// Why a finding is quiet for now.
pub(super) fn quiet_words(quiet: &Quiet) -> String {
    match quiet {
        Quiet::Snoozed(until) => format!("Snoozed until {}.", words::day(*until)),
        Quiet::Handled(Some(_)) => "Quiet, for it is handled: it speaks again when that support ends.".to_owned(),
        Quiet::Handled(None) => "Quiet, for it is handled: it speaks again when somebody objects to it or confirms it.".to_owned(),
    }
}

/// The thresholds a finding counts with, each with its reason.
pub fn threshold_lines(finding: &Finding, rules: &Rules) -> Vec<EcoString> {
    let thresholds = finding.pattern.rules().iter().flat_map(|group| rules.thresholds(group));
    thresholds.map(|threshold| eco_format!("{} ({})", words::capitalised(&threshold.words), threshold.why)).collect()
}

/// Names the rules that are not the built-in ones, wherever verdicts are told.
pub(super) fn changed_rules(page: &mut Page, analysis: &Analysis) {
    if !analysis.rules.changed.is_empty() {
        page.blank();
        page.paragraph(0, &format!("Rules changed from the built-in ones: {}.", analysis.rules.changed.join(", ")));
    }
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

fn list(page: &mut Page, heading: &str, lines: &[EcoString]) {
    if lines.is_empty() {
        return;
    }
    page.heading(heading);
    for line in lines {
        page.hanging(2, "· ", line);
    }
}

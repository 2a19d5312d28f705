//! What was found about a member: verdicts with their reasons, what is missing, and what people said of them.

use super::{About, Ink, build::Lines};
use crate::{
    finding::{Condition, Finding, Pattern, Verdict},
    report::{MemberPage, label, remark_words, sentence, words},
};

pub(super) fn findings(page: &MemberPage<'_>, lines: &mut Lines) {
    let met = page.findings.iter().filter(|finding| finding.verdict == Verdict::Met).count();
    let beside = match (page.findings.is_empty(), met) {
        (true, _) => "the patterns are about open schools only",
        (false, 0) => "no flag; that does not mean that all is well",
        (false, _) => "a prompt for a conversation; why is told at the end of the page",
    };
    lines.heading_about(About::Findings, "What was found", beside, "flags");
    for finding in page.findings.iter().filter(|finding| page.is_told(finding)) {
        one(page, finding, lines);
    }
    lines.now(About::Findings, "flags");
    for (label, words) in page.untold() {
        lines.hanging((Ink::Dim, label), Ink::Dim, &words);
    }
}

fn one(page: &MemberPage<'_>, finding: &Finding, lines: &mut Lines) {
    lines.now(About::Finding(finding.pattern), explained(finding.pattern));
    let ink = match finding.verdict {
        Verdict::Met => Ink::Flag(finding.pattern),
        Verdict::NotMet | Verdict::CannotSay => Ink::Dim,
    };
    let sign = if finding.verdict == Verdict::Met { finding.pattern.sign() } else { '·' };
    lines.line(vec![(ink, format!("  {sign} {}", words::capitalised(&label(finding))))]);
    if finding.verdict == Verdict::Met {
        lines.hanging((Ink::Plain, "  "), Ink::Plain, &finding.title);
    }
    if !finding.missing.is_empty() {
        lines.hanging((Ink::Warning, "  Not known: "), Ink::Plain, &finding.missing.join("; "));
    }
    for remark in page.remarks.iter().filter(|remark| remark.pattern == finding.pattern.name()) {
        lines.hanging((Ink::Plain, "  "), Ink::Strong, &remark_words(remark, &page.analysis.network));
    }
}

/// Why: every rule that is met line by line with what it rests on, and what to do next.
pub(super) fn reasons(page: &MemberPage<'_>, lines: &mut Lines) {
    for finding in page.findings.iter().filter(|finding| finding.verdict == Verdict::Met) {
        lines.heading(&format!("Why {}", finding.pattern.title()), "the rule line by line", explained(finding.pattern));
        lines.now(About::Finding(finding.pattern), explained(finding.pattern));
        for condition in &finding.rule {
            reason(page, condition, lines);
        }
        for next in &finding.next {
            lines.hanging((Ink::Label, "Next: "), Ink::Plain, next);
        }
    }
}

fn reason(page: &MemberPage<'_>, condition: &Condition, lines: &mut Lines) {
    let (sign, ink) = match condition.met {
        Verdict::Met => ("✓ ", Ink::Plain),
        Verdict::NotMet => ("✗ ", Ink::Dim),
        Verdict::CannotSay => ("? ", Ink::Warning),
    };
    lines.hanging((ink, sign), ink, &condition.text);
    for fact in &condition.facts {
        lines.hanging((Ink::Dim, "  · "), Ink::Dim, &sentence(fact, &page.analysis.definitions));
    }
}

/// The pattern's name in the glossary.
pub(super) fn explained(pattern: Pattern) -> &'static str {
    pattern.name()
}

//! The triage for a terminal: each school once, with what was found and the figures that say why.

use std::collections::BTreeMap;

use super::{
    finding_text::{changed_rules, said, said_lines},
    page::{Page, Text},
    reasons::reasons,
    remark_text::remark_words,
    triage::{Gap, Triage, gaps},
    words,
};
use crate::{
    finding::Finding,
    model::{Remark, Word},
};

/// Reasons for silence that are listed.
const REASONS: usize = 8;

/// The columns of the words before a school's lines.
const LABEL: usize = 8;

impl Triage<'_> {
    /// A few lines a school: what was found, the latest comparison, the years before, and one step; the working is `why`'s.
    pub fn text(&self, columns: usize) -> Text {
        let mut page = Page::new(columns);
        let Self { analysis, .. } = *self;
        page.title(&format!("{}: who needs attention, as of {}", analysis.network.about.name, words::day(analysis.as_of)));
        let schools = words::counted(self.schools, "open school", "open schools");
        let schools = match self.others {
            0 => schools,
            others => format!("{schools} and {}", words::counted(others, "other member", "other members")),
        };
        match self.found {
            0 => page.line(&format!("No findings about {schools}.")),
            found => page.paragraph(
                0,
                &format!("{} about {} of {schools}, the most urgent first.", words::counted(found, "finding", "findings"), self.members),
            ),
        }
        let (quiet, speaking): (Vec<&Finding>, Vec<&Finding>) = self.findings.iter().partition(|finding| finding.quiet.is_some());
        for (at, findings) in by_member(&speaking).iter().enumerate() {
            page.blank();
            self.school_lines(&mut page, at + 1, findings);
        }
        self.quiet_lines(&mut page, &quiet);
        if self.findings.len() < self.found {
            page.blank();
            page.line(&format!("Shown: {} of {}.", self.findings.len(), words::counted(self.found, "finding", "findings")));
        }
        if self.found > 0 {
            page.blank();
            page.paragraph(0, "`permea why MAP MEMBER PATTERN` shows the whole working of a finding.");
        }
        self.count_lines(&mut page);
        self.silence_lines(&mut page);
        changed_rules(&mut page, analysis);
        page.blank();
        page.paragraph(0, words::NO_FLAG);
        page.finish()
    }

    /// One school with everything that was found about it.
    fn school_lines(&self, page: &mut Page, number: usize, findings: &[&Finding]) {
        let Some(first) = findings.first() else { return };
        let head = format!("{}  {} ({})", words::right(&number.to_string(), 2), self.analysis.name_of(&first.member), first.member);
        let severity = format!("severity {} of 5", first.severity);
        let room = page.columns().saturating_sub(words::columns(&severity) + 2);
        page.title(&format!("{}  {severity}", words::fit(&head, room)));
        for finding in findings {
            page.flagged(4, &format!("{} ", finding.pattern.sign()), &said(finding));
            // A confirmation is a fact of the rule, and told among the others.
            let is_fact = |remark: &Remark| remark.word == Word::Confirm && finding.facts().any(|fact| fact.what == "confirmed");
            for remark in finding.said.iter().filter(|remark| !is_fact(remark)) {
                page.paragraph(6, &remark_words(remark, &self.analysis.network));
            }
        }
        for (label, reason) in reasons(findings, &self.analysis.definitions) {
            page.hanging(4, &words::fit(&label, LABEL), &reason);
        }
        if let Some(step) = findings.iter().find_map(|finding| finding.next.first()) {
            page.hanging(4, &words::fit("next", LABEL), step);
        }
    }

    /// What a person asked quiet about, or set down as handled: still there, and told last.
    fn quiet_lines(&self, page: &mut Page, findings: &[&Finding]) {
        if findings.is_empty() {
            return;
        }
        page.heading("Quiet for now");
        for finding in findings {
            page.flagged(
                2,
                &format!("{} ", finding.pattern.sign()),
                &format!("{}: {}", self.analysis.name_of(&finding.member), said(finding)),
            );
            for line in said_lines(finding, self.analysis) {
                page.paragraph(4, &line);
            }
        }
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
        let most = gaps(self.cannot_say.iter().copied());
        if most.is_empty() {
            return;
        }
        page.heading("What is missing most where nothing can be said");
        for gap in most.iter().take(REASONS) {
            let Gap { schools, phrase, .. } = *gap;
            page.hanging(2, &format!("{}  ", words::right(&words::count(schools as u64), 6)), &format!("{phrase} ({})", gap.titles()));
        }
        if most.len() > REASONS {
            let others = words::counted(most.len() - REASONS, "other reason", "other reasons");
            page.paragraph(10, &format!("and {others}; --format json lists each school"));
        }
    }
}

/// The findings of each member together, in the order in which each member comes first.
fn by_member<'a>(findings: &[&'a Finding]) -> Vec<Vec<&'a Finding>> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for &finding in findings {
        let place = *places.entry(&finding.member).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups
}

//! The first page of a workbook: what map it is, of what day and for whom, what stands where, and what is missing.

use super::{
    Lossy, Subject,
    page::{Frame, Page, text},
};
use crate::{
    framework::Framework,
    model::{Phase, RecordKind, Stage},
    report::{cell::Cell, conflict_words::unsettled_words, triage::gaps, words},
};

/// So many gaps are named.
const GAPS: usize = 20;

/// Lines about the pages that follow.
pub(super) fn page(subject: &Subject<'_>, pages: &[Page], lossy: &Lossy) -> Page {
    let analysis = subject.analysis;
    let mut lines = Lines(Vec::new());
    lines.say("Map", &subject.network.about.name);
    lines.say(
        "As of",
        &format!(
            "{}. Members, ties and ratings are all there; stages, phases and findings are those of this day.",
            words::day(analysis.as_of)
        ),
    );
    lines.say(
        "Who may see it",
        "Internal: it names members with their stages and what was found about them. Share it only with those who may see that.",
    );
    lines.say("Made by", concat!("permea ", env!("CARGO_PKG_VERSION"), ". It can be read back: permea import MAP this file."));
    lines.say("Holds", &held(subject));
    lines.blank();
    for page in pages {
        lines.say(page.name, explained(page.name));
    }
    lines.say("", "A mark as SUPP, NE or LOWCOV stands where the publisher printed one in place of a figure. It is not 0.");
    lines.blank();
    words_of_scales(&mut lines);
    lines.blank();
    let mut label = "Missing most";
    let gaps = gaps(analysis.cannot_say.iter());
    for gap in gaps.iter().take(GAPS) {
        let schools = words::counted(gap.schools, "member", "members");
        lines.say(
            std::mem::take(&mut label),
            &format!("{}: {schools}. Not to be said of them: {}.", words::capitalised(gap.phrase), gap.titles()),
        );
    }
    if gaps.len() > GAPS {
        lines.say("", &format!("and {}.", words::counted(gaps.len() - GAPS, "other thing", "other things")));
    }
    lines.say("", words::NO_FLAG);
    lines.say("Not settled", &unsettled_words(subject.network.conflicts().len()).unwrap_or_default());
    lines.say("Changed rules", &analysis.rules.changed.join(", "));
    lines.blank();
    let mut label = "Not in it";
    for line in lossy.lines() {
        lines.say(std::mem::take(&mut label), &words::capitalised(line.trim_start_matches("lossy: ")));
    }
    Page { name: "About", frame: Frame::Lines, rows: lines.0 }
}

/// Lines of a word and a sentence each.
struct Lines(Vec<Vec<Cell>>);

impl Lines {
    /// A line, if there is anything to say.
    fn say(&mut self, label: &str, said: &str) {
        if !said.is_empty() {
            self.0.push(vec![text(label), text(said)]);
        }
    }

    fn blank(&mut self) {
        self.0.push(Vec::new());
    }
}

fn held(subject: &Subject<'_>) -> String {
    let count = |kind: RecordKind| words::of_kind_counted(kind, subject.network.count(kind));
    let findings = words::counted(subject.analysis.findings.len(), "finding", "findings");
    format!("{}, {}, {}, {findings}", count(RecordKind::Member), count(RecordKind::Tie), count(RecordKind::Rating))
}

fn explained(page: &str) -> &'static str {
    match page {
        "Members" => "One row a member: what it is, where it stands, its figures. A column without anything in it is hidden.",
        "Ties" => "One row a tie: who gives, who learns, in which phase, with what trust.",
        "Ratings" => "Every rating, the newest first; one that was taken back says so.",
        "Findings" => "What was found, the most urgent first, with the whole working. They are questions to ask, not verdicts.",
        "Plan" => "Who supports whom, and how far it is.",
        _ => "",
    }
}

fn words_of_scales(lines: &mut Lines) {
    let framework = Framework::built_in();
    let stages: Vec<String> = Stage::ALL.into_iter().map(|stage| words::stage(framework, stage)).collect();
    let phases: Vec<String> = Phase::ALL.into_iter().map(|phase| words::phase(framework, phase)).collect();
    lines.say("Stages", &stages.join(" · "));
    lines.say("Phases", &phases.join(" · "));
    lines.say("Trust", "1 low to 4 high");
}

//! Why: the rule line by line, what each line rests on, what is not known, what to do next.

use super::super::App;
use crate::{
    finding::{Condition, Finding, Verdict},
    framework::Definitions,
    report::{self, words},
};

/// How a line of reasons is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Title,
    Heading,
    Met,
    NotMet,
    CannotSay,
    /// What a line of the rule rests on.
    Fact,
    Plain,
    Blank,
}

/// A line of reasons, as wide as was asked for at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    pub tone: Tone,
    pub text: String,
}

/// Lines of reasons folded to a width.
struct Lines {
    columns: usize,
    lines: Vec<Reason>,
}

impl Lines {
    /// A text behind a sign; the lines after the first are indented as far.
    fn hang(&mut self, tone: Tone, sign: &str, text: &str) {
        let indent = words::columns(sign);
        for (at, line) in words::wrap(text, self.columns.saturating_sub(indent)).into_iter().enumerate() {
            let text = if at == 0 { format!("{sign}{line}") } else { format!("{}{line}", " ".repeat(indent)) };
            self.lines.push(Reason { tone, text });
        }
    }

    fn heading(&mut self, text: &str) {
        self.lines.push(Reason { tone: Tone::Blank, text: String::new() });
        self.hang(Tone::Heading, "", text);
    }

    fn list(&mut self, heading: &str, sign: &str, texts: &[ecow::EcoString]) {
        if !texts.is_empty() {
            self.heading(heading);
            for text in texts {
                self.hang(Tone::Plain, sign, text);
            }
        }
    }

    fn condition(&mut self, condition: &Condition, definitions: &Definitions) {
        let (tone, sign) = match condition.met {
            Verdict::Met => (Tone::Met, "✓ "),
            Verdict::NotMet => (Tone::NotMet, "✗ "),
            Verdict::CannotSay => (Tone::CannotSay, "? "),
        };
        self.hang(tone, sign, &condition.text);
        for fact in &condition.facts {
            self.hang(Tone::Fact, "   · ", &report::sentence(fact, definitions));
        }
    }
}

impl App {
    /// The reasons for the finding under the cursor, folded to so many columns.
    pub fn triage_reasons(&self, columns: usize) -> Vec<Reason> {
        let mut lines = Lines { columns, lines: Vec::new() };
        let Some(analysis) = &self.analysis else { return lines.lines };
        let Some(finding) = self.triage_finding() else {
            self.say_not_listed(&mut lines);
            return lines.lines;
        };
        lines.hang(Tone::Title, "", &self.name_of(&finding.member));
        lines.hang(Tone::Plain, "", &sentence_of(&finding));
        lines.heading("Why: the rule, line by line");
        for condition in &finding.rule {
            lines.condition(condition, &analysis.definitions);
        }
        lines.list("Not known", "? ", &finding.missing);
        lines.list("What people said of it", "“ ", &report::said_lines(&finding, analysis));
        lines.list("What to do next", "→ ", &finding.next);
        // Where nothing can be said, what would change it is what is not known, which stands above.
        if finding.verdict != Verdict::CannotSay {
            lines.list("What would change this", "· ", &finding.would_change);
        }
        lines.list("What the rule counts with", "· ", &report::threshold_lines(&finding, &analysis.rules));
        if finding.verdict != Verdict::Met {
            lines.heading("Mind");
            lines.hang(Tone::Plain, "", words::NO_FLAG);
        }
        lines.lines
    }
}

impl App {
    /// That the selected member is not in the list, which is no praise.
    fn say_not_listed(&self, lines: &mut Lines) {
        let Some(member) = &self.selection.member else { return };
        lines.hang(Tone::Title, "", &self.name_of(member));
        lines.hang(Tone::Plain, "", "It is not in this list.");
        lines.hang(Tone::Plain, "", words::NO_FLAG);
    }
}

/// The finding's own sentence; where nothing can be said, it does not name the pattern itself.
fn sentence_of(finding: &Finding) -> String {
    let sign = finding.pattern.sign();
    match finding.verdict {
        Verdict::Met => {
            // The list names a pattern that is not on the map instead of its strength.
            let strength = finding.strength.filter(|_| !finding.pattern.is_drawn());
            let strength = strength.map_or_else(String::new, |strength| format!(" ({})", strength.word()));
            format!("{sign} {}{strength}", finding.title)
        }
        Verdict::NotMet => format!("{sign} {}: not found. {}", words::capitalised(finding.pattern.title()), finding.title),
        Verdict::CannotSay => {
            format!("{sign} {}: nobody can say, because something is not known.", words::capitalised(finding.pattern.title()))
        }
    }
}

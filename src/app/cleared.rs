//! Findings that are cleared: told once, when the analysis that no longer finds them has come.
//!
//! What was found when the map was last looked at is remembered on this computer, in the map's safe, so that neither a restart
//! nor a sync tells it twice. What nobody can say any more is not cleared: it stays remembered until something can be said.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;

use super::{App, Effect, Notice};
use crate::{
    analysis::Analysis,
    finding::{Finding, Pattern, Verdict},
    model::MemberId,
    report::words,
};

/// Members named in the sentence; more are counted.
const MOST_NAMED: usize = 3;

/// What was found when the map was last looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// Under which rules: found under others, nothing can be compared.
    rules: EcoString,
    found: BTreeSet<(Pattern, MemberId)>,
}

impl Seen {
    fn of(analysis: &Analysis) -> Self {
        let flags = analysis.flags.iter();
        let found = flags.flat_map(|(member, patterns)| patterns.iter().map(move |pattern| (*pattern, member.clone())));
        let changed = analysis.rules.changed.iter().map(EcoString::as_str);
        let rules = std::iter::once(env!("CARGO_PKG_VERSION")).chain(changed).collect::<Vec<_>>().join(" ");
        Self { rules: rules.into(), found: found.collect() }
    }

    /// A line for the rules, then one for each finding: the pattern and the member.
    fn text(&self) -> String {
        let found = self.found.iter().map(|(pattern, member)| format!("{} {member}", pattern.name()));
        std::iter::once(self.rules.to_string()).chain(found).collect::<Vec<_>>().join("\n")
    }

    /// What [`text`](Self::text) wrote; a line that says nothing is left out.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let rules = lines.next()?.into();
        let found = lines.filter_map(|line| {
            let (pattern, member) = line.split_once(' ')?;
            Some((Pattern::from_name(pattern)?, MemberId::new(member).ok()?))
        });
        Some(Self { rules, found: found.collect() })
    }
}

impl App {
    /// Tells what is cleared since the map was last looked at, and remembers what is found now.
    pub(super) fn tell_cleared(&mut self, analysis: &Analysis) -> Vec<Effect> {
        // A day that stands in for today is no news.
        if self.setup.as_of.is_some() {
            return Vec::new();
        }
        let mut now = Seen::of(analysis);
        let before = self.seen.take();
        let gone: Vec<Finding> = match &before {
            Some(before) if before.rules == now.rules => {
                before.found.difference(&now.found).filter_map(|(pattern, member)| analysis.why(member, *pattern)).collect()
            }
            Some(_) | None => Vec::new(),
        };
        let (cleared, unsaid): (Vec<Finding>, Vec<Finding>) = gone.into_iter().partition(|finding| finding.verdict == Verdict::NotMet);
        now.found.extend(unsaid.into_iter().map(|finding| (finding.pattern, finding.member)));
        if !cleared.is_empty() {
            self.add_to_notice(&self.cleared_words(&cleared));
        }
        let is_news = before.as_ref() != Some(&now);
        let text = now.text();
        self.seen = Some(now);
        let may_write = self.document.as_ref().is_some_and(|document| document.read_only.is_none());
        if is_news && may_write { vec![Effect::NoteFindings(text)] } else { Vec::new() }
    }

    fn cleared_words(&self, cleared: &[Finding]) -> String {
        if let [finding] = cleared {
            return format!("Cleared: {} at {} ({}).", finding.pattern.title(), self.name_of(&finding.member), finding.title);
        }
        let mut patterns: BTreeMap<&MemberId, Vec<&str>> = BTreeMap::new();
        for finding in cleared {
            patterns.entry(&finding.member).or_default().push(finding.pattern.title());
        }
        let named =
            patterns.iter().take(MOST_NAMED).map(|(member, patterns)| format!("{} at {}", patterns.join(", "), self.name_of(member)));
        let named = named.collect::<Vec<_>>().join("; ");
        let more = patterns.len().saturating_sub(MOST_NAMED);
        let more = if more == 0 { String::new() } else { format!("; and at {}", words::counted(more, "other", "others")) };
        format!("Cleared: {named}{more}.")
    }

    /// Says a sentence behind what is being said already.
    fn add_to_notice(&mut self, sentence: &str) {
        match &mut self.notice {
            Some(notice) => notice.sentence = format!("{} {sentence}", notice.sentence),
            None => self.tell(Notice::done(sentence)),
        }
    }
}

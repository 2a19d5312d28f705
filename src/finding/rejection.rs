//! How a school answered the evidence put to it: rejected, silent, still open, or accepted and acted upon.

use ecow::{EcoString, eco_format};
use jiff::civil::Date;

use super::{
    evidence::Evidence,
    verdict::{Fact, Verdict},
};
use crate::{
    framework::months_after,
    model::{Answer, Phase, Remark, Response, Tie, Word},
};

/// What one response amounts to on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Rejected or explained away, on this day.
    Rejected(Date),
    /// No answer for so long that it counts as one, from this day on.
    Silent(Date),
    /// No answer yet; it would count from this day on.
    Waiting(Date),
    /// Asked for more, or answered without saying what.
    Open,
    Accepted(Date),
}

/// The answers of one school to the evidence put to it.
#[derive(Clone, Debug)]
pub(super) struct Rejection<'a> {
    evidence: &'a Evidence<'a>,
    outcomes: Vec<(&'a Response, Outcome)>,
}

impl<'a> Rejection<'a> {
    pub(super) fn of(evidence: &'a Evidence<'a>) -> Self {
        let (as_of, months) = (evidence.ground.as_of, evidence.ground.rules.condoned_failure.no_answer_months.value);
        let outcomes = evidence.responses.iter().map(|response| (*response, outcome(response, as_of, months)));
        Self { evidence, outcomes: outcomes.collect() }
    }

    /// Whether evidence was put to the school and it rejected it, explained it away or kept silent.
    ///
    /// Questions leave the case as it was. Acceptance clears it once a tie of phase 2 or 3 has started since.
    pub(super) fn verdict(&self) -> Verdict {
        let Some(rejected_on) = self.last_rejection() else {
            let is_undecided = self.outcomes.iter().all(|(_, outcome)| !matches!(outcome, Outcome::Accepted(_)));
            return if is_undecided { Verdict::CannotSay } else { Verdict::NotMet };
        };
        if self.clearing_tie(rejected_on).is_some() { Verdict::NotMet } else { Verdict::Met }
    }

    fn last_rejection(&self) -> Option<Date> {
        let days = self.outcomes.iter().filter_map(|(_, outcome)| match outcome {
            Outcome::Rejected(day) | Outcome::Silent(day) => Some(*day),
            Outcome::Waiting(_) | Outcome::Open | Outcome::Accepted(_) => None,
        });
        days.max()
    }

    /// The day evidence was last accepted after it had been rejected.
    fn accepted_since(&self, rejected_on: Date) -> Option<Date> {
        let days = self.outcomes.iter().filter_map(|(_, outcome)| match outcome {
            Outcome::Accepted(day) if *day >= rejected_on => Some(*day),
            Outcome::Accepted(_) | Outcome::Rejected(_) | Outcome::Silent(_) | Outcome::Waiting(_) | Outcome::Open => None,
        });
        days.min()
    }

    /// The tie of phase 2 or 3 that started after the evidence was accepted.
    fn clearing_tie(&self, rejected_on: Date) -> Option<&'a Tie> {
        let accepted_on = self.accepted_since(rejected_on)?;
        self.evidence.bonds.iter().map(|bond| bond.tie).find(|tie| {
            tie.phase.is_some_and(|phase| phase >= Phase::Experience) && tie.started.is_some_and(|started| started >= accepted_on)
        })
    }

    /// What would have to be known while nothing can be said.
    pub(super) fn missing(&self) -> Option<EcoString> {
        if self.verdict() != Verdict::CannotSay {
            return None;
        }
        let Some((response, outcome)) = self.outcomes.last() else {
            return Some("evidence not yet put to them; not a case of condoned failure".into());
        };
        Some(match outcome {
            Outcome::Waiting(until) => {
                eco_format!("an answer to the evidence shared on {}; silence counts from {until}", response.shared_on)
            }
            Outcome::Open | Outcome::Accepted(_) | Outcome::Rejected(_) | Outcome::Silent(_) => {
                eco_format!("what the school concludes from the evidence shared on {}; the case is open", response.shared_on)
            }
        })
    }

    /// Days and roles of spoken rejections; silence has no role and is not counted.
    pub(super) fn spoken(&self) -> (Vec<Date>, Vec<EcoString>) {
        let (mut days, mut roles) = (Vec::new(), Vec::new());
        for (response, outcome) in &self.outcomes {
            let Outcome::Rejected(day) = outcome else { continue };
            days.push(*day);
            roles.extend(response.by_role.as_ref().map(|role| EcoString::from(role.trim().to_lowercase())).filter(|role| !role.is_empty()));
        }
        days.sort_unstable();
        days.dedup();
        roles.sort_unstable();
        roles.dedup();
        (days, roles)
    }

    /// Whether the rejection is repeated and shared: on enough days and by enough roles.
    pub(super) fn is_collective(&self) -> Verdict {
        let (days, roles) = self.spoken();
        let rules = &self.evidence.ground.rules.condoned_failure;
        Verdict::from(days.len() >= rules.rejection_days.value && roles.len() >= rules.rejection_roles.value)
    }

    /// One fact for each response.
    pub(super) fn facts(&self) -> Vec<Fact> {
        self.outcomes.iter().map(|(response, outcome)| fact(response, *outcome)).collect()
    }

    /// What would clear the case.
    pub(super) fn clearing_words(&self) -> EcoString {
        match self.last_rejection().and_then(|day| self.accepted_since(day)) {
            Some(day) => {
                eco_format!("The evidence was accepted on {day}; a tie at phase 2 or 3 that starts since then would clear the case.")
            }
            None => {
                "It would be cleared if the evidence were accepted and a tie at phase 2 or 3 (experience, coaching) started since.".into()
            }
        }
    }
}

/// The words of people that confirm a pattern: each person's last word counts, and of two at the same moment the objection.
pub(super) fn confirmations<'a>(evidence: &Evidence<'a>, pattern: &str) -> Vec<&'a Remark> {
    let words: Vec<&Remark> = evidence.remarks.iter().copied().filter(|remark| remark.pattern == pattern).collect();
    let is_taken_back = |confirmed: &Remark| {
        let moment = (confirmed.on, confirmed.at);
        words.iter().any(|word| word.by == confirmed.by && word.word == Word::Object && (word.on, word.at) >= moment)
    };
    words.iter().copied().filter(|word| word.word == Word::Confirm && !word.by.trim().is_empty() && !is_taken_back(word)).collect()
}

fn outcome(response: &Response, as_of: Date, months: u32) -> Outcome {
    let answered_on = response.answered_on.filter(|&day| day <= as_of);
    let is_answered_later = response.answered_on.is_some() && answered_on.is_none();
    let day = answered_on.unwrap_or(response.shared_on);
    match response.response {
        Some(Answer::Accepted) if !is_answered_later => Outcome::Accepted(day),
        Some(Answer::Rejected | Answer::ExplainedAway) if !is_answered_later => Outcome::Rejected(day),
        Some(Answer::Questioned) if !is_answered_later => Outcome::Open,
        None if answered_on.is_some() => Outcome::Open,
        Some(Answer::Accepted | Answer::Rejected | Answer::ExplainedAway | Answer::Questioned | Answer::None) | None => {
            let counts_from = months_after(response.shared_on, months);
            if counts_from <= as_of { Outcome::Silent(counts_from) } else { Outcome::Waiting(counts_from) }
        }
    }
}

fn fact(response: &Response, outcome: Outcome) -> Fact {
    let text = match (outcome, response.response) {
        (Outcome::Silent(day), _) => eco_format!("no answer, counted as a rejection from {day}"),
        (Outcome::Waiting(day), _) => eco_format!("no answer yet; silence counts from {day}"),
        (Outcome::Open, None) => "answered, without saying what".into(),
        (Outcome::Rejected(day) | Outcome::Accepted(day), Some(answer)) => eco_format!("{} on {day}", answer.word().replace('_', " ")),
        (Outcome::Open, Some(answer)) => answer.word().into(),
        (Outcome::Rejected(day) | Outcome::Accepted(day), None) => eco_format!("answered on {day}"),
    };
    let mut source = eco_format!("shared on {}", response.shared_on);
    for (word, part) in [("answered by", &response.by_role), ("recorded by", &response.by), ("from", &response.provenance)] {
        if let Some(part) = part {
            source.push_str(&format!(", {word} {part}"));
        }
    }
    Fact { what: "response".into(), text: Some(text), source: Some(source), compared_with: response.measure.clone(), ..Fact::default() }
}

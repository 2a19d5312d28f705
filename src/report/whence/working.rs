//! Where the numbers of a finding come from: its rule line by line with every figure's file and row, and the records it counts.

use super::{
    super::{finding_text::threshold_lines, sentence::sentence, words},
    cell::{field_origin, standing_whence},
    page::{member_ties_whence, visit_whence},
    place::{Hand, origin},
};
use crate::{
    analysis::Analysis,
    finding::{Condition, Finding, Pattern, Verdict},
    model::Member,
};

/// Visits that are named one by one.
const VISITS: usize = 4;

/// The rule of a finding line by line, the records that are counted, and the thresholds.
pub fn finding_whence(analysis: &Analysis, finding: &Finding) -> Vec<String> {
    let Some(member) = analysis.network.members().get(&finding.member) else { return Vec::new() };
    let strength = finding.strength.map(|strength| format!(", {}", words::spoken(strength.word()))).unwrap_or_default();
    let verdict = match finding.verdict {
        Verdict::Met => "found",
        Verdict::NotMet => "not found",
        Verdict::CannotSay => "nobody can say",
    };
    let (name, title) = (&member.name, finding.pattern.title());
    let mut lines = vec![format!("{name}, {title} on {}: {verdict}{strength}.", words::day(analysis.as_of))];
    lines.extend(finding.rule.iter().flat_map(|condition| condition_lines(analysis, condition)));
    lines.extend(records(analysis, member, finding.pattern));
    let thresholds = threshold_lines(finding, &analysis.rules);
    lines.extend((!thresholds.is_empty()).then(|| "The rule counts with:".to_owned()));
    lines.extend(thresholds.into_iter().map(|threshold| format!("· {threshold}")));
    lines
}

fn condition_lines(analysis: &Analysis, condition: &Condition) -> Vec<String> {
    let sign = match condition.met {
        Verdict::Met => '✓',
        Verdict::NotMet => '✗',
        Verdict::CannotSay => '?',
    };
    let facts = condition.facts.iter().map(|fact| format!("· {}", sentence(fact, &analysis.definitions)));
    [format!("{sign} {}", condition.text)].into_iter().chain(facts).collect()
}

/// The records behind counts: ratings, ties and visits, and what the family is found by; each with its row.
fn records(analysis: &Analysis, member: &Member, pattern: Pattern) -> Vec<String> {
    let counts = |group: &str| pattern.rules().contains(&group);
    let mut lines = Vec::new();
    let is_of_stages = match pattern {
        Pattern::CondonedFailure
        | Pattern::Entrenched
        | Pattern::MissingSource
        | Pattern::StageOverclaimed
        | Pattern::StageUnderclaimed
        | Pattern::Stalled
        | Pattern::Regressed
        | Pattern::StaleRating => true,
        Pattern::Coasting
        | Pattern::Isolated
        | Pattern::VisitsWithoutTrust
        | Pattern::InformationOnly
        | Pattern::BrokerOverload
        | Pattern::FragileBridge
        | Pattern::OneWay => false,
    };
    if is_of_stages {
        lines.extend(standing_whence(analysis, member));
    }
    if counts("activity") {
        lines.extend(member_ties_whence(analysis, member));
    }
    if counts("visits_without_trust") {
        let visits = analysis.network.visits().iter().filter(|visit| visit.to == member.id).take(VISITS);
        lines.extend(visits.map(|visit| visit_whence(analysis, visit)));
    }
    if counts("broker_overload") {
        let supports = analysis.network.supports().iter().filter(|support| support.supporter == member.id).take(VISITS);
        lines.extend(supports.map(|support| {
            let hand = Hand { by: support.by.as_ref(), at: support.at };
            format!("Support of {}: {}.", analysis.name_of(&support.supported), origin(support.provenance.as_deref(), hand))
        }));
    }
    if counts("families") {
        let year = member.context_year.map_or_else(|| "of a year nobody noted".to_owned(), |year| format!("of {year}"));
        let from = field_origin(member, "prior_attainment");
        lines.push(format!("Its family is found by its context {year}, {from}; the family's own screen names every number's row."));
    }
    lines
}

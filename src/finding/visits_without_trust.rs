//! Visits without trust: hosts visited again and again, of which nothing is known to have come (domain.md section 8a, R4).
//!
//! A host visited counts as trusted if the mean trust between the two is high, or a visit had a purpose and the host shared its
//! practice, or something followed within a term. Silence about trust is no low trust.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};
use jiff::{ToSpan, civil::Date};

use super::{
    evidence::Evidence,
    pattern::Pattern,
    phrase,
    verdict::{Condition, Fact, Finding, Judgement, Strength, Told, Verdict},
};
use crate::{
    framework::months_before,
    model::{MemberId, Phase, Visit},
};

/// One host this school visits.
struct Host<'a> {
    id: &'a MemberId,
    /// Recent visits, oldest first.
    visits: Vec<&'a Visit>,
    /// The mean of the trust scores recorded between the two; none if there is none.
    trust: Option<f64>,
    /// Visits with a purpose at which the host shared its practice.
    shared: usize,
    /// Visits after which something followed within a term.
    followed: usize,
}

/// A school under the rule.
struct Case<'e, 'a> {
    evidence: &'e Evidence<'a>,
    hosts: Vec<Host<'a>>,
}

impl<'e, 'a> Case<'e, 'a> {
    fn of(evidence: &'e Evidence<'a>) -> Self {
        let since = months_before(evidence.ground.as_of, evidence.ground.rules.activity.months.value);
        let mut by_host: BTreeMap<&MemberId, Vec<&'a Visit>> = BTreeMap::new();
        for visit in evidence.visits.iter().filter(|visit| visit.from == evidence.member.id && visit.on >= since) {
            by_host.entry(&visit.to).or_default().push(visit);
        }
        let hosts = by_host.into_iter().map(|(id, visits)| Host::of(evidence, id, visits)).collect();
        Self { evidence, hosts }
    }

    /// The hosts that were visited often enough for a word about them.
    fn tested(&self) -> Vec<&Host<'a>> {
        let needed = self.evidence.ground.rules.visits_without_trust.visits.value;
        self.hosts.iter().filter(|host| host.visits.len() >= needed).collect()
    }

    /// How many of the hosts tested stand so.
    fn count(&self, wanted: Verdict) -> usize {
        self.tested().iter().filter(|host| self.lacks_trust(host) == wanted).count()
    }

    fn lacks_trust(&self, host: &Host<'_>) -> Verdict {
        let bar = self.evidence.ground.rules.visits_without_trust.trust.value;
        match host.trust {
            _ if host.shared + host.followed > 0 => Verdict::NotMet,
            Some(trust) => Verdict::from(trust < bar),
            None => Verdict::CannotSay,
        }
    }

    fn judge(&self) -> Judgement {
        let tested = self.tested().len();
        if tested == 0 {
            let is_silent = self.evidence.ground.network.visits().is_empty();
            return if is_silent { Judgement::cannot_say(["any visit: the map has none at all".into()]) } else { Judgement::not_met() };
        }
        let share = self.evidence.ground.rules.visits_without_trust.share.value;
        let reaches = |hosts: usize| hosts > 0 && hosts as f64 >= share * tested as f64;
        let (without, unknown) = (self.count(Verdict::Met), self.count(Verdict::CannotSay));
        if reaches(without) {
            return Judgement::met(Strength::clear_if(without == tested));
        }
        if reaches(without + unknown) {
            let hosts = phrase::count(tested, "host", "hosts");
            return Judgement::cannot_say([eco_format!(
                "trust, not recorded for {unknown} of {hosts} visited: nobody can call these tourism or not"
            )]);
        }
        Judgement::not_met()
    }

    fn rule(&self) -> Vec<Condition> {
        let rules = &self.evidence.ground.rules.visits_without_trust;
        let tested = self.tested();
        let has_tested = if tested.is_empty() && self.evidence.ground.network.visits().is_empty() {
            Verdict::CannotSay
        } else {
            Verdict::from(!tested.is_empty())
        };
        let visits = self.hosts.iter().map(|host| {
            let days: Vec<String> = host.visits.iter().map(|visit| visit.on.to_string()).collect();
            Fact { what: eco_format!("visits to {}", self.name(host)), text: Some(phrase::list(&days).into()), ..Fact::default() }
        });
        let hosts = tested.iter().map(|host| self.fact(host)).collect();
        vec![
            Condition::new(
                eco_format!(
                    "Visited a host {} times or more within {} months",
                    rules.visits.value,
                    self.evidence.ground.rules.activity.months.value
                ),
                has_tested,
                visits.collect(),
            ),
            Condition::new(
                "Half of these hosts or more: low trust, and neither a purpose with practice shared nor anything that followed",
                self.judge().verdict,
                hosts,
            ),
        ]
    }

    fn name(&self, host: &Host<'_>) -> EcoString {
        self.evidence.ground.network.member(host.id).map_or_else(|| host.id.as_str().into(), |member| member.name.clone())
    }

    fn fact(&self, host: &Host<'_>) -> Fact {
        let shared = if host.shared > 0 { "practice shared with a purpose" } else { "no purpose with practice shared" };
        let followed = if host.followed > 0 { "something followed" } else { "nothing followed" };
        let trust = host.trust.map_or_else(|| "trust not recorded".into(), |trust| eco_format!("trust {trust:.1} of 4"));
        Fact { what: self.name(host), text: Some(eco_format!("{trust}, {shared}, {followed}")), ..Fact::default() }
    }

    fn told(&self, judgement: &Judgement) -> Told {
        let tested = self.tested();
        if judgement.verdict == Verdict::NotMet {
            let title = match (self.hosts.is_empty(), tested.is_empty()) {
                (true, _) => "It visited nobody lately".into(),
                (false, true) => "One visit to each host: untested".into(),
                (false, false) => "Trust, a purpose or what followed is recorded for most hosts".into(),
            };
            let would_change = vec!["It would be found with repeated visits, low trust and nothing that followed.".into()];
            return Told { title, would_change, ..Told::default() };
        }
        let hosts: Vec<EcoString> =
            tested.iter().filter(|host| self.lacks_trust(host) == Verdict::Met).map(|host| self.name(host)).collect();
        let visits: usize = tested.iter().filter(|host| self.lacks_trust(host) == Verdict::Met).map(|host| host.visits.len()).sum();
        Told {
            title: eco_format!(
                "Visits without trust: {visits} visits to {}, with low trust and nothing that followed",
                phrase::list(&hosts)
            ),
            next: vec![
                "Before the next visit: agree one question, who shows what, and what will be tried by when.".into(),
                "If trust is low, let the two heads meet alone first.".into(),
            ],
            would_change: vec!["Trust of 3 or more, a purpose with practice shared, or a follow-up within a term would end it.".into()],
        }
    }
}

impl<'a> Host<'a> {
    fn of(evidence: &Evidence<'a>, id: &'a MemberId, visits: Vec<&'a Visit>) -> Self {
        let with_host = || evidence.bonds.iter().filter(move |bond| bond.other.id == *id);
        let scores: Vec<f64> = with_host().filter_map(|bond| bond.tie.trust).map(|trust| f64::from(trust.get())).collect();
        let days = evidence.ground.rules.visits_without_trust.follow_up_days.value;
        let within =
            |from: Date, day: Date| day > from && from.checked_add(i64::from(days).min(100_000).days()).is_ok_and(|until| day <= until);
        let returned = |visit: &Visit| evidence.visits.iter().any(|back| back.from == *id && within(visit.on, back.on));
        let coached = |visit: &Visit| {
            with_host()
                .any(|bond| bond.tie.phase == Some(Phase::Coaching) && bond.tie.started.is_some_and(|started| within(visit.on, started)))
        };
        let is_said = |text: &Option<EcoString>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
        let tie_follow_up = with_host().any(|bond| is_said(&bond.tie.follow_up));
        let tie_purpose = with_host().any(|bond| is_said(&bond.tie.purpose));
        Self {
            id,
            trust: (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / scores.len() as f64),
            shared: visits.iter().filter(|visit| visit.shared && (is_said(&visit.purpose) || tie_purpose)).count(),
            followed: visits.iter().filter(|visit| is_said(&visit.follow_up) || tie_follow_up || returned(visit) || coached(visit)).count(),
            visits,
        }
    }
}

/// The verdict alone.
pub(super) fn judge(evidence: &Evidence<'_>) -> Judgement {
    Case::of(evidence).judge()
}

/// The verdict with its working and words.
pub(super) fn find(evidence: &Evidence<'_>) -> Finding {
    let case = Case::of(evidence);
    Finding::told(evidence, Pattern::VisitsWithoutTrust, case.judge(), case.rule(), |judgement| case.told(judgement))
}

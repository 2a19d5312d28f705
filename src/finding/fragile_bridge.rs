//! Fragile bridge: without it others would be parted from the rest, or from a kind of knowledge source (domain.md section 8a, R10).

use ecow::{EcoString, eco_format};

use super::{
    bond::Bond,
    evidence::{Evidence, Looks},
    isolated::NO_TIES,
    pattern::Pattern,
    phrase,
    verdict::{Condition, Fact, Finding, Judgement, Strength, Told, Verdict},
    web::KINDS,
};
use crate::{framework::source_words, model::MemberId};

/// Who hangs on the member: parted from the rest, and from each kind of source.
fn hanging(evidence: &Evidence<'_>) -> (usize, [usize; 3]) {
    let (web, place) = (evidence.ground.web, evidence.place());
    (web.parted(place), web.sole_way(place))
}

/// The verdict alone.
pub(super) fn judge(evidence: &Evidence<'_>) -> Judgement {
    if !evidence.ground.web.has_ties {
        return Judgement::cannot_say([NO_TIES.into()]);
    }
    let rules = &evidence.ground.rules.fragile_bridge;
    let (parted, ways) = hanging(evidence);
    let most = ways.into_iter().fold(parted, usize::max);
    if most >= rules.members.value.max(1) {
        Judgement::met(Strength::clear_if(most >= rules.clear_members.value))
    } else {
        Judgement::not_met()
    }
}

/// The verdict with its working and words.
pub(super) fn find(evidence: &Evidence<'_>) -> Finding {
    let judgement = judge(evidence);
    let needed = evidence.ground.rules.fragile_bridge.members.value.max(1);
    let (parted, ways) = hanging(evidence);
    let verdict = |count: usize| if evidence.ground.web.has_ties { Verdict::from(count >= needed) } else { Verdict::CannotSay };
    let ground = evidence.ground;
    let fact = |count: usize, who: Vec<&MemberId>| {
        let name = |id: &MemberId| ground.network.member(id).map_or_else(|| id.to_string(), |member| format!("{} ({id})", member.name));
        let names: Vec<String> = who.into_iter().map(name).collect();
        let named = (!names.is_empty()).then(|| Fact {
            what: "who hangs on it".into(),
            text: Some(phrase::list(&names).into()),
            ..Fact::default()
        });
        std::iter::once(Fact::counted("number of members who hang on it", count, needed)).chain(named).collect::<Vec<_>>()
    };
    let is_asked = |count: usize| ground.looks == Looks::AtOne && count > 0;
    let cut_off = if is_asked(parted) { ground.graph.parted_by(evidence.place()) } else { Vec::new() };
    let mut first = fact(parted, cut_off);
    first.extend(evidence.bonds.iter().filter(|bond| bond.may_be_alive()).map(Bond::fact));
    let mut rule =
        vec![Condition::new(eco_format!("Without it, {needed} members or more would be parted from the rest"), verdict(parted), first)];
    for (kind, count) in KINDS.into_iter().zip(ways) {
        let text = eco_format!("Without it, {needed} members or more would learn from no source of {}", source_words(kind));
        let who = if is_asked(count) { ground.graph.sole_way_of(ground.network, kind, evidence.place()) } else { Vec::new() };
        rule.push(Condition::new(text, verdict(count), fact(count, who)));
    }
    Finding::told(evidence, Pattern::FragileBridge, judgement, rule, |judgement| {
        if judgement.verdict == Verdict::NotMet {
            let would_change = vec!["It would be found if others came to hang on it alone.".into()];
            return Told { title: "Nobody, or one member at most, hangs on it alone".into(), would_change, ..Told::default() };
        }
        Told {
            title: eco_format!("Fragile bridge: without it {}", losses(parted, ways, needed)),
            next: vec![
                "Plan a second way before it is needed: one tie between those who hang on it and somebody else.".into(),
                "Ask whether its head or the person who keeps these ties is about to leave.".into(),
            ],
            would_change: vec!["A living tie that leads round it would end it.".into()],
        }
    })
}

/// "4 members would be parted from the rest, 3 from research".
fn losses(parted: usize, ways: [usize; 3], needed: usize) -> EcoString {
    let members = |count: usize| phrase::count(count, "member", "members");
    let mut losses: Vec<String> = Vec::new();
    if parted >= needed {
        losses.push(format!("{} would be parted from the rest", members(parted)));
    }
    for (kind, count) in KINDS.into_iter().zip(ways).filter(|(_, count)| *count >= needed) {
        losses.push(format!("{} would learn nothing from {}", members(count), source_words(kind)));
    }
    phrase::list(&losses).into()
}

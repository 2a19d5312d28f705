//! Missing source: a kind of knowledge source that a school of stage 2 or above does not reach (domain.md section 8a, R6).
//!
//! Stages 2 and 3 ask for each kind directly or in two steps, stage 4 for each directly.

use ecow::{EcoString, eco_format};

use super::{
    evidence::Evidence,
    pattern::Pattern,
    phrase,
    stale_rating::{NOT_RATED, rating_fact},
    verdict::{Condition, Fact, Finding, Judgement, Strength, Told, Verdict},
    web::KINDS,
};
use crate::{
    framework::source_words,
    model::{Kind, Member, SourceKind, Stage},
};

/// Ties that somebody who could pass a source on may be away.
const NEAR: usize = 3;

/// A school under the rule.
struct Case<'e, 'a> {
    evidence: &'e Evidence<'a>,
    stage: Option<Stage>,
}

impl<'e, 'a> Case<'e, 'a> {
    fn of(evidence: &'e Evidence<'a>) -> Self {
        Self { evidence, stage: evidence.standing.and_then(crate::framework::Standing::stage) }
    }

    /// Ties a source may be away at this stage.
    fn farthest(&self) -> u8 {
        if self.stage == Some(Stage::Integration) { 1 } else { self.evidence.ground.rules.missing_source.steps.value }
    }

    /// Whether each kind is reached.
    fn reached(&self) -> [Verdict; 3] {
        let (web, place) = (self.evidence.ground.web, self.evidence.place());
        let is_near = |steps: Option<u8>| steps.is_some_and(|steps| steps <= self.farthest());
        let mut reached = [Verdict::CannotSay; 3];
        for ((verdict, sure), possible) in reached.iter_mut().zip(web.sure(place)).zip(web.possible(place)) {
            *verdict = match (is_near(sure), is_near(possible) || self.reaches_kindless()) {
                (true, _) => Verdict::Met,
                (false, true) => Verdict::CannotSay,
                (false, false) => Verdict::NotMet,
            };
        }
        reached
    }

    /// Sources it reaches of which nobody has said what they are: each might be the one that is missing.
    fn kindless(&self) -> Vec<&'a Member> {
        let ground = self.evidence.ground;
        if ground.web.kindless_sources == 0 {
            return Vec::new();
        }
        let reached = ground.graph.sources(ground.network, &self.evidence.member.id, usize::from(self.farthest()));
        reached.into_iter().filter(|reach| reach.kind.is_none()).filter_map(|reach| ground.network.member(&reach.source)).collect()
    }

    fn reaches_kindless(&self) -> bool {
        !self.kindless().is_empty()
    }

    fn judge(&self) -> Judgement {
        let Some(stage) = self.stage else { return Judgement::cannot_say([NOT_RATED.into()]) };
        if stage == Stage::Isolation {
            return Judgement::not_met();
        }
        if !self.evidence.ground.web.has_source.contains(&true) && self.evidence.ground.web.kindless_sources == 0 {
            return Judgement::cannot_say(["any knowledge source: the map has none".into()]);
        }
        let reached = self.reached();
        let missing = reached.iter().filter(|verdict| **verdict == Verdict::NotMet).count();
        match Verdict::all(reached) {
            Verdict::Met => Judgement::not_met(),
            Verdict::CannotSay => Judgement::cannot_say(self.unknown()),
            Verdict::NotMet => Judgement::met(Strength::clear_if(missing > 1 || stage == Stage::Integration)),
        }
    }

    fn unknown(&self) -> Vec<EcoString> {
        let kindless = self.kindless();
        let mut missing: Vec<EcoString> = kindless
            .iter()
            .map(|source| eco_format!("which kind of source {} is: research, practice or innovation", source.name))
            .collect();
        if kindless.is_empty() {
            missing.push("whether the ties on the way to a source are alive: they have no date".into());
        }
        missing
    }

    fn missing(&self) -> Vec<SourceKind> {
        KINDS.into_iter().zip(self.reached()).filter(|(_, verdict)| *verdict == Verdict::NotMet).map(|(kind, _)| kind).collect()
    }

    fn rule(&self) -> Vec<Condition> {
        let at = self.stage.map_or(Verdict::CannotSay, |stage| Verdict::from(stage >= Stage::Initiation));
        let mut rule = vec![Condition::new(
            "Rated at stage 2 or above",
            at,
            self.evidence.staged().last().map(|rating| rating_fact(rating)).into_iter().collect(),
        )];
        let within = if self.farthest() == 1 { "directly".to_owned() } else { format!("directly or in {} steps", self.farthest()) };
        for (kind, reached) in KINDS.into_iter().zip(self.reached()) {
            let lacks = match reached {
                Verdict::Met => Verdict::NotMet,
                Verdict::NotMet => Verdict::Met,
                Verdict::CannotSay => Verdict::CannotSay,
            };
            rule.push(Condition::new(eco_format!("Does not reach {} {within}", source_words(kind)), lacks, self.facts(kind)));
        }
        rule
    }

    /// The sources of a kind that are reached and through whom, or who near by has one.
    fn facts(&self, kind: SourceKind) -> Vec<Fact> {
        let ground = self.evidence.ground;
        let own = &self.evidence.member.id;
        let reached = ground.graph.sources(ground.network, own, usize::from(self.farthest()));
        let mut facts: Vec<Fact> = Vec::new();
        for reach in reached.iter().filter(|reach| reach.kind == Some(kind)) {
            let through = self.through(&reach.source, reach.steps);
            let fragile = if through.len() == 1 { " alone; fragile" } else { "" };
            let way = match (reach.steps, through.as_slice()) {
                (1, _) => "directly".into(),
                (_, []) => eco_format!("in {} steps", reach.steps),
                (_, names) => eco_format!("through {}{fragile}", phrase::list(names)),
            };
            facts.push(Fact { what: name(ground.network.member(&reach.source)), text: Some(way), ..Fact::default() });
        }
        if facts.is_empty()
            && let Some((nearest, steps)) = self.nearest(kind)
        {
            let text = Some(eco_format!("{}, {} away", nearest.name, phrase::count(steps, "tie", "ties")));
            facts.push(Fact { what: "nearest who has it".into(), text, ..Fact::default() });
        }
        facts
    }

    /// Who passes a source on that is two steps away.
    fn through(&self, source: &str, steps: usize) -> Vec<EcoString> {
        let ground = self.evidence.ground;
        if steps != 2 {
            return Vec::new();
        }
        let between = ground.graph.within(&self.evidence.member.id, 1).into_keys();
        let passes = |id: &crate::model::MemberId| ground.graph.shares(source, id) && ground.graph.shares(id, &self.evidence.member.id);
        between.filter(passes).map(|id| name(ground.network.member(&id))).collect()
    }

    /// The nearest member who learns from a source of this kind, or the nearest source of it, and how many ties away.
    fn nearest(&self, kind: SourceKind) -> Option<(&'a Member, usize)> {
        let ground = self.evidence.ground;
        let members = ground.network.members();
        let has = |place: usize| {
            let is_source = members.at(place).is_some_and(|member| member.kind == Kind::Source && member.source == Some(kind));
            is_source || ground.web.possible(place).get(kind as usize) == Some(&Some(1))
        };
        let (place, steps) = ground.graph.nearest(self.evidence.place(), NEAR, has)?;
        Some((members.at(place)?, steps))
    }

    fn told(&self, judgement: &Judgement) -> Told {
        let number = self.stage.map_or(0, Stage::number);
        if judgement.verdict == Verdict::NotMet {
            let title = if self.stage == Some(Stage::Isolation) {
                "Rated at stage 1: sources are asked for from stage 2 on".into()
            } else {
                "It reaches research, best practice and emerging innovation".into()
            };
            let would_change = vec!["It would be found if the last way to one of the three kinds ended.".into()];
            return Told { title, would_change, ..Told::default() };
        }
        let missing = self.missing();
        let words: Vec<&str> = missing.iter().map(|kind| source_words(*kind)).collect();
        let next = missing.iter().map(|&kind| match self.nearest(kind) {
            Some((nearest, _)) => eco_format!("Ask {} to bring it together with {}.", nearest.name, source_words(kind)),
            None if self.evidence.ground.web.has_source.get(kind as usize) == Some(&true) => {
                eco_format!("Nobody near by has {}: look for a first tie to a source of it.", source_words(kind))
            }
            None => eco_format!("The map has no source of {}: add one, then the first tie to it.", source_words(kind)),
        });
        Told {
            title: eco_format!("Missing source: at stage {number}, and {} out of reach", phrase::list(&words)),
            next: next.collect(),
            would_change: vec![if self.farthest() == 1 {
                "A living tie of its own from each kind of source would end it.".into()
            } else {
                "A living tie from each kind of source, or from someone who has one, would end it.".into()
            }],
        }
    }
}

fn name(member: Option<&Member>) -> EcoString {
    member.map(|member| member.name.clone()).unwrap_or_default()
}

/// The verdict alone.
pub(super) fn judge(evidence: &Evidence<'_>) -> Judgement {
    Case::of(evidence).judge()
}

/// The verdict with its working and words.
pub(super) fn find(evidence: &Evidence<'_>) -> Finding {
    let case = Case::of(evidence);
    Finding::told(evidence, Pattern::MissingSource, case.judge(), case.rule(), |judgement| case.told(judgement))
}

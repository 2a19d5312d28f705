//! Stage over-claimed: rated at a higher stage than ties and sharing inside show (domain.md section 8a, R7).

use ecow::{EcoString, eco_format};

use super::{
    evidence::Evidence,
    pattern::Pattern,
    stage_claim::{self, StageClaim},
    verdict::{Finding, Judgement, Told, Verdict},
};
use crate::framework::Claim;

/// The verdict alone.
pub(super) fn judge(evidence: &Evidence<'_>) -> Judgement {
    stage_claim::judge(evidence, Claim::Over)
}

/// The verdict with its working and words.
pub(super) fn find(evidence: &Evidence<'_>) -> Finding {
    let judgement = judge(evidence);
    let rule = stage_claim::rule(evidence, "Rated at a higher stage than ties and sharing inside show", judgement.verdict);
    Finding::told(evidence, Pattern::StageOverclaimed, judgement, rule, |judgement| {
        let Some(claim) = StageClaim::of(evidence) else { return Told::default() };
        let (claimed, shown) = (claim.claimed, claim.shown());
        if judgement.verdict == Verdict::NotMet {
            let title = eco_format!("Claimed {claimed}, and ties support {shown}");
            let would_change = vec!["It would be found if what shows the stage ended or fell quiet.".into()];
            return Told { title, would_change, ..Told::default() };
        }
        let needs = stage_claim::needs(&claim.supported.needs);
        let mut next: Vec<EcoString> = vec!["Ask what the rating rests on: much that is done is not recorded.".into()];
        if claim.is_own {
            next.push(
                "The rating is the school's own; leaders rate their schools higher than others do. Ask a partner or a broker too.".into(),
            );
        }
        Told {
            title: eco_format!("Stage over-claimed: claimed {claimed}, ties support {shown}: needs {needs}"),
            next,
            would_change: vec![eco_format!("It would end with {needs}, or with a rating at stage {shown}.")],
        }
    })
}

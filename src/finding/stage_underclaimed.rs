//! Stage under-claimed: rated at a lower stage than ties and sharing inside show (domain.md section 8a, R7 and R10).

use ecow::eco_format;

use super::{
    evidence::Evidence,
    pattern::Pattern,
    stage_claim::{self, StageClaim},
    verdict::{Finding, Judgement, Told, Verdict},
};
use crate::framework::Claim;

/// The verdict alone.
pub(super) fn judge(evidence: &Evidence<'_>) -> Judgement {
    stage_claim::judge(evidence, Claim::Under)
}

/// The verdict with its working and words.
pub(super) fn find(evidence: &Evidence<'_>) -> Finding {
    let judgement = judge(evidence);
    let rule = stage_claim::rule(evidence, "Rated at a lower stage than ties and sharing inside show", judgement.verdict);
    Finding::told(evidence, Pattern::StageUnderclaimed, judgement, rule, |judgement| {
        let Some(claim) = StageClaim::of(evidence) else { return Told::default() };
        let (claimed, shown) = (claim.claimed, claim.shown());
        if judgement.verdict == Verdict::NotMet {
            let title = eco_format!("Claimed {claimed}, and ties support {shown}");
            let would_change = vec!["It would be found if more were recorded than the stage asks for.".into()];
            return Told { title, would_change, ..Told::default() };
        }
        Told {
            title: eco_format!("Stage under-claimed: claimed {claimed}, ties support {shown}"),
            next: vec!["Rate it again with its ties in view: it may be ready to help others.".into()],
            would_change: vec![eco_format!("A rating at stage {shown} would end it.")],
        }
    })
}

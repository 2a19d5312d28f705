//! The rated stage beside the one that ties and sharing inside show: what both patterns about it share (domain.md section 8a, R7).

use ecow::{EcoString, eco_format};

use super::{
    bond::Bond,
    evidence::Evidence,
    stale_rating::{NOT_RATED, rating_fact},
    verdict::{Condition, Fact, Judgement, Strength, Verdict},
};
use crate::framework::{Claim, Need, Side, Supported};

/// The stage that was claimed and the one that is shown.
pub(super) struct StageClaim<'a> {
    pub(super) claimed: u8,
    pub(super) supported: &'a Supported,
    /// Leaders rate their own school high.
    pub(super) is_own: bool,
}

impl<'a> StageClaim<'a> {
    /// None if nobody rated the stage.
    pub(super) fn of(evidence: &Evidence<'a>) -> Option<Self> {
        let standing = evidence.standing?;
        let judged = standing.stage.as_ref()?;
        let side = judged.role.as_deref().and_then(|role| Side::of(role, &evidence.ground.rules.sides));
        let is_own = side == Some(Side::Own);
        Some(Self { claimed: judged.value.number(), supported: standing.supported.as_ref()?, is_own })
    }

    pub(super) fn shown(&self) -> u8 {
        self.supported.stage.number()
    }
}

/// Whether the claim is this one.
pub(super) fn judge(evidence: &Evidence<'_>, wanted: Claim) -> Judgement {
    let Some(claim) = StageClaim::of(evidence) else { return Judgement::cannot_say([NOT_RATED.into()]) };
    match claim.supported.claim {
        Claim::CannotSay => Judgement::cannot_say(claim.supported.unknown.iter().map(|unknown| unknown.words().into())),
        found if found == wanted => Judgement::met(Strength::clear_if(claim.claimed.abs_diff(claim.shown()) > 1)),
        Claim::Unrated | Claim::Shown | Claim::Over | Claim::Under => Judgement::not_met(),
    }
}

/// What was claimed, what is shown and by which ties.
pub(super) fn rule(evidence: &Evidence<'_>, text: &str, verdict: Verdict) -> Vec<Condition> {
    let claimed = evidence.staged().last().map(|rating| rating_fact(rating));
    let shown = StageClaim::of(evidence).map(|claim| Fact {
        what: "stage that ties and sharing inside show".into(),
        value: Some(f64::from(claim.shown())),
        ..Fact::default()
    });
    let inside = evidence.standing.and_then(|standing| standing.inside.as_ref()).map(|judged| Fact {
        what: "sharing inside".into(),
        text: Some(judged.value.word().into()),
        source: Some(eco_format!("rated on {}", judged.on)),
        ..Fact::default()
    });
    let ties = evidence.bonds.iter().filter(|bond| bond.may_be_alive()).map(Bond::fact);
    vec![
        Condition::new(text, verdict, claimed.into_iter().chain(shown).collect()),
        Condition::new("What is recorded", Verdict::from(true), inside.into_iter().chain(ties).collect()),
    ]
}

/// What is not shown, as a list.
pub(super) fn needs(needs: &[Need]) -> EcoString {
    needs.iter().map(|need| need.words()).collect::<Vec<_>>().join(", ").into()
}

//! Isolated: the map knows ties, and none of this school's is alive (domain.md section 8a, R10).

use ecow::{EcoString, eco_format};

use super::{
    bond::Bond,
    evidence::Evidence,
    pattern::Pattern,
    phrase,
    verdict::{Condition, Finding, Judgement, Strength, Told, Verdict},
};

/// Said wherever ties decide and the map has none.
pub(super) const NO_TIES: &str = "any tie: the map has none at all, and silence is no evidence";

/// How many ties without a date leave a question open.
pub(super) fn undated_words(undated: usize) -> EcoString {
    let ties = phrase::count(undated, "tie has", "ties have");
    eco_format!("whether its ties are alive: {ties} no date")
}

/// The verdict alone.
pub(super) fn judge(evidence: &Evidence<'_>) -> Judgement {
    if !evidence.ground.web.has_ties {
        return Judgement::cannot_say([NO_TIES.into()]);
    }
    if evidence.active().next().is_some() {
        return Judgement::not_met();
    }
    match evidence.undated() {
        0 => Judgement::met(Strength::clear_if(quiet(evidence).is_none())),
        undated => Judgement::cannot_say([undated_words(undated)]),
    }
}

/// The tie that was alive last, of those that sleep and have not ended.
fn quiet<'e, 'a>(evidence: &'e Evidence<'a>) -> Option<&'e Bond<'a>> {
    let sleeping = evidence.bonds.iter().filter(|bond| bond.tie.ended.is_none_or(|ended| ended > evidence.ground.as_of));
    sleeping.max_by_key(|bond| bond.last)
}

/// The verdict with its working and words.
pub(super) fn find(evidence: &Evidence<'_>) -> Finding {
    let judgement = judge(evidence);
    let facts = evidence.bonds.iter().map(Bond::fact).collect();
    let rule = vec![
        Condition::new("The map has ties", Verdict::from(evidence.ground.web.has_ties), Vec::new()),
        Condition::new("None of its own is alive", judgement.verdict, facts),
    ];
    Finding::told(evidence, Pattern::Isolated, judgement, rule, |judgement| {
        if judgement.verdict == Verdict::NotMet {
            let ties = phrase::count(evidence.active().count(), "tie is", "ties are");
            let would_change = vec!["It would be found once none of its ties shows a sign of life for a school year.".into()];
            return Told { title: eco_format!("{ties} alive"), would_change, ..Told::default() };
        }
        let months = evidence.ground.rules.activity.months.value;
        let (title, next) = match quiet(evidence) {
            Some(bond) => {
                let when = bond.last.map_or_else(String::new, |last| format!(", since {last}"));
                (
                    eco_format!("Isolated: every tie has been quiet for more than {months} months"),
                    eco_format!("Ask both sides whether the tie with {} still lives{when}; the record may be old.", bond.other.name),
                )
            }
            None => (
                "Isolated: no tie of its own is known that has not ended".into(),
                "Ask who it works with before anything else: what is not recorded may be there all the same.".into(),
            ),
        };
        let next = vec![next, "Then one first tie to a school like it, for information or one visit; more than that can wait.".into()];
        Told { title, next, would_change: vec![eco_format!("A tie with a sign of life within {months} months would end it.")] }
    })
}

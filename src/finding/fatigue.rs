//! Signs of change-fatigue (Type A of Ofsted's 2020 study of stuck schools), which is not condoned failure and needs other help.
//!
//! Read from what people wrote and from how many supports were begun one on top of another. Signs, no verdict: a person judges.

use ecow::{EcoString, eco_format};

use super::{evidence::Evidence, phrase};
use crate::framework::months_before;

/// What speaks of change-fatigue, each a phrase; `None` if nothing does.
pub(super) fn signs(evidence: &Evidence<'_>) -> Option<Vec<EcoString>> {
    let signs: Vec<EcoString> = words(evidence).into_iter().chain(initiatives(evidence)).collect();
    (!signs.is_empty()).then_some(signs)
}

/// What to do first where such signs are.
pub(super) fn advice(signs: &[EcoString]) -> EcoString {
    eco_format!(
        "{}: this looks like change-fatigue (Type A), not condoned failure. Stability and fewer initiatives come first; another programme is the wrong answer.",
        phrase::capitalised(&phrase::list(signs))
    )
}

fn words(evidence: &Evidence<'_>) -> Option<EcoString> {
    let words = &evidence.ground.rules.condoned_failure.change_fatigue_words.value;
    let of_responses = evidence.responses.iter().filter_map(|response| response.note.as_deref());
    let of_ratings = evidence.ratings.iter().filter_map(|rating| rating.note.as_deref());
    let notes: Vec<String> = of_responses.chain(of_ratings).chain(evidence.member.note.as_deref()).map(str::to_lowercase).collect();
    let found = words.iter().find(|word| notes.iter().any(|note| note.contains(word.as_str())))?;
    Some(eco_format!("the notes speak of “{found}”"))
}

fn initiatives(evidence: &Evidence<'_>) -> Option<EcoString> {
    let (rules, as_of) = (&evidence.ground.rules.condoned_failure, evidence.ground.as_of);
    let since = months_before(as_of, rules.initiatives_months.value);
    let begun = evidence.supports.iter().filter(|support| {
        support.supported == evidence.member.id && support.started.is_some_and(|started| started > since && started <= as_of)
    });
    let count = begun.count();
    (rules.initiatives.value > 0 && count >= rules.initiatives.value)
        .then(|| eco_format!("{count} supports were begun within {} months", rules.initiatives_months.value))
}

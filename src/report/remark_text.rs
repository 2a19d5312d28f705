//! What a person said of a finding, in a sentence.

use super::words;
use crate::model::{Network, Remark, SupportState, Word};

/// "Confirmed by Priya on 2 March 2026: the governors said so twice".
pub fn remark_words(remark: &Remark, network: &Network) -> String {
    let verb = match remark.word {
        Word::Confirm => "Confirmed",
        Word::Object => "Objected to",
        Word::Agree => "Agreed with",
        Word::Snooze => "Snoozed",
        Word::Handled => "Set down as handled",
    };
    let until = remark.until.map(|day| format!(" until {}", words::day(day))).unwrap_or_default();
    let note = remark.note.as_ref().map(|note| format!(": {}", note.trim_end_matches('.'))).unwrap_or_default();
    format!("{verb} by {} on {}{until}{}{note}.", remark.by, words::day(remark.on), support_words(remark, network))
}

/// ", through the support of Ash High by Birch Academy".
fn support_words(remark: &Remark, network: &Network) -> String {
    let Some(id) = &remark.support else { return String::new() };
    let Some(support) = network.supports().get(id.as_str()) else {
        return format!(", through the support {id}, which is not in the map any more");
    };
    let name = |id: &str| network.member(id).map_or_else(|| id.to_owned(), |member| member.name.to_string());
    let ended = if support.state(remark.on) == SupportState::Ended { ", which had ended" } else { "" };
    format!(", through the support of {} by {}{ended}", name(&support.supported), name(&support.supporter))
}

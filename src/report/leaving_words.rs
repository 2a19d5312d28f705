//! What falls apart if a member leaves, in sentences.

use ecow::EcoString;

use super::words;
use crate::{
    analysis::Analysis,
    graph::Leaving,
    model::{MemberId, SourceKind},
};

/// Names that are given before the rest is counted.
const NAMED: usize = 4;

/// What would be lost with the member, a sentence each: parts, ways to learn, knowledge sources.
pub fn leaving_words(leaving: &Leaving, analysis: &Analysis) -> Vec<String> {
    let mut said = vec![parts(leaving, analysis)];
    said.extend(ways(leaving));
    let lost = SourceKind::ALL.iter().zip(&leaving.sources).filter(|(_, lost)| !lost.is_empty());
    let sources: Vec<String> = lost.map(|(kind, lost)| format!("{}: {}", kind.word(), named(lost, analysis))).collect();
    said.push(if sources.is_empty() {
        "Nobody else would lose a knowledge source.".to_owned()
    } else {
        format!("Would no longer reach {}.", sources.join("; "))
    });
    said
}

fn parts(leaving: &Leaving, analysis: &Analysis) -> String {
    match (leaving.pieces.len(), leaving.parted.is_empty()) {
        (0, _) => "It has no tie, so nothing would fall apart.".to_owned(),
        (_, true) => "All others would stay in touch with each other.".to_owned(),
        (pieces, false) => {
            let alone = match leaving.alone.len() {
                0 => String::new(),
                count if count == leaving.parted.len() => ", without any tie".to_owned(),
                count => format!(", {} of them without any tie", words::count(count as u64)),
            };
            format!("Its part would fall into {pieces} pieces. Parted from the rest: {}{alone}.", named(&leaving.parted, analysis))
        }
    }
}

fn ways(leaving: &Leaving) -> Option<String> {
    let (now, then) = leaving.reachable?;
    let of = leaving.sampled.map(|count| format!(" (estimated from {} members)", words::count(count as u64))).unwrap_or_default();
    let (before, after) = (words::percent(now * 100.0), words::percent(then * 100.0));
    Some(if before == after {
        format!("Knowledge would still find its way between as many pairs of others: {before}{of}.")
    } else {
        format!("Knowledge finds its way between {before} of all pairs of others now, {after} without it{of}.")
    })
}

/// A few names and how many more.
fn named(members: &[MemberId], analysis: &Analysis) -> String {
    let names: Vec<EcoString> = members.iter().take(NAMED).map(|id| analysis.name_of(id)).collect();
    match members.len().saturating_sub(NAMED) {
        0 => names.join(", "),
        more => format!("{} and {} more", names.join(", "), words::count(more as u64)),
    }
}

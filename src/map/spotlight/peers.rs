//! The family of the selected member, drawn over its real ties: who is alike, who of them does better, who is tied already.

use std::{cmp::Ordering, collections::BTreeSet};

use ecow::{EcoString, eco_format};

use super::{
    FAR, Fill, NAMED, PLAIN, SELF, Spotlight,
    aside::{Against, Aside, Bond, Line},
};
use crate::map::{
    caption::Paragraph,
    chart::Chart,
    picture::{Bearing, Ink, Piece},
};

/// The family of a member; without one, the reason.
pub(super) fn light(chart: &Chart, selected: Option<usize>) -> Spotlight {
    let roster = &chart.roster;
    let without = |note: EcoString, why: &str| Spotlight {
        nearness: vec![PLAIN; roster.members.len()],
        note,
        caption: vec![Paragraph::sentence(why)],
        fill: Fill::Everybody,
        ..Spotlight::default()
    };
    let Some((own, member)) = selected.and_then(|at| Some((at, roster.members.get(at)?))) else {
        return without("family".into(), "Select a member to see its family.");
    };
    let family = match chart.analysis.peers(&member.id, None) {
        Ok(family) => family,
        Err(reason) => {
            return without(eco_format!("no family of {}", member.short), &format!("{} has no family: {}.", member.name, reason.phrase()));
        }
    };
    let beside = chart.analysis.beside_peers(&member.id);
    let mut light = Spotlight { nearness: vec![FAR; roster.members.len()], ..Spotlight::default() };
    light.set(own, SELF);
    let mut drawn = BTreeSet::new();
    for (at, peer) in family.peers.iter().enumerate() {
        let Some(place) = roster.index(&peer.member) else { continue };
        let against = match beside.as_ref().and_then(|beside| beside.stands(&peer.member)) {
            Some(Ordering::Greater) => Against::Above,
            Some(Ordering::Equal | Ordering::Less) => Against::NotAbove,
            None => Against::Unknown,
        };
        drawn.insert(place);
        light.set(place, NAMED);
        light.numbers.insert(place, at + 1);
        light.asides.insert(place, Aside::Peer { rank: at + 1, distance: peer.distance, against });
        light.lines.push(Line { from: own, to: place, bond: Bond::Peer, words: EcoString::new() });
    }
    let mut tied = BTreeSet::new();
    for (at, tie) in roster.ties.iter().enumerate() {
        let inks = match (tie.from == own, tie.to == own) {
            (true, false) if tie.is_mutual => [Ink::LearnsFrom, Ink::SharesWith],
            (false, true) if tie.is_mutual => [Ink::SharesWith, Ink::LearnsFrom],
            (true, false) => [Ink::SharesWith; 2],
            (false, true) => [Ink::LearnsFrom; 2],
            (true, true) | (false, false) => continue,
        };
        let other = if tie.from == own { tie.to } else { tie.from };
        light.ties.insert(at, inks);
        if drawn.contains(&other) {
            tied.insert(other);
        } else {
            light.set(other, PLAIN);
        }
    }
    let missing = family.peers.len() - drawn.len();
    light.note = note(&member.short, family.peers.len(), (tied.len(), missing));
    let above = beside.map(|beside| eco_format!(" above it in {} {}", beside.measure, beside.year));
    light.caption = vec![caption(above)];
    light
}

fn note(name: &str, peers: usize, (tied, missing): (usize, usize)) -> EcoString {
    let tied = match tied {
        0 => "none is tied to it".into(),
        1 => "1 is tied to it".into(),
        tied => eco_format!("{tied} are tied to it"),
    };
    let missing = if missing > 0 { eco_format!(", {missing} not drawn") } else { EcoString::new() };
    let peers = if peers == 1 { EcoString::from("1 peer") } else { eco_format!("{peers} peers") };
    eco_format!("family of {name}: {peers}, {tied}{missing}")
}

fn caption(above: Option<EcoString>) -> Paragraph {
    let text = |words: &str| Piece::Text(words.into(), Ink::Text);
    let mut parts = vec![
        vec![Piece::Bond(Bond::Peer), text(" of its family, no tie")],
        vec![text("   "), Piece::Bold("1".into(), Ink::Strong), text(" the nearest in context")],
    ];
    parts.push(match above {
        Some(above) => vec![text("   "), Piece::Head(Bearing::Up, Ink::Strong), text(&above)],
        None => vec![text("   no figure to compare it by")],
    });
    Paragraph(parts)
}

//! The path: the shortest way along ties from one member to another, with phase and trust of each tie.
//!
//! Knowledge flows from who gives to who learns, so a path in that direction is looked for first.

use ecow::{EcoString, eco_format};

use super::{FAR, SELF, Spotlight, counted};
use crate::{
    graph::{Flow, Leg},
    map::{
        caption::Paragraph,
        chart::Chart,
        legend::phase_title,
        picture::{Bearing, Ink, Mark, Piece},
        roster::{DrawnTie, Roster},
        text::cut,
    },
    model::MemberId,
};

/// Which kind of path joins two members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Every tie gives towards the end.
    Given,
    /// Every tie gives towards the beginning, and none lead the other way.
    Learnt,
    /// Ties join the two, some this way round and some the other.
    Mixed,
    /// No ties join the two.
    Nowhere,
}

/// The shortest path between two members of the roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    pub from: usize,
    pub to: usize,
    pub found: Found,
    /// The places of its ties in the roster with the member each leads to; empty if there are none.
    pub legs: Vec<Leg>,
    /// How many others the beginning and the end are joined to, if not to each other.
    joined: [usize; 2],
}

impl Path {
    /// The path from one member to another: along the giving if there is one, else along ties either way round.
    ///
    /// Cost: O(members + ties).
    pub fn between(chart: &Chart, from: usize, to: usize) -> Self {
        let ways = chart.ways();
        let path = |found: Found, legs: Vec<Leg>| Self { from, to, found, legs, joined: [0, 0] };
        if let Some(legs) = ways.path(from, to, Flow::Given) {
            return path(Found::Given, legs);
        }
        let Some(legs) = ways.path(from, to, Flow::Either) else {
            let joined = [from, to].map(|end| ways.reached(end, Flow::Either));
            return Self { joined, ..path(Found::Nowhere, Vec::new()) };
        };
        let mut found = Found::Learnt;
        let mut at = from;
        for leg in &legs {
            if chart.roster.ties.get(leg.link).is_some_and(|tie| tie.from == at && !tie.is_mutual) {
                found = Found::Mixed;
            }
            at = leg.to;
        }
        path(found, legs)
    }

    /// What was found, in a sentence.
    pub fn sentence(&self, roster: &Roster) -> EcoString {
        let name = |member: usize| roster.members.get(member).map_or("?", |member| member.name.as_str());
        let (from, to, ties) = (name(self.from), name(self.to), counted(self.legs.len(), "tie"));
        match self.found {
            Found::Given => eco_format!("Knowledge flows from {from} to {to} along {ties}."),
            Found::Learnt => eco_format!(
                "No ties lead from {from} to {to} in the direction of sharing. The other way, from {to} to {from}, knowledge flows along {ties}."
            ),
            Found::Mixed => eco_format!(
                "No ties lead from {from} to {to} in the direction of sharing. {ties} join them, some of them the other way round."
            ),
            Found::Nowhere => {
                let others = self.joined.map(|count| match count {
                    0 => "nobody".into(),
                    1 => "1 other member".into(),
                    count => eco_format!("{count} other members"),
                });
                let [first, second] = others;
                eco_format!("No ties join {from} and {to}: {from} is joined to {first}, directly or through others, {to} to {second}.")
            }
        }
    }

    fn note(&self) -> EcoString {
        let ties = counted(self.legs.len(), "tie");
        match self.found {
            Found::Given => eco_format!("path: {ties}"),
            Found::Learnt => eco_format!("path: {ties}, against the sharing"),
            Found::Mixed => eco_format!("path: {ties}, not all one way"),
            Found::Nowhere => "no path".into(),
        }
    }
}

/// The path between two members; none if one of them is not drawn. Cost: O(members + ties).
pub(super) fn light(chart: &Chart, from: &MemberId, to: &MemberId) -> Option<Spotlight> {
    let roster = &chart.roster;
    let path = Path::between(chart, roster.index(from)?, roster.index(to)?);
    let mut spotlight = Spotlight { nearness: vec![FAR; roster.members.len()], note: path.note(), ..Spotlight::default() };
    let mut legs = vec![named(roster, path.from, 1)];
    let mut at = path.from;
    for (number, member) in (1..).zip([path.from].into_iter().chain(path.legs.iter().map(|leg| leg.to))) {
        spotlight.numbers.insert(member, number);
    }
    for leg in &path.legs {
        let Some(tie) = roster.ties.get(leg.link) else { continue };
        let is_given = tie.is_mutual || tie.from == at;
        let ink = if is_given { Ink::SharesWith } else { Ink::LearnsFrom };
        spotlight.ties.insert(leg.link, [ink; 2]);
        spotlight.marks.insert(leg.to, Mark { gives: !is_given, phase: tie.phase });
        let number = spotlight.numbers.get(&leg.to).copied().unwrap_or_default();
        legs.push([said(tie, at, ink), named(roster, leg.to, number)].concat());
        at = leg.to;
    }
    if path.found == Found::Nowhere {
        spotlight.numbers.clear();
    }
    for end in spotlight.numbers.keys().chain(&[path.from, path.to]) {
        if let Some(nearness) = spotlight.nearness.get_mut(*end) {
            *nearness = SELF;
        }
    }
    spotlight.caption.push(Paragraph::sentence(&path.sentence(roster)));
    if !path.legs.is_empty() {
        spotlight.caption.push(Paragraph(legs));
    }
    Some(spotlight)
}

/// A member of the path by its number and name.
fn named(roster: &Roster, member: usize, number: usize) -> Vec<Piece> {
    /// A longer name takes a line of its own from the ties.
    const LONGEST: u16 = 40;
    let name = roster.members.get(member).map_or("?", |member| member.name.as_str());
    vec![Piece::Bold(eco_format!("{number} {}", cut(name, LONGEST)), Ink::Strong)]
}

/// A tie as a line with its phase and trust in words, its heads where somebody learns.
fn said(tie: &DrawnTie, at: usize, ink: Ink) -> Vec<Piece> {
    let trust = tie.trust.map_or_else(|| "trust not known".into(), |trust| eco_format!("trust {}", trust.get()));
    let dashes = Piece::Dashes(tie.phase, 2, ink);
    let head = |bearing: Bearing, learner: usize, giver: usize| {
        let learns = tie.is_mutual || (tie.to == learner && tie.from == giver);
        if learns { Piece::Head(bearing, ink) } else { Piece::Dashes(tie.phase, 1, ink) }
    };
    let other = if tie.from == at { tie.to } else { tie.from };
    vec![
        Piece::Text(" ".into(), ink),
        head(Bearing::Left, at, other),
        dashes.clone(),
        Piece::Text(eco_format!(" {}, {trust} ", phase_title(Some(tie.phase))), ink),
        dashes,
        head(Bearing::Right, other, at),
        Piece::Text(" ".into(), ink),
    ]
}

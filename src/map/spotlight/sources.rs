//! Who reaches which of the three kinds of knowledge source, directly or in two steps (domain.md section 8a, R6).

use ecow::{EcoString, eco_format};

use super::{FAR, Fill, NAMED, PLAIN, SELF, Spotlight, aside::Aside};
use crate::{
    map::{
        caption::Paragraph,
        chart::Chart,
        picture::{Ink, Piece},
        roster::Lane,
    },
    model::SourceKind,
};

/// A source is reached directly or through one other member.
const STEPS: u8 = 2;

/// Who reaches what; with a member selected, its ways to its sources.
pub(super) fn light(chart: &Chart, selected: Option<usize>) -> Spotlight {
    let roster = &chart.roster;
    let network = &chart.analysis.network;
    let reach = chart.analysis.graph.source_steps(network, STEPS);
    let steps_of = |id: &str| {
        let place = network.members().binary_search_by(|member| (*member.id).cmp(id)).ok()?;
        reach.get(place).copied()
    };
    let selected = selected.filter(|at| roster.members.get(*at).is_some_and(|member| member.lane != Lane::Sources));
    let base = if selected.is_some() { FAR } else { PLAIN };
    let mut light = Spotlight { nearness: vec![base; roster.members.len()], fill: Fill::Everybody, ..Spotlight::default() };
    let mut counts = Counts::default();
    for (at, member) in roster.members.iter().enumerate() {
        if member.lane == Lane::Sources {
            light.set(at, NAMED);
            counts.sources += 1;
            counts.kindless += usize::from(network.member(&member.id).is_some_and(|member| member.source.is_none()));
            continue;
        }
        let steps = steps_of(&member.id).unwrap_or_default();
        let reaches_none = steps.iter().all(Option::is_none);
        let is_school = matches!(member.lane, Lane::Stage(_) | Lane::Unrated);
        // A council or a museum that reaches no source is no cause for worry.
        if is_school || !reaches_none {
            light.asides.insert(at, Aside::Reaches(steps));
        }
        if is_school {
            counts.add(steps);
            if reaches_none {
                light.set(at, if selected.is_some() { PLAIN } else { NAMED });
            }
        }
    }
    if counts.sources == 0 {
        let nearness = vec![PLAIN; roster.members.len()];
        let caption = vec![Paragraph::sentence("No knowledge source is in this map, so nobody can reach one.")];
        return Spotlight { nearness, note: "no sources".into(), caption, fill: Fill::Everybody, ..Spotlight::default() };
    }
    match selected {
        Some(own) => ways(chart, own, &mut light),
        None => source_ties(chart, &mut light),
    }
    light.note = counts.note();
    light.caption = vec![Paragraph::sentence(&counts.sentence()), caption()];
    light
}

/// How many schools reach what.
#[derive(Default)]
struct Counts {
    sources: usize,
    /// Sources of which nobody has said what they are.
    kindless: usize,
    reaching: [usize; 3],
    none: usize,
    all: usize,
}

impl Counts {
    fn add(&mut self, steps: [Option<u8>; 3]) {
        self.all += 1;
        self.none += usize::from(steps.iter().all(Option::is_none));
        for (count, steps) in self.reaching.iter_mut().zip(steps) {
            *count += usize::from(steps.is_some());
        }
    }

    fn note(&self) -> EcoString {
        let [research, practice, innovation] = self.reaching;
        eco_format!("research {research} · practice {practice} · innovation {innovation} · none {}", self.none)
    }

    /// Of how many these are, and what is missing.
    fn sentence(&self) -> String {
        let kindless = match self.kindless {
            0 => String::new(),
            1 => " 1 source counts for none: nobody has said which kind it is.".to_owned(),
            many => format!(" {many} sources count for none: nobody has said which kind they are."),
        };
        format!("Of {} schools and rated members, by ties that are alive.{kindless}", self.all)
    }
}

/// Ties that are alive from a source.
fn source_ties(chart: &Chart, light: &mut Spotlight) {
    let is_source = |at: usize| chart.roster.members.get(at).is_some_and(|member| member.lane == Lane::Sources);
    for (at, tie) in chart.roster.ties.iter().enumerate() {
        let gives = is_source(tie.from) || (tie.is_mutual && is_source(tie.to));
        if gives && is_alive(chart, tie.from, tie.to) {
            light.ties.insert(at, [Ink::Source; 2]);
        }
    }
}

fn is_alive(chart: &Chart, from: usize, to: usize) -> bool {
    let id = |at: usize| chart.roster.members.get(at).map(|member| member.id.as_str());
    id(from).zip(id(to)).is_some_and(|(from, to)| chart.analysis.graph.shares(from, to))
}

/// The shortest ways from the sources to the member: ties that are alive, against their direction.
fn ways(chart: &Chart, own: usize, light: &mut Spotlight) {
    let roster = &chart.roster;
    light.set(own, SELF);
    // Who gives to whom, by the place of the tie; a mutual tie gives both ways.
    let gives = |learner: usize| {
        let ties = roster.ties.iter().enumerate();
        let giver = move |tie: &crate::map::DrawnTie| match (tie.to == learner, tie.from == learner && tie.is_mutual) {
            (true, _) => Some(tie.from),
            (false, true) => Some(tie.to),
            (false, false) => None,
        };
        let found = ties.filter_map(move |(at, tie)| Some((at, giver(tie)?)));
        found.filter(|(_, giver)| is_alive(chart, *giver, learner)).collect::<Vec<(usize, usize)>>()
    };
    let is_source = |at: usize| roster.members.get(at).is_some_and(|member| member.lane == Lane::Sources);
    let near = gives(own);
    let direct: Vec<usize> = near.iter().map(|(_, giver)| *giver).filter(|giver| is_source(*giver)).collect();
    for (tie, giver) in &near {
        if is_source(*giver) {
            light.ties.insert(*tie, [Ink::Source; 2]);
            continue;
        }
        for (further, source) in gives(*giver) {
            if is_source(source) && !direct.contains(&source) {
                light.ties.insert(*tie, [Ink::LearnsFrom; 2]);
                light.ties.insert(further, [Ink::Source; 2]);
                light.set(*giver, NAMED);
            }
        }
    }
}

fn caption() -> Paragraph {
    let text = |words: &str| Piece::Text(words.into(), Ink::Text);
    let kinds = Aside::LETTERS.into_iter().zip(SourceKind::ALL);
    let mut parts: Vec<Vec<Piece>> = kinds
        .map(|(letter, kind)| vec![text(" "), Piece::Bold(eco_format!("{letter}"), Ink::Source), text(&format!(" {} ", kind.word()))])
        .collect();
    parts.push(vec![text("  capital: directly, small: in two steps")]);
    parts.push(vec![text("   "), Piece::Bold("none".into(), Ink::Strong), text(" reaches no source")]);
    Paragraph(parts)
}

//! What changed since a day: members, stages and ties, the network as it stood then against the network now.
//!
//! Everything is read from the days that records carry. A rating withdrawn since counts at neither day, flags are not
//! compared, and what has no day cannot be said to be new.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};
use jiff::civil::Date;

use super::{
    FAR, Fill, NAMED, PLAIN, Spotlight,
    aside::{Aside, Bond, Line, News},
};
use crate::{
    analysis::Analysis,
    framework::{Activity, Signs, Standing, standings},
    map::{
        caption::Paragraph,
        chart::Chart,
        picture::{Bearing, Ink, Piece},
    },
    model::{MemberId, Network, Phase, Tie},
};

/// What changed since the end of that day. Cost: O(records · log members).
pub(super) fn light(chart: &Chart, since: Date) -> Spotlight {
    let roster = &chart.roster;
    let analysis = &chart.analysis;
    let before = analysis.network.as_of(since);
    let mut light = Spotlight { nearness: vec![FAR; roster.members.len()], ..Spotlight::default() };
    let mut counts = Counts::default();
    members(chart, &before, since, (&mut light, &mut counts));
    ties(chart, &before, since, (&mut light, &mut counts));
    light.fill = Fill::Everybody;
    if light.asides.is_empty() && light.ties.is_empty() && light.lines.is_empty() {
        light.nearness = vec![PLAIN; roster.members.len()];
    }
    light.note = counts.note(since);
    light.caption = vec![Paragraph::sentence(&counts.sentence()), key(&counts)];
    light
}

/// Who opened, closed, moved or was rated.
fn members(chart: &Chart, before: &Network, since: Date, (light, counts): (&mut Spotlight, &mut Counts)) {
    let analysis = &chart.analysis;
    let came = |date: Option<Date>| date.is_some_and(|date| date > since && date <= analysis.as_of);
    counts.closed = analysis.network.members().iter().filter(|member| came(member.closed)).count();
    let then = standings(before, since, &analysis.rules);
    for (at, drawn) in chart.roster.members.iter().enumerate() {
        let is_new = analysis.network.members().get(&drawn.id).is_some_and(|member| came(member.opened));
        let now = analysis.standing(&drawn.id);
        let Some(news) = (if is_new { Some(News::New) } else { moved(then.get(&drawn.id), now, since) }) else { continue };
        counts.add(news);
        let nearness = match news {
            News::New | News::Up(_) | News::Down(_) => NAMED,
            News::FirstRated | News::RatedAnew => PLAIN,
        };
        light.set(at, nearness);
        light.asides.insert(at, Aside::Changed(news));
    }
}

/// How a member's stage moved, or that it was rated since and stands where it stood.
fn moved(then: Option<&Standing>, now: Option<&Standing>, since: Date) -> Option<News> {
    let judged = now?.stage.as_ref()?;
    let before = then.and_then(Standing::stage);
    match before {
        None => Some(News::FirstRated),
        Some(stage) if judged.value > stage => Some(News::Up(stage)),
        Some(stage) if judged.value < stage => Some(News::Down(stage)),
        Some(_) => (judged.on > since).then_some(News::RatedAnew),
    }
}

/// Two members, the lower id first.
type Pair<'a> = (&'a MemberId, &'a MemberId);

fn pair(tie: &Tie) -> Pair<'_> {
    if tie.from <= tie.to { (&tie.from, &tie.to) } else { (&tie.to, &tie.from) }
}

/// The deepest phase of the ties between any two members that run at the end of a day.
fn phases<'a>(analysis: &Analysis, network: &'a Network, (signs, day): (&Signs, Date)) -> BTreeMap<Pair<'a>, Option<Phase>> {
    let mut phases = BTreeMap::new();
    for tie in network.ties() {
        if signs.activity(tie, day, &analysis.rules.activity) != Activity::Ended {
            let known = phases.entry(pair(tie)).or_insert(tie.phase);
            *known = tie.phase.max(*known);
        }
    }
    phases
}

/// Which ties began, ended, deepened or went quiet.
fn ties(chart: &Chart, before: &Network, since: Date, (light, counts): (&mut Spotlight, &mut Counts)) {
    let (analysis, roster) = (&chart.analysis, &chart.roster);
    let (day, rules) = (analysis.as_of, &analysis.rules.activity);
    let (signs_then, signs) = (Signs::of(before), Signs::of(&analysis.network));
    let phases_then = phases(analysis, before, (&signs_then, since));
    let phases_now = phases(analysis, &analysis.network, (&signs, day));
    let drawn: BTreeMap<usize, usize> = roster.ties.iter().enumerate().map(|(at, tie)| (tie.record, at)).collect();
    for (record, tie) in analysis.network.ties().iter().enumerate() {
        let has_ended = tie.ended.is_some_and(|ended| ended <= day);
        let has_begun = tie.started.is_some_and(|started| started > since);
        let ends = roster.index(&tie.from).zip(roster.index(&tie.to));
        let change = if has_ended && tie.ended.is_some_and(|ended| ended > since) && !has_begun {
            // Where another tie of the two runs on, the old one was only followed by it.
            if phases_now.contains_key(&pair(tie)) {
                continue;
            }
            counts.ended += 1;
            let Some((from, to)) = ends else { continue };
            let bond = Bond::Ended(tie.phase.unwrap_or(Phase::Information));
            light.lines.push(Line { from, to, bond, words: EcoString::new() });
            ends
        } else if has_begun && !has_ended {
            match phases_then.get(&pair(tie)) {
                Some(phase) if tie.phase > *phase => counts.deepened += 1,
                Some(_) | None => counts.new_ties += 1,
            }
            light.ties.extend(drawn.get(&record).map(|at| (*at, [Ink::SharesWith; 2])));
            ends
        } else {
            counts.undated += usize::from(signs.activity(tie, day, rules) == Activity::Undated);
            let was_active = !has_ended && signs_then.activity(tie, since, rules) == Activity::Active;
            if !(was_active && signs.activity(tie, day, rules) == Activity::Quiet) {
                continue;
            }
            counts.quiet += 1;
            light.ties.extend(drawn.get(&record).map(|at| (*at, [Ink::Dim; 2])));
            ends
        };
        for end in change.into_iter().flat_map(|(from, to)| [from, to]) {
            if light.nearness(end) > PLAIN {
                light.set(end, PLAIN);
            }
        }
    }
}

/// How much changed of each kind.
#[derive(Default)]
struct Counts {
    new: usize,
    closed: usize,
    up: usize,
    down: usize,
    first_rated: usize,
    rated_anew: usize,
    new_ties: usize,
    deepened: usize,
    ended: usize,
    quiet: usize,
    /// Ties without any day.
    undated: usize,
}

impl Counts {
    fn add(&mut self, news: News) {
        match news {
            News::New => self.new += 1,
            News::Up(_) => self.up += 1,
            News::Down(_) => self.down += 1,
            News::FirstRated => self.first_rated += 1,
            News::RatedAnew => self.rated_anew += 1,
        }
    }

    /// What moved and which ties came and went.
    fn note(&self, since: Date) -> EcoString {
        let parts = [
            (self.up, counted(self.up, "stage up", "stages up")),
            (self.down, eco_format!("{} down", self.down)),
            (self.new_ties, counted(self.new_ties, "new tie", "new ties")),
            (self.ended, eco_format!("{} ended", self.ended)),
        ];
        let said = joined(parts);
        if said.is_empty() { eco_format!("since {since}") } else { eco_format!("since {since}: {said}") }
    }

    /// The rest in a sentence, and what cannot be said.
    fn sentence(&self) -> String {
        let parts = [
            (self.deepened, counted(self.deepened, "tie deepened", "ties deepened")),
            (self.quiet, counted(self.quiet, "tie went quiet", "ties went quiet")),
            (self.first_rated, eco_format!("{} rated for the first time", self.first_rated)),
            (self.rated_anew, eco_format!("{} rated anew at the same stage", self.rated_anew)),
            (self.new, counted(self.new, "new member", "new members")),
            (self.closed, eco_format!("{} closed", self.closed)),
        ];
        let said = joined(parts);
        let moved = self.up + self.down + self.new_ties + self.ended > 0;
        let said = match (said.is_empty(), moved) {
            (true, true) => String::new(),
            (true, false) => "Nothing changed. ".to_owned(),
            (false, true) => format!("Also {said}. "),
            (false, false) => format!("{said}. "),
        };
        let undated = match self.undated {
            0 => String::new(),
            1 => " 1 tie has no day, so nobody can say whether it is new.".to_owned(),
            many => format!(" {many} ties have no day, so nobody can say whether they are new."),
        };
        format!("{said}Flags are not compared.{undated}")
    }
}

fn counted(count: usize, one: &str, many: &str) -> EcoString {
    eco_format!("{count} {}", if count == 1 { one } else { many })
}

/// The parts that count anything.
fn joined<const PARTS: usize>(parts: [(usize, EcoString); PARTS]) -> String {
    let said: Vec<EcoString> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
    said.join(", ")
}

/// What the signs mean that are in the picture.
fn key(counts: &Counts) -> Paragraph {
    let text = |words: &str| Piece::Text(words.into(), Ink::Text);
    let dim = |words: &str| Piece::Text(words.into(), Ink::Dim);
    let bold = |words: &str| Piece::Bold(words.into(), Ink::Strong);
    let head = |bearing: Bearing| Piece::Head(bearing, Ink::Strong);
    let signs = [
        (counts.up, vec![head(Bearing::Up), bold("1"), text(" up from stage 1")]),
        (counts.down, vec![head(Bearing::Down), bold("2"), text(" down from stage 2")]),
        (counts.new, vec![bold("new"), text(" new member")]),
        (counts.first_rated, vec![dim("rated"), text(" for the first time")]),
        (counts.rated_anew, vec![dim("again"), text(" at the same stage")]),
        (counts.new_ties + counts.deepened, vec![Piece::Text("new or deeper tie".into(), Ink::SharesWith)]),
        (counts.ended, vec![Piece::Bond(Bond::Ended(Phase::Information)), text(" ended tie")]),
    ];
    let shown = signs.into_iter().filter(|(count, _)| *count > 0).enumerate();
    Paragraph(shown.map(|(at, (_, sign))| if at == 0 { sign } else { [vec![text("   ")], sign].concat() }).collect())
}

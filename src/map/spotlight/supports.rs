//! The ledger of supports over the map: who helps whom, planned and running.

use std::collections::{BTreeMap, BTreeSet};

use ecow::{EcoString, eco_format};

use super::{
    FAR, Fill, NAMED, PLAIN, Spotlight,
    aside::{Aside, Bond, Line},
};
use crate::{
    map::{
        caption::Paragraph,
        chart::Chart,
        picture::{Bearing, Ink, Piece},
    },
    model::{DaysPerWeek, Support, SupportState},
};

/// The supports that are proposed, agreed or running on the day of the analysis.
pub(super) fn light(chart: &Chart) -> Spotlight {
    let roster = &chart.roster;
    let mut light = Spotlight { nearness: vec![FAR; roster.members.len()], ..Spotlight::default() };
    let mut counts = Counts::default();
    let mut gives: BTreeMap<usize, usize> = BTreeMap::new();
    let mut gets: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for support in chart.analysis.network.supports() {
        let state = support.state(chart.analysis.as_of);
        counts.add(support, state);
        let bond = match state {
            SupportState::Proposed | SupportState::Agreed => Bond::Planned,
            SupportState::Running => Bond::Running,
            SupportState::Overdue => Bond::Overdue,
            SupportState::Ended => continue,
        };
        let (Some(from), Some(to)) = (roster.index(&support.supporter), roster.index(&support.supported)) else {
            counts.not_drawn += 1;
            continue;
        };
        *gives.entry(from).or_default() += 1;
        let (got, overdue) = gets.entry(to).or_default();
        *got += 1;
        *overdue += usize::from(state == SupportState::Overdue);
        light.lines.push(Line { from, to, bond, words: words(support, state) });
    }
    let helped: BTreeSet<usize> = gives.keys().chain(gets.keys()).copied().collect();
    for member in helped {
        light.set(member, NAMED);
        let (gets, overdue) = gets.get(&member).copied().unwrap_or_default();
        light.asides.insert(member, Aside::Supports { gives: gives.get(&member).copied().unwrap_or(0), gets, overdue });
    }
    if light.lines.is_empty() {
        light.nearness = vec![PLAIN; roster.members.len()];
        light.fill = Fill::Everybody;
    }
    light.note = counts.note();
    light.caption = if light.lines.is_empty() {
        vec![Paragraph::sentence("No support is planned or runs in this map. On a member, B proposes or records one.")]
    } else {
        vec![Paragraph::sentence(&counts.sentence()), caption()]
    };
    light
}

/// How many supports there are of each state.
#[derive(Default)]
struct Counts {
    running: usize,
    overdue: usize,
    agreed: usize,
    proposed: usize,
    ended: usize,
    not_drawn: usize,
    days: f64,
    /// Running supports of which nobody has said how many days they take.
    without_days: usize,
}

impl Counts {
    fn add(&mut self, support: &Support, state: SupportState) {
        match state {
            SupportState::Proposed => self.proposed += 1,
            SupportState::Agreed => self.agreed += 1,
            SupportState::Running => self.running += 1,
            SupportState::Overdue => {
                self.running += 1;
                self.overdue += 1;
            }
            SupportState::Ended => self.ended += 1,
        }
        if matches!(state, SupportState::Running | SupportState::Overdue) {
            match support.days_per_week {
                Some(days) => self.days += days.get(),
                None => self.without_days += 1,
            }
        }
    }

    fn note(&self) -> EcoString {
        let mut parts: Vec<EcoString> = Vec::new();
        if self.running > 0 {
            let overdue = if self.overdue > 0 { eco_format!(" ({} overdue)", self.overdue) } else { EcoString::new() };
            parts.push(eco_format!("{} running{overdue}", self.running));
        }
        let counted = [(self.agreed, "agreed"), (self.proposed, "proposed")];
        parts.extend(counted.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| eco_format!("{count} {word}")));
        if parts.is_empty() {
            return "no supports".into();
        }
        eco_format!("supports: {}", parts.join(", "))
    }

    /// What they take, and what is not drawn.
    fn sentence(&self) -> String {
        let mut sentences: Vec<String> = Vec::new();
        if self.running > self.without_days {
            sentences.push(format!("Those that run take {}.", days_words(self.days)));
        }
        if self.without_days > 0 {
            sentences.push(format!("Of {} nobody has said how many days.", self.without_days));
        }
        if self.ended > 0 {
            sentences.push(if self.ended == 1 { "1 has ended.".to_owned() } else { format!("{} have ended.", self.ended) });
        }
        if self.not_drawn > 0 {
            sentences.push(format!("{} of members that are not drawn.", self.not_drawn));
        }
        sentences.join(" ")
    }
}

/// What stands beside the line: the days a week, the need, and whether the review is overdue.
fn words(support: &Support, state: SupportState) -> EcoString {
    let days = support.days_per_week.map(|days: DaysPerWeek| days_words(days.get()));
    let state = match state {
        SupportState::Proposed => Some("proposed".into()),
        SupportState::Agreed => Some("agreed".into()),
        SupportState::Overdue => Some("review overdue".into()),
        SupportState::Running | SupportState::Ended => None,
    };
    days.into_iter().chain(state).chain(support.need.clone()).collect::<Vec<EcoString>>().join(", ").into()
}

/// Days a week in words.
fn days_words(days: f64) -> EcoString {
    if (days - 0.5).abs() < 1e-9 {
        "half a day a week".into()
    } else if (days - 1.0).abs() < 1e-9 {
        "1 day a week".into()
    } else {
        eco_format!("{days} days a week")
    }
}

fn caption() -> Paragraph {
    let text = |words: &str| Piece::Text(words.into(), Ink::Text);
    let head = |bearing: Bearing| Piece::Head(bearing, Ink::Strong);
    let one = || Piece::Bold("1".into(), Ink::Strong);
    Paragraph(vec![
        vec![Piece::Bond(Bond::Running), text(" running")],
        vec![text("   "), Piece::Bond(Bond::Planned), text(" proposed or agreed")],
        vec![text("   "), head(Bearing::Right), one(), text(" supports one")],
        vec![text("   "), head(Bearing::Left), one(), text(" is supported by one")],
        vec![text("   "), Piece::Bold("late".into(), Ink::Strong), text(" review overdue")],
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_said_in_words() {
        assert_eq!([0.5, 1.0, 1.5].map(days_words), ["half a day a week", "1 day a week", "1.5 days a week"]);
    }
}

//! The map in sentences, for who hears it instead of seeing it: in the order of the picture, one fact a line.

use std::collections::BTreeSet;

use super::{
    layer_words::changed_ties,
    paint::paint_words,
    topic_words::topic_words,
    words::{self as say, counted, day},
};
use crate::{
    analysis::Analysis,
    finding::Pattern,
    framework::Framework,
    map::{Chart, Drawn, DrawnTie, Emblem, Grouping, Lane, Layout, Picture, Roster, Spotlight, Topic, View},
    model::{Phase, Stage},
};

/// What a drawn member is, in a few words: stage, flags, phase, ties.
pub fn member_words(drawn: &Drawn, analysis: &Analysis) -> String {
    let mut words = vec![place_words(drawn).to_owned()];
    words.extend(flags(drawn, analysis));
    words.extend(doubt_words(drawn));
    words.extend(drawn.phase.map(|phase| format!("phase {}", phase_word(phase))));
    words.push(counted(drawn.degree, "tie", "ties"));
    words.join(", ")
}

/// A tie in a sentence without a stop: who shares with whom, the phase, the trust.
pub fn tie_said(tie: &DrawnTie, roster: &Roster) -> String {
    let name = |at: usize| roster.members.get(at).map_or("?", |member| member.name.as_str());
    let trust = tie.trust.map_or_else(|| "trust not known".to_owned(), |trust| format!("trust {} of 4", trust.get()));
    let (from, to) = (name(tie.from), name(tie.to));
    let phase = phase_word(tie.phase);
    if tie.is_mutual {
        format!("{from} and {to} share both ways: {phase}, {trust}")
    } else {
        format!("{from} shares with {to}: {phase}, {trust}")
    }
}

/// What a member claims and its ties do not show.
fn doubt_words(drawn: &Drawn) -> Option<String> {
    let (Lane::Stage(claimed), Some(shown)) = (drawn.lane, drawn.doubt) else { return None };
    Some(format!("claims {}, ties show {}", claimed.number(), shown.number()))
}

pub(super) fn phase_word(phase: Phase) -> &'static str {
    match phase {
        Phase::Information => "information",
        Phase::Experience => "experience",
        Phase::Coaching => "coaching",
    }
}

fn place_words(drawn: &Drawn) -> &'static str {
    match (drawn.lane, drawn.emblem) {
        (Lane::Stage(Stage::Isolation), _) => "stage 1, isolation",
        (Lane::Stage(Stage::Initiation), _) => "stage 2, initiation",
        (Lane::Stage(Stage::Engagement), _) => "stage 3, engagement",
        (Lane::Stage(Stage::Integration), _) => "stage 4, integration",
        (Lane::Unrated, _) => "not yet rated",
        (Lane::Sources, Some(Emblem::Research)) => "knowledge source, research",
        (Lane::Sources, Some(Emblem::Practice)) => "knowledge source, practice",
        (Lane::Sources, _) => "knowledge source, innovation",
        (Lane::Bodies, Some(Emblem::University)) => "university",
        (Lane::Bodies, _) => "hub or other body",
    }
}

fn flags(drawn: &Drawn, analysis: &Analysis) -> Vec<String> {
    analysis.flags_of(&drawn.id).iter().filter(|pattern| pattern.is_drawn()).map(|pattern| pattern.title().to_owned()).collect()
}

/// What is said.
#[derive(Clone, Copy, Debug)]
pub struct MapWords<'a> {
    pub analysis: &'a Analysis,
    pub chart: &'a Chart,
    /// The picture that is said: it knows what found no room.
    pub picture: &'a Picture,
    /// What is asked: its answer is said first, and only the ties and members it is about.
    pub view: &'a View,
}

impl MapWords<'_> {
    /// The sentences, one a line, a blank line between two parts. Cost: O(members · log members + ties · log ties).
    pub fn text(&self) -> String {
        let mut parts = vec![self.totals()];
        parts.extend(topic_words(self.chart, self.view));
        match self.chart.layout {
            Layout::Matrix => parts.extend(self.matrix()),
            Layout::Rings | Layout::Journey | Layout::Ego | Layout::Geographic | Layout::Force => {
                parts.extend(self.lanes().into_iter().map(|lane| self.lane(lane)));
                parts.push(self.bubbles());
                parts.push(self.ties());
            }
        }
        parts.push(self.sources());
        parts.push(self.hidden());
        let parts: Vec<String> = parts.into_iter().filter(|lines| !lines.is_empty()).map(|lines| lines.join("\n")).collect();
        format!("{}\n", parts.join("\n\n"))
    }

    fn roster(&self) -> &Roster {
        &self.chart.roster
    }

    fn name(&self, member: usize) -> &str {
        self.roster().members.get(member).map_or("?", |member| member.name.as_str())
    }

    fn totals(&self) -> Vec<String> {
        let roster = self.roster();
        let name = self.analysis.network.about.name.as_str();
        let name = if name.trim().is_empty() { "The network" } else { name };
        let mut lines = vec![format!(
            "{name} on {}: {}, {}.",
            day(self.analysis.as_of),
            counted(roster.members.len(), "member", "members"),
            counted(roster.ties.len(), "tie", "ties"),
        )];
        let flagged: Vec<String> = Pattern::ALL
            .into_iter()
            .rev()
            .filter(|pattern| pattern.is_drawn())
            .map(|pattern| (roster.flagged(pattern), pattern))
            .filter(|(count, _)| *count > 0)
            .map(|(count, pattern)| format!("{} {}", say::count(count as u64), pattern.title()))
            .collect();
        lines.push(if flagged.is_empty() { "No member is flagged.".to_owned() } else { format!("Flagged: {}.", flagged.join(", ")) });
        lines.push(say::NO_FLAG.to_owned());
        lines.extend(paint_words(&self.picture.paint));
        lines
    }

    /// The lanes in the order of the picture: rings from the middle outward, the journey from its beginning.
    fn lanes(&self) -> Vec<Lane> {
        let stages = Stage::ALL.into_iter().map(Lane::Stage);
        match self.chart.layout {
            Layout::Rings | Layout::Ego | Layout::Geographic | Layout::Force | Layout::Matrix => {
                let bands = self.chart.bands().iter().map(|band| band.lane);
                [Lane::Sources, Lane::Bodies].into_iter().chain(bands).collect()
            }
            Layout::Journey => [Lane::Unrated].into_iter().chain(stages).chain([Lane::Sources, Lane::Bodies]).collect(),
        }
    }

    fn lane(&self, lane: Lane) -> Vec<String> {
        let members = self.roster().members.iter().enumerate();
        let mut members: Vec<&Drawn> =
            members.filter(|(at, member)| member.lane == lane && self.is_said(*at)).map(|(_, member)| member).collect();
        if members.is_empty() && !matches!(lane, Lane::Stage(_)) {
            return Vec::new();
        }
        members.sort_by_key(|member| (std::cmp::Reverse(member.flag), member.name.as_str(), member.id.as_str()));
        let flagged = members.iter().filter(|member| member.flag.is_some()).count();
        let with = if flagged > 0 { format!(", {} of them flagged", say::count(flagged as u64)) } else { String::new() };
        let mut lines = vec![format!("{}: {}{with}.", lane_words(lane), counted(members.len(), "member", "members"))];
        match self.chart.layout {
            Layout::Rings | Layout::Ego | Layout::Geographic | Layout::Force | Layout::Matrix => {
                lines.extend(members.iter().map(|member| self.member(member)));
            }
            Layout::Journey if matches!(lane, Lane::Sources | Lane::Bodies) => {
                lines.extend(members.iter().map(|member| self.member(member)));
            }
            Layout::Journey => {
                for phase in [Some(Phase::Coaching), Some(Phase::Experience), Some(Phase::Information), None] {
                    let here: Vec<&&Drawn> = members.iter().filter(|member| member.phase == phase).collect();
                    if !here.is_empty() {
                        let title = phase.map_or("No activity", |phase| match phase {
                            Phase::Coaching => "Coaching",
                            Phase::Experience => "Experience",
                            Phase::Information => "Information",
                        });
                        lines.push(format!("{title}, {}:", say::count(here.len() as u64)));
                        lines.extend(here.into_iter().map(|member| self.member(member)));
                    }
                }
            }
        }
        lines
    }

    fn member(&self, member: &Drawn) -> String {
        let mut words = flags(member, self.analysis);
        words.extend(doubt_words(member));
        if self.chart.layout != Layout::Journey {
            words.extend(member.phase.map(|phase| format!("phase {}", phase_word(phase))));
        }
        if matches!(member.lane, Lane::Sources | Lane::Bodies) {
            words.insert(0, place_words(member).to_owned());
        }
        words.push(if member.degree == 0 { "no ties".to_owned() } else { counted(member.degree, "tie", "ties") });
        if !matches!(member.lane, Lane::Sources | Lane::Bodies) {
            words.extend(self.group(member));
        }
        let is_pinned = self.roster().index(&member.id).is_some_and(|place| self.chart.is_pinned(place));
        words.extend(is_pinned.then(|| "pinned by hand".to_owned()));
        format!("- {}: {}.", member.name, words.join(", "))
    }

    /// The groups that the picture draws as one bubble each.
    fn bubbles(&self) -> Vec<String> {
        let clusters = &self.picture.clusters;
        if clusters.is_empty() {
            return Vec::new();
        }
        let mut lines = vec!["In the picture of this size these groups are bubbles:".to_owned()];
        lines.extend(clusters.iter().map(|cluster| {
            let others = cluster.areas.len() - 1;
            let with = if others > 0 { format!(" and {}", counted(others, "group beside it", "groups beside it")) } else { String::new() };
            let flagged = [(Pattern::CondonedFailure, cluster.condoned), (Pattern::Coasting, cluster.coasting)];
            let flagged = flagged.into_iter().filter(|(_, count)| *count > 0);
            let members = [counted(cluster.members, "member", "members")].into_iter();
            let counts = members.chain(flagged.map(|(pattern, count)| format!("{} {}", say::count(count as u64), pattern.title())));
            format!("- {}{with}: {}.", cluster.name, counts.collect::<Vec<_>>().join(", "))
        }));
        lines
    }

    /// The group a member is in, even where that group has no area of its own.
    fn group(&self, member: &Drawn) -> Option<String> {
        let roster = self.roster();
        match (&member.group, roster.grouping) {
            (Some(community), Grouping::Community) => Some(format!("in the community {community}")),
            (Some(group), _) => Some(format!("in {group}")),
            (None, _) => {
                let area = roster.areas.get(member.area).filter(|area| !area.name.is_empty())?;
                Some(format!("in {}", area.name))
            }
        }
    }

    /// Whether a member is said: under a filter only who meets it.
    pub(super) fn is_said(&self, member: usize) -> bool {
        self.view.only.as_ref().is_none_or(|only| only.meets(member))
    }

    /// The ties, the deepest first; with a focus those that lead from the member in focus. Those of a path are said already.
    fn ties(&self) -> Vec<String> {
        let answer = Spotlight::of(self.chart, self.view).filter(|_| self.view.topic.is_some());
        let whose = match &self.view.topic {
            Some(Topic::Path { .. } | Topic::Sources | Topic::Supports) => return Vec::new(),
            Some(Topic::Changes { .. }) => return changed_ties(self.chart, self.view),
            Some(Topic::Focus { .. } | Topic::Peers) => self.view.selected_in(self.chart).filter(|_| answer.is_some()),
            None => None,
        };
        let is_answer = |at: usize| answer.as_ref().is_none_or(|answer| answer.ties.contains_key(&at));
        let is_said = |end: usize| self.is_said(end) || whose == Some(end);
        let ties = self.roster().ties.iter().enumerate();
        let ties = ties.filter(|(at, tie)| is_answer(*at) && is_said(tie.from) && is_said(tie.to));
        let mut ties: Vec<&DrawnTie> = ties.map(|(_, tie)| tie).collect();
        ties.sort_by_key(|tie| (std::cmp::Reverse(tie.phase), self.name(tie.from), self.name(tie.to), std::cmp::Reverse(tie.trust)));
        if ties.is_empty() {
            return vec!["Ties: none.".to_owned()];
        }
        let whose = whose.map_or_else(String::new, |member| format!(" of {}", self.name(member)));
        let mut lines = vec![format!("Ties{whose}, the deepest first: {}.", say::count(ties.len() as u64))];
        lines.extend(ties.into_iter().map(|tie| format!("- {}.", tie_said(tie, self.roster()))));
        lines
    }

    /// Each source with whom it reaches, and how many schools none reaches.
    fn sources(&self) -> Vec<String> {
        let roster = self.roster();
        let is_source = |member: usize| roster.members.get(member).is_some_and(|member| member.lane == Lane::Sources);
        let mut lines = Vec::new();
        let mut reached: BTreeSet<usize> = BTreeSet::new();
        for source in (0..roster.members.len()).filter(|member| is_source(*member)) {
            let others = roster.ties.iter().filter_map(|tie| match (tie.from == source, tie.to == source) {
                (true, false) => Some(tie.to),
                (false, true) => Some(tie.from),
                (true, true) | (false, false) => None,
            });
            let others: BTreeSet<usize> = others.filter(|other| !is_source(*other)).collect();
            let mut names: Vec<&str> = others.iter().map(|other| self.name(*other)).collect();
            names.sort_unstable();
            let name = self.name(source);
            lines.push(if names.is_empty() {
                format!("- {name} is tied to nobody.")
            } else {
                format!("- {name} is tied to {}: {}.", counted(names.len(), "member", "members"), names.join(", "))
            });
            reached.extend(others);
        }
        if lines.is_empty() {
            return vec!["Knowledge sources: none on the map.".to_owned()];
        }
        let schools = roster.members.iter().enumerate().filter(|(_, member)| matches!(member.lane, Lane::Stage(_) | Lane::Unrated));
        let without = schools.filter(|(at, _)| !reached.contains(at)).count();
        lines.insert(0, "Knowledge sources and whom they reach directly:".to_owned());
        lines.push(format!(
            "{} without a tie of their own to a source.",
            capital(&counted(without, "school or member is", "schools and members are"))
        ));
        lines
    }

    /// What the sentences hold and the picture does not, and what neither does.
    fn hidden(&self) -> Vec<String> {
        let left_out = self.roster().left_out;
        let mut lines = Vec::new();
        let mut say = |count: usize, (one, many): (&str, &str), rest: &str| {
            if count > 0 {
                lines.push(format!("{} {rest}.", counted(count, one, many)));
            }
        };
        let closed = ("closed or proposed member is", "closed or proposed members are");
        let bodies = ("trust, authority or other body without ties is", "trusts, authorities and other bodies without ties are");
        say(left_out.closed, closed, "neither drawn nor said here");
        say(left_out.bodies, bodies, "neither drawn nor said here");
        let members = ("member", "members");
        let unnamed = self.picture.unnamed.saturating_sub(self.picture.hidden);
        say(unnamed, members, "said here stand in the picture of this size without a name or number");
        say(self.picture.hidden, members, "said here found no room in the picture of this size");
        say(self.picture.counted, members, "said here stand in the picture of this size only as numbers");
        if self.picture.only_coaching {
            lines.push("The picture shows coaching ties only, for there are many; all are said here.".to_owned());
        }
        lines
    }
}

fn lane_words(lane: Lane) -> String {
    match lane {
        Lane::Sources => "Knowledge sources".to_owned(),
        Lane::Bodies => "Universities, hubs and other bodies".to_owned(),
        Lane::Unrated => "Not yet rated".to_owned(),
        Lane::Stage(stage) => {
            let framework = Framework::built_in();
            let boundary = framework.stage(stage).map_or("", |words| words.boundary.as_str());
            format!("Stage {} ({boundary})", say::stage(framework, stage))
        }
    }
}

fn capital(text: &str) -> String {
    say::capitalised(text)
}

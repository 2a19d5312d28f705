//! Where the numbers on the map come from: who is drawn, what is counted in rings, bubbles, blocks and classes, and on which day.

use super::{
    super::{column::Column, map_words::member_words, paint::paint_words, topic_words::topic_words, words},
    cell::standing_whence,
    counts::{column_from, pattern_whence},
    page::member_ties_whence,
    place::{files, named},
    record::ratings_from,
};
use crate::{
    analysis::Analysis,
    finding::Pattern,
    map::{Chart, Grouping, Lane, Layout, Picture, Roster, View},
    model::{Member, MemberId, Phase, Stage},
};

/// What the map shows of one member: its stage, phase, flags and ties, and what it is coloured and sized by.
pub fn on_map_whence(chart: &Chart, member: &Member, painted: &[Column]) -> Vec<String> {
    let analysis = &*chart.analysis;
    let Some(drawn) = chart.roster.index(&member.id).and_then(|at| chart.roster.members.get(at)) else {
        return vec![format!(
            "{} is not drawn: it is closed or only proposed, or a body that has no tie and that nobody rated.",
            member.name
        )];
    };
    let mut lines = vec![format!("{}: {}.", member.name, member_words(drawn, analysis))];
    lines.extend(standing_whence(analysis, member));
    lines.extend(member_ties_whence(analysis, member));
    if drawn.lane != Lane::Sources {
        let steps = |steps: Option<u8>| steps.map_or_else(|| "not within two".to_owned(), |steps| steps.to_string());
        let [research, practice, innovation] = drawn.sources.map(steps);
        lines.push(format!(
            "Steps along active ties to research: {research}, to best practice: {practice}, to emerging innovation: {innovation}."
        ));
    }
    let flags = analysis.flags_of(&member.id).iter().map(|pattern| format!("{} {}", pattern.sign(), pattern.title()));
    let flags = flags.collect::<Vec<_>>().join(", ");
    if !flags.is_empty() {
        lines.push(format!("Flags: {flags}. Who needs attention and its page tell each line by line."));
    }
    lines.extend(painted.iter().filter_map(|column| super::cell::whence(analysis, member, column)));
    lines
}

/// What a group under the cursor counts.
pub fn group_whence(chart: &Chart, name: &str) -> Option<Vec<String>> {
    let roster = &chart.roster;
    let (at, area) = roster.areas.iter().enumerate().find(|(_, area)| area.name == name)?;
    let here: Vec<&MemberId> = roster.members.iter().filter(|member| member.area == at).map(|member| &member.id).collect();
    let who = named(&chart.analysis, here.into_iter());
    Some(vec![
        format!(
            "{name}: {} drawn, by {} as the members' own records hold it on {}: {who}.",
            words::counted(area.members, "member", "members"),
            roster.grouping.title(),
            words::day(chart.analysis.as_of)
        ),
        format!(
            "!{} with condoned failure, entrenched ones among them; ~{} that only coast. Open the group to ask each member.",
            area.condoned, area.coasting
        ),
    ])
}

/// Every number the view shows: who is drawn and left out, rings and rows, ties, flags, classes of a measure, and what is asked.
pub fn view_whence(chart: &Chart, view: &View, picture: &Picture, painted: &[Column]) -> Vec<String> {
    let (roster, analysis) = (&*chart.roster, &*chart.analysis);
    let mut lines = drawn(roster, analysis);
    lines.extend(lanes(chart));
    lines.extend(shape(chart, picture));
    lines.push(ties(roster, analysis));
    lines.extend(Pattern::drawn().filter(|pattern| roster.flagged(*pattern) > 0).map(|pattern| pattern_whence(analysis, pattern)));
    lines.extend(paint_words(&picture.paint));
    let members = || roster.members.iter().filter_map(|drawn| analysis.network.members().get(&drawn.id));
    lines.extend(painted.iter().filter_map(|column| column_from(analysis, members(), column)));
    lines.extend(topic_words(chart, view).into_iter().flatten());
    lines.extend(notes(picture));
    lines
}

fn drawn(roster: &Roster, analysis: &Analysis) -> Vec<String> {
    let left = roster.left_out;
    vec![format!(
        "{} drawn of {} that the map has on {}; not drawn: {} closed or proposed, {} (trusts, authorities and other bodies without a tie or a rating).",
        words::counted(roster.members.len(), "member is", "members are"),
        words::count(analysis.network.members().len() as u64),
        words::day(analysis.as_of),
        words::count(left.closed as u64),
        words::counted(left.bodies, "body", "bodies"),
    )]
}

/// How many stand at each stage, by which rule, by whose ratings.
fn lanes(chart: &Chart) -> Vec<String> {
    let (roster, analysis) = (&*chart.roster, &*chart.analysis);
    let stages = Stage::ALL.into_iter().map(|stage| format!("stage {} {}", stage.number(), roster.in_lane(Lane::Stage(stage))));
    let others =
        [(Lane::Unrated, "not yet rated"), (Lane::Sources, "knowledge sources"), (Lane::Bodies, "universities and unrated bodies")];
    let others = others.map(|(lane, name)| format!("{name} {}", roster.in_lane(lane)));
    let newest = roster.members.iter().filter_map(|member| analysis.standing(&member.id)?.stage.as_ref());
    let from = ratings_from(newest.filter_map(|stage| analysis.network.ratings().get(&stage.rating)));
    vec![format!(
        "By stage: {}; {}. The newest rating that is not withdrawn and not later than that day counts; they are from: {from}.",
        stages.collect::<Vec<_>>().join(", "),
        others.join(", ")
    )]
}

/// What else is counted in this layout.
fn shape(chart: &Chart, picture: &Picture) -> Vec<String> {
    let roster = &*chart.roster;
    let mut lines = Vec::new();
    match chart.layout {
        Layout::Journey => lines.push(
            "Each box counts the members of one stage (column) and one phase (row); a phase that nobody rated is the highest of the active ties. The grid screen names them with their ratings.".to_owned(),
        ),
        Layout::Matrix => lines.push(
            "A number in a block counts the ties by which the group of the row gives to the group of the column; a cell is one pair's deepest tie. Who is in a row gives, who is in a column learns.".to_owned(),
        ),
        Layout::Ego => lines.push(
            "The lists count the members that the one in the middle gives to and learns from, by its ties that have not ended; who has no such tie is counted below them.".to_owned(),
        ),
        Layout::Geographic => lines.push("Places are the grid references or degrees in the members' records.".to_owned()),
        Layout::Rings | Layout::Force => {}
    }
    if roster.grouping != Grouping::Whole {
        let areas = roster.areas.iter().map(|area| format!("{} {}", area.name, area.members));
        lines.push(format!("By {}, as the members' records hold it: {}.", roster.grouping.title(), areas.collect::<Vec<_>>().join(", ")));
    }
    if !picture.clusters.is_empty() {
        lines.push(
            "A bubble counts the members of its groups; ! is how many of them have condoned failure, ~ how many only coast.".to_owned(),
        );
    }
    lines
}

/// How many ties are drawn, how deep, and from which files.
fn ties(roster: &Roster, analysis: &Analysis) -> String {
    let deep = |phase: Phase| roster.ties.iter().filter(|tie| tie.phase == phase).count();
    let records = || roster.ties.iter().filter_map(|tie| analysis.network.ties().at(tie.record));
    let unknown = records().filter(|tie| tie.phase.is_none()).count();
    let from = files(records().map(|tie| tie.provenance.as_deref()));
    let from = if from.is_empty() { String::new() } else { format!(" They are from: {from}.") };
    format!(
        "{} both of whose ends are drawn and that have not ended by that day: {} of coaching, {} of experience, {} of information, {} of these without a phase, drawn as information.{from}",
        words::counted(roster.ties.len(), "tie", "ties"),
        deep(Phase::Coaching),
        deep(Phase::Experience),
        deep(Phase::Information),
        words::count(unknown as u64),
    )
}

/// What is said at the right of the first row.
fn notes(picture: &Picture) -> Option<String> {
    let notes = picture.notes.iter().map(ecow::EcoString::as_str).collect::<Vec<_>>().join("; ");
    (!notes.is_empty())
        .then(|| format!("At the right of the first row: {notes}. What found no room in a picture of this size is counted there."))
}

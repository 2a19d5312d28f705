//! Where counts come from: members, findings, what cannot be said, who is listed.

use super::{
    super::{column::Column, words},
    place::{files, named},
};
use crate::{
    analysis::Analysis,
    finding::{Pattern, Verdict},
    model::{Kind, Member, MemberId, Network},
};

/// The numbers of the first row: the members of the map, and how many of them meet each pattern told there.
///
/// The map is the network as it is edited; findings are those of the analysis, on its day.
pub fn header_whence(network: &Network, analysis: Option<&Analysis>) -> Vec<String> {
    let all = network.members().len();
    let kinds = Kind::ALL.iter().filter_map(|kind| {
        let count = network.members().iter().filter(|member| member.kind == *kind).count();
        (count > 0).then(|| format!("{} {}", words::spoken(kind.word()), words::count(count as u64)))
    });
    let open = network.members().iter().filter(|member| member.is_open()).count();
    let mut lines = vec![format!(
        "{}: every record of a member in the map, {} of them closed or only proposed. By kind: {}.",
        words::counted(all, "member", "members"),
        words::count((all - open) as u64),
        kinds.collect::<Vec<_>>().join(", ")
    )];
    lines.extend(members_from(network.members().iter()));
    if let Some(analysis) = analysis {
        lines.extend(Pattern::drawn().map(|pattern| pattern_whence(analysis, pattern)));
        lines.push(words::NO_FLAG.to_owned());
    }
    let conflicts = network.conflicts().len();
    if conflicts > 0 {
        lines.push(format!(
            "{} to settle: conflicts that two people's changes left in the map, each with both versions.",
            words::count(conflicts as u64)
        ));
    }
    lines
}

/// How many are marked, and who.
pub fn marked_whence<'a>(analysis: &Analysis, marked: impl ExactSizeIterator<Item = &'a MemberId>) -> Option<String> {
    let count = marked.len();
    (count > 0).then(|| format!("{} marked, by you, in this session: {}.", words::count(count as u64), named(analysis, marked)))
}

/// How many members a pattern is found about, who, under which rules, and of how many nobody can say.
pub(super) fn pattern_whence(analysis: &Analysis, pattern: Pattern) -> String {
    let counts = analysis.counts.get(&pattern).copied().unwrap_or_default();
    let found: Vec<&MemberId> =
        analysis.findings.iter().filter(|finding| finding.pattern == pattern).map(|finding| &finding.member).collect();
    let all = counts.met + counts.not_met + counts.cannot_say;
    let who = if found.is_empty() { String::new() } else { format!(": {}", named(analysis, found.into_iter())) };
    let rules = pattern.rules().iter().map(|group| words::spoken(group)).collect::<Vec<_>>().join(", ");
    format!(
        "{} {} {}{who}. Of {} it is asked of, {} not meet it and of {} nobody can say, on {} under the rules for {rules}.",
        pattern.sign(),
        pattern.title(),
        words::count(counts.met as u64),
        words::counted(all, "open member", "open members"),
        words::counted(counts.not_met, "does", "do"),
        words::count(counts.cannot_say as u64),
        words::day(analysis.as_of),
    )
}

/// Every count of the findings, the alarms first, and how many cannot be said of what is drawn on the map.
pub fn patterns_whence(analysis: &Analysis) -> Vec<String> {
    let drawn = Pattern::drawn().map(|pattern| pattern_whence(analysis, pattern));
    let notes: Vec<Pattern> = Pattern::ALL.into_iter().filter(|pattern| !pattern.is_drawn()).collect();
    let of = |pattern: Pattern| analysis.counts.get(&pattern).copied().unwrap_or_default();
    let others: usize = notes.iter().map(|pattern| of(*pattern).met).sum();
    let each = notes.iter().filter(|pattern| of(**pattern).met > 0).map(|pattern| {
        let found = analysis.findings.iter().filter(|finding| finding.pattern == *pattern).map(|finding| &finding.member);
        format!(
            "· {} {} {}: {}.",
            pattern.sign(),
            pattern.title(),
            of(*pattern).met,
            named(analysis, found.collect::<Vec<_>>().into_iter())
        )
    });
    let unsaid: usize = Pattern::drawn().map(|pattern| of(pattern).cannot_say).sum();
    let mut lines: Vec<String> = drawn.collect();
    lines.push(format!("others {}: findings that are not drawn on the map.", words::count(others as u64)));
    lines.extend(each);
    lines.push(format!(
        "cannot say {}: findings of ~ ! # of which something is not known; a member counts once for each of the three. Ask on a line to see what.",
        words::count(unsaid as u64)
    ));
    lines.push("A finding rests on figures, ratings and ties; ask on its line where each of them is from.".to_owned());
    lines
}

/// How many patterns were asked of a member, with which answers.
pub fn member_findings_whence(analysis: &Analysis, member: &Member) -> Vec<String> {
    let asked = || Pattern::ALL.into_iter().filter_map(|pattern| analysis.why(&member.id, pattern));
    let titles = |verdict: Verdict| {
        let of: Vec<&str> = asked().filter(|finding| finding.verdict == verdict).map(|finding| finding.pattern.title()).collect();
        (of.len(), if of.is_empty() { String::new() } else { format!(" ({})", of.join(", ")) })
    };
    let [(met, found), (not_met, absent), (unsaid, unknown)] = [Verdict::Met, Verdict::NotMet, Verdict::CannotSay].map(titles);
    vec![format!(
        "{} asked of it on {}: {met} found{found}, {not_met} not found{absent}, of {unsaid} nobody can say{unknown}. Ask on a finding's line where its numbers are from.",
        words::counted(met + not_met + unsaid, "pattern is", "patterns are"),
        words::day(analysis.as_of)
    )]
}

/// How many members are listed of how many, by which filter, and from which files the column under the cursor is.
pub fn table_whence(analysis: &Analysis, listed: &[MemberId], filter: &str, column: Option<&Column>) -> Vec<String> {
    let all = analysis.network.members();
    let by = if filter.is_empty() { "no filter is set".to_owned() } else { format!("those that meet “{filter}”") };
    let mut lines = vec![format!(
        "{} of {}: {by}; members that the map has on {}.",
        words::count(listed.len() as u64),
        words::counted(all.len(), "member", "members"),
        words::day(analysis.as_of)
    )];
    lines.extend(members_from(all.iter()));
    if let Some(column) = column {
        let members = listed.iter().filter_map(|id| all.get(id));
        lines.extend(column_from(analysis, members, column));
    }
    lines
}

/// From which files the records of members are.
fn members_from<'a>(members: impl Iterator<Item = &'a Member>) -> Option<String> {
    let first = |member: &'a Member| member.provenance.as_deref().map(|rows| rows.split_once("; ").map_or(rows, |(first, _)| first));
    let said = files(members.map(|member| first(member).map(|row| row.split_once(" (").map_or(row, |(row, _)| row))));
    (!said.is_empty()).then(|| format!("Their records are from: {said}."))
}

/// From which files the values of a column are; nothing for what is worked out.
pub(super) fn column_from<'a>(analysis: &'a Analysis, members: impl Iterator<Item = &'a Member>, column: &Column) -> Option<String> {
    let said = match column {
        Column::Measure { measure, year } => files(members.filter_map(|member| {
            let figures = analysis.network.measures_of(&member.id).iter();
            let of = figures.filter(|figure| figure.id.measure() == *measure && year.is_none_or(|year| figure.id.year() == year));
            of.max_by_key(|figure| figure.id.year()).map(|figure| figure.provenance.as_deref())
        })),
        Column::Own(_) | Column::Standard(_) => {
            let name = match column {
                Column::Own(heading) => format!("{}{heading}", crate::model::Origins::OWN),
                Column::Standard(_) | Column::Measure { .. } => column.name().to_string(),
            };
            let has = |member: &&Member| match column {
                Column::Own(heading) => member.own.contains_key(heading),
                Column::Standard(_) | Column::Measure { .. } => member.text_of(&name).is_some_and(|text| !text.is_empty()),
            };
            let rows: Vec<Option<ecow::EcoString>> = members.filter(has).map(|member| member.origin_of(&name)).collect();
            files(rows.iter().map(Option::as_deref))
        }
    };
    (!said.is_empty()).then(|| format!("{}: the values are from {said}.", words::capitalised(&column.words())))
}

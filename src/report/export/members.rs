//! Members as rows: their fields, figures and own fields under headings that an import reads back, and what is worked out of them.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::{
    Lossy, Subject,
    table::{Column, Table},
    text::Texts,
};
use crate::{
    exchange::{DERIVED, Owner},
    framework::Standing,
    model::{Field, Measure, Member, Rating},
    report::trusts_of,
};

/// Fields of a member that are not columns: what identifies it, its own fields, which have a column each, and where it was read.
const NOT_COLUMNS: [&str; 4] = ["id", "name", "own", "imported"];

/// How ratings stand beside members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Judgements {
    /// The newest stage of each in two columns: the stage and the day it was judged on.
    Newest,
    /// Elsewhere, each with its day.
    Elsewhere,
}

/// The members in the order of the map, a row each. Ids and names are not among the columns, for every format has its own place for them.
///
/// Cost: O(members · fields + measures · log measures).
pub(super) fn member_table(subject: &Subject<'_>, judgements: Judgements, texts: &mut Texts, lossy: &mut Lossy) -> Table {
    let members = subject.network.members();
    let mut columns: Vec<Column> = Vec::new();
    for field in Member::field_names().into_iter().filter(|name| !NOT_COLUMNS.contains(name)) {
        let mut column = Column::new(field);
        for (row, member) in members.iter().enumerate() {
            column.put(row, texts.write(&member.text_of(field).unwrap_or_default()));
        }
        columns.push(column);
    }
    if judgements == Judgements::Newest {
        columns.extend(newest_stages(subject, lossy));
    }
    columns.extend(derived(subject, texts));
    columns.extend(figures(subject, lossy));
    columns.extend(own(subject, texts, lossy));
    Table::of("members", members.len(), columns, lossy)
}

/// The newest stage that was judged, with its day; every other rating is a loss.
fn newest_stages(subject: &Subject<'_>, lossy: &mut Lossy) -> [Column; 2] {
    let [mut stages, mut days] = [Column::new("stage"), Column::new("stage_on")];
    let mut kept = 0;
    let mut cut = 0;
    for (row, member) in subject.network.members().iter().enumerate() {
        let Some(stage) = subject.analysis.standings.get(&member.id).and_then(|standing| standing.stage.as_ref()) else { continue };
        stages.put(row, stage.value.text().into());
        days.put(row, stage.on.text().into());
        kept += 1;
        cut += usize::from(subject.network.ratings().get(&stage.rating).is_some_and(says_more));
    }
    lossy.lose(subject.network.ratings().len() - kept, "rating is left out", "ratings are left out");
    lossy.lose(cut, "rating keeps its stage and day, and nothing else", "ratings keep their stage and day, and nothing else");
    [stages, days]
}

/// Whether a rating says more than a stage and a day.
fn says_more(rating: &Rating) -> bool {
    Rating::field_names()
        .into_iter()
        .filter(|name| !["id", "member", "on", "stage", "imported"].contains(name))
        .any(|name| rating.text_of(name).is_some_and(|text| !text.is_empty()))
}

/// What is worked out of the map on the day: for looking at in other programs, and never read back.
fn derived(subject: &Subject<'_>, texts: &mut Texts) -> [Column; 4] {
    let [mut ties, mut phases, mut trusts, mut findings] =
        ["Ties", "Sharing phase", "Trust", "Findings"].map(|heading| Column::new(eco_format!("{heading}{DERIVED}")));
    for (row, member) in subject.network.members().iter().enumerate() {
        let standing = subject.analysis.standings.get(&member.id);
        ties.put(row, eco_format!("{}", standing.map_or(0, |standing| standing.ties)));
        let phase = standing.and_then(Standing::phase);
        phases.put(row, phase.map(|phase| phase.text()).unwrap_or_default().into());
        trusts.put(row, texts.write(&trusts_of(subject.network, &member.id).join("; ")));
        let met = subject.analysis.flags.get(&member.id).map_or(&[][..], Vec::as_slice);
        findings.put(row, met.iter().map(|pattern| pattern.name()).collect::<Vec<_>>().join("; ").into());
    }
    [ties, phases, trusts, findings]
}

/// A column for every measure and year, and one for the pupils behind it.
fn figures(subject: &Subject<'_>, lossy: &mut Lossy) -> Vec<Column> {
    let rows: BTreeMap<&str, usize> = subject.network.members().iter().map(|member| member.id.as_str()).zip(0..).collect();
    let mut by_heading: BTreeMap<EcoString, Vec<(usize, EcoString)>> = BTreeMap::new();
    let (mut left, mut limits) = (0, 0);
    for measure in subject.network.measures() {
        let heading = subject.columns.heading_of_figure(measure);
        let (Some(heading), Some(&row)) = (heading, rows.get(measure.id.member())) else {
            left += 1;
            continue;
        };
        by_heading.entry(heading).or_default().push((row, measure.value.text().into()));
        limits += usize::from(has_more(measure));
        match (measure.pupils, subject.columns.heading_of_pupils(measure)) {
            (Some(pupils), Some(heading)) => by_heading.entry(heading).or_default().push((row, eco_format!("{pupils}"))),
            (Some(_), None) => limits += usize::from(!has_more(measure)),
            (None, _) => {}
        }
    }
    lossy.lose(left, "measure is left out", "measures are left out");
    lossy.lose(
        limits,
        "measure loses its published limits or the number it was published under",
        "measures lose their published limits or the numbers they were published under",
    );
    let columns = by_heading.into_iter().map(|(heading, mut cells)| {
        cells.sort_by_key(|(row, _)| *row);
        let mut column = Column::new(heading);
        for (row, text) in cells {
            column.put(row, text);
        }
        column
    });
    columns.collect()
}

/// Whether a figure says more than its value and pupils.
fn has_more(measure: &Measure) -> bool {
    measure.low.is_some() || measure.high.is_some() || measure.number.is_some()
}

/// A column for every own heading.
fn own(subject: &Subject<'_>, texts: &mut Texts, lossy: &mut Lossy) -> Vec<Column> {
    let own = subject.network.members().iter().map(|member| &member.own);
    own_columns(subject, Owner::Member, own, texts, lossy)
}

/// A column for every own heading of these records, one record a row.
pub(super) fn own_columns<'n>(
    subject: &Subject<'_>,
    owner: Owner,
    records: impl Iterator<Item = &'n BTreeMap<EcoString, EcoString>>,
    texts: &mut Texts,
    lossy: &mut Lossy,
) -> Vec<Column> {
    let mut columns: BTreeMap<&EcoString, Column> = BTreeMap::new();
    let mut blank = 0;
    for (row, own) in records.enumerate() {
        for (heading, value) in own {
            let column = columns.entry(heading).or_insert_with(|| {
                let written = texts.write(heading);
                Column::new(subject.columns.heading_of_own(owner, &written))
            });
            let text = texts.write(value);
            blank += usize::from(text.is_empty() || column.heading.is_empty());
            column.put(row, text);
        }
    }
    lossy.lose(blank, "own field without a value is left out", "own fields without values are left out");
    columns.into_values().filter(|column| !column.heading.is_empty()).collect()
}

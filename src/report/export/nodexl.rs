//! `NodeXL`'s workbook: its pages, its Excel tables and its headings, which stand under a row of banners.
//!
//! Members are grouped by the stage they are at on the day; what `NodeXL` has no column for stands in columns of its own.

use std::collections::{BTreeMap, BTreeSet};

use ecow::{EcoString, eco_format};

use super::{
    Exported, Files, Lossy, NotExported, Subject,
    figures::Figures,
    look::Figure,
    page::{Frame, Page, text, typed},
    workbook,
};
use crate::{
    exchange::{Columns, whole_cell, whole_columns},
    framework::Framework,
    model::{Kind, Member, Phase, Record, RecordKind, Stage, Tie},
    report::{cell::Cell, words},
};

/// `NodeXL`'s columns of a vertex that are filled.
const VERTEX: [&str; 6] = ["Vertex", "Color", "Shape", "Size", "Label", "Tooltip"];
/// `NodeXL`'s columns of an edge that are filled; the tie's own id is none of them.
const EDGE: [&str; 9] = ["Vertex 1", "Vertex 2", "Color", "Width", "Style", "Label", "Edge Weight", "Phase", "Tie"];
/// Fields of a tie in columns of their own.
const OF_TIES: [&str; 7] = ["trust", "mutual", "started", "last_active", "ended", "visits", "follow_up"];
/// The largest member's size, on `NodeXL`'s scale of 1 to 100.
const LARGEST: f64 = 10.0;

/// Writes the workbook.
pub(super) fn write(subject: &Subject<'_>) -> Result<Exported, NotExported> {
    let names = Columns::built_in().map_err(|error| NotExported::Workbook { why: error.to_string() })?;
    let figures = Figures::of(subject.network.measures(), &names);
    let mut lossy = Lossy::default();
    let pages = [subject.edges(&mut lossy), subject.vertices(&figures, &names, &mut lossy), subject.groups(), subject.group_vertices()];
    figures.lose(subject.network, &mut lossy);
    lossy.lose_all_but(subject.network, &[RecordKind::Member, RecordKind::Tie, RecordKind::Measure]);
    let written = workbook::write(&subject.network.about.name, subject.analysis.as_of, &pages)?;
    lossy.lose_signs(written.replaced);
    Ok(Exported { files: Files::One(written.bytes), lossy })
}

fn page(name: &'static str, table: &'static str, banners: &[(u16, &'static str)], rows: Vec<Vec<Cell>>) -> Page {
    Page { name, frame: Frame::Table { table, banners: banners.to_vec() }, rows }
}

fn headings<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<Cell> {
    names.into_iter().map(text).collect()
}

/// `255, 0, 0`, as `NodeXL` writes colours.
fn colour(rgb: u32) -> Cell {
    text(eco_format!("{}, {}, {}", rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff))
}

impl Subject<'_> {
    fn edges(&self, lossy: &mut Lossy) -> Page {
        let mut rows = vec![headings(EDGE.into_iter().chain(OF_TIES).chain(["source"]))];
        for tie in self.network.ties() {
            rows.push(self.edge(tie));
        }
        let ties = self.network.ties().iter();
        lossy.lose(
            ties.clone().filter(|tie| tie.phase.is_none()).count(),
            "tie without a phase comes back as information",
            "ties without a phase come back as information",
        );
        lossy.lose(ties.clone().filter(|tie| !tie.id.starts_with("t:")).count(), "tie gets another id", "ties get other ids");
        lossy.lose(ties.filter(|tie| tie.provenance.is_some()).count(), "tie loses where it comes from", "ties lose where they come from");
        page("Edges", "Edges", &[(2, "Visual Properties"), (5, "Labels"), (6, "Your Own Columns")], rows)
    }

    fn edge(&self, tie: &Tie) -> Vec<Cell> {
        let (width, style) = match tie.phase {
            None => (1.0, "Dot"),
            Some(Phase::Information) => (1.0, "Dot"),
            Some(Phase::Experience) => (2.0, "Dash"),
            Some(Phase::Coaching) => (3.0, "Solid"),
        };
        let record: Record = tie.clone().into();
        let weight = tie.trust.map_or(Cell::Missing, |trust| Cell::Number(f64::from(trust.get())));
        let mut cells = vec![
            text(tie.from.as_str()),
            text(tie.to.as_str()),
            colour(self.tie_colour(tie.phase)),
            Cell::Number(width),
            text(style),
            text(tie.purpose.clone().unwrap_or_default()),
            weight,
            tie.phase.map_or(Cell::Missing, Cell::Phase),
            text(tie.id.as_str()),
        ];
        cells.extend(OF_TIES.iter().chain(&["source"]).map(|field| typed(&whole_cell(&record, field))));
        cells
    }

    fn vertices(&self, figures: &Figures, names: &Columns, lossy: &mut Lossy) -> Page {
        let fields: Vec<&str> =
            whole_columns(RecordKind::Member).into_iter().filter(|field| !matches!(*field, "id" | "name" | "aliases")).collect();
        let members = self.network.members();
        let all: BTreeSet<&EcoString> = members.iter().flat_map(|member| member.own.keys()).collect();
        // Excel tells headings of a table apart without regard to case.
        let mut seen = BTreeSet::new();
        let (own, taken): (Vec<&EcoString>, Vec<&EcoString>) =
            all.into_iter().partition(|field| names.keeps_as_own(field) && !is_column(field) && seen.insert(field.to_lowercase()));
        let mut rows = vec![headings(VERTEX.into_iter().chain(fields.iter().copied()))];
        if let Some(first) = rows.first_mut() {
            first.extend(figures.headings());
            first.extend(own.iter().map(|field| text((*field).clone())));
        }
        for member in members {
            let record: Record = member.clone().into();
            let mut cells = self.vertex(member);
            cells.extend(fields.iter().map(|field| typed(&whole_cell(&record, field))));
            cells.extend(figures.cells(self.network.measures_of(&member.id)));
            cells.extend(own.iter().map(|field| member.own.get(*field).map_or(Cell::Missing, |value| typed(value))));
            rows.push(cells);
        }
        lossy.lose(
            members.iter().map(|member| member.aliases.len()).sum(),
            "other number of a member is left out",
            "other numbers of members are left out",
        );
        lossy.lose(
            members.iter().filter(|member| member.note.as_ref().is_some_and(|note| note.contains('\n'))).count(),
            "note comes back on one line",
            "notes come back on one line",
        );
        let is_odd = |member: &&Member| member.kind != Kind::School && (member.education.is_some() || member.group.is_some());
        lossy.lose(
            members.iter().filter(is_odd).count(),
            "member that is no school loses its phase of education and its group",
            "members that are no schools lose their phase of education and their group",
        );
        lossy.lose(
            members.iter().filter(|member| taken.iter().any(|field| member.own.contains_key(*field))).count(),
            "member loses fields of your own whose headings mean something else here",
            "members lose fields of your own whose headings mean something else here",
        );
        lossy.lose(
            members.iter().filter(|member| self.stage(member).is_some()).count(),
            "member comes back with its group, the stage of the day, as a field of your own",
            "members come back with their group, the stage of the day, as a field of your own",
        );
        page("Vertices", "Vertices", &[(1, "Visual Properties"), (4, "Labels"), (6, "Your Own Columns")], rows)
    }

    fn vertex(&self, member: &Member) -> Vec<Cell> {
        let look = self.look(member);
        let shape = match look.figure {
            Figure::School => "Disk",
            Figure::Source => "Diamond",
            Figure::Body => "Solid Square",
        };
        let size = (look.size / 10.0).clamp(1.0, LARGEST);
        let name = || text(member.name.clone());
        vec![text(member.id.as_str()), colour(look.colour), text(shape), Cell::Number((size * 10.0).round() / 10.0), name(), name()]
    }

    /// The stages that anybody is at, each with the colour of its members.
    fn groups(&self) -> Page {
        let mut colours: BTreeMap<Stage, u32> = BTreeMap::new();
        for member in self.network.members() {
            if let Some(stage) = self.stage(member) {
                colours.entry(stage).or_insert_with(|| self.look(member).colour);
            }
        }
        let mut rows = vec![headings(["Group", "Vertex Color", "Vertex Shape", "Visibility", "Collapsed?", "Label"])];
        for (stage, rgb) in colours {
            let name = group_name(stage);
            rows.push(vec![text(name.clone()), colour(rgb), text("Disk"), text("Show"), text("No"), text(name)]);
        }
        page("Groups", "Groups", &[(1, "Visual Properties"), (5, "Labels")], rows)
    }

    fn group_vertices(&self) -> Page {
        let mut rows = vec![headings(["Group", "Vertex"])];
        for member in self.network.members() {
            if let Some(stage) = self.stage(member) {
                rows.push(vec![text(group_name(stage)), text(member.id.as_str())]);
            }
        }
        page("Group Vertices", "GroupVertices", &[], rows)
    }
}

fn group_name(stage: Stage) -> String {
    words::stage(&Framework::built_in(), stage)
}

/// Whether a heading of the user's own is already one of the page's.
fn is_column(field: &str) -> bool {
    VERTEX.iter().any(|column| column.eq_ignore_ascii_case(field)) || field.eq_ignore_ascii_case("group")
}

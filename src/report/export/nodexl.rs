//! `NodeXL`'s workbook: its pages, its Excel tables and its headings, which stand under a row of banners.
//!
//! Members are grouped by the stage they are at on the day; what `NodeXL` has no column for stands in columns of its own.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::{
    Exported, Files, Lossy, NotExported, Subject,
    look::Figure,
    members::{Judgements, member_table},
    page::{Frame, Page, text},
    table::{Table, Value},
    text::{Language, Texts},
    ties::tie_table,
    workbook,
};
use crate::{
    exchange::marked,
    framework::Framework,
    model::{Member, Phase, RecordKind, Stage, Tie},
    report::{cell::Cell, words},
};

/// `NodeXL`'s columns of a vertex that are filled.
const VERTEX: [&str; 8] = ["Vertex", "Color", "Shape", "Size", "Label", "Tooltip", "X", "Y"];
/// `NodeXL`'s columns of an edge that are filled; the tie's own id is none of them.
const EDGE: [&str; 9] = ["Vertex 1", "Vertex 2", "Color", "Width", "Style", "Reciprocated?", "Edge Weight", "mutual", "Tie"];
/// How far a member can stand from the middle, which is as far from the left and the top.
const REACH: f64 = 1_000.0;

/// Writes the workbook.
pub(super) fn write(subject: &Subject<'_>) -> Result<Exported, NotExported> {
    let mut lossy = Lossy::default();
    let mut texts = Texts::new(Language::Xml);
    let mut vertices = member_table(subject, Judgements::Newest, &mut texts, &mut lossy);
    vertices.put_before(&VERTEX, subject.network.members().iter().map(|member| subject.vertex(member, &mut texts)).collect());
    let mut edges = tie_table(subject, &mut texts, &mut lossy);
    edges.put_before(&EDGE, subject.network.ties().iter().map(|tie| subject.edge(tie)).collect());
    let banners = |own: u16| vec![(2, "Visual Properties"), (own, "Your Own Columns")];
    let pages = [
        page("Edges", "Edges", banners(7), rows_of(&edges)),
        page("Vertices", "Vertices", banners(8), rows_of(&vertices)),
        page("Groups", "Groups", vec![(1, "Visual Properties"), (5, "Labels")], subject.groups()),
        page("Group Vertices", "GroupVertices", Vec::new(), subject.group_vertices()),
    ];
    texts.tell(&mut lossy);
    lossy.lose_all_but(subject.network, &[RecordKind::Member, RecordKind::Tie, RecordKind::Measure, RecordKind::Rating]);
    let written = workbook::write(&subject.network.about.name, subject.analysis.as_of, &pages)?;
    Ok(Exported { files: Files::One(written.bytes), lossy })
}

fn page(name: &'static str, table: &'static str, banners: Vec<(u16, &'static str)>, rows: Vec<Vec<Cell>>) -> Page {
    Page { name, frame: Frame::Table { table, banners }, rows }
}

/// The headings and rows of a table.
fn rows_of(table: &Table) -> Vec<Vec<Cell>> {
    let cell = |value: &Value| match value {
        Value::Blank => Cell::Missing,
        Value::Text(words) => text(words.clone()),
        Value::Number(number) => Cell::Number(*number),
    };
    let headings = table.headings.iter().map(|heading| text(heading.clone())).collect();
    let rows = table.rows.iter().map(|row| row.iter().map(cell).collect());
    [headings].into_iter().chain(rows).collect()
}

impl Table {
    /// Puts columns of `NodeXL`'s before all others, which are marked as the user's own where they have one of those names.
    fn put_before(&mut self, headings: &[&str], cells: Vec<Vec<Value>>) {
        for heading in &mut self.headings {
            if headings.iter().any(|known| known.eq_ignore_ascii_case(heading)) {
                *heading = marked(heading);
            }
        }
        self.put_first(headings, cells);
    }
}

fn word(words: impl Into<EcoString>) -> Value {
    Value::Text(words.into())
}

/// `255, 0, 0`, as `NodeXL` writes colours.
fn colour(rgb: u32) -> EcoString {
    eco_format!("{}, {}, {}", rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff)
}

impl Subject<'_> {
    fn edge(&self, tie: &Tie) -> Vec<Value> {
        let (width, style) = match tie.phase {
            None | Some(Phase::Information) => (1.0, "Dot"),
            Some(Phase::Experience) => (2.0, "Dash"),
            Some(Phase::Coaching) => (3.0, "Solid"),
        };
        let mutual = if tie.mutual { "yes" } else { "no" };
        vec![
            word(tie.from.as_str()),
            word(tie.to.as_str()),
            word(colour(self.tie_colour(tie.phase))),
            Value::Number(width),
            word(style),
            word(if tie.mutual { "Yes" } else { "No" }),
            tie.weight.map_or(Value::Blank, |weight| Value::Number(weight.get())),
            word(mutual),
            word(tie.id.as_str()),
        ]
    }

    fn vertex(&self, member: &Member, texts: &mut Texts) -> Vec<Value> {
        let look = self.look(member);
        let shape = match look.figure {
            Figure::School => "Disk",
            Figure::Source => "Diamond",
            Figure::Body => "Solid Square",
        };
        let name = texts.write(&member.name);
        let at = |place: Option<f64>| place.map_or(Value::Blank, Value::Number);
        vec![
            word(member.id.as_str()),
            word(colour(look.colour)),
            word(shape),
            // On a scale of 1 to 100.
            Value::Number((look.size.clamp(10.0, 100.0)).round() / 10.0),
            word(name.clone()),
            word(name),
            at(look.place.map(|(x, _)| REACH + x)),
            at(look.place.map(|(_, y)| REACH - y)),
        ]
    }

    fn stage_of(&self, member: &Member) -> Option<Stage> {
        self.analysis.standing(&member.id)?.stage()
    }

    /// The stages that anybody is at, each with the colour of its members.
    fn groups(&self) -> Vec<Vec<Cell>> {
        let mut colours: BTreeMap<Stage, u32> = BTreeMap::new();
        for member in self.network.members() {
            if let Some(stage) = self.stage_of(member) {
                colours.entry(stage).or_insert_with(|| self.look(member).colour);
            }
        }
        let headings = ["Group", "Vertex Color", "Vertex Shape", "Visibility", "Collapsed?", "Label"];
        let rows = colours.into_iter().map(|(stage, rgb)| {
            let name = group_name(stage);
            [name.as_str(), &colour(rgb), "Disk", "Show", "No", &name].into_iter().map(text).collect()
        });
        [headings.into_iter().map(text).collect()].into_iter().chain(rows).collect()
    }

    fn group_vertices(&self) -> Vec<Vec<Cell>> {
        let placed = self.network.members().iter().filter_map(|member| Some((self.stage_of(member)?, member)));
        let rows = placed.map(|(stage, member)| vec![text(group_name(stage)), text(member.id.as_str())]);
        [vec![text("Group"), text("Vertex")]].into_iter().chain(rows).collect()
    }
}

fn group_name(stage: Stage) -> String {
    words::stage(Framework::built_in(), stage)
}

//! `NodeXL`'s workbook: pages `Edges`, `Vertices` and `Group Vertices`, whose headings stand under a row of banners.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::{
    foreign::{Ends, Foreign, Link, Node, set_value},
    tables::{Repeated, Table, add_link, keep_one_of_each},
};
use crate::{
    exchange::{
        own,
        sheet::{Grid, same_heading},
        unreadable::Unreadable,
    },
    model::clean,
};

/// How many rows are looked at for the headings.
const BANNERS: usize = 5;

/// Columns that say how a vertex or an edge is drawn, which is no fact about it.
const LOOKS: [&str; 15] = [
    "Color",
    "Shape",
    "Size",
    "Width",
    "Style",
    "Opacity",
    "Image File",
    "Visibility",
    "Label Fill Color",
    "Label Text Color",
    "Label Font Size",
    "Label Position",
    "Tooltip",
    "Layout Order",
    "Locked?",
];

/// The columns of a table that are looks. What stands in them is counted as left out.
fn looks(foreign: &mut Foreign, table: &Table<'_>) -> Vec<Option<usize>> {
    let found: Vec<usize> = LOOKS.iter().filter_map(|name| table.find(&[name])).collect();
    let is_said = |row: &&&crate::exchange::sheet::Row| found.iter().any(|column| !row.cell(*column).is_empty());
    for _ in table.rows.iter().filter(is_said) {
        foreign.lose("colours");
    }
    found.into_iter().map(Some).collect()
}

/// The row whose cells hold all these headings, near the top.
fn heading_row(grid: &Grid, needed: &[&str]) -> Option<usize> {
    (0..BANNERS.min(grid.rows.len())).find(|&row| {
        let headings = grid.headings(row);
        needed.iter().all(|needed| headings.iter().any(|heading| same_heading(heading, needed)))
    })
}

/// The table of edges, if the page is one.
pub(super) fn edges(grid: &Grid) -> Option<Table<'_>> {
    heading_row(grid, &["Vertex 1", "Vertex 2"]).map(|row| Table::at(grid, row))
}

/// The table of vertices, if the page is one.
pub(super) fn vertices(grid: &Grid) -> Option<Table<'_>> {
    heading_row(grid, &["Vertex"]).map(|row| Table::at(grid, row)).filter(|table| table.find(&["Group"]) != Some(0))
}

/// The table of who is in which group, if the page is one.
pub(super) fn groups(grid: &Grid) -> Option<Table<'_>> {
    heading_row(grid, &["Group", "Vertex"]).map(|row| Table::at(grid, row)).filter(|table| table.find(&["Group"]) == Some(0))
}

/// Reads the pages. A vertex that only an edge names is one too.
pub(super) fn read(
    foreign: &mut Foreign,
    edges: &Table<'_>,
    vertices: Option<&Table<'_>>,
    groups: Option<&Table<'_>>,
) -> Result<(), Unreadable> {
    foreign.ends = Ends::Open;
    if let Some(table) = vertices {
        read_vertices(foreign, table)?;
    }
    if let Some(table) = groups {
        read_groups(foreign, table)?;
    }
    let [from, to, id, reciprocated, tie] = ["Vertex 1", "Vertex 2", "ID", "Reciprocated?", "Tie"].map(|name| table_column(edges, name));
    let mut skipped = looks(foreign, edges);
    skipped.extend([from, to, id, reciprocated, tie]);
    for row in edges.good_rows(foreign) {
        let cell = |column: Option<usize>| column.map_or("", |column| row.cell(column));
        // Whether a tie goes both ways is counted from the other rows, so nothing of it is lost.
        let values = edges.values(row, &skipped, (&foreign.file, &mut foreign.link_headings))?;
        // The workbook's own numbers of edges change; a tie's id stands in a column of its own.
        let id = cell(tie).into();
        add_link(foreign, Link { line: row.line, id, from: clean(cell(from)), to: clean(cell(to)), values, ..Link::default() });
    }
    foreign.notes.push(ecow::eco_format!(
        "{}: ties go from the first vertex to the second, as a workbook does not say whether they have a direction.",
        foreign.file
    ));
    Ok(())
}

fn table_column(table: &Table<'_>, name: &str) -> Option<usize> {
    table.find(&[name])
}

fn read_vertices(foreign: &mut Foreign, table: &Table<'_>) -> Result<(), Unreadable> {
    let [vertex, label, id] = ["Vertex", "Label", "ID"].map(|name| table_column(table, name));
    let mut skipped = looks(foreign, table);
    skipped.extend([vertex, label, id]);
    for row in table.good_rows(foreign) {
        let cell = |column: Option<usize>| clean(column.map_or("", |column| row.cell(column)));
        let values = table.values(row, &skipped, (&foreign.file, &mut foreign.node_headings))?;
        let node = Node { line: row.line, id: cell(vertex), label: cell(label), values, ..Node::default() };
        if node.id.is_empty() {
            foreign.bad_row(row.line, "the row names no vertex; it was set aside".into());
        } else {
            foreign.nodes.push(node);
        }
    }
    keep_one_of_each(foreign, Repeated::First);
    Ok(())
}

/// Writes the group of each vertex beside it. Those of a map are its stages, which stand in a column of their own.
fn read_groups(foreign: &mut Foreign, table: &Table<'_>) -> Result<(), Unreadable> {
    let [group, vertex] = ["Group", "Vertex"].map(|name| table_column(table, name));
    let names = foreign.node_headings.names();
    if names.iter().any(|name| own::is_derived(name)) {
        return Ok(());
    }
    // A vertex may have a column of this name for something else.
    let is_taken = names.iter().any(|name| same_heading(name, "Group"));
    let place = foreign.node_headings.place(&foreign.file, if is_taken { "NodeXL group" } else { "Group" })?;
    let cell = |row: &crate::exchange::sheet::Row, column: Option<usize>| clean(column.map_or("", |column| row.cell(column)));
    let groups: BTreeMap<EcoString, EcoString> = table.rows.iter().map(|row| (cell(row, vertex), cell(row, group))).collect();
    for node in &mut foreign.nodes {
        if let Some(group) = groups.get(&node.id).filter(|group| !group.is_empty()) {
            set_value(&mut node.values, place, group.clone());
        }
    }
    Ok(())
}

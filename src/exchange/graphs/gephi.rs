//! Gephi's sheets: `Id, Label, …` for nodes; `Source, Target, Type, Id, Label, Weight, …` for links; a list of neighbours.

use ecow::eco_format;

use super::{
    foreign::{Direction, Ends, Foreign, Link, Node},
    tables::{Repeated, Table, add_link, keep_one_of_each},
};
use crate::{
    exchange::{sheet::Grid, unreadable::Unreadable},
    model::clean,
};

/// Whether the headings are those of links.
pub(super) fn has_links(table: &Table<'_>) -> bool {
    table.find(&["source"]).is_some() && table.find(&["target"]).is_some()
}

/// Whether the headings are those of nodes.
pub(super) fn has_nodes(table: &Table<'_>) -> bool {
    table.find(&["id"]).is_some()
}

/// Reads rows of nodes.
pub(super) fn read_nodes(foreign: &mut Foreign, table: &Table<'_>) -> Result<(), Unreadable> {
    let (id, label) = (table.find(&["id"]), table.find(&["label"]));
    for row in table.good_rows(foreign) {
        let cell = |column: Option<usize>| column.map_or("", |column| row.cell(column));
        let values = table.values(row, &[id, label], (&foreign.file, &mut foreign.node_headings))?;
        let label = clean(cell(label));
        let id = if cell(id).is_empty() { label.clone() } else { cell(id).into() };
        if id.is_empty() {
            foreign.bad_row(row.line, "the row has neither an id nor a label; it was set aside".into());
        } else {
            foreign.nodes.push(Node { line: row.line, id, label, values, ..Node::default() });
        }
    }
    keep_one_of_each(foreign, Repeated::First);
    Ok(())
}

/// Reads rows of links. An end that no sheet lists is a node of its own.
pub(super) fn read_links(foreign: &mut Foreign, table: &Table<'_>) -> Result<(), Unreadable> {
    let [from, to, kind, id] = ["source", "target", "type", "id"].map(|name| table.find(&[name]));
    foreign.ends = Ends::Open;
    for row in table.good_rows(foreign) {
        let cell = |column: Option<usize>| column.map_or("", |column| row.cell(column));
        let direction = match cell(kind).to_ascii_lowercase().as_str() {
            "undirected" | "mutual" => Direction::BothWays,
            _ => Direction::OneWay,
        };
        let values = table.values(row, &[from, to, kind, id], (&foreign.file, &mut foreign.link_headings))?;
        let link = Link { line: row.line, id: cell(id).into(), from: clean(cell(from)), to: clean(cell(to)), direction, values };
        add_link(foreign, link);
    }
    Ok(())
}

/// Reads a list of neighbours: each row a node and those it goes to. A row of one cell is a node alone.
pub(super) fn read_neighbours(foreign: &mut Foreign, grid: &Grid) {
    foreign.ends = Ends::Open;
    let mut alone = 0;
    for row in &grid.rows {
        let cells: Vec<_> = row.said().into_iter().map(|(_, cell)| clean(cell)).collect();
        let Some((from, others)) = cells.split_first() else { continue };
        alone += usize::from(others.is_empty());
        for to in others {
            add_link(foreign, Link { line: row.line, from: from.clone(), to: to.clone(), ..Link::default() });
        }
    }
    if alone > 0 {
        foreign.notes.push(eco_format!("{}: {alone} rows name one node and no other; they make no tie.", grid.file));
    }
}

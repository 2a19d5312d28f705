//! Kumu's sheets: `Label, Type, …` for elements, `From, To, Label, Type, …` for connections.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::{
    foreign::{Direction, Ends, Foreign, Headings, Link, Node},
    tables::{Repeated, Table, add_link, keep_one_of_each},
    typed::listed,
};
use crate::{exchange::unreadable::Unreadable, model::clean};

/// Headings that make a sheet of ties our own, whatever its first two are, unless it says a `Direction` as Kumu does.
const OURS: [&str; 9] = ["phase", "trust", "started", "last_active", "ended", "visits", "purpose", "mutual", "follow_up"];

/// Whether these are the headings of connections: `From` and `To` come first, but for an `ID`.
pub(super) fn has_links(headings: &[EcoString]) -> bool {
    let after_id = headings.strip_prefix(&["ID".into()]).unwrap_or(headings);
    let is_kumu = matches!(after_id, [from, to, ..] if from == "From" && to == "To");
    let has_direction = headings.iter().any(|heading| heading == "Direction");
    is_kumu && (has_direction || !headings.iter().any(|heading| OURS.contains(&heading.to_lowercase().as_str())))
}

/// Whether these are the headings of elements: `Label` comes first, but for an `ID`.
pub(super) fn has_nodes(headings: &[EcoString]) -> bool {
    let after_id = headings.strip_prefix(&["ID".into()]).unwrap_or(headings);
    after_id.first().is_some_and(|heading| heading == "Label")
}

/// Reads rows of elements. As in Kumu, an `ID` tells them apart, else label and type, and of equal ones the last counts.
pub(super) fn read_nodes(foreign: &mut Foreign, table: &Table<'_>) -> Result<(), Unreadable> {
    let [id, label, kind] = ["ID", "Label", "Type"].map(|name| table.find(&[name]));
    let rows = table.good_rows(foreign);
    let mut labels: BTreeMap<EcoString, Vec<EcoString>> = BTreeMap::new();
    let cell = |row: &crate::exchange::sheet::Row, column: Option<usize>| clean(column.map_or("", |column| row.cell(column)));
    for row in &rows {
        let kinds = labels.entry(cell(row, label)).or_default();
        if !kinds.contains(&cell(row, kind)) {
            kinds.push(cell(row, kind));
        }
    }
    for row in rows {
        let mut values = table.values(row, &[id, label], (&foreign.file, &mut foreign.node_headings))?;
        split_lists(&mut values);
        let (id, label, kind) = (cell(row, id), cell(row, label), cell(row, kind));
        let is_shared = labels.get(&label).is_some_and(|kinds| kinds.len() > 1);
        let id = match (id.is_empty(), is_shared) {
            (false, _) => id,
            (true, true) => eco_format!("{label} ({kind})"),
            (true, false) => label.clone(),
        };
        if label.is_empty() && id.is_empty() {
            foreign.bad_row(row.line, "the row has no label; it was set aside".into());
        } else {
            foreign.nodes.push(Node { line: row.line, id, label, values, ..Node::default() });
        }
    }
    part_types(&mut foreign.node_headings);
    keep_one_of_each(foreign, Repeated::Last);
    Ok(())
}

/// Gives the column of types the heading that only kinds stand under, where the type of a school has a column of its own.
pub(super) fn part_types(headings: &mut Headings) {
    if headings.find(&["School type"]).is_some()
        && let Some(place) = headings.find(&["type"])
    {
        headings.rename(place, "element type");
    }
}

/// Reads rows of connections. `To` may name several elements, parted by `|`; one that no sheet lists is made.
pub(super) fn read_links(foreign: &mut Foreign, table: &Table<'_>) -> Result<(), Unreadable> {
    let [id, from, to, direction] = ["ID", "From", "To", "Direction"].map(|name| table.find(&[name]));
    foreign.ends = Ends::Open;
    for row in table.good_rows(foreign) {
        let cell = |column: Option<usize>| column.map_or("", |column| row.cell(column));
        let mut values = table.values(row, &[id, from, to, direction], (&foreign.file, &mut foreign.link_headings))?;
        split_lists(&mut values);
        let direction = direction_of(cell(direction));
        for to in cell(to).split('|') {
            let (from, to, values) = (clean(cell(from)), clean(to), values.clone());
            add_link(foreign, Link { line: row.line, id: cell(id).into(), from, to, direction, values });
        }
    }
    Ok(())
}

/// The direction by Kumu's word.
pub(super) fn direction_of(word: &str) -> Direction {
    match word.trim().to_ascii_lowercase().as_str() {
        "undirected" | "mutual" => Direction::BothWays,
        _ => Direction::OneWay,
    }
}

/// Kumu parts several values of a cell by `|`.
fn split_lists(values: &mut [(usize, EcoString)]) {
    for (_, value) in values.iter_mut().filter(|(_, value)| value.contains('|')) {
        *value = listed(value);
    }
}

//! PARTNER's sheets of organisations and their scores, whose exact headings are not published and are told by their words.

use ecow::EcoString;

use super::{
    foreign::{Foreign, Node},
    tables::{Repeated, Table, keep_one_of_each},
};
use crate::{exchange::unreadable::Unreadable, model::clean};

/// Words of the headings of scores; two different ones must stand for a sheet to be one of scores.
const SCORES: [&str; 10] =
    ["completion", "centrality", "trust", "value", "power", "resource", "involvement", "reliab", "openness", "mission"];

/// The column of the organisation, if the headings are those of PARTNER.
fn organisation(table: &Table<'_>) -> Option<usize> {
    let letters = |heading: &EcoString| heading.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let headings: Vec<String> = table.headings.iter().map(letters).collect();
    let named = headings.iter().position(|heading| heading.contains("organization") || heading.contains("organisation"))?;
    let is_template = headings.iter().any(|heading| heading == "nodelabel");
    let scores = SCORES.iter().filter(|word| headings.iter().any(|heading| heading.contains(*word))).count();
    (is_template || (scores >= 2 && named == 0)).then_some(named)
}

/// Whether the headings are those of a list of organisations or of their scores.
pub(super) fn is_partner(table: &Table<'_>) -> bool {
    organisation(table).is_some()
}

/// Reads the rows; every other column stays the member's own.
pub(super) fn read(foreign: &mut Foreign, table: &Table<'_>) -> Result<(), Unreadable> {
    let name = organisation(table).or(Some(0));
    for row in table.good_rows(foreign) {
        let values = table.values(row, &[name], (&foreign.file, &mut foreign.node_headings))?;
        let label = clean(name.map_or("", |column| row.cell(column)));
        if label.is_empty() {
            foreign.bad_row(row.line, "the row names no organisation; it was set aside".into());
        } else {
            foreign.nodes.push(Node { line: row.line, id: label.clone(), label, values, ..Node::default() });
        }
    }
    keep_one_of_each(foreign, Repeated::First);
    Ok(())
}

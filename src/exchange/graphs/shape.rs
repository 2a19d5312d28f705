//! Which attribute of a file's nodes is which field of a member: by its name, and only if its values fit.

use std::collections::BTreeSet;

use super::foreign::Node;
use crate::{
    exchange::{
        bound::Bound,
        columns::Columns,
        import::{Import, Loaded},
        member_columns::Places,
        own,
        sheet::{Row, same_heading},
        unreadable::Unreadable,
    },
    model::{Field, Kind, Member, MemberId},
};

/// Headings that may say what kind of member a node is, the surest first.
const KINDS: [&str; 8] = ["kind", "element type", "type", "node type", "member type", "entity type", "category", "sector"];
/// Headings that may hold the name of a node that has no label of its own, the surest first.
const NAMES: [&str; 5] = ["label", "name", "node label", "title", "full name"];

/// How a node is drawn. In a file with columns that are worked out from a map, the drawing is worked out too.
const PICTURE: [&str; 7] = ["x", "y", "size", "r", "g", "b", "short label"];

/// Words that tell a kind where they stand among others, as in "Secondary school".
const WORDS: [(Kind, &[&str]); 8] = [
    (Kind::Trust, &["trust", "mat"]),
    (Kind::School, &["school", "academy", "nursery", "infant", "junior", "primary", "secondary", "college"]),
    (Kind::University, &["university", "universities", "hei"]),
    (Kind::Authority, &["authority", "authorities", "council", "lea", "municipality", "district"]),
    (Kind::Ministry, &["ministry", "department", "government"]),
    (Kind::Hub, &["hub"]),
    (Kind::Source, &["source"]),
    (
        Kind::Organisation,
        &["organisation", "organization", "person", "people", "individual", "company", "charity", "business", "ngo", "club", "other"],
    ),
];

/// The headings of a file's nodes, each with what it is.
pub(super) struct Shape {
    /// The column that says the kind.
    kind: Option<usize>,
    /// The column that holds the name, where nodes have no labels.
    name: Option<usize>,
    /// The column of a member's other numbers.
    aliases: Option<usize>,
    /// The columns of a stage and of the day it was judged on.
    stage: Option<(usize, usize)>,
    pub(super) places: Places,
}

impl Shape {
    /// Looks at the headings, and at whether the values under them are of their field.
    pub(super) fn of(import: &mut Import<'_>, loaded: &Loaded, nodes: &[Node]) -> Result<Self, Unreadable> {
        let rows = &loaded.sheet.rows;
        let find = |names: &[&str]| names.iter().find_map(|name| loaded.sheet.column(name));
        let name = if nodes.iter().any(|node| !node.label.is_empty()) { None } else { find(&NAMES) };
        let columns = import.columns;
        let tells_kinds = |column: &usize| rows.iter().any(|row| kind_in(columns, row.cell(*column)).is_some());
        let kind = KINDS.iter().filter_map(|name| loaded.sheet.column(name)).find(tells_kinds);
        let only_kinds = kind.filter(|&column| rows.iter().all(|row| row.cell(column).is_empty() || Kind::parse(row.cell(column)).is_ok()));
        let mut places = Places::of(import, loaded)?;
        let stage = find(&["stage"]).zip(find(&["stage_on", "stage on"]));
        let is_number = |number: &str| number.trim().is_empty() || MemberId::new(number.trim()).is_ok();
        let aliases = find(&["aliases"]).filter(|&column| rows.iter().all(|row| row.cell(column).split(';').all(is_number)));
        let is_ours = loaded.sheet.headings.iter().any(|heading| own::is_derived(heading));
        let picture = PICTURE.iter().filter(|_| is_ours).filter_map(|name| loaded.sheet.column(name));
        let used: BTreeSet<usize> = name
            .into_iter()
            .chain(only_kinds)
            .chain(aliases)
            .chain(picture)
            .chain(stage.into_iter().flat_map(|(stage, on)| [stage, on]))
            .collect();
        let mut own = std::mem::take(&mut places.own);
        own.retain(|(_, column)| !used.contains(column));
        let mut scratch = scratch()?;
        let is_field = |field: &str| !matches!(field, "id" | "name" | "kind" | "aliases");
        let (bound, left): (Vec<_>, Vec<_>) = places.bound.into_iter().partition(|bound| {
            let is_free = bound.columns().all(|column| !used.contains(&column));
            is_free && is_field(&bound.field) && fits(&mut scratch, bound, rows, columns)
        });
        for column in left.iter().flat_map(Bound::columns).filter(|column| !used.contains(column)) {
            own.push((loaded.sheet.headings.get(column).cloned().unwrap_or_default(), column));
        }
        own.sort_by_key(|(_, column)| *column);
        places.bound = bound;
        places.own = own;
        Ok(Self { kind, name, aliases, stage, places })
    }

    /// The other numbers of a node.
    pub(super) fn aliases_of(&self, row: &Row) -> Vec<MemberId> {
        let printed = self.aliases.map_or("", |column| row.cell(column));
        printed.split(';').filter_map(|number| MemberId::new(number.trim()).ok()).collect()
    }

    /// The stage of a node and the day it was judged on, where both are given.
    pub(super) fn stage_of<'r>(&self, row: &'r Row) -> Option<(&'r str, &'r str)> {
        let (stage, on) = self.stage.map(|(stage, on)| (row.cell(stage), row.cell(on)))?;
        (!stage.is_empty() || !on.is_empty()).then_some((stage, on))
    }

    /// The kind that a node says it is; `None` if it says none, or a word that is no kind here.
    pub(super) fn kind_of(&self, columns: &Columns, row: &Row) -> Option<Kind> {
        kind_in(columns, row.cell(self.kind?))
    }

    /// The name under the heading of names.
    pub(super) fn name_of<'r>(&self, row: &'r Row) -> &'r str {
        self.name.map_or("", |column| row.cell(column))
    }
}

/// Whether a heading of nodes says something else than a field of their own.
pub(in crate::exchange) fn is_about_nodes(heading: &str) -> bool {
    let others = ["id", "source", "target", "stage", "stage_on", "stage on"];
    KINDS.iter().chain(&NAMES).chain(&PICTURE).chain(&others).any(|name| same_heading(name, heading))
}

/// A member to try values on.
fn scratch() -> Result<Member, Unreadable> {
    let id = MemberId::new("m:scratch").map_err(|error| Unreadable::Refused { why: ecow::eco_format!("{error}") })?;
    Ok(Member::new(id, Kind::School, "scratch"))
}

/// Whether every value of a column is one of its field. Names of places and types are more than numbers.
fn fits(scratch: &mut Member, bound: &Bound, rows: &[Row], columns: &Columns) -> bool {
    let is_words = matches!(bound.field.as_str(), "type" | "authority" | "region" | "town");
    let mut has_words = false;
    for row in rows {
        match bound.text(row, columns) {
            Ok(None) => {}
            Ok(Some(text)) => {
                has_words |= text.parse::<f64>().is_err();
                let is_number = matches!(bound.field.as_str(), "urn" | "ukprn");
                if if is_number { text.parse::<u32>().is_err() } else { scratch.set_text(&bound.field, &text).is_err() } {
                    return false;
                }
            }
            Err(_) => return false,
        }
    }
    !is_words || has_words
}

/// The kind that a word, a publisher's type or one word among several says.
fn kind_in(columns: &Columns, printed: &str) -> Option<Kind> {
    if printed.is_empty() {
        return None;
    }
    if let Ok(kind) = Kind::parse(printed) {
        return Some(kind);
    }
    if let Some(known) = columns.type_of(&[printed]) {
        return Some(known.kind);
    }
    let lower = printed.to_lowercase();
    let said: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    let is_said = |word: &&&str| said.iter().any(|found| found == *word || found.strip_suffix('s') == Some(**word));
    WORDS.iter().find(|(_, words)| words.iter().any(|word| is_said(&word))).map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_words() {
        let columns = Columns::built_in().unwrap();
        let kind = |text: &str| kind_in(&columns, text);
        assert_eq!(
            (kind("School"), kind("Secondary schools"), kind("person")),
            (Some(Kind::School), Some(Kind::School), Some(Kind::Organisation))
        );
        assert_eq!(
            (kind("Multi-academy trust"), kind("Universities"), kind("Local council")),
            (Some(Kind::Trust), Some(Kind::University), Some(Kind::Authority))
        );
        assert_eq!((kind("42"), kind(""), kind("hobby")), (None, None, None));
    }
}

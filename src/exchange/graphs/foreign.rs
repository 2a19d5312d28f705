//! What every other tool's file comes down to: nodes and links with their lines, before anything is matched with the map.
//!
//! Nodes and links are the words of those tools; members and ties are what becomes of them.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};
use jiff::civil::Date;
use rayon::prelude::*;

use crate::exchange::{
    kind::SheetKind,
    sheet::MOST_ROWS,
    taken::{self, TakenOut},
    unreadable::Unreadable,
};

/// The most different attributes of nodes, and of links, that a file may use.
const ATTRIBUTES: usize = 4_096;

/// How many of the things left out a sentence names.
const NAMED: usize = 12;

/// A network as another tool wrote it.
#[derive(Debug)]
pub(in crate::exchange) struct Foreign {
    pub(in crate::exchange) file: EcoString,
    pub(in crate::exchange) kind: SheetKind,
    pub(super) nodes: Vec<Node>,
    pub(super) node_headings: Headings,
    pub(super) links: Vec<Link>,
    pub(super) link_headings: Headings,
    pub(super) ends: Ends,
    /// Whether it is no network but a column of values for the nodes of another file, by their ids.
    pub(super) is_column: bool,
    pub(super) faults: Vec<Fault>,
    /// What a map has no place for, and how often it stood there.
    pub(super) lost: BTreeMap<EcoString, usize>,
    /// What was taken out, line by line.
    pub(in crate::exchange) taken: TakenOut,
    pub(super) notes: Vec<EcoString>,
}

/// One node: what becomes a member.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) line: u64,
    /// What links call it; within one file only.
    pub(super) id: EcoString,
    /// Its name; empty if the file gives none.
    pub(super) label: EcoString,
    /// Its attributes by the place of their heading, in ascending order.
    pub(super) values: Vec<(usize, EcoString)>,
    /// What was judged of it: the day, the field of a rating, and its value.
    pub(super) judged: Vec<(Date, &'static str, EcoString)>,
}

/// One link: what becomes a tie.
#[derive(Debug, Default)]
pub(super) struct Link {
    pub(super) line: u64,
    pub(super) id: EcoString,
    pub(super) from: EcoString,
    pub(super) to: EcoString,
    pub(super) direction: Direction,
    pub(super) values: Vec<(usize, EcoString)>,
}

/// Which way a link goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Direction {
    #[default]
    OneWay,
    /// Undirected, or said to be mutual.
    BothWays,
}

/// What the end of a link that no list names is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// A mistake: the file lists its nodes.
    Listed,
    /// A node of its own: the file is, or may be, a bare list of links.
    Open,
}

/// Something in the file that could not be used.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) line: u64,
    pub(super) column: Option<EcoString>,
    pub(super) weight: Weight,
    pub(super) message: EcoString,
}

/// How much a fault takes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// One value.
    Value,
    /// What would have been a node or a link.
    Row,
}

/// The names of attributes, each once, in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Headings {
    names: Vec<EcoString>,
    places: BTreeMap<EcoString, usize>,
}

impl Headings {
    /// The place of a heading, which is added if it is new.
    pub(super) fn place(&mut self, file: &str, name: &str) -> Result<usize, Unreadable> {
        if let Some(&place) = self.places.get(name) {
            return Ok(place);
        }
        let place = self.names.len();
        if place >= ATTRIBUTES {
            return Err(Unreadable::ManyColumns { file: file.into(), columns: place + 1, limit: ATTRIBUTES });
        }
        self.names.push(name.into());
        self.places.insert(name.into(), place);
        Ok(place)
    }

    pub(super) fn names(&self) -> &[EcoString] {
        &self.names
    }

    /// Gives the heading at a place another name; nothing is read under the old one any more.
    pub(super) fn rename(&mut self, place: usize, name: &str) {
        if let Some(known) = self.names.get_mut(place) {
            self.places.remove(known);
            *known = name.into();
            self.places.insert(name.into(), place);
        }
    }

    /// The heading at a place.
    pub(super) fn name(&self, place: usize) -> &str {
        self.names.get(place).map_or("", EcoString::as_str)
    }

    /// The first of the names that stands, ignoring case.
    pub(super) fn find(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.names.iter().position(|heading| heading.trim().eq_ignore_ascii_case(name)))
    }
}

impl Foreign {
    pub(super) fn new(file: &str, kind: SheetKind) -> Self {
        Self {
            file: file.into(),
            kind,
            nodes: Vec::new(),
            node_headings: Headings::default(),
            links: Vec::new(),
            link_headings: Headings::default(),
            ends: Ends::Listed,
            is_column: false,
            faults: Vec::new(),
            lost: BTreeMap::new(),
            taken: TakenOut::default(),
            notes: Vec::new(),
        }
    }

    /// How many rows of an import it is: a node, a link, and what could be neither is one each.
    pub(in crate::exchange) fn rows(&self) -> usize {
        self.nodes.len() + self.links.len() + self.faults.iter().filter(|fault| fault.weight == Weight::Row).count()
    }

    /// Counts something that a map has no place for.
    pub(super) fn lose(&mut self, what: &str) {
        *self.lost.entry(what.into()).or_default() += 1;
    }

    /// One value could not be used.
    pub(super) fn bad_value(&mut self, line: u64, column: &str, message: EcoString) {
        self.faults.push(Fault { line, column: Some(column.into()), weight: Weight::Value, message });
    }

    /// A node or a link could not be used.
    pub(super) fn bad_row(&mut self, line: u64, message: EcoString) {
        self.faults.push(Fault { line, column: None, weight: Weight::Row, message });
    }

    /// Refuses a file in which one id stands for two nodes.
    pub(super) fn check_ids(&self) -> Result<(), Unreadable> {
        let mut ids: Vec<(&EcoString, u64)> = self.nodes.iter().map(|node| (&node.id, node.line)).collect();
        ids.par_sort_unstable();
        let twice = ids.windows(2).find_map(|pair| match pair {
            [(first, line), (second, next)] if first == second => Some((*first, *line, *next)),
            _ => None,
        });
        match twice {
            Some((id, first, second)) => {
                Err(Unreadable::TwoNodes { file: self.file.clone(), id: id.chars().take(60).collect(), first, second })
            }
            None => Ok(()),
        }
    }

    /// Refuses a file of more nodes and links than an import can have rows.
    pub(super) fn check_room(&self) -> Result<(), Unreadable> {
        if self.nodes.len() + self.links.len() <= MOST_ROWS {
            return Ok(());
        }
        Err(Unreadable::ManyTies { file: self.file.clone(), limit: MOST_ROWS })
    }

    /// Lists something of a node or link that a map has no place for, and that somebody may miss.
    pub(super) fn leave_out(&mut self, line: u64, what: &str, text: &str) {
        self.taken.add(line, "", what, text);
    }

    /// Says how many values held control characters, if any did.
    pub(super) fn note_controls(&mut self, controls: TakenOut) {
        self.notes.extend(taken::sentence(&self.file, controls.len(), "value", "values"));
        self.taken.append(controls);
    }

    /// One sentence about what a map has no place for.
    pub(super) fn sentence_of_lost(&self) -> Option<EcoString> {
        if self.lost.is_empty() {
            return None;
        }
        let all: Vec<EcoString> = self.lost.iter().take(NAMED).map(|(what, count)| eco_format!("{what} ({count})")).collect();
        let more = if self.lost.len() > NAMED { eco_format!(" and {} more", self.lost.len() - NAMED) } else { EcoString::new() };
        Some(eco_format!("{}: left out, because a map has no place for it: {}{more}.", self.file, all.join(", ")))
    }
}

/// Puts a value at its place; a later one for the same heading takes the place of the earlier.
pub(super) fn set_value(values: &mut Vec<(usize, EcoString)>, place: usize, value: EcoString) {
    match values.binary_search_by_key(&place, |(place, _)| *place) {
        Ok(at) => {
            if let Some(slot) = values.get_mut(at) {
                slot.1 = value;
            }
        }
        Err(at) => values.insert(at, (place, value)),
    }
}

/// The value under a heading.
pub(super) fn value_at(values: &[(usize, EcoString)], place: Option<usize>) -> Option<&EcoString> {
    let at = values.binary_search_by_key(&place?, |(place, _)| *place).ok()?;
    values.get(at).map(|(_, value)| value)
}

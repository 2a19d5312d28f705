//! `NetDraw`'s VNA: node data, node properties and tie data, each under a row of headings.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::{
    foreign::{Ends, Foreign, Link, Node, set_value},
    tables::{Repeated, add_link, keep_one_of_each},
    words::words,
};
use crate::exchange::{kind::SheetKind, text::decode, unreadable::Unreadable};

/// Headings of a tie's strength.
const STRENGTHS: [&str; 4] = ["strength", "weight", "value", "tie strength"];

/// Whether the first word of a file is one of `NetDraw`'s, which stand before `data` or `properties`.
pub(super) fn is_vna(first_word: &str) -> bool {
    matches!(first_word, "*node" | "*tie")
}

/// Which part of a file is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    None,
    NodeData,
    NodeProperties,
    TieData,
}

struct Vna {
    foreign: Foreign,
    section: Section,
    /// The headings of the section, once they were read.
    headings: Option<Vec<EcoString>>,
    /// The nodes by their id.
    places: BTreeMap<EcoString, usize>,
}

/// Reads a VNA file.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Foreign, Unreadable> {
    let (text, notes) = decode(file, bytes)?.whole();
    let foreign = Foreign::new(file, SheetKind::Netdraw);
    let mut vna = Vna { foreign, section: Section::None, headings: None, places: BTreeMap::new() };
    vna.foreign.notes = notes;
    for (line, content) in (1..).zip(text.lines()) {
        let said = words(content, &[',']);
        match said.first() {
            None => {}
            Some(first) if first.starts_with('*') => vna.directive(line, &said),
            Some(_) if vna.section == Section::None => {}
            Some(_) if vna.headings.is_none() => vna.headings = Some(said),
            Some(_) => vna.row(line, &said)?,
        }
    }
    if vna.places.is_empty() {
        vna.foreign.ends = Ends::Open;
    }
    keep_one_of_each(&mut vna.foreign, Repeated::First);
    Ok(vna.foreign)
}

impl Vna {
    fn directive(&mut self, line: u64, said: &[EcoString]) {
        let word = |at: usize| said.get(at).map(EcoString::to_ascii_lowercase).unwrap_or_default();
        self.headings = None;
        self.section = match (word(0).as_str(), word(1).as_str()) {
            ("*node", "data") => Section::NodeData,
            ("*node", "properties") => Section::NodeProperties,
            ("*tie", "data") => Section::TieData,
            (first, second) => {
                let file = &self.foreign.file;
                self.foreign.notes.push(eco_format!("{file}: the part {first} {second} (line {line}) was not read."));
                Section::None
            }
        };
    }

    fn row(&mut self, line: u64, said: &[EcoString]) -> Result<(), Unreadable> {
        let headings = self.headings.clone().unwrap_or_default();
        if said.len() > headings.len() {
            let message = eco_format!("the row has {} words under {} headings; set aside", said.len(), headings.len());
            self.foreign.bad_row(line, message);
            return Ok(());
        }
        match self.section {
            Section::NodeData => self.node(line, &headings, said),
            Section::NodeProperties => self.properties(line, &headings, said),
            Section::TieData => self.ties(line, &headings, said),
            Section::None => Ok(()),
        }
    }

    fn node(&mut self, line: u64, headings: &[EcoString], said: &[EcoString]) -> Result<(), Unreadable> {
        let id = said.first().cloned().unwrap_or_default();
        let mut node = Node { line, id: id.clone(), ..Node::default() };
        for (heading, value) in headings.iter().zip(said).skip(1).filter(|(_, value)| !value.is_empty()) {
            set_value(&mut node.values, self.foreign.node_headings.place(&self.foreign.file, heading)?, value.clone());
        }
        self.places.entry(id).or_insert(self.foreign.nodes.len());
        self.foreign.nodes.push(node);
        Ok(())
    }

    /// Positions and short labels are kept; the rest of the drawing is counted.
    fn properties(&mut self, line: u64, headings: &[EcoString], said: &[EcoString]) -> Result<(), Unreadable> {
        let id = said.first().cloned().unwrap_or_default();
        let at = self.places.get(&id).copied().unwrap_or(self.foreign.nodes.len());
        if at == self.foreign.nodes.len() {
            self.places.insert(id.clone(), at);
            self.foreign.nodes.push(Node { line, id, ..Node::default() });
        }
        for (heading, value) in headings.iter().zip(said).skip(1).filter(|(_, value)| !value.is_empty()) {
            let kept = match heading.to_ascii_lowercase().as_str() {
                "x" => "X",
                "y" => "Y",
                "shortlabel" => "Short label",
                other => {
                    self.foreign.lose(&eco_format!("{other} of the drawing"));
                    continue;
                }
            };
            let place = self.foreign.node_headings.place(&self.foreign.file, kept)?;
            if let Some(node) = self.foreign.nodes.get_mut(at) {
                set_value(&mut node.values, place, value.clone());
            }
        }
        Ok(())
    }

    /// One column is one relation: every number that is not 0 is a tie of it. A column of strengths is no relation.
    fn ties(&mut self, line: u64, headings: &[EcoString], said: &[EcoString]) -> Result<(), Unreadable> {
        let (Some(from), Some(to)) = (said.first(), said.get(1)) else {
            self.foreign.bad_row(line, "the row does not say what it joins; it was set aside".into());
            return Ok(());
        };
        let bare = Link { line, from: from.clone(), to: to.clone(), ..Link::default() };
        let columns: Vec<(&EcoString, &EcoString)> = headings.iter().zip(said).skip(2).collect();
        let is_strength = |heading: &EcoString| STRENGTHS.contains(&heading.to_lowercase().as_str());
        let relations: Vec<&(&EcoString, &EcoString)> =
            columns.iter().filter(|(heading, value)| !is_strength(heading) && value.parse::<f64>().is_ok()).collect();
        if relations.is_empty() {
            let mut link = bare;
            for (heading, value) in columns.into_iter().filter(|(_, value)| !value.is_empty()) {
                let heading = if is_strength(heading) { "weight" } else { heading };
                set_value(&mut link.values, self.foreign.link_headings.place(&self.foreign.file, heading)?, value.clone());
            }
            add_link(&mut self.foreign, link);
            return Ok(());
        }
        let mut is_used = false;
        for (heading, value) in relations {
            if value.parse::<f64>().is_ok_and(|strength| strength.abs() > 0.0) {
                let mut link = Link { line, from: bare.from.clone(), to: bare.to.clone(), ..Link::default() };
                set_value(&mut link.values, self.foreign.link_headings.place(&self.foreign.file, "relation")?, (*heading).clone());
                set_value(&mut link.values, self.foreign.link_headings.place(&self.foreign.file, "weight")?, (*value).clone());
                add_link(&mut self.foreign, link);
                is_used = true;
            }
        }
        if !is_used {
            self.foreign.lose("rows of ties that are all 0");
        }
        Ok(())
    }
}

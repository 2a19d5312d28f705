//! Pajek: networks (`.net`), and the classes (`.clu`) and numbers (`.vec`) that go with one.

use ecow::{EcoString, eco_format};

use super::{
    foreign::{Direction, Foreign, Link, Node, set_value},
    words::words,
};
use crate::{
    exchange::{cell, kind::SheetKind, text::decode, unreadable::Unreadable},
    model::clean,
};

/// The most vertices a file may announce.
const VERTICES: usize = 1_000_000;

/// Whether the first word of a file is one of Pajek's.
pub(super) fn is_pajek(first_word: &str) -> bool {
    matches!(first_word, "*vertices" | "*network" | "*arcs" | "*edges" | "*arcslist" | "*edgeslist" | "*matrix" | "*partition" | "*vector")
}

/// The comment in a file of ours.
pub const WRITTEN_BY: &str = "written by permea";

/// Which part of a file is being read.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Section {
    None,
    Vertices,
    Links(Direction),
    Lists(Direction),
    /// The row of the matrix that comes next.
    Matrix(usize),
    Skipped,
}

struct Pajek {
    foreign: Foreign,
    section: Section,
    /// The name of the relation that the links belong to.
    relation: EcoString,
    announced: usize,
    /// Values one to a line, of a file of classes or numbers.
    values: Vec<(u64, EcoString)>,
    /// Whether permea wrote it, so that places and colours are those of its own drawing.
    is_ours: bool,
}

/// Reads a file of Pajek.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Foreign, Unreadable> {
    let (text, notes) = decode(file, bytes)?.whole();
    let foreign = Foreign::new(file, SheetKind::Pajek);
    let mut pajek = Pajek { foreign, section: Section::None, relation: EcoString::new(), announced: 0, values: Vec::new(), is_ours: false };
    pajek.foreign.notes = notes;
    for (line, content) in (1..).zip(text.lines()) {
        let content = content.trim();
        pajek.is_ours |= content.strip_prefix('%').is_some_and(|comment| comment.trim() == WRITTEN_BY);
        if content.is_empty() || content.starts_with('%') {
            continue;
        }
        if content.starts_with('*') {
            pajek.directive(line, content)?;
        } else {
            pajek.line(line, content)?;
        }
    }
    pajek.finish()
}

impl Pajek {
    fn directive(&mut self, line: u64, content: &str) -> Result<(), Unreadable> {
        let said = words(content, &[]);
        let word = said.first().map(EcoString::to_ascii_lowercase).unwrap_or_default();
        self.section = match word.as_str() {
            "*vertices" => {
                let count = said.get(1).and_then(|count| count.parse::<usize>().ok()).unwrap_or(0);
                if count > VERTICES {
                    return Err(Unreadable::ManyRows { file: self.foreign.file.clone(), rows: count, limit: VERTICES });
                }
                if self.announced > 0 {
                    self.foreign.notes.push(eco_format!("{}: several networks; only the first was read.", self.foreign.file));
                    self.section = Section::Skipped;
                    return Ok(());
                }
                self.announced = count;
                Section::Vertices
            }
            "*arcs" => Section::Links(Direction::OneWay),
            "*edges" => Section::Links(Direction::BothWays),
            "*arcslist" => Section::Lists(Direction::OneWay),
            "*edgeslist" => Section::Lists(Direction::BothWays),
            "*matrix" => Section::Matrix(1),
            "*network" | "*partition" | "*vector" if self.section == Section::None => Section::None,
            _ => {
                self.foreign.notes.push(eco_format!("{}: the part {} (line {line}) was not read.", self.foreign.file, cell::short(&word)));
                Section::Skipped
            }
        };
        // `*Arcs :2 "experience"` names the relation.
        self.relation =
            said.iter().skip(1).find(|word| !word.starts_with(':') && word.parse::<f64>().is_err()).cloned().unwrap_or_default();
        Ok(())
    }

    fn line(&mut self, line: u64, content: &str) -> Result<(), Unreadable> {
        match self.section.clone() {
            Section::None | Section::Skipped => Ok(()),
            Section::Vertices => self.vertex(line, content),
            Section::Links(direction) => self.link(line, content, direction),
            Section::Lists(direction) => self.list(line, content, direction),
            Section::Matrix(row) => {
                self.section = Section::Matrix(row + 1);
                self.row(line, content, row)
            }
        }
    }

    /// `index "label" x y z shape ic colour …`; a lone number is a class or a number of a vertex.
    fn vertex(&mut self, line: u64, content: &str) -> Result<(), Unreadable> {
        let said = words(content, &[]);
        if let ([only], false) = (said.as_slice(), content.contains('"')) {
            self.values.push((line, only.clone()));
            return Ok(());
        }
        let (Some(id), Some(label)) = (said.first(), said.get(1)) else { return Ok(()) };
        if id.parse::<usize>().is_err() {
            self.foreign.bad_row(line, eco_format!("`{}` is no number of a vertex; it was set aside", cell::short(id)));
            return Ok(());
        }
        let mut node = Node { line, id: id.clone(), label: clean(label), ..Node::default() };
        if self.is_ours {
            self.foreign.nodes.push(node);
            return Ok(());
        }
        let numbers = said.iter().skip(2).take_while(|word| word.parse::<f64>().is_ok_and(f64::is_finite));
        for (heading, value) in ["X", "Y"].into_iter().zip(numbers) {
            set_value(&mut node.values, self.foreign.node_headings.place(&self.foreign.file, heading)?, value.clone());
        }
        if said.iter().skip(2).any(|word| word.parse::<f64>().is_err()) {
            self.foreign.lose("shapes and colours");
        }
        self.foreign.nodes.push(node);
        Ok(())
    }

    /// `from to weight l "label" c colour [time]`, with `relation:` before them where there are several.
    fn link(&mut self, line: u64, content: &str, direction: Direction) -> Result<(), Unreadable> {
        let bare = content.split_once(':').filter(|(number, _)| number.trim().parse::<u32>().is_ok());
        let said = words(bare.map_or(content, |(_, rest)| rest), &[]);
        let (from, to) = (said.first().cloned().unwrap_or_default(), said.get(1).cloned().unwrap_or_default());
        let mut link = self.bare_link(line, (&from, &to), direction)?;
        if let Some(weight) = said.get(2).filter(|word| word.parse::<f64>().is_ok()) {
            self.set(&mut link, "weight", weight.clone())?;
        }
        let mut rest = said.iter().skip(2);
        while let Some(word) = rest.next() {
            match word.as_str() {
                "l" => {
                    let label = rest.next().cloned().unwrap_or_default();
                    self.set(&mut link, "label", label)?;
                }
                "c" => self.foreign.lose("colours of ties"),
                word if word.starts_with('[') => self.foreign.lose("times of ties"),
                _ => {}
            }
        }
        self.add(link);
        Ok(())
    }

    /// `from to to to …`; in `*Edgeslist` too each is a link from the first.
    fn list(&mut self, line: u64, content: &str, direction: Direction) -> Result<(), Unreadable> {
        let said = words(content, &[]);
        let Some((from, others)) = said.split_first() else { return Ok(()) };
        // Some programs write the first vertex with a minus.
        let from: EcoString = from.trim_start_matches('-').into();
        for to in others {
            let link = self.bare_link(line, (&from, to), direction)?;
            self.add(link);
        }
        Ok(())
    }

    /// A row of the matrix: a number for each vertex.
    fn row(&mut self, line: u64, content: &str, row: usize) -> Result<(), Unreadable> {
        for (column, strength) in (1..).zip(words(content, &[])) {
            let Ok(number) = strength.parse::<f64>() else {
                let message = eco_format!("\"{}\" is not a number; it was set aside", cell::short(&strength));
                self.foreign.bad_value(line, "matrix", message);
                continue;
            };
            if number.abs() > 0.0 {
                let (from, to) = (eco_format!("{row}"), eco_format!("{column}"));
                let mut link = self.bare_link(line, (&from, &to), Direction::OneWay)?;
                self.set(&mut link, "weight", strength)?;
                self.add(link);
            }
        }
        Ok(())
    }

    fn bare_link(&mut self, line: u64, (from, to): (&EcoString, &EcoString), direction: Direction) -> Result<Link, Unreadable> {
        self.foreign.check_room()?;
        let mut link = Link { line, from: from.clone(), to: to.clone(), direction, ..Link::default() };
        if !self.relation.is_empty() {
            let relation = self.relation.clone();
            self.set(&mut link, "relation", relation)?;
        }
        Ok(link)
    }

    fn set(&mut self, link: &mut Link, heading: &str, value: EcoString) -> Result<(), Unreadable> {
        if !value.is_empty() {
            set_value(&mut link.values, self.foreign.link_headings.place(&self.foreign.file, heading)?, value);
        }
        Ok(())
    }

    fn add(&mut self, link: Link) {
        super::tables::add_link(&mut self.foreign, link);
    }

    /// Adds the vertices that have no line of their own, and tells a file of classes or numbers from a network.
    fn finish(mut self) -> Result<Foreign, Unreadable> {
        let is_numbered = (1_u64..).zip(&self.values).all(|(number, (_, value))| *value == eco_format!("{number}"));
        let is_column = self.foreign.nodes.is_empty() && self.foreign.links.is_empty() && !self.values.is_empty();
        if is_column && (!is_numbered || has_ending(&self.foreign.file, &["clu", "vec"])) {
            return self.column();
        }
        for (line, id) in std::mem::take(&mut self.values) {
            if id.parse::<usize>().is_ok() {
                self.foreign.nodes.push(Node { line, id, ..Node::default() });
            } else {
                self.foreign.bad_row(line, eco_format!("`{}` is no number of a vertex; it was set aside", cell::short(&id)));
            }
        }
        self.foreign.check_ids()?;
        let mut known: Vec<usize> = self.foreign.nodes.iter().filter_map(|node| node.id.parse().ok()).collect();
        known.sort_unstable();
        let missing = (1..=self.announced).filter(|number| known.binary_search(number).is_err());
        self.foreign.nodes.extend(missing.map(|number| Node { line: 1, id: eco_format!("{number}"), ..Node::default() }));
        if self.announced == 0 {
            let why = "there are no *Vertices in it".into();
            return Err(Unreadable::NoNetwork { file: self.foreign.file, why });
        }
        Ok(self.foreign)
    }

    /// The values as a column of the vertices of another file.
    fn column(mut self) -> Result<Foreign, Unreadable> {
        let heading = heading_of(&self.foreign.file);
        let place = self.foreign.node_headings.place(&self.foreign.file, &heading)?;
        for (number, (line, value)) in (1_u64..).zip(std::mem::take(&mut self.values)) {
            self.foreign.nodes.push(Node { line, id: eco_format!("{number}"), values: vec![(place, value)], ..Node::default() });
        }
        self.foreign.is_column = true;
        Ok(self.foreign)
    }
}

/// The name of a file without its ending, and what it holds, as the heading of its values.
fn heading_of(file: &str) -> EcoString {
    let bare = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let name = clean(bare.rsplit_once('.').map_or(bare, |(name, _)| name));
    let what = if has_ending(file, &["vec"]) { "number" } else { "class" };
    if name.is_empty() { what.into() } else { eco_format!("{name} ({what})") }
}

fn has_ending(file: &str, endings: &[&str]) -> bool {
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    endings.contains(&ending.as_str())
}

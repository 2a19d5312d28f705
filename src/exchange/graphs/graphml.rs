//! GraphML, with the habits of NodeXL (ids with spaces, keys without names) and yEd (labels inside a drawing).

use ecow::{EcoString, eco_format};

use super::{
    foreign::{Direction, Foreign, Link, Node, set_value, value_at},
    typed::{Attribute, Declared, Type, fill_defaults},
    xml::{Part, Tag, Xml},
};
use crate::{
    exchange::{kind::SheetKind, unreadable::Unreadable},
    model::clean,
};

/// Reads a GraphML file.
///
/// Cost: O(bytes + values · log attributes).
pub(super) fn read(file: &str, text: &str) -> Result<Foreign, Unreadable> {
    let mut graphml = GraphMl {
        xml: Xml::new(file, text),
        foreign: Foreign::new(file, SheetKind::Graphml),
        nodes: Declared::default(),
        links: Declared::default(),
        directions: Vec::new(),
        graphs: 0,
        hyperedges: 0,
        inside: Vec::new(),
    };
    graphml.read()?;
    if graphml.graphs == 0 {
        return Err(Unreadable::NoNetwork { file: file.into(), why: "there is no <graph> in it".into() });
    }
    graphml.foreign.check_ids()?;
    Ok(graphml.foreign)
}

/// A heading as the name of a key, which by the schema of GraphML holds no spaces and few signs. The heading itself stands
/// in the description of the key.
pub fn key_name(heading: &str) -> EcoString {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_.:".contains(c) || (c >= '\u{c0}' && c.is_alphabetic());
    heading.chars().map(|c| if fits(c) { c } else { '_' }).collect()
}

/// What is open around the place that is read.
#[derive(Debug)]
enum Inside {
    Graph,
    Node(Node),
    Link(Link),
    Key(Scope, EcoString),
    /// The default of a key, as far as its text was read.
    Default(Scope, EcoString, EcoString),
    /// The value of a key, or the description, with the line it begins in.
    Value(EcoString, EcoString, u64),
    /// The words on a node or a link in a drawing.
    Words(EcoString),
    /// A graph that is not read.
    Skipped,
    Other,
}

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Nodes,
    Links,
    Both,
    Neither,
}

struct GraphMl<'t> {
    xml: Xml<'t>,
    foreign: Foreign,
    nodes: Declared,
    links: Declared,
    /// The direction of links that say none, of every graph that is open.
    directions: Vec<Direction>,
    /// Graphs that stand by themselves.
    graphs: usize,
    hyperedges: usize,
    inside: Vec<Inside>,
}

impl GraphMl<'_> {
    fn read(&mut self) -> Result<(), Unreadable> {
        loop {
            match self.xml.next()? {
                Part::Open(tag) => {
                    let entered = self.enter(&tag)?;
                    self.inside.push(entered);
                }
                Part::Close => {
                    if let Some(left) = self.inside.pop() {
                        self.leave(left)?;
                    }
                }
                Part::Text(text) => {
                    if let Some(Inside::Default(_, _, gathered) | Inside::Value(_, gathered, _) | Inside::Words(gathered)) =
                        self.inside.last_mut()
                    {
                        gathered.push_str(&text);
                    }
                }
                Part::End => break,
            }
        }
        if self.graphs > 1 {
            self.foreign.notes.push(eco_format!("{}: {} graphs; only the first was read.", self.foreign.file, self.graphs));
        }
        if self.hyperedges > 0 {
            let (file, count) = (&self.foreign.file, self.hyperedges);
            let note = eco_format!("{file}: this file uses hyperedges, which maps do not have: {count} left out.");
            self.foreign.notes.push(note);
        }
        self.foreign.note_controls(self.xml.controls());
        Ok(())
    }

    fn enter(&mut self, tag: &Tag) -> Result<Inside, Unreadable> {
        if matches!(self.inside.last(), Some(Inside::Skipped)) {
            return Ok(Inside::Skipped);
        }
        if !tag.is_plain {
            return self.drawing(tag);
        }
        Ok(match tag.name.as_str() {
            "key" => self.key(tag),
            "default" => match self.inside.last() {
                Some(Inside::Key(scope, id)) => Inside::Default(*scope, id.clone(), EcoString::new()),
                Some(_) | None => Inside::Other,
            },
            "graph" => self.graph(tag),
            "node" => self.node(tag)?,
            "edge" => Inside::Link(self.link(tag)),
            "data" => Inside::Value(tag.text("key"), EcoString::new(), tag.line),
            "desc" => Inside::Value("description".into(), EcoString::new(), tag.line),
            "hyperedge" => {
                self.hyperedges += 1;
                self.foreign
                    .bad_row(tag.line, "a hyperedge joins any number of nodes at once, which a tie cannot; it was set aside".into());
                Inside::Skipped
            }
            "port" => {
                self.foreign.leave_out(tag.line, "ports", &tag.text("name"));
                Inside::Other
            }
            _ => Inside::Other,
        })
    }

    fn key(&mut self, tag: &Tag) -> Inside {
        let id = tag.text("id");
        let scope = match tag.text("for").as_str() {
            "node" => Scope::Nodes,
            "edge" => Scope::Links,
            "all" | "" => Scope::Both,
            _ => Scope::Neither,
        };
        // NodeXL takes the id where the name is missing, and begins ids with `V-` and `E-`.
        let bare = id.strip_prefix("V-").or_else(|| id.strip_prefix("E-")).unwrap_or(&id);
        let title = clean(tag.get("attr.name").map_or(bare, EcoString::as_str));
        let declared = Attribute { title, of_type: Type::of(&tag.text("attr.type")), default: None };
        for declared_in in self.scoped(scope) {
            declared_in.insert(id.clone(), declared.clone());
        }
        Inside::Key(scope, id)
    }

    /// The declarations that a key of this scope stands among.
    fn scoped(&mut self, scope: Scope) -> Vec<&mut Declared> {
        match scope {
            Scope::Nodes => vec![&mut self.nodes],
            Scope::Links => vec![&mut self.links],
            Scope::Both => vec![&mut self.nodes, &mut self.links],
            Scope::Neither => Vec::new(),
        }
    }

    fn graph(&mut self, tag: &Tag) -> Inside {
        if self.directions.is_empty() {
            self.graphs += 1;
            if self.graphs > 1 {
                return Inside::Skipped;
            }
        }
        let directed = tag.text("edgedefault") == "directed";
        self.directions.push(if directed { Direction::OneWay } else { Direction::BothWays });
        Inside::Graph
    }

    fn node(&mut self, tag: &Tag) -> Result<Inside, Unreadable> {
        let mut node = Node { line: tag.line, id: tag.text("id"), ..Node::default() };
        let parent = self.inside.iter().rev().find_map(|inside| if let Inside::Node(node) = inside { Some(node.id.clone()) } else { None });
        if let Some(parent) = parent {
            let place = self.foreign.node_headings.place(&self.foreign.file, "Parent")?;
            set_value(&mut node.values, place, parent);
        }
        Ok(Inside::Node(node))
    }

    fn link(&mut self, tag: &Tag) -> Link {
        for port in ["sourceport", "targetport"].iter().filter_map(|name| tag.get(name)) {
            self.foreign.leave_out(tag.line, "ports of ties", port);
        }
        let direction = match tag.get("directed").map(EcoString::as_str) {
            Some("true" | "1") => Direction::OneWay,
            Some("false" | "0") => Direction::BothWays,
            Some(_) | None => self.directions.last().copied().unwrap_or_default(),
        };
        Link { line: tag.line, id: tag.text("id"), from: tag.text("source"), to: tag.text("target"), direction, values: Vec::new() }
    }

    /// What yEd draws: the words on it are its label, its place is its position.
    fn drawing(&mut self, tag: &Tag) -> Result<Inside, Unreadable> {
        match tag.name.as_str() {
            "NodeLabel" | "EdgeLabel" => Ok(Inside::Words(EcoString::new())),
            "Geometry" => {
                let numbers = ["x", "y"].map(|name| tag.get(name).cloned().filter(|text| text.parse::<f64>().is_ok_and(f64::is_finite)));
                let node = self.inside.iter_mut().rev().find_map(|inside| if let Inside::Node(node) = inside { Some(node) } else { None });
                if let (Some(node), [Some(x), Some(y)]) = (node, numbers) {
                    for (heading, value) in [("X", x), ("Y", y)] {
                        let place = self.foreign.node_headings.place(&self.foreign.file, heading)?;
                        set_value(&mut node.values, place, value);
                    }
                }
                Ok(Inside::Other)
            }
            _ => Ok(Inside::Other),
        }
    }

    fn leave(&mut self, left: Inside) -> Result<(), Unreadable> {
        match left {
            Inside::Node(mut node) => {
                fill_defaults(&self.nodes, &mut self.foreign.node_headings, &self.foreign.file, &mut node.values)?;
                if node.id.is_empty() {
                    self.foreign.bad_row(node.line, "the node has no id; it was set aside".into());
                } else {
                    self.foreign.nodes.push(node);
                }
            }
            Inside::Link(mut link) => {
                fill_defaults(&self.links, &mut self.foreign.link_headings, &self.foreign.file, &mut link.values)?;
                if link.from.is_empty() || link.to.is_empty() {
                    self.foreign.bad_row(link.line, "the link does not say what it joins; it was set aside".into());
                } else {
                    self.foreign.links.push(link);
                }
            }
            Inside::Default(scope, id, text) => {
                for declared in self.scoped(scope) {
                    if let Some(attribute) = declared.get_mut(&id) {
                        attribute.default = attribute.of_type.read(&text).ok().flatten();
                    }
                }
            }
            Inside::Value(key, text, line) => self.value(&key, &text, line)?,
            Inside::Words(text) => self.words(&clean(&text))?,
            Inside::Graph => drop(self.directions.pop()),
            Inside::Key(..) | Inside::Skipped | Inside::Other => {}
        }
        Ok(())
    }

    /// A value of the node or link around it. What belongs to the whole graph is counted.
    fn value(&mut self, key: &str, text: &str, line: u64) -> Result<(), Unreadable> {
        if let Some(Inside::Key(scope, id)) = self.inside.last() {
            let (scope, id, name) = (*scope, id.clone(), clean(text));
            for declared in self.scoped(scope) {
                if let Some(known) = declared.get_mut(&id).filter(|known| known.title.starts_with(key_name(&name).as_str())) {
                    known.title = name.clone();
                }
            }
            return Ok(());
        }
        let (declared, headings, values) = match self.inside.last_mut() {
            Some(Inside::Node(node)) => (&self.nodes, &mut self.foreign.node_headings, &mut node.values),
            Some(Inside::Link(link)) => (&self.links, &mut self.foreign.link_headings, &mut link.values),
            Some(Inside::Graph) => {
                self.foreign.lose("facts about the whole graph");
                return Ok(());
            }
            Some(_) | None => return Ok(()),
        };
        let (title, of_type) = declared.get(key).map_or_else(|| (clean(key), Type::Text), |known| (known.title.clone(), known.of_type));
        match of_type.read(text) {
            Ok(Some(value)) => set_value(values, headings.place(&self.foreign.file, &title)?, value),
            Ok(None) => {}
            Err(why) => self.foreign.bad_value(line, &title, eco_format!("{why}; it was set aside")),
        }
        Ok(())
    }

    /// The words drawn on a node or link are its label, unless a key gave it one.
    fn words(&mut self, text: &EcoString) -> Result<(), Unreadable> {
        let around = self.inside.iter_mut().rev().find(|inside| matches!(inside, Inside::Node(_) | Inside::Link(_)));
        let (headings, values) = match around {
            Some(Inside::Node(node)) => (&mut self.foreign.node_headings, &mut node.values),
            Some(Inside::Link(link)) => (&mut self.foreign.link_headings, &mut link.values),
            Some(_) | None => return Ok(()),
        };
        let place = headings.place(&self.foreign.file, "label")?;
        if !text.is_empty() && value_at(values, Some(place)).is_none() {
            set_value(values, place, text.clone());
        }
        Ok(())
    }
}

//! GEXF 1.0 to 1.3: attributes with types and defaults, nested nodes, times, and what a picture says of its nodes.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};
use jiff::civil::Date;

use super::{
    foreign::{Direction, Foreign, Link, Node, set_value},
    typed::{Attribute, Declared, Type, fill_defaults},
    xml::{Part, Tag, Xml},
};
use crate::{
    exchange::{kind::SheetKind, unreadable::Unreadable},
    model::{Field, Phase, RecordKind, clean, counted},
};

/// Reads a GEXF file.
///
/// Cost: O(bytes + attributes · log attributes).
pub(super) fn read(file: &str, text: &str) -> Result<Foreign, Unreadable> {
    let mut gexf = Gexf {
        xml: Xml::new(file, text),
        foreign: Foreign::new(file, SheetKind::Gexf),
        nodes: Declared::default(),
        links: Declared::default(),
        direction: Direction::BothWays,
        graphs: 0,
        times: BTreeMap::new(),
        unplaced: 0,
    };
    gexf.read()?;
    if gexf.graphs == 0 {
        return Err(Unreadable::NoNetwork { file: file.into(), why: "there is no <graph> in it".into() });
    }
    gexf.foreign.check_ids()?;
    Ok(gexf.foreign)
}

/// Which of the two the attributes are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Node,
    Link,
}

/// What is open around the place that is read.
#[derive(Debug)]
enum Inside {
    Node(Node),
    Link(Link),
    Attributes(Class),
    Attribute(Class, EcoString),
    /// The default of an attribute, as far as its text was read.
    Default(Class, EcoString, EcoString),
    Other,
}

struct Gexf<'t> {
    xml: Xml<'t>,
    foreign: Foreign,
    nodes: Declared,
    links: Declared,
    /// The direction of a link that says none.
    direction: Direction,
    graphs: usize,
    /// When the values that change over time begin, of the node or link that is open.
    times: BTreeMap<usize, EcoString>,
    /// Nodes whose position is no pair of numbers.
    unplaced: usize,
}

impl Gexf<'_> {
    fn read(&mut self) -> Result<(), Unreadable> {
        let mut inside: Vec<Inside> = Vec::new();
        loop {
            match self.xml.next()? {
                Part::Open(tag) => {
                    let entered = self.enter(&tag, &mut inside)?;
                    inside.push(entered);
                }
                Part::Close => self.leave(inside.pop())?,
                Part::Text(text) => {
                    if let Some(Inside::Default(_, _, gathered)) = inside.last_mut() {
                        gathered.push_str(&text);
                    }
                }
                Part::End => break,
            }
        }
        if self.unplaced > 0 {
            let nodes = counted(self.unplaced, "node has", "nodes have");
            let note = eco_format!("{}: {nodes} no usable position and will be placed by layout.", self.foreign.file);
            self.foreign.notes.push(note);
        }
        self.foreign.note_controls(self.xml.controls());
        Ok(())
    }

    fn enter(&mut self, tag: &Tag, inside: &mut [Inside]) -> Result<Inside, Unreadable> {
        if !tag.is_plain {
            self.picture(tag, inside)?;
            return Ok(Inside::Other);
        }
        Ok(match (tag.name.as_str(), inside.last()) {
            ("graph", _) => {
                self.graphs += 1;
                self.direction = if tag.text("defaultedgetype") == "directed" { Direction::OneWay } else { Direction::BothWays };
                Inside::Other
            }
            ("attributes", _) => Inside::Attributes(if tag.text("class") == "edge" { Class::Link } else { Class::Node }),
            ("attribute", Some(Inside::Attributes(class))) => {
                let id = tag.text("id");
                let title = clean(tag.get("title").unwrap_or(&id));
                let declared = Attribute { title, of_type: Type::of(&tag.text("type")), default: None };
                self.declared(*class).insert(id.clone(), declared);
                Inside::Attribute(*class, id)
            }
            ("default", Some(Inside::Attribute(class, id))) => Inside::Default(*class, id.clone(), EcoString::new()),
            ("node", _) => Inside::Node(self.open_node(tag, inside)?),
            ("edge", _) => Inside::Link(self.open_link(tag)?),
            ("attvalue", _) => {
                self.value(tag, inside)?;
                Inside::Other
            }
            ("spell", Some(_)) => {
                self.foreign.leave_out(tag.line, "spells of time", &said_of_time(tag));
                Inside::Other
            }
            _ => Inside::Other,
        })
    }

    fn leave(&mut self, inside: Option<Inside>) -> Result<(), Unreadable> {
        match inside {
            Some(Inside::Node(mut node)) => {
                fill_defaults(&self.nodes, &mut self.foreign.node_headings, &self.foreign.file, &mut node.values)?;
                if node.id.is_empty() {
                    self.foreign.bad_row(node.line, "the node has no id; it was set aside".into());
                } else {
                    self.foreign.nodes.push(node);
                }
            }
            Some(Inside::Link(mut link)) => {
                fill_defaults(&self.links, &mut self.foreign.link_headings, &self.foreign.file, &mut link.values)?;
                if link.from.is_empty() || link.to.is_empty() {
                    self.foreign.bad_row(link.line, "the link does not say what it joins; it was set aside".into());
                } else {
                    self.foreign.links.push(link);
                }
            }
            Some(Inside::Default(class, id, text)) => {
                if let Some(attribute) = self.declared(class).get_mut(&id) {
                    attribute.default = attribute.of_type.read(&text).ok().flatten();
                }
            }
            Some(Inside::Attributes(_) | Inside::Attribute(..) | Inside::Other) | None => {}
        }
        Ok(())
    }

    fn declared(&mut self, class: Class) -> &mut Declared {
        match class {
            Class::Node => &mut self.nodes,
            Class::Link => &mut self.links,
        }
    }

    fn open_node(&mut self, tag: &Tag, inside: &[Inside]) -> Result<Node, Unreadable> {
        self.times.clear();
        let mut node = Node { line: tag.line, id: tag.text("id"), label: clean(&tag.text("label")), ..Node::default() };
        let around = inside.iter().rev().find_map(|inside| if let Inside::Node(parent) = inside { Some(parent.id.clone()) } else { None });
        let parent = around.or_else(|| tag.get("pid").filter(|pid| !pid.is_empty() && *pid != "0").cloned());
        for (heading, text) in [("Parent", parent.as_ref()), ("Start", tag.get("start")), ("End", tag.get("end"))] {
            if let Some(text) = text.map(|text| clean(text)).filter(|text| !text.is_empty()) {
                let place = self.foreign.node_headings.place(&self.foreign.file, heading)?;
                set_value(&mut node.values, place, text);
            }
        }
        Ok(node)
    }

    fn open_link(&mut self, tag: &Tag) -> Result<Link, Unreadable> {
        self.times.clear();
        let direction = match tag.get("type").map(EcoString::to_ascii_lowercase).as_deref() {
            Some("directed") => Direction::OneWay,
            Some("undirected" | "mutual") => Direction::BothWays,
            Some(_) | None => self.direction,
        };
        let (from, to) = (tag.text("source"), tag.text("target"));
        let mut link = Link { line: tag.line, id: tag.text("id"), from, to, direction, values: Vec::new() };
        for heading in ["label", "weight", "kind", "start", "end", "timestamp"] {
            if let Some(text) = tag.get(heading).map(|text| clean(text)).filter(|text| !text.is_empty()) {
                let place = self.foreign.link_headings.place(&self.foreign.file, heading)?;
                set_value(&mut link.values, place, text);
            }
        }
        Ok(link)
    }

    /// A value of the node or link that is open.
    fn value(&mut self, tag: &Tag, inside: &mut [Inside]) -> Result<(), Unreadable> {
        let key = tag.get("for").or_else(|| tag.get("id")).cloned().unwrap_or_default();
        let begins = tag.get("start").or_else(|| tag.get("timestamp"));
        let Some(holder) = inside.iter_mut().rev().find(|inside| matches!(inside, Inside::Node(_) | Inside::Link(_))) else {
            return Ok(());
        };
        let (declared, headings, values) = match holder {
            Inside::Node(node) => {
                let aspect = self.nodes.get(&key).and_then(|known| aspect(&known.title, &tag.text("value")));
                if let (Some(aspect), Some(day)) = (aspect, begins.and_then(|begins| day_of(begins))) {
                    node.judged.push((day, aspect, clean(&tag.text("value"))));
                    return Ok(());
                }
                (&self.nodes, &mut self.foreign.node_headings, &mut node.values)
            }
            Inside::Link(link) => (&self.links, &mut self.foreign.link_headings, &mut link.values),
            Inside::Attributes(_) | Inside::Attribute(..) | Inside::Default(..) | Inside::Other => return Ok(()),
        };
        let (title, of_type) = declared.get(&key).map_or_else(|| (clean(&key), Type::Text), |known| (known.title.clone(), known.of_type));
        let value = match of_type.read(&tag.text("value")) {
            Ok(Some(value)) => value,
            Ok(None) => return Ok(()),
            Err(why) => {
                self.foreign.bad_value(tag.line, &title, eco_format!("{why}; it was set aside"));
                return Ok(());
            }
        };
        let place = headings.place(&self.foreign.file, &title)?;
        if let Some(begins) = begins
            && let Some(before) = self.times.insert(place, begins.clone())
        {
            self.foreign.leave_out(
                tag.line,
                "values that changed over time, but for the latest",
                &eco_format!("{title}, {before} or {begins}"),
            );
            if is_later(&before, begins) {
                self.times.insert(place, before);
                return Ok(());
            }
        }
        set_value(values, place, value);
        Ok(())
    }

    /// What a picture says of the node or link that is open: positions are kept, the rest is counted.
    fn picture(&mut self, tag: &Tag, inside: &mut [Inside]) -> Result<(), Unreadable> {
        let what = match tag.name.as_str() {
            "size" => "sizes",
            "color" => "colours",
            "shape" => "shapes",
            "thickness" => "thickness",
            "position" => {
                if let Some(Inside::Node(node)) = inside.last_mut() {
                    return self.position(tag, node);
                }
                return Ok(());
            }
            _ => return Ok(()),
        };
        self.foreign.lose(what);
        Ok(())
    }

    fn position(&mut self, tag: &Tag, node: &mut Node) -> Result<(), Unreadable> {
        let number = |name: &str| tag.get(name).map(|text| text.trim()).filter(|text| text.parse::<f64>().is_ok_and(f64::is_finite));
        let (Some(x), Some(y)) = (number("x"), number("y")) else {
            self.unplaced += 1;
            return Ok(());
        };
        if number("z").and_then(|z| z.parse::<f64>().ok()).is_some_and(|z| z.abs() > 0.0) {
            self.foreign.lose("heights of positions");
        }
        for (heading, value) in [("X", x), ("Y", y)] {
            let place = self.foreign.node_headings.place(&self.foreign.file, heading)?;
            set_value(&mut node.values, place, value.into());
        }
        Ok(())
    }
}

/// The field of a rating that an attribute with times is: a stage, whatever its values, or another whose value fits.
fn aspect(title: &str, value: &str) -> Option<&'static str> {
    match title.to_ascii_lowercase().as_str() {
        "stage" => Some("stage"),
        "phase" => Phase::parse(value).is_ok().then_some("phase"),
        "inside" => RecordKind::Rating.words_of("inside").contains(&value.trim()).then_some("inside"),
        _ => None,
    }
}

/// From when to when a spell is.
fn said_of_time(tag: &Tag) -> EcoString {
    let said =
        ["start", "startopen", "end", "endopen", "timestamp"].iter().filter_map(|name| Some(eco_format!("{name} {}", tag.get(name)?)));
    said.collect::<Vec<_>>().join(", ").into()
}

/// The day of a date, or of a date and time.
fn day_of(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// Whether one time is after another: as numbers, else as dates, whose text sorts as they do.
fn is_later(one: &str, other: &str) -> bool {
    match (one.parse::<f64>(), other.parse::<f64>()) {
        (Ok(one), Ok(other)) => one > other,
        (Err(_), _) | (_, Err(_)) => one > other,
    }
}

//! Kumu's JSON: the simple shape of elements and connections, and the full backup of a project.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};
use serde::Deserialize;
use serde_json::{Map, Value, value::RawValue};

use super::{
    foreign::{Direction, Ends, Foreign, Link, Node, set_value},
    kumu::{direction_of, part_types},
    tables::add_link,
};
use crate::{
    exchange::{kind::SheetKind, text::decode, unreadable::Unreadable},
    model::clean,
};

/// Whether the bytes begin as JSON does.
pub(super) fn is_json(bytes: &[u8]) -> bool {
    let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bare.trim_ascii_start().starts_with(b"{")
}

/// The parts of a file that are read, each as its own text, so that its line is known.
#[derive(Deserialize)]
struct File<'t> {
    #[serde(borrow, default)]
    elements: Option<Vec<&'t RawValue>>,
    #[serde(borrow, default)]
    connections: Option<Vec<&'t RawValue>>,
    #[serde(borrow, default)]
    loops: Vec<&'t RawValue>,
    #[serde(borrow, default)]
    perspectives: Vec<&'t RawValue>,
    #[serde(default)]
    maps: Vec<Map<String, Value>>,
}

/// Reads a file of Kumu.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Foreign, Unreadable> {
    let (text, notes) = decode(file, bytes)?.whole();
    let parsed: File<'_> = serde_json::from_str(&text).map_err(|error| broken(file, &error))?;
    let (Some(elements), connections) = (parsed.elements, parsed.connections.unwrap_or_default()) else {
        let why = "it is JSON without \"elements\", which a file of Kumu has".into();
        return Err(Unreadable::NoNetwork { file: file.into(), why });
    };
    let mut foreign = Foreign::new(file, SheetKind::Kumu);
    foreign.notes = notes;
    foreign.ends = Ends::Open;
    let places = positions(&parsed.maps);
    let mut lines = Lines { text: &text, counted: 0, line: 1 };
    for element in elements {
        let line = lines.of(element);
        match serde_json::from_str(element.get()) {
            Ok(object) => read_element(&mut foreign, line, object, &places)?,
            Err(error) => foreign.bad_row(line, eco_format!("the element cannot be read ({error}); it was set aside")),
        }
    }
    part_types(&mut foreign.node_headings);
    foreign.check_ids()?;
    for connection in connections {
        let line = lines.of(connection);
        match serde_json::from_str(connection.get()) {
            Ok(object) => read_connection(&mut foreign, line, object)?,
            Err(error) => foreign.bad_row(line, eco_format!("the connection cannot be read ({error}); it was set aside")),
        }
    }
    for (what, count) in [("loops", parsed.loops.len()), ("perspectives", parsed.perspectives.len())] {
        if count > 0 {
            foreign.lost.insert(what.into(), count);
        }
    }
    Ok(foreign)
}

fn broken(file: &str, error: &serde_json::Error) -> Unreadable {
    let (line, file) = (error.line() as u64, file.into());
    if error.is_eof() {
        return Unreadable::CutOff { file, open: eco_format!("a bracket is never closed (seen in line {line})") };
    }
    Unreadable::Malformed { file, line, why: eco_format!("the file is no good JSON ({error})") }
}

/// Counts the lines up to a part of the text; parts come in order.
struct Lines<'t> {
    text: &'t str,
    counted: usize,
    line: u64,
}

impl Lines<'_> {
    fn of(&mut self, part: &RawValue) -> u64 {
        let start = (part.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        if let Some(passed) = self.text.as_bytes().get(self.counted..start) {
            self.line += passed.split(|&byte| byte == b'\n').count() as u64 - 1;
            self.counted = start;
            return self.line;
        }
        // Connections before elements: counted from the start.
        let passed = self.text.as_bytes().get(..start).unwrap_or_default();
        passed.split(|&byte| byte == b'\n').count() as u64
    }
}

/// Where the first map of a backup puts each element.
fn positions(maps: &[Map<String, Value>]) -> BTreeMap<EcoString, [EcoString; 2]> {
    let elements = maps.first().and_then(|map| map.get("elements")).and_then(Value::as_array);
    let placed = elements.into_iter().flatten().filter_map(|element| {
        let position = element.get("position")?;
        let number = |name: &str| position.get(name).and_then(Value::as_f64).map(|number| eco_format!("{number}"));
        Some((element.get("element")?.as_str()?.into(), [number("x")?, number("y")?]))
    });
    placed.collect()
}

/// The fields of an element or connection: those under `attributes` in a backup, all of them in the simple shape.
fn fields_of(object: &mut Map<String, Value>) -> Map<String, Value> {
    match object.remove("attributes") {
        Some(Value::Object(fields)) => fields,
        Some(_) | None => std::mem::take(object),
    }
}

fn take(fields: &mut Map<String, Value>, name: &str) -> EcoString {
    fields.remove(name).map_or_else(EcoString::new, |value| text_of(&value))
}

/// A value as text: a list as `a; b`, and an object as it is written.
fn text_of(value: &Value) -> EcoString {
    match value {
        Value::Null => EcoString::new(),
        Value::String(text) => clean(text),
        Value::Array(values) => values.iter().map(text_of).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ").into(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => clean(&value.to_string()),
    }
}

fn read_element(
    foreign: &mut Foreign,
    line: u64,
    mut object: Map<String, Value>,
    places: &BTreeMap<EcoString, [EcoString; 2]>,
) -> Result<(), Unreadable> {
    let own_id = take(&mut object, "_id");
    let mut fields = fields_of(&mut object);
    let simple_id = take(&mut fields, "id");
    let label = take(&mut fields, "label");
    let id = [own_id, simple_id, label.clone()].into_iter().find(|id| !id.is_empty());
    let Some(id) = id else {
        foreign.bad_row(line, "the element has neither an id nor a label; it was set aside".into());
        return Ok(());
    };
    let mut node = Node { line, id, label, ..Node::default() };
    for (heading, value) in &fields {
        let (heading, text) = (clean(heading), text_of(value));
        if !text.is_empty() && !heading.is_empty() {
            set_value(&mut node.values, foreign.node_headings.place(&foreign.file, &heading)?, text);
        }
    }
    for (heading, value) in ["X", "Y"].into_iter().zip(places.get(&node.id).into_iter().flatten()) {
        set_value(&mut node.values, foreign.node_headings.place(&foreign.file, heading)?, value.clone());
    }
    foreign.nodes.push(node);
    Ok(())
}

fn read_connection(foreign: &mut Foreign, line: u64, mut object: Map<String, Value>) -> Result<(), Unreadable> {
    let is_reversed = object.get("reversed") == Some(&Value::Bool(true));
    if object.get("delayed") == Some(&Value::Bool(true)) {
        foreign.lose("delays of ties");
    }
    let ends = ["from", "to", "direction", "_id"].map(|name| take(&mut object, name));
    drop((object.remove("reversed"), object.remove("delayed")));
    let mut fields = fields_of(&mut object);
    let simple_id = take(&mut fields, "id");
    let [mut from, mut to, direction, own_id] = ends;
    if is_reversed {
        std::mem::swap(&mut from, &mut to);
    }
    let direction = if direction.is_empty() { Direction::OneWay } else { direction_of(&direction) };
    let mut link = Link { line, id: if own_id.is_empty() { simple_id } else { own_id }, from, to, direction, values: Vec::new() };
    for (heading, value) in &fields {
        let (heading, text) = (clean(heading), text_of(value));
        if !text.is_empty() && !heading.is_empty() {
            set_value(&mut link.values, foreign.link_headings.place(&foreign.file, &heading)?, text);
        }
    }
    add_link(foreign, link);
    Ok(())
}

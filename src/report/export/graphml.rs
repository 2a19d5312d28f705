//! GraphML: every field a key with a name and a type; places and colours under the names that Gephi and igraph know.

use ecow::{EcoString, eco_format};

use super::{
    Exported, Files, Lossy, Subject,
    members::{Judgements, member_table},
    table::{Holds, Table, Value},
    text::{Language, Texts},
    ties::tie_table,
    xml::Xml,
};
use crate::model::{Member, RecordKind, Tie};

/// What is drawn of a member. An import leaves it out of a file that has worked-out columns.
const PICTURE: [(&str, &str); 6] = [("x", "double"), ("y", "double"), ("size", "double"), ("r", "int"), ("g", "int"), ("b", "int")];

/// Writes the file.
pub(super) fn write(subject: &Subject<'_>) -> Exported {
    let mut lossy = Lossy::default();
    let mut texts = Texts::new(Language::Xml);
    let members = member_table(subject, Judgements::Newest, &mut texts, &mut lossy);
    let ties = tie_table(subject, &mut texts, &mut lossy);
    let mut xml = Xml::new();
    xml.open(
        "graphml",
        &[
            ("xmlns", "http://graphml.graphdrawing.org/xmlns"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xsi:schemaLocation", "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"),
        ],
    );
    key(&mut xml, "node", ("V-label", "label"), "string");
    for (name, holds) in PICTURE {
        key(&mut xml, "node", (&format!("V-{name}"), name), holds);
    }
    declare(&mut xml, ("node", "V-"), &members);
    key(&mut xml, "edge", ("E-weight", "weight"), "double");
    key(&mut xml, "edge", ("E-mutual", "mutual"), "boolean");
    declare(&mut xml, ("edge", "E-"), &ties);
    xml.open("graph", &[("id", "G"), ("edgedefault", "directed")]);
    for (member, row) in subject.network.members().iter().zip(&members.rows) {
        xml.open("node", &[("id", &member.id)]);
        xml.words("data", &[("key", "V-label")], &texts.write(&member.name));
        draw(&mut xml, subject, member);
        write_values(&mut xml, "V-", row);
        xml.close("node");
    }
    for (tie, row) in subject.network.ties().iter().zip(&ties.rows) {
        write_tie(&mut xml, tie, row);
    }
    xml.close("graph");
    xml.close("graphml");
    texts.tell(&mut lossy);
    lossy.lose_all_but(subject.network, &[RecordKind::Member, RecordKind::Tie, RecordKind::Measure, RecordKind::Rating]);
    Exported { files: Files::One(xml.finish()), lossy }
}

fn key(xml: &mut Xml, scope: &str, (id, name): (&str, &str), holds: &str) {
    xml.empty("key", &[("id", id), ("for", scope), ("attr.name", name), ("attr.type", holds)]);
}

/// A key for every column, by its place.
fn declare(xml: &mut Xml, (scope, beginning): (&str, &str), table: &Table) {
    for (place, (heading, holds)) in table.headings.iter().zip(&table.holds).enumerate() {
        let holds = match holds {
            Holds::Whole => "int",
            Holds::Numbers => "double",
            Holds::Texts => "string",
        };
        key(xml, scope, (&format!("{beginning}{place}"), heading), holds);
    }
}

fn write_values(xml: &mut Xml, beginning: &str, row: &[Value]) {
    for (place, value) in row.iter().enumerate().filter(|(_, value)| !value.is_blank()) {
        xml.words("data", &[("key", &format!("{beginning}{place}"))], &value.text());
    }
}

fn draw(xml: &mut Xml, subject: &Subject<'_>, member: &Member) {
    let look = subject.look(member);
    let [_, red, green, blue] = look.colour.to_be_bytes();
    let mut drawn: Vec<(&str, EcoString)> = Vec::new();
    if let Some((x, y)) = look.place {
        drawn.extend([("V-x", eco_format!("{x}")), ("V-y", eco_format!("{y}"))]);
    }
    drawn.push(("V-size", eco_format!("{}", look.size)));
    drawn.extend([("V-r", red), ("V-g", green), ("V-b", blue)].map(|(key, part)| (key, eco_format!("{part}"))));
    for (key, value) in drawn {
        xml.words("data", &[("key", key)], &value);
    }
}

/// A tie both ways is said by a key: several libraries refuse a file in which some links have a direction and some have none.
fn write_tie(xml: &mut Xml, tie: &Tie, row: &[Value]) {
    xml.open("edge", &[("id", &tie.id), ("source", &tie.from), ("target", &tie.to)]);
    if let Some(weight) = tie.weight {
        xml.words("data", &[("key", "E-weight")], &weight.to_string());
    }
    if tie.mutual {
        xml.words("data", &[("key", "E-mutual")], "true");
    }
    write_values(xml, "E-", row);
    xml.close("edge");
}

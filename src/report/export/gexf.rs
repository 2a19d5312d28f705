//! GEXF 1.3: attributes with types, judgements over time, and what Gephi needs to draw the map as it is drawn here.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};
use jiff::{ToSpan, civil::Date};

use super::{
    Exported, Files, Lossy, Subject,
    look::{Figure, Look},
    members::{Judgements, member_table},
    table::{Holds, Table, Value},
    text::{Language, Texts},
    ties::{phase_word, tie_table},
    xml::Xml,
};
use crate::model::{Field, Phase, Rating, RecordKind, Tie};

/// What is judged of a member over time, as titles of attributes that an import reads back as ratings.
const ASPECTS: [&str; 3] = ["stage", "phase", "inside"];

/// Columns of ties for which GEXF has attributes of its own.
const NATIVE: [&str; 2] = ["started", "ended"];

/// Writes the file.
pub(super) fn write(subject: &Subject<'_>) -> Exported {
    let mut lossy = Lossy::default();
    let mut texts = Texts::new(Language::Xml);
    let members = member_table(subject, Judgements::Elsewhere, &mut texts, &mut lossy);
    let ties = tie_table(subject, &mut texts, &mut lossy);
    let judged = Judged::of(subject, &mut lossy);
    let mut xml = Xml::new();
    let name = texts.write(&subject.network.about.name);
    xml.open("gexf", &[("xmlns", "http://gexf.net/1.3"), ("xmlns:viz", "http://gexf.net/1.3/viz"), ("version", "1.3")]);
    xml.open("meta", &[("lastmodifieddate", &subject.analysis.as_of.to_string())]);
    xml.words("creator", &[], "permea");
    xml.words("description", &[], &name);
    xml.close("meta");
    let is_dynamic = !judged.0.is_empty() || subject.network.ties().iter().any(|tie| tie.started.is_some() || tie.ended.is_some());
    let dynamic = [("mode", "dynamic"), ("timeformat", "date"), ("timerepresentation", "interval")];
    let graph: Vec<(&str, &str)> =
        [("defaultedgetype", "directed")].into_iter().chain(dynamic.into_iter().filter(|_| is_dynamic)).collect();
    xml.open("graph", &graph);
    declare(&mut xml, "node", &members);
    judged.declare(&mut xml);
    declare(&mut xml, "edge", &ties);
    write_members(&mut xml, subject, (&members, &judged), &mut texts);
    write_ties(&mut xml, subject, &ties, (&mut texts, &mut lossy));
    xml.close("graph");
    xml.close("gexf");
    texts.tell(&mut lossy);
    lossy.lose_all_but(subject.network, &[RecordKind::Member, RecordKind::Tie, RecordKind::Measure, RecordKind::Rating]);
    Exported { files: Files::One(xml.finish()), lossy }
}

/// The attributes of nodes or links, by the places of their columns.
fn declare(xml: &mut Xml, class: &str, table: &Table) {
    let columns = table.headings.iter().zip(&table.holds).enumerate();
    let columns: Vec<_> = columns.filter(|(_, (heading, _))| !NATIVE.contains(&heading.as_str())).collect();
    if columns.is_empty() {
        return;
    }
    xml.open("attributes", &[("class", class)]);
    for (place, (heading, holds)) in columns {
        let holds = match holds {
            Holds::Whole => "integer",
            Holds::Numbers => "double",
            Holds::Texts => "string",
        };
        xml.empty("attribute", &[("id", &place.to_string()), ("title", heading), ("type", holds)]);
    }
    xml.close("attributes");
}

fn write_members(xml: &mut Xml, subject: &Subject<'_>, (table, judged): (&Table, &Judged<'_>), texts: &mut Texts) {
    xml.open("nodes", &[]);
    for (member, row) in subject.network.members().iter().zip(&table.rows) {
        let label = texts.write(&member.name);
        xml.open("node", &[("id", &member.id), ("label", &label)]);
        let spells = judged.0.get(member.id.as_str()).map_or(&[][..], Vec::as_slice);
        write_values(xml, table, row, spells);
        draw_member(xml, &subject.look(member));
        xml.close("node");
    }
    xml.close("nodes");
}

fn write_values(xml: &mut Xml, table: &Table, row: &[Value], spells: &[Spell]) {
    let values = table.headings.iter().zip(row).enumerate();
    let values: Vec<_> = values.filter(|(_, (heading, value))| !value.is_blank() && !NATIVE.contains(&heading.as_str())).collect();
    if values.is_empty() && spells.is_empty() {
        return;
    }
    xml.open("attvalues", &[]);
    for (place, (_, value)) in values {
        xml.empty("attvalue", &[("for", &place.to_string()), ("value", &value.text())]);
    }
    for spell in spells {
        let start = spell.from.to_string();
        let end = spell.until.map(|until| until.to_string());
        let mut attributes = vec![("for", spell.aspect), ("value", spell.value.as_str()), ("start", start.as_str())];
        attributes.extend(end.as_deref().map(|end| ("end", end)));
        xml.empty("attvalue", &attributes);
    }
    xml.close("attvalues");
}

fn draw_member(xml: &mut Xml, look: &Look) {
    draw_colour(xml, look.colour);
    if let Some((x, y)) = look.place {
        xml.empty("viz:position", &[("x", &x.to_string()), ("y", &y.to_string()), ("z", "0")]);
    }
    xml.empty("viz:size", &[("value", &look.size.to_string())]);
    let shape = match look.figure {
        Figure::School => "disc",
        Figure::Source => "diamond",
        Figure::Body => "square",
    };
    xml.empty("viz:shape", &[("value", shape)]);
}

fn draw_colour(xml: &mut Xml, colour: u32) {
    let [_, red, green, blue] = colour.to_be_bytes();
    xml.empty("viz:color", &[("r", &red.to_string()), ("g", &green.to_string()), ("b", &blue.to_string())]);
}

/// Ties between the same two must differ in their kind, so the second of a phase has a number behind it.
fn write_ties(xml: &mut Xml, subject: &Subject<'_>, table: &Table, (texts, lossy): (&mut Texts, &mut Lossy)) {
    let mut kinds: BTreeMap<(&str, &str, EcoString), usize> = BTreeMap::new();
    let mut backward = 0;
    xml.open("edges", &[]);
    for (tie, row) in subject.network.ties().iter().zip(&table.rows) {
        let word = phase_word(tie.phase);
        let count = kinds.entry((tie.from.as_str(), tie.to.as_str(), word.clone())).or_default();
        *count += 1;
        let kind = if *count > 1 { eco_format!("{word} ({count})") } else { word };
        let is_backward = matches!((tie.started, tie.ended), (Some(started), Some(ended)) if ended < started);
        backward += usize::from(is_backward);
        let label = texts.write(tie.purpose.as_deref().unwrap_or_default());
        write_tie(xml, tie, (&kind, &label), (table, row, if is_backward { None } else { tie.ended }));
        xml.empty("viz:thickness", &[("value", &thickness(tie.phase).to_string())]);
        draw_colour(xml, subject.tie_colour(tie.phase));
        xml.close("edge");
    }
    xml.close("edges");
    lossy.lose(
        backward,
        "tie that ended before it began keeps its beginning only",
        "ties that ended before they began keep their beginnings only",
    );
}

/// Opens the element of a tie and writes its values.
fn write_tie(xml: &mut Xml, tie: &Tie, (kind, label): (&str, &str), (table, row, ended): (&Table, &[Value], Option<Date>)) {
    let [weight, started, ended] = [tie.weight.text(), tie.started.text(), ended.text()];
    let mut attributes = vec![("id", tie.id.as_str()), ("source", tie.from.as_str()), ("target", tie.to.as_str()), ("kind", kind)];
    if tie.mutual {
        attributes.push(("type", "mutual"));
    }
    let others = [("label", label), ("weight", weight.as_str()), ("start", started.as_str()), ("end", ended.as_str())];
    attributes.extend(others.into_iter().filter(|(_, value)| !value.is_empty()));
    xml.open("edge", &attributes);
    write_values(xml, table, row, &[]);
}

fn thickness(phase: Option<Phase>) -> u8 {
    phase.map_or(1, Phase::number)
}

/// What was judged of the members, and for how long each judgement was the newest.
struct Judged<'n>(BTreeMap<&'n str, Vec<Spell>>);

/// One judgement while it was the newest.
#[derive(Clone, Debug)]
struct Spell {
    aspect: &'static str,
    value: EcoString,
    from: Date,
    /// The last day, both ends included; none while nothing newer is known.
    until: Option<Date>,
}

impl<'n> Judged<'n> {
    fn of(subject: &Subject<'n>, lossy: &mut Lossy) -> Self {
        let mut standing: Vec<&Rating> = subject.network.ratings().iter().filter(|rating| rating.stands()).collect();
        standing.sort_by(|a, b| (&a.member, a.recency()).cmp(&(&b.member, b.recency())));
        lossy.lose(
            subject.network.ratings().len() - standing.len(),
            "rating that was taken back is left out",
            "ratings that were taken back are left out",
        );
        let more = standing.iter().filter(|rating| says_more(rating)).count();
        lossy.lose(
            more,
            "rating keeps its stage, phase, sharing inside and day, and nothing else",
            "ratings keep their stage, phase, sharing inside and day, and nothing else",
        );
        let mut judged: BTreeMap<&'n str, Vec<Spell>> = BTreeMap::new();
        let mut replaced = 0;
        for rating in standing {
            let spells = judged.entry(rating.member.as_str()).or_default();
            for aspect in ASPECTS {
                let value: EcoString = rating.text_of(aspect).unwrap_or_default().into();
                if !value.is_empty() {
                    replaced += usize::from(add(spells, Spell { aspect, value, from: rating.on, until: None }));
                }
            }
        }
        judged.retain(|_, spells| !spells.is_empty());
        lossy.lose(replaced, "judgement gives way to a later one of the same day", "judgements give way to later ones of the same day");
        Self(judged)
    }

    fn declare(&self, xml: &mut Xml) {
        if self.0.is_empty() {
            return;
        }
        xml.open("attributes", &[("class", "node"), ("mode", "dynamic")]);
        for aspect in ASPECTS {
            let holds = if aspect == "inside" { "string" } else { "integer" };
            xml.empty("attribute", &[("id", aspect), ("title", aspect), ("type", holds)]);
        }
        xml.close("attributes");
    }
}

/// Adds a judgement after those before it; whether it took the place of one of the same day.
fn add(spells: &mut Vec<Spell>, spell: Spell) -> bool {
    let before = spells.iter_mut().rfind(|before| before.aspect == spell.aspect);
    if let Some(before) = before {
        if before.from == spell.from {
            *before = spell;
            return true;
        }
        before.until = spell.from.checked_sub(1.day()).ok();
    }
    spells.push(spell);
    false
}

fn says_more(rating: &Rating) -> bool {
    let others = ["by", "role", "confidence", "basis", "note", "at"];
    others.into_iter().any(|name| rating.text_of(name).is_some_and(|text| !text.is_empty()))
}

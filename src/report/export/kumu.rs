//! Kumu: elements and connections, as simple JSON and as two sheets.

use ecow::{EcoString, eco_format};
use serde_json::{Map, Number, Value as Json};

use super::{
    Exported, Files, Lossy, Subject,
    members::{Judgements, member_table},
    sheets::csv,
    table::{Table, Value},
    text::{Language, Texts},
    ties::{phase_word, tie_table},
};
use crate::{
    model::{Member, RecordKind, Tie},
    report::words::capitalised,
};

/// Writes the JSON of elements and connections, which can be dropped on a map of Kumu that is there.
pub(super) fn write_json(subject: &Subject<'_>) -> Exported {
    let mut sheets = Sheets::of(subject);
    let mut elements = Vec::new();
    for (member, row) in subject.network.members().iter().zip(&sheets.members.rows) {
        let label = sheets.texts.write(&member.name);
        let head = [("id", member.id.as_str().into()), ("label", label), ("type", kind_word(member))];
        elements.push(object(&head, &sheets.members, row));
    }
    let mut connections = Vec::new();
    for (tie, row) in subject.network.ties().iter().zip(&sheets.ties.rows) {
        let head = [("id", tie.id.as_str().into()), ("from", tie.from.as_str().into()), ("to", tie.to.as_str().into())];
        let words = [("type", phase_word(tie.phase)), ("direction", direction_word(tie).into())];
        let mut connection = object(&[&head[..], &words[..]].concat(), &sheets.ties, row);
        if let Some(weight) = tie.weight {
            connection.insert("weight".to_owned(), number(weight.get()));
        }
        connections.push(connection);
    }
    let file = serde_json::json!({ "elements": elements, "connections": connections });
    sheets.told(subject, Files::One(format!("{file:#}\n").into_bytes()))
}

/// Writes the sheets of elements and connections. As members have ids, the ends of ties are ids.
pub(super) fn write_sheets(subject: &Subject<'_>) -> Exported {
    let mut sheets = Sheets::of(subject);
    for row in sheets.members.rows.iter_mut().chain(&mut sheets.ties.rows) {
        for value in row {
            if let Value::Text(text) = value
                && text.contains('|')
            {
                sheets.bars += 1;
            }
        }
    }
    let members = subject.network.members().iter();
    let texts = &mut sheets.texts;
    let heads = members.map(|member| vec![word(&member.id), Value::Text(texts.write(&member.name)), Value::Text(kind_word(member))]);
    sheets.members.put_first(&["ID", "Label", "Type"], heads.collect());
    let ties = subject.network.ties().iter().map(|tie| {
        let weight = tie.weight.map_or(Value::Blank, |weight| Value::Number(weight.get()));
        vec![word(&tie.id), word(&tie.from), word(&tie.to), Value::Text(phase_word(tie.phase)), word(direction_word(tie)), weight]
    });
    sheets.ties.put_first(&["ID", "From", "To", "Type", "Direction", "Weight"], ties.collect());
    let files = vec![("elements.csv".into(), csv(&sheets.members)), ("connections.csv".into(), csv(&sheets.ties))];
    sheets.told(subject, Files::Folder(files))
}

/// What both have in common.
struct Sheets {
    members: Table,
    ties: Table,
    texts: Texts,
    lossy: Lossy,
    /// Values in which `|` would part two values.
    bars: usize,
}

impl Sheets {
    fn of(subject: &Subject<'_>) -> Self {
        let mut lossy = Lossy::default();
        let mut texts = Texts::new(Language::Any);
        let mut members = member_table(subject, Judgements::Newest, &mut texts, &mut lossy);
        let ties = tie_table(subject, &mut texts, &mut lossy);
        // What Kumu calls the type of an element is its kind; the type of a school has another heading.
        members.take("kind");
        members.rename("type", "School type");
        Self { members, ties, texts, lossy, bars: 0 }
    }

    fn told(mut self, subject: &Subject<'_>, files: Files) -> Exported {
        self.texts.tell(&mut self.lossy);
        self.lossy.lose(self.bars, "value is parted at its | in Kumu", "values are parted at their | in Kumu");
        self.lossy.lose_all_but(subject.network, &[RecordKind::Member, RecordKind::Tie, RecordKind::Measure, RecordKind::Rating]);
        Exported { files, lossy: self.lossy }
    }
}

fn word(text: &str) -> Value {
    Value::Text(text.into())
}

fn kind_word(member: &Member) -> EcoString {
    capitalised(member.kind.word()).into()
}

fn direction_word(tie: &Tie) -> &'static str {
    if tie.mutual { "mutual" } else { "directed" }
}

/// An object of these fields and the values of a row.
fn object(head: &[(&str, EcoString)], table: &Table, row: &[Value]) -> Map<String, Json> {
    let head = head.iter().map(|(name, value)| ((*name).to_owned(), Json::from(value.as_str())));
    let values = table.headings.iter().zip(row).filter_map(|(heading, value)| {
        let value = match value {
            Value::Blank => return None,
            Value::Text(text) => Json::from(text.as_str()),
            Value::Number(value) => number(*value),
        };
        Some((heading.as_str().to_owned(), value))
    });
    head.chain(values).collect()
}

/// A number as JSON; as a text where JSON would write it otherwise than a sheet does.
fn number(value: f64) -> Json {
    let text = eco_format!("{value}");
    let whole = text.parse::<i64>().ok().map(Number::from);
    let written = whole.or_else(|| Number::from_f64(value)).filter(|number| number.to_string() == text.as_str());
    written.map_or_else(|| Json::from(text.as_str()), Json::Number)
}

impl Table {
    /// Takes a column out.
    fn take(&mut self, heading: &str) {
        if let Some(at) = self.headings.iter().position(|known| known == heading) {
            self.headings.remove(at);
            self.holds.remove(at);
            for row in &mut self.rows {
                row.remove(at);
            }
        }
    }

    /// Gives a column another heading.
    fn rename(&mut self, heading: &str, new: &str) {
        if let Some(known) = self.headings.iter_mut().find(|known| *known == heading) {
            *known = new.into();
        }
    }
}

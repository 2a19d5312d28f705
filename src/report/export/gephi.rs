//! Gephi's sheets: `nodes.csv` with `Id, Label, …` and `edges.csv` with `Source, Target, Type, Id, Weight, …`.

use ecow::EcoString;

use super::{
    Exported, Files, Lossy, Subject,
    members::{Judgements, member_table},
    sheets::csv,
    table::{Holds, Table, Value},
    text::{Language, Texts},
    ties::tie_table,
};
use crate::model::RecordKind;

/// Writes both sheets.
pub(super) fn write(subject: &Subject<'_>) -> Exported {
    let mut lossy = Lossy::default();
    let mut texts = Texts::new(Language::Any);
    let mut nodes = member_table(subject, Judgements::Newest, &mut texts, &mut lossy);
    let mut edges = tie_table(subject, &mut texts, &mut lossy);
    let members = subject.network.members().iter();
    nodes.put_first(&["Id", "Label"], members.map(|member| vec![word(&member.id), Value::Text(texts.write(&member.name))]).collect());
    let ties = subject.network.ties().iter().map(|tie| {
        let direction = if tie.mutual { "Undirected" } else { "Directed" };
        let weight = tie.weight.map_or(Value::Blank, |weight| Value::Number(weight.get()));
        vec![word(&tie.from), word(&tie.to), word(direction), word(&tie.id), weight]
    });
    edges.put_first(&["Source", "Target", "Type", "Id", "Weight"], ties.collect());
    texts.tell(&mut lossy);
    lossy.lose_all_but(subject.network, &[RecordKind::Member, RecordKind::Tie, RecordKind::Measure, RecordKind::Rating]);
    let files = vec![("nodes.csv".into(), csv(&nodes)), ("edges.csv".into(), csv(&edges))];
    Exported { files: Files::Folder(files), lossy }
}

fn word(text: &str) -> Value {
    Value::Text(text.into())
}

impl Table {
    /// Puts columns before all others; `cells` has a row for each row.
    pub(super) fn put_first(&mut self, headings: &[&str], cells: Vec<Vec<Value>>) {
        self.headings.splice(0..0, headings.iter().map(|heading| EcoString::from(*heading)));
        self.holds.splice(0..0, headings.iter().map(|_| Holds::Texts));
        for (row, cells) in self.rows.iter_mut().zip(cells) {
            row.splice(0..0, cells);
        }
    }
}

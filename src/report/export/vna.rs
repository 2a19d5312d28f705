//! VNA for `NetDraw`: node data, how nodes are drawn, and a column of ties for each phase.

use std::fmt::Write as _;

use ecow::EcoString;

use super::{
    Exported, Files, Lossy, Subject,
    look::Figure,
    members::{Judgements, member_table},
    text::{Language, Texts},
    ties::phase_word,
};
use crate::{
    exchange::UNKNOWN_PHASE,
    model::{Field, Phase, RecordKind, Tie},
};

/// Writes the file.
pub(super) fn write(subject: &Subject<'_>) -> Exported {
    let mut lossy = Lossy::default();
    let mut texts = Texts::new(Language::Any);
    let members = subject.network.members();
    let table = member_table(subject, Judgements::Newest, &mut texts, &mut lossy);
    let mut quotes = 0;
    let mut vna = String::from("*node data\r\n");
    let headings: Vec<EcoString> = ["ID", "name"].into_iter().map(EcoString::from).chain(table.headings.iter().cloned()).collect();
    line(&mut vna, headings.iter(), &mut quotes);
    for (member, row) in members.iter().zip(&table.rows) {
        let cells =
            [EcoString::from(member.id.as_str()), texts.write(&member.name)].into_iter().chain(row.iter().map(|value| value.text()));
        line(&mut vna, cells.collect::<Vec<_>>().iter(), &mut quotes);
    }
    vna.push_str("*node properties\r\nID x y color shape size shortlabel\r\n");
    for member in members {
        let look = subject.look(member);
        let (x, y) = look.place.unwrap_or_default();
        let shape = match look.figure {
            Figure::School => 1,
            Figure::Source => 3,
            Figure::Body => 2,
        };
        let name = texts.write(&member.name);
        // Windows keeps a colour with red in its last byte.
        let [_, red, green, blue] = look.colour.to_be_bytes();
        let colour = u32::from_be_bytes([0, blue, green, red]);
        let _written = write!(vna, "{} {x} {y} {colour} {shape} {} {}\r\n", word(&member.id, &mut quotes), look.size, word(&name, &mut 0));
    }
    write_ties(&mut vna, subject);
    count_losses(subject, quotes, &mut lossy);
    texts.tell(&mut lossy);
    Exported { files: Files::One(vna.into_bytes()), lossy }
}

/// A line of words, each in quotes where it needs them.
fn line<'c>(vna: &mut String, cells: impl Iterator<Item = &'c EcoString>, quotes: &mut usize) {
    let cells: Vec<String> = cells.map(|cell| word(cell, quotes)).collect();
    vna.push_str(&cells.join(" "));
    vna.push_str("\r\n");
}

/// A word of a line. There is no way to write a quote within quotes, so double ones become single ones and are counted.
fn word(cell: &str, quotes: &mut usize) -> String {
    let is_plain = !cell.is_empty() && cell.chars().all(|c| c.is_alphanumeric() || "_-.:@+".contains(c));
    if is_plain {
        return cell.to_owned();
    }
    *quotes += usize::from(cell.contains('"'));
    format!("\"{}\"", cell.replace('"', "'"))
}

/// A column for each phase: the weight of the tie, 1 where none is known, else 0. A tie both ways is two rows.
fn write_ties(vna: &mut String, subject: &Subject<'_>) {
    let phases = [Some(Phase::Information), Some(Phase::Experience), Some(Phase::Coaching), None];
    let is_used = |phase: &Option<Phase>| phase.is_some() || subject.network.ties().iter().any(|tie| tie.phase.is_none());
    let phases: Vec<Option<Phase>> = phases.into_iter().filter(is_used).collect();
    let words: Vec<EcoString> = phases.iter().map(|phase| phase_word(*phase)).collect();
    debug_assert!(words.last().is_some_and(|last| last == UNKNOWN_PHASE) || words.len() == 3);
    let _written = write!(vna, "*tie data\r\nfrom to {}\r\n", words.join(" "));
    for tie in subject.network.ties() {
        let strengths: Vec<String> = phases.iter().map(|phase| if *phase == tie.phase { strength(tie) } else { "0".to_owned() }).collect();
        let (from, to) = (word(&tie.from, &mut 0), word(&tie.to, &mut 0));
        let _written = write!(vna, "{from} {to} {}\r\n", strengths.join(" "));
        if tie.mutual {
            let _written = write!(vna, "{to} {from} {}\r\n", strengths.join(" "));
        }
    }
}

/// A weight of 0 would be no tie at all.
fn strength(tie: &Tie) -> String {
    tie.weight.filter(|weight| weight.get().abs() > 0.0).map_or_else(|| "1".to_owned(), |weight| weight.text())
}

fn count_losses(subject: &Subject<'_>, quotes: usize, lossy: &mut Lossy) {
    let network = subject.network;
    lossy.lose(quotes, "text has single quotes in place of double ones", "texts have single quotes in place of double ones");
    lossy.lose(
        network.ties().len(),
        "tie keeps its phase and weight, which is 1 where none is known",
        "ties keep their phase and weight, which is 1 where none is known",
    );
    let mutual = network.ties().iter().filter(|tie| tie.mutual).count();
    lossy.lose(mutual, "tie both ways becomes two ties", "ties both ways become two ties each");
    lossy.lose_all_but(network, &[RecordKind::Member, RecordKind::Tie, RecordKind::Measure, RecordKind::Rating]);
}

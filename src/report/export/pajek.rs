//! Pajek: a network (`.net`) with names, places and colours, and the stages of its members as classes (`.clu`).

use std::{collections::BTreeMap, fmt::Write as _};

use ecow::{EcoString, eco_format};

use super::{
    Exported, Files, Lossy, Subject,
    look::{Figure, Look},
    text::{Language, Texts},
    ties::phase_word,
};
use crate::{
    exchange::WRITTEN_BY,
    model::{Field, Member, RecordKind, Stage, Tie},
};

/// Writes both files.
pub(super) fn write(subject: &Subject<'_>) -> Exported {
    let mut lossy = Lossy::default();
    let mut texts = Texts::new(Language::Any);
    let mut quotes = 0;
    let members = subject.network.members();
    let labels = labels(subject, &mut texts, &mut quotes);
    // Lines end as Pajek, a program for Windows, ends them.
    let mut net = format!("% {WRITTEN_BY}\r\n*Vertices {}\r\n", members.len());
    let mut clu = format!("*Vertices {}\r\n", members.len());
    for (number, (member, label)) in (1..).zip(members.iter().zip(&labels)) {
        vertex(&mut net, (number, label), &subject.look(member));
        let _written = write!(clu, "{}\r\n", class_of(subject, member));
    }
    let numbers: BTreeMap<&str, usize> = members.iter().map(|member| member.id.as_str()).zip(1..).collect();
    for (heading, is_mutual) in [("*Arcs", false), ("*Edges", true)] {
        let mut ties = subject.network.ties().iter().filter(|tie| tie.mutual == is_mutual).peekable();
        if ties.peek().is_some() {
            let _written = write!(net, "{heading}\r\n");
        }
        for tie in ties {
            line(&mut net, &numbers, tie);
        }
    }
    count_losses(subject, quotes, &mut lossy);
    texts.tell(&mut lossy);
    Exported { files: Files::SameName(vec![("net", net.into_bytes()), ("clu", clu.into_bytes())]), lossy }
}

/// The name of every member, as one line can hold it; equal names have the id behind them, for other programs know members
/// by their labels.
fn labels(subject: &Subject<'_>, texts: &mut Texts, quotes: &mut usize) -> Vec<EcoString> {
    let names: Vec<EcoString> = subject
        .network
        .members()
        .iter()
        .map(|member| {
            let name = texts.write(&member.name);
            *quotes += usize::from(name.contains('"'));
            name.replace("\"", "'")
        })
        .collect();
    let mut counts: BTreeMap<EcoString, usize> = BTreeMap::new();
    for name in &names {
        *counts.entry(name.clone()).or_default() += 1;
    }
    let members = subject.network.members().iter().zip(names);
    let labels = members.map(|(member, name)| if counts.get(&name) == Some(&1) { name } else { eco_format!("{name} ({})", member.id) });
    labels.collect()
}

/// `number "label" x y shape ic colour`, the places between 0 and 1, y downward.
fn vertex(net: &mut String, (number, label): (usize, &str), look: &Look) {
    let (x, y) = look.place.unwrap_or_default();
    let [x, y] = [x, -y].map(|along| f64::midpoint(along / 1_000.0, 1.0).clamp(0.0, 1.0));
    let shape = match look.figure {
        Figure::School => "ellipse",
        Figure::Source => "diamond",
        Figure::Body => "box",
    };
    let colour = look.colour;
    let _written = write!(net, "{number} \"{label}\" {x:.4} {y:.4} {shape} ic RGB{colour:06X}\r\n");
}

/// `from to weight l "phase"`.
fn line(net: &mut String, numbers: &BTreeMap<&str, usize>, tie: &Tie) {
    let number = |id: &str| numbers.get(id).copied().unwrap_or_default();
    let weight = tie.weight.map_or_else(|| "1".to_owned(), |weight| weight.text());
    let label = tie.phase.map_or_else(String::new, |phase| format!(" l \"{}\"", phase_word(Some(phase))));
    let _written = write!(net, "{} {} {weight}{label}\r\n", number(&tie.from), number(&tie.to));
}

/// The stage that a member is at: 1 to 4, and 0 for whom nobody has rated.
fn class_of(subject: &Subject<'_>, member: &Member) -> u8 {
    subject.analysis.standings.get(&member.id).and_then(|standing| standing.stage()).map_or(0, Stage::number)
}

fn count_losses(subject: &Subject<'_>, quotes: usize, lossy: &mut Lossy) {
    let network = subject.network;
    lossy.lose(
        network.members().len(),
        "member keeps its name, stage and place; its id and everything else is left out",
        "members keep their names, stages and places; their ids and everything else are left out",
    );
    lossy.lose(quotes, "double quote in a name becomes a single one", "names have single quotes in place of double ones");
    lossy.lose(
        network.ties().len(),
        "tie keeps its phase, direction and weight, which is 1 where none is known",
        "ties keep their phase, direction and weight, which is 1 where none is known",
    );
    lossy.lose_all_but(network, &[RecordKind::Member, RecordKind::Tie]);
}

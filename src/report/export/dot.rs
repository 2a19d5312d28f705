//! Graphviz: a drawing in words, for `neato`, `dot` and `sfdp`. It carries what a drawing shows, and permea does not read it.

use std::fmt::Write as _;

use super::{
    Exported, Files, Lossy, Subject,
    look::{Figure, Look},
};
use crate::model::{Member, Phase, RecordKind, Tie, clean};

/// Writes the drawing.
pub(super) fn write(subject: &Subject<'_>) -> Exported {
    let mut lossy = Lossy::default();
    let mut text = String::from("digraph {\n");
    line(&mut text, &format!("graph [label={}, labelloc=t, outputorder=edgesfirst, inputscale=72]", quoted(&subject.network.about.name)));
    line(&mut text, "node [style=filled, fontname=\"sans-serif\", fontcolor=\"#ffffff\", penwidth=0]");
    line(&mut text, "edge [fontname=\"sans-serif\", fontsize=9]");
    for member in subject.network.members() {
        line(&mut text, &format!("{} [{}]", quoted(&member.id), attributes(member, &subject.look(member))));
    }
    for tie in subject.network.ties() {
        line(&mut text, &format!("{} -> {} [{}]", quoted(&tie.from), quoted(&tie.to), strokes(subject, tie)));
    }
    text.push_str("}\n");
    let members = subject.network.count(RecordKind::Member);
    let ties = subject.network.count(RecordKind::Tie);
    lossy.lose(
        members,
        "member keeps its name, colour, size and place, and nothing else",
        "members keep their names, colours, sizes and places, and nothing else",
    );
    lossy.lose(
        ties,
        "tie keeps its phase, direction and purpose, and nothing else",
        "ties keep their phase, direction and purpose, and nothing else",
    );
    lossy.lose_all_but(subject.network, &[RecordKind::Member, RecordKind::Tie]);
    Exported { files: Files::One(text.into_bytes()), lossy }
}

fn line(text: &mut String, content: &str) {
    text.push_str("  ");
    text.push_str(content);
    text.push_str(";\n");
}

/// A member is as large as it has ties; in inches, as Graphviz measures.
fn attributes(member: &Member, look: &Look) -> String {
    let shape = match look.figure {
        Figure::School => "circle",
        Figure::Source => "diamond",
        Figure::Body => "box",
    };
    let width = look.size / 36.0;
    let mut text = format!("label={}, shape={shape}, fillcolor=\"#{:06x}\", width={width:.2}", quoted(&member.name), look.colour);
    if let Some((x, y)) = look.place {
        // A string takes what it is given.
        let _written = write!(text, ", pos=\"{x},{y}!\"");
    }
    text
}

fn strokes(subject: &Subject<'_>, tie: &Tie) -> String {
    let (style, width, phase) = match tie.phase {
        None => ("dotted", 0.5, "unknown phase"),
        Some(Phase::Information) => ("dotted", 1.0, "information"),
        Some(Phase::Experience) => ("dashed", 1.5, "experience"),
        Some(Phase::Coaching) => ("solid", 2.5, "coaching"),
    };
    let purpose = tie.purpose.as_deref().map_or_else(String::new, |purpose| format!(": {purpose}"));
    let both = if tie.mutual { ", dir=both" } else { "" };
    let colour = subject.tie_colour(tie.phase);
    format!("style={style}, penwidth={width}, color=\"#{colour:06x}\", tooltip={}{both}", quoted(&format!("{phase}{purpose}")))
}

/// A text in quotes. A backslash begins an escape in a label, so it is doubled.
fn quoted(text: &str) -> String {
    format!("\"{}\"", clean(text).as_str().replace('\\', "\\\\").replace('"', "\\\""))
}

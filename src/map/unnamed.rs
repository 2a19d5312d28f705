//! Members whose names found no room: counted beside the name of their area.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::{
    picture::{Ink, Label, Piece, Placement, Shape},
    scene::Scene,
    text::width,
    view::{Level, Names},
};

/// Whether the picture counts names that found no room: not while there are none on purpose.
pub(crate) fn are_counted(scene: &Scene<'_>) -> bool {
    scene.level != Level::Far && !scene.has_focus() && scene.view.names != Names::None
}

/// Room behind a name for the number of those of so many members who have none.
pub(crate) fn room(members: usize) -> Piece {
    let cells = width(&counted(members));
    Piece::Text(EcoString::from(" ".repeat(usize::from(cells))), Ink::Dim)
}

fn counted(members: usize) -> EcoString {
    eco_format!(" +{members}")
}

/// How many of these members of each area have neither a name nor a number in the picture.
pub(crate) fn by_area(scene: &Scene<'_>, members: &[usize], placements: &[Placement]) -> BTreeMap<usize, usize> {
    let roster = &scene.chart.roster;
    let mut is_named = vec![false; roster.members.len()];
    for placement in placements.iter().filter(|placement| has_name(placement)) {
        if let Some(named) = is_named.get_mut(placement.member) {
            *named = true;
        }
    }
    let mut counts = BTreeMap::new();
    for &member in members.iter().filter(|member| is_named.get(**member) == Some(&false)) {
        *counts.entry(roster.members.get(member).map_or(0, |drawn| drawn.area)).or_default() += 1;
    }
    counts
}

/// Whether a reader finds out who it is.
fn has_name(placement: &Placement) -> bool {
    match placement.shape {
        Shape::Dot => false,
        Shape::Badge => !placement.text.is_empty(),
        Shape::Pill | Shape::Card | Shape::Board => true,
    }
}

/// The names of areas with the numbers of their nameless members in the room they kept for it.
pub(crate) fn fill(labels: Vec<(usize, Label)>, counts: &BTreeMap<usize, usize>) -> impl Iterator<Item = Label> {
    labels.into_iter().map(|(area, mut label)| {
        if let Some(Piece::Text(room, _)) = label.pieces.last_mut().filter(|piece| is_room(piece)) {
            match counts.get(&area) {
                Some(count) => *room = counted(*count),
                None => drop(label.pieces.pop()),
            }
        }
        label
    })
}

fn is_room(piece: &Piece) -> bool {
    matches!(piece, Piece::Text(text, Ink::Dim) if !text.is_empty() && text.trim().is_empty())
}

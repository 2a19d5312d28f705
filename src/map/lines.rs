//! The lines of an answer that are no ties: a family, supports, ties that have ended.

use super::{
    grid::Grid,
    picture::{Ink, Joined, Label, Picture, Piece, Rect, Stroke},
    roster::DrawnTie,
    scene::Scene,
    spotlight::{Bond, Line},
    text::{cut, width},
    ties,
};
use crate::model::Phase;

/// Up to so many lines have their words beside them.
const WITH_WORDS: usize = 12;
/// Longer words would cover what they speak of.
const LONGEST: u16 = 44;

/// Draws the lines between members who are placed already, as ties are led.
pub(crate) fn draw(scene: &Scene<'_>, places: &[Option<Rect>], grid: &mut Grid, picture: &mut Picture) {
    let Some(spotlight) = scene.spotlight else { return };
    let has_words = spotlight.lines.len() <= WITH_WORDS;
    let mut said = Vec::new();
    for line in &spotlight.lines {
        let as_tie = DrawnTie {
            from: line.from,
            to: line.to,
            phase: Phase::Information,
            trust: None,
            is_mutual: false,
            record: usize::MAX,
            started: None,
        };
        let Some(way) = ties::way(scene, (usize::MAX, &as_tie), places) else { continue };
        let stroke = stroke(line.bond, &way);
        if line.bond.has_head() {
            ties::heads(&way, &stroke, grid, &mut picture.arrows);
        }
        if has_words && !line.words.is_empty() && way.is_whole() {
            said.push((line, as_tie));
        }
        picture.lines.push(Joined { stroke, line: line.clone() });
    }
    picture.arrows.iter().for_each(|arrow| grid.take(Rect::new(arrow.x, arrow.y, 1, 1)));
    for (line, as_tie) in said {
        let way = ties::way(scene, (usize::MAX, &as_tie), places);
        picture.labels.extend(way.and_then(|way| words_beside(line, &way, grid)));
    }
}

fn stroke(bond: Bond, way: &ties::Way<'_>) -> Stroke {
    let (on, off, width) = bond.pattern();
    let full = if way.is_whole() { 1.0 } else { 0.55 };
    // Real ties of the answer lie over a family, supports over everything.
    let level = if bond.has_head() { 10 } else { 8 };
    Stroke { points: way.points(), on, off, width, level, inks: [bond.ink(); 2], strength: [0.8 * full, full], drawn: vec![(0.0, 1.0)] }
}

/// The words of a line where there is room along it; fewer of them where there is little.
fn words_beside(line: &Line, way: &ties::Way<'_>, grid: &mut Grid) -> Option<Label> {
    let parts: Vec<&str> = line.words.split(", ").collect();
    let texts = (1..=parts.len()).rev().filter_map(|count| parts.get(..count)).map(|parts| cut(&parts.join(", "), LONGEST));
    for text in texts {
        let wide = i32::from(width(&text));
        let places = [0.5, 0.4, 0.6, 0.3, 0.7].into_iter().flat_map(|share| {
            let (x, y) = way.cell(share);
            [1, -1, 0].map(|down| Rect::new(x.floor() as i32 - wide / 2, y.floor() as i32 + down, wide, 1))
        });
        if let Some(area) = places.into_iter().find(|area| grid.is_free_with_margin(*area)) {
            grid.take(area);
            return Some(Label { x: area.x, y: area.y, pieces: vec![Piece::Text(text, Ink::Text)], strength: 1.0 });
        }
    }
    None
}

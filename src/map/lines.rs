//! The lines of an answer that are no ties: a family, supports, ties that have ended.

use super::{
    chart::Scene,
    grid::Grid,
    picture::{Ink, Joined, Label, Picture, Piece, Rect, Stroke},
    roster::DrawnTie,
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
        let as_tie =
            DrawnTie { from: line.from, to: line.to, phase: Phase::Information, trust: None, is_mutual: false, record: usize::MAX };
        let Some(way) = ties::way(scene, (usize::MAX, &as_tie), places) else { continue };
        let stroke = stroke(line.bond, way.points(), way.is_whole());
        if line.bond.has_head() {
            ties::heads(&way, &stroke, grid, &mut picture.arrows);
        }
        if has_words && !line.words.is_empty() && way.is_whole() {
            said.push((way.middle(), line));
        }
        picture.lines.push(Joined { stroke, line: line.clone() });
    }
    picture.arrows.iter().for_each(|arrow| grid.take(Rect::new(arrow.x, arrow.y, 1, 1)));
    for (middle, line) in said {
        picture.labels.extend(words_beside(line, middle, grid));
    }
}

fn stroke(bond: Bond, points: Vec<(f32, f32)>, is_whole: bool) -> Stroke {
    let (on, off, width) = bond.pattern();
    let full = if is_whole { 1.0 } else { 0.55 };
    // Real ties of the answer lie over a family, supports over everything.
    let level = if bond.has_head() { 10 } else { 8 };
    Stroke { points, on, off, width, level, inks: [bond.ink(); 2], strength: [0.8 * full, full], drawn: vec![(0.0, 1.0)] }
}

/// The words of a line where there is room near its middle.
fn words_beside(line: &Line, (x, y): (f32, f32), grid: &mut Grid) -> Option<Label> {
    let text = cut(&line.words, LONGEST);
    let wide = i32::from(width(&text));
    let (x, y) = (x.floor() as i32 - wide / 2, y.floor() as i32);
    let rows = [1, -1, 0, 2, -2].map(|down| Rect::new(x, y + down, wide, 1));
    let area = rows.into_iter().find(|area| grid.is_free_with_margin(*area))?;
    grid.take(area);
    Some(Label { x: area.x, y: area.y, pieces: vec![Piece::Text(text, Ink::Text)], strength: 1.0 })
}

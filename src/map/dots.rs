//! Members as dots: counted by cell, and the whole map small in a corner.

use std::collections::BTreeSet;

use super::{
    paint::{CLASSES, Paint},
    picture::{DotCell, Emphasis, Ink, Minimap, Rect, Stroke, cells},
    projection::Projection,
    roster::{Drawn, Emblem, Lane},
    scene::Scene,
    view::Camera,
};
use crate::{finding::Pattern, model::Stage};

/// Under so many members, one with condoned failure is a block of four dots: a single one would be lost.
const BLOCKS_UNDER: usize = 5000;

/// The dots of one member whose measure is so high, 0 to 4: around its own dot, ever more of the cell.
fn heap(size: u8, down: u8, across: u8) -> u8 {
    match size {
        0 => 1 << (2 * down + across),
        1 => 0b11 << (2 * down),
        2 => 0b1111 << (4 * (down / 2)),
        3 => {
            if down < 2 {
                0b0011_1111
            } else {
                0b1111_1100
            }
        }
        _ => u8::MAX,
    }
}

/// Dots counted by cell.
pub(crate) struct Dots {
    window: Rect,
    cells: Vec<Tally>,
    paint: Paint,
    /// Whether condoned failure is drawn as a block.
    has_blocks: bool,
}

#[derive(Clone, Copy, Default)]
struct Tally {
    dots: u8,
    members: u16,
    condoned: u16,
    coasting: u16,
    entrenched: u16,
    kinds: [u16; KINDS.len()],
    /// Whether members are coloured by a measure, and how many stand in each of its classes.
    is_painted: bool,
    classes: [u16; CLASSES],
}

/// The inks a cell can have, the grave before the light where two are as many.
const KINDS: [Ink; 8] = [
    Ink::Stage(Stage::Isolation),
    Ink::Stage(Stage::Initiation),
    Ink::Stage(Stage::Engagement),
    Ink::Stage(Stage::Integration),
    Ink::Unrated,
    Ink::Source,
    Ink::University,
    Ink::Hub,
];

/// The place of a member's ink among [`KINDS`].
fn kind(lane: Lane, emblem: Option<Emblem>) -> usize {
    match (lane, emblem) {
        (Lane::Stage(stage), _) => usize::from(stage.number()) - 1,
        (Lane::Unrated, _) => 4,
        (Lane::Sources, _) => 5,
        (Lane::Bodies, Some(Emblem::University)) => 6,
        (Lane::Bodies, _) => 7,
    }
}

impl Dots {
    /// The dots of these members.
    pub(crate) fn of(scene: &Scene<'_>, projection: &Projection, members: impl Iterator<Item = usize>) -> Self {
        let window = projection.window;
        let roster = &scene.chart.roster;
        let has_blocks = roster.members.len() < BLOCKS_UNDER;
        let mut dots = Self { window, cells: vec![Tally::default(); window.cells()], paint: scene.view.paint.clone(), has_blocks };
        for member in members {
            if let (Some(drawn), Some(place)) = (roster.members.get(member), scene.chart.place(member)) {
                dots.add(projection.cell(place), member, drawn);
            }
        }
        dots
    }

    fn add(&mut self, (x, y): (f32, f32), member: usize, drawn: &Drawn) {
        let (ink, size) = (self.paint.ink(member), self.paint.dots(member));
        let (x, y) = (x - self.window.x as f32, y - self.window.y as f32);
        if x < 0.0 || y < 0.0 || x >= self.window.width as f32 {
            return;
        }
        // In the window nothing is negative, so cutting is rounding down.
        let (column, row) = (x as usize, y as usize);
        let width = usize::try_from(self.window.width).unwrap_or(0);
        let Some(cell) = self.cells.get_mut(row * width + column) else { return };
        let across = ((x - column as f32) * 2.0) as u8 & 1;
        let down = ((y - row as f32) * 4.0) as u8 & 3;
        let is_condoned = match drawn.flag {
            Some(Pattern::CondonedFailure) => {
                cell.condoned += 1;
                true
            }
            Some(Pattern::Entrenched) => {
                cell.entrenched += 1;
                true
            }
            Some(Pattern::Coasting) => {
                cell.coasting += 1;
                false
            }
            Some(_) | None => false,
        };
        let block = 0b1111 << (4 * (down / 2));
        cell.dots |= match size {
            Some(size) => heap(size, down, across),
            None if is_condoned && self.has_blocks => block,
            None => 1 << (2 * down + across),
        };
        cell.members += 1;
        if let Some(ink) = ink {
            cell.is_painted = true;
            if let Ink::Class(class) = ink
                && let Some(count) = cell.classes.get_mut(usize::from(class))
            {
                *count += 1;
            }
        }
        if let Some(count) = cell.kinds.get_mut(kind(drawn.lane, drawn.emblem)) {
            *count += 1;
        }
    }

    /// The cells that have any.
    pub(crate) fn cells(&self) -> impl Iterator<Item = DotCell> + '_ {
        let width = usize::try_from(self.window.width).unwrap_or(1).max(1);
        self.cells.iter().enumerate().filter(|(_, tally)| tally.members > 0).map(move |(at, tally)| DotCell {
            x: self.window.x + cells(at % width),
            y: self.window.y + cells(at / width),
            dots: tally.dots,
            ink: tally.ink(),
            flag: tally.flag(),
            strength: 1.0,
        })
    }
}

impl Tally {
    /// The middle one of the cell's classes; dim if no value is known.
    fn class(&self) -> Ink {
        let known: u16 = self.classes.iter().sum();
        let mut passed = 0;
        let middle = self.classes.iter().position(|count| {
            passed += count;
            known > 0 && passed * 2 >= known
        });
        middle.and_then(|class| u8::try_from(class).ok()).map_or(Ink::Dim, Ink::Class)
    }

    /// The flag's colour only if a third of the cell has it: with less, the whole rim would turn red.
    fn ink(&self) -> Ink {
        if self.is_painted {
            return self.class();
        }
        let grave = self.condoned + self.entrenched;
        if grave * 3 >= self.members && grave > 0 {
            return Ink::Flag(Pattern::CondonedFailure);
        }
        if (grave + self.coasting) * 3 >= self.members && grave + self.coasting > 0 {
            return Ink::Flag(Pattern::Coasting);
        }
        let most = self.kinds.iter().max().copied().unwrap_or(0);
        KINDS.iter().zip(self.kinds).find(|(_, count)| *count == most).map_or(Ink::Text, |(ink, _)| *ink)
    }

    fn flag(&self) -> Option<Pattern> {
        let most = (self.members / 3).max(1);
        if self.entrenched >= most {
            Some(Pattern::Entrenched)
        } else if self.condoned + self.entrenched >= most {
            Some(Pattern::CondonedFailure)
        } else if self.coasting >= most {
            Some(Pattern::Coasting)
        } else {
            None
        }
    }
}

/// The dots of everybody in the window, the faded ones with this strength; where both are, only who stands out is seen.
pub(crate) fn cells_behind(scene: &Scene<'_>, members: impl Iterator<Item = usize>, behind: f32) -> Vec<DotCell> {
    let is_near = |member: &usize| matches!(scene.emphasis(*member), Emphasis::Plain | Emphasis::Tied | Emphasis::Selected);
    let (near, far): (Vec<usize>, Vec<usize>) = members.partition(|member| scene.has_focus() && is_near(member));
    let near: Vec<DotCell> = Dots::of(scene, &scene.projection, near.into_iter()).cells().collect();
    let taken: BTreeSet<(i32, i32)> = near.iter().map(|cell| (cell.x, cell.y)).collect();
    let far = Dots::of(scene, &scene.projection, far.into_iter());
    let far = far.cells().filter(|cell| !taken.contains(&(cell.x, cell.y))).map(|cell| DotCell {
        strength: behind,
        flag: cell.flag.filter(|_| !scene.has_focus()),
        ..cell
    });
    far.chain(near).collect()
}

/// The whole map in the bottom right corner while the window shows a part of it.
pub(crate) fn minimap(scene: &Scene<'_>) -> Option<Minimap> {
    /// With its frame.
    const SIZE: (i32, i32) = (24, 9);
    /// A smaller window has no corner to spare.
    const LEAST: (i32, i32) = (70, 18);
    let window = scene.window;
    if scene.view.camera.zoom <= 1.0 || window.width < LEAST.0 || window.height < LEAST.1 {
        return None;
    }
    let area = Rect::new(window.right() - SIZE.0, window.bottom() - SIZE.1, SIZE.0, SIZE.1);
    let inner = Rect::new(area.x + 1, area.y + 1, SIZE.0 - 2, SIZE.1 - 2);
    let projection = scene.chart.projection(inner, (0.5, 0.25), Camera::default());
    let dots = Dots::of(scene, &projection, 0..scene.chart.roster.members.len());
    let dots = dots.cells().map(|cell| DotCell { ink: overview_ink(cell.ink), flag: None, ..cell }).collect();
    let (from, to) = scene.projection.seen();
    let (left, top) = projection.cell(from);
    let (right, bottom) = projection.cell(to);
    let hold = |at: f32, low: i32, high: i32, dots: f32| (at * dots).clamp(low as f32 * dots, high as f32 * dots - 1.0);
    let (left, right) = (hold(left, inner.x, inner.right(), 2.0), hold(right, inner.x, inner.right(), 2.0));
    let (top, bottom) = (hold(top, inner.y, inner.bottom(), 4.0), hold(bottom, inner.y, inner.bottom(), 4.0));
    let points = vec![(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
    let window = Stroke { points, on: 1, off: 0, width: 1, level: 9, inks: [Ink::Strong; 2], strength: [1.0; 2], drawn: vec![(0.0, 1.0)] };
    Some(Minimap { area, dots, window, projection })
}

/// In the small only flags have a colour.
fn overview_ink(ink: Ink) -> Ink {
    match ink {
        Ink::Flag(pattern) => Ink::Flag(pattern),
        Ink::Stage(_)
        | Ink::Unrated
        | Ink::Source
        | Ink::University
        | Ink::Hub
        | Ink::LearnsFrom
        | Ink::SharesWith
        | Ink::Tie(_)
        | Ink::Class(_)
        | Ink::Guide
        | Ink::Text
        | Ink::Strong
        | Ink::Dim => Ink::Dim,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_counted_under_its_own_ink() {
        let lanes = Stage::ALL.map(Lane::Stage).into_iter().chain([Lane::Unrated, Lane::Sources, Lane::Bodies]);
        let emblems = [None, Some(Emblem::Research), Some(Emblem::University), Some(Emblem::Hub)];
        for (lane, emblem) in lanes.flat_map(|lane| emblems.map(|emblem| (lane, emblem))) {
            assert_eq!(KINDS.get(kind(lane, emblem)), Some(&Ink::of(lane, emblem)), "{lane:?} {emblem:?}");
        }
    }
}

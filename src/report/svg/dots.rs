//! The members of a far view, each a small figure.

use std::collections::BTreeMap;

use super::{
    CELL, DOT, Poster, boundary, emblem,
    ink::{self, hex},
    member,
    sheet::{Sheet, Spot, number},
};
use crate::map::{DotCell, Ink, Lane, Placement, Shape};

/// The members of a far view, each a small figure in its cell; the flagged ones lie on top.
pub(super) fn dots(sheet: &mut Sheet, poster: &Poster<'_>) {
    let mut by_cell: BTreeMap<(i32, i32), Vec<&Placement>> = BTreeMap::new();
    for placement in poster.picture.placements.iter().filter(|placement| placement.shape == Shape::Dot) {
        by_cell.entry((placement.area.y, placement.area.x)).or_default().push(placement);
    }
    let bits: BTreeMap<(i32, i32), &DotCell> = poster.picture.dots.iter().map(|cell| ((cell.y, cell.x), cell)).collect();
    let mut dots: Vec<Dot<'_>> = Vec::new();
    for (cell, members) in by_cell {
        let size = if members.len() > 8 { 0.28 } else { 0.42 };
        let places = places((cell.1, cell.0), members.len(), bits.get(&cell).map_or(0, |cell| cell.dots));
        dots.extend(members.into_iter().zip(places).map(|(placement, place)| Dot { placement, place, size }));
    }
    dots.sort_by_key(|dot| dot.placement.flag);
    let strength = if poster.picture.dots_strength < 1.0 { member::FADED } else { 1.0 };
    for dot in dots {
        let Some(drawn) = poster.drawn(dot.placement.member) else { continue };
        member::open(sheet, drawn, poster);
        dot.draw(sheet, strength);
        sheet.close("g");
    }
}

/// A member of a far view.
struct Dot<'a> {
    placement: &'a Placement,
    place: (f64, f64),
    size: f64,
}

impl Dot<'_> {
    fn draw(&self, sheet: &mut Sheet, strength: f32) {
        let (place, size) = (self.place, self.size);
        let lane = self.placement.lane;
        let ink = self.placement.ink.unwrap_or(Ink::of(lane, self.placement.emblem));
        let colour = ink::shade(sheet.paper, ink, strength);
        match self.placement.flag.filter(|_| self.placement.ink.is_none()) {
            Some(pattern) => {
                let (letters, ground) = sheet.paper.badge(pattern);
                let half = 6.6 * size;
                let around = Spot { x: place.0 - half, y: place.1 - half, width: 2.0 * half, height: 2.0 * half };
                sheet.rect(around, &format!("rx=\"0.8\" fill=\"{}\"", hex(ground)));
                let look = format!("text-anchor=\"middle\" font-size=\"{}\" font-weight=\"700\"", number(13.0 * size));
                sheet.text((place.0, place.1 + 4.6 * size), &pattern.sign().to_string(), &format!("{look} fill=\"{}\"", hex(letters)));
            }
            None if lane == Lane::Unrated => {
                sheet.circle(place, 3.2 * size, &format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"0.6\""));
            }
            None => match self.placement.emblem {
                Some(kind) => emblem::emblem(sheet, kind, place, &colour),
                None => boundary::glyph(sheet, lane, place, size, &colour),
            },
        }
    }
}

/// Places for so many in a cell: its own dots if there is one for each, else rows that fill it.
fn places((x, y): (i32, i32), members: usize, dots: u8) -> Vec<(f64, f64)> {
    let (left, top) = (f64::from(x) * CELL.0, f64::from(y) * CELL.1);
    if dots.count_ones() as usize == members {
        let own = (0..8_u8).filter(|bit| dots & (1 << bit) != 0);
        return own.map(|bit| (left + (f64::from(bit % 2) + 0.5) * DOT.0, top + (f64::from(bit / 2) + 0.5) * DOT.1)).collect();
    }
    let across = ((members as f64 / 2.0).sqrt().ceil() as usize).max(1);
    let down = members.div_ceil(across).max(1);
    let place = |at: usize| {
        let (column, row) = ((at % across) as f64, (at / across) as f64);
        (left + (column + 0.5) * CELL.0 / across as f64, top + (row + 0.5) * CELL.1 / down as f64)
    };
    (0..members).map(place).collect()
}

//! The map's picture as cells.
//!
//! Dots first, then ties over guides, then members, then words. No background is painted but on badges and the selection.

mod board;
mod canvas;
mod glyphs;
mod member;
mod print;
mod raster;
mod routes;
mod table;
mod words;

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{
    boundary, cells,
    flag::{badge_of, words_of},
    theme::{Depth, Role, Theme},
};
use crate::{
    map::{self, DotCell, Emphasis, Ink, Picture, Shape},
    model::{Phase, Shown},
};

pub use canvas::{Canvas, Characters};
pub use glyphs::GlyphSet;
pub use print::{Escapes, print};
use raster::Raster;

/// What every part of the map is drawn with.
#[derive(Clone, Copy)]
struct Pen<'a> {
    theme: &'a Theme,
    glyphs: GlyphSet,
    characters: Characters,
    /// Where the picture's first cell is, and what may be drawn on.
    area: Rect,
}

/// Draws the picture into the area; what does not fit is cut off.
pub fn draw(picture: &Picture, theme: &Theme, characters: impl Into<Characters>, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let characters = characters.into();
    let glyphs = characters.glyphs;
    let pen = Pen { theme, glyphs, characters, area };
    for cell in &picture.dots {
        pen.dot_cell(cell, buf);
    }
    let mut raster = Raster::new(picture.map);
    for stroke in picture.guides.iter().chain(&picture.ties).chain(picture.lines.iter().map(|line| &line.stroke)) {
        raster.draw(stroke);
    }
    raster.blit(pen, buf);
    pen.routes(picture, buf);
    for frame in &picture.frames {
        pen.frame(frame.area, frame.lane, buf);
    }
    for bar in &picture.bars {
        pen.bar(bar, buf);
    }
    for arrow in &picture.arrows {
        pen.put((arrow.x, arrow.y), glyphs.arrow(arrow.bearing), pen.shade(arrow.ink, arrow.strength), buf);
    }
    if let Some(table) = &picture.table {
        pen.table(table, buf);
    }
    for placement in picture.placements.iter().chain(&picture.echoes).filter(|placement| placement.shape != Shape::Dot) {
        pen.member(placement, buf);
    }
    for label in picture.labels.iter().chain(&picture.caption) {
        pen.pieces((label.x, label.y), &label.pieces, label.strength, buf);
    }
    if let Some(minimap) = &picture.minimap {
        pen.minimap(minimap, buf);
    }
    for tag in &picture.tags {
        pen.tag(tag, buf);
    }
    if let Some(legend) = &picture.legend {
        pen.legend(legend, buf);
    }
    pen.surrounds(picture, buf);
}

impl Pen<'_> {
    fn style(self, ink: Ink) -> Style {
        self.theme.style(role_of(ink))
    }

    fn shade(self, ink: Ink, strength: f32) -> Style {
        if strength >= 1.0 { self.style(ink) } else { self.theme.shade(role_of(ink), strength) }
    }

    /// The look of words; faded ones can still be read.
    fn words(self, ink: Ink, strength: f32) -> Style {
        let role = role_of(readable(ink));
        if strength >= 1.0 { self.theme.style(role) } else { self.theme.faded(role, strength) }
    }

    /// One glyph in one cell; the cell forgets what it held.
    fn put(self, (x, y): (i32, i32), glyph: char, style: Style, buf: &mut Buffer) {
        let (Ok(x), Ok(y)) = (u16::try_from(x), u16::try_from(y)) else { return };
        let place = (self.area.x.saturating_add(x), self.area.y.saturating_add(y));
        if !self.area.contains(place.into()) {
            return;
        }
        if let Some(cell) = buf.cell_mut(place) {
            cells::sign(glyph, style, cell);
        }
    }

    /// Words from a cell on; says where they end.
    fn text(self, (x, y): (i32, i32), text: &str, style: Style, buf: &mut Buffer) -> i32 {
        let text = self.glyphs.spell(Shown::of(text).as_str()).into_owned();
        let width = i32::from(map::width(&text));
        let (Ok(left), Ok(row)) = (u16::try_from(x), u16::try_from(y)) else { return x + width };
        let (left, row) = (self.area.x.saturating_add(left), self.area.y.saturating_add(row));
        if self.area.contains((left, row).into()) {
            let room = self.area.right() - left;
            let taken = Rect::new(left, row, room.min(u16::try_from(width).unwrap_or(room)), 1);
            taken.positions().for_each(|position| {
                if let Some(cell) = buf.cell_mut(position) {
                    cell.reset();
                }
            });
            cells::text_within(&text, (left, row, usize::from(room)), style, buf);
        }
        x + width
    }

    /// Two letters; those that cannot be meant any more fade to plain words.
    fn tag(self, tag: &map::Tag, buf: &mut Buffer) {
        let style = match tag.emphasis {
            Emphasis::Plain | Emphasis::Tied => self.theme.style(Role::Tag),
            Emphasis::Selected => self.theme.style(Role::Selection),
            Emphasis::Faded => self.theme.style(Role::Dim),
        };
        for (letter, x) in tag.letters.into_iter().zip(tag.x..) {
            self.put((x, tag.y), letter, style, buf);
        }
    }

    fn dot_cell(self, cell: &DotCell, buf: &mut Buffer) {
        let place = (cell.x, cell.y);
        // Without colours a flag is a badge, or it could not be seen among the dots.
        if let (Some(pattern), Depth::Mono) = (cell.flag, self.theme.depth()) {
            self.put(place, pattern.sign(), self.theme.style(badge_of(pattern)), buf);
        } else {
            self.put(place, self.characters.dots(cell.dots), self.shade(cell.ink, cell.strength), buf);
        }
    }

    fn minimap(self, minimap: &map::Minimap, buf: &mut Buffer) {
        let area = minimap.area;
        let blank = Style::default();
        for y in area.y..area.bottom() {
            for x in area.x..area.right() {
                self.put((x, y), ' ', blank, buf);
            }
        }
        self.box_of(area, self.glyphs.plain_frame(), self.theme.style(Role::Frame), buf);
        for cell in &minimap.dots {
            self.dot_cell(cell, buf);
        }
        let mut raster = Raster::new(area);
        raster.draw(&minimap.window);
        raster.blit(self, buf);
    }
}

/// The inks of thin lines are too weak for words.
fn readable(ink: Ink) -> Ink {
    match ink {
        Ink::Tie(Phase::Information | Phase::Experience) | Ink::Guide => Ink::Dim,
        Ink::Tie(Phase::Coaching)
        | Ink::Stage(_)
        | Ink::Unrated
        | Ink::Source
        | Ink::University
        | Ink::Hub
        | Ink::Flag(_)
        | Ink::LearnsFrom
        | Ink::SharesWith
        | Ink::Class(_)
        | Ink::Text
        | Ink::Strong
        | Ink::Dim => ink,
    }
}

/// The role of what the picture says it is.
fn role_of(ink: Ink) -> Role {
    match ink {
        Ink::Stage(stage) => boundary::role(Some(stage)),
        Ink::Unrated => Role::Unrated,
        Ink::Source => Role::Source,
        Ink::University => Role::University,
        Ink::Hub => Role::Hub,
        Ink::Flag(pattern) => words_of(pattern),
        Ink::LearnsFrom => Role::LearnsFrom,
        Ink::SharesWith => Role::SharesWith,
        Ink::Tie(Phase::Information) => Role::Information,
        Ink::Tie(Phase::Experience) => Role::Experience,
        Ink::Tie(Phase::Coaching) => Role::Coaching,
        Ink::Class(0) => Role::Class1,
        Ink::Class(1) => Role::Class2,
        Ink::Class(2) => Role::Class3,
        Ink::Class(3) => Role::Class4,
        Ink::Class(_) => Role::Class5,
        Ink::Guide => Role::Guide,
        Ink::Text => Role::Text,
        Ink::Strong => Role::Strong,
        Ink::Dim => Role::Dim,
    }
}

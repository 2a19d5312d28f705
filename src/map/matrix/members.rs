//! The matrix with a row for every member: names at the left, cells by phase, counts at the ends.

use std::ops::Range;

use ecow::{EcoString, eco_format};

use super::{
    frame::{Frame, Heading, Line},
    order::{Entry, deepest},
    sight::{FADED, Sight},
    table::{Exchange, Head, Rule, Square, Table, Tile},
};
use crate::map::{
    column::pill_text,
    names::{placement_of, rank},
    picture::{Emphasis, Ink, Label, Picture, Piece, Placement, Rect, Shape, cells},
    text::{cut, width},
    view::Names,
};
use crate::model::Phase;

/// A member less important than this has no name while only important names are shown.
const IMPORTANT: u32 = 400;

/// The matrix as it is drawn.
struct Drawing<'a> {
    sight: &'a Sight<'a>,
    frame: &'a Frame,
    table: Table,
    labels: Vec<Label>,
    placements: Vec<Placement>,
}

/// Draws the members in the window.
pub(super) fn draw(sight: &Sight<'_>, frame: &Frame, picture: &mut Picture) {
    let mut drawing = Drawing { sight, frame, table: Table::default(), labels: Vec::new(), placements: Vec::new() };
    drawing.headings();
    drawing.cross_hair();
    drawing.heads();
    for (row, y) in Frame::members(&frame.rows) {
        drawing.name(row, y);
        drawing.row(row, y);
    }
    drawing.feet();
    drawing.corner(picture.map);
    drawing.walks();
    let Drawing { table, labels, placements, .. } = drawing;
    picture.table = Some(table);
    picture.labels.extend(labels);
    picture.placements = placements;
}

impl Drawing<'_> {
    fn label(&mut self, x: i32, y: i32, piece: Piece, strength: f32) {
        if piece.width() > 0 {
            self.labels.push(Label { x, y, pieces: vec![piece], strength });
        }
    }

    fn group_name(&self, group: usize) -> EcoString {
        let name = self.sight.matrix.groups.get(group).map(|group| group.name.clone());
        name.map_or_else(|| "without ties".into(), |name| if name.is_empty() { "all others".into() } else { name })
    }

    /// A line before each group, with its name; above the columns the name stands over them.
    fn headings(&mut self) {
        let frame = self.frame;
        let (left, right, bottom) = (frame.grid.x, frame.right(), frame.bottom());
        for (line, y) in &frame.rows {
            let Line::Group(group) = line else { continue };
            let room = frame.grid.x - frame.names.x - 1;
            let name = cut(&self.group_name(*group), u16::try_from(room).unwrap_or(0));
            let x = left - 1 - i32::from(width(&name));
            self.label(x, *y, Piece::Bold(name, Ink::Text), 0.8);
            self.table.rules.push(Rule { area: Rect::new(left, *y, right - left, 1), ink: Ink::Guide, strength: 1.0 });
        }
        for (line, x) in &frame.columns {
            if matches!(line, Line::Group(_)) {
                let area = Rect::new(*x, frame.grid.y, 1, bottom - frame.grid.y);
                self.table.rules.push(Rule { area, ink: Ink::Guide, strength: 1.0 });
            }
        }
        if self.sight.matrix.groups.len() < 2 {
            return;
        }
        for (group, span) in self.spans() {
            let room = u16::try_from(span.end - span.start - 1).unwrap_or(0);
            let name = cut(&self.group_name(group), room);
            if room >= 3 {
                self.label(span.start, frame.grid.y - frame.heads - 1, Piece::Bold(name, Ink::Text), 0.8);
            }
        }
    }

    /// The columns of each group in the window.
    fn spans(&self) -> Vec<(usize, Range<i32>)> {
        let mut spans: Vec<(usize, Range<i32>)> = Vec::new();
        for (column, x) in Frame::members(&self.frame.columns) {
            let group = self.sight.matrix.group_of(column).unwrap_or(self.sight.matrix.groups.len());
            let end = x + self.frame.cell.0;
            match spans.last_mut() {
                Some((last, span)) if *last == group => span.end = end,
                _ => spans.push((group, x..end)),
            }
        }
        spans
    }

    /// Lines along the selected row and the column looked at.
    fn cross_hair(&mut self) {
        let frame = self.frame;
        let (wide, high) = frame.cell;
        let row = Frame::members(&frame.rows).find(|(row, _)| self.sight.row == Some(*row));
        if let Some((_, y)) = row {
            let area = Rect::new(frame.grid.x, y + (high - 1) / 2, frame.right() - frame.grid.x, 1);
            self.table.rules.push(Rule { area, ink: Ink::SharesWith, strength: FADED });
        }
        for (at, ink) in [(self.sight.column, Ink::Strong), (self.sight.row, Ink::LearnsFrom)] {
            let column = Frame::members(&frame.columns).find(|(column, _)| at == Some(*column));
            // The selected member's own column is blue, as all it learns from; another one looked at is plain.
            let is_wanted = ink == Ink::LearnsFrom || self.sight.column != self.sight.row;
            if let (Some((_, x)), true) = (column, is_wanted) {
                let area = Rect::new(x + (wide - 1) / 2, frame.grid.y, 1, frame.bottom() - frame.grid.y);
                self.table.rules.push(Rule { area, ink, strength: FADED });
            }
        }
    }

    /// Upright names or numbers above the columns.
    fn heads(&mut self) {
        let frame = self.frame;
        for (column, x) in Frame::members(&frame.columns) {
            let (Some(member), Some(drawn)) = (self.sight.member(column), self.sight.drawn(column)) else { continue };
            let high = u16::try_from(frame.heads).unwrap_or(0);
            let text = match frame.heading {
                Heading::Names => cut(&drawn.short, high),
                Heading::Numbers => eco_format!("{}", column + 1),
            };
            let rows = i32::from(width(&text)).min(frame.heads);
            let area = Rect::new(x, frame.grid.y - rows, frame.cell.0, rows);
            let emphasis = if self.sight.column == Some(column) { Emphasis::Selected } else { self.sight.emphasis(column) };
            self.table.heads.push(Head { member, area, text, ink: Ink::of(drawn.lane, drawn.emblem), emphasis });
        }
    }

    /// The name of a row in its boundary, its number, and how many it gives to.
    fn name(&mut self, row: usize, y: i32) {
        let frame = self.frame;
        let (Some(member), Some(drawn)) = (self.sight.member(row), self.sight.drawn(row)) else { return };
        let y = y + (frame.cell.1 - 1) / 2;
        let sign = if drawn.flag.is_some() || drawn.emblem.is_some() { 2 } else { 0 };
        let emphasis = self.sight.emphasis(row);
        let is_named = match self.sight.view.names {
            Names::Fitting | Names::Numbered => true,
            Names::Important => emphasis >= Emphasis::Tied || rank(drawn, 3) >= IMPORTANT,
            Names::None => false,
        };
        let text = if is_named { pill_text(drawn, u16::try_from(frame.names.width - 2 - sign).unwrap_or(0)) } else { EcoString::new() };
        let right = frame.names.right();
        let form = if text.is_empty() {
            (Shape::Badge, Rect::new(right - 1, y, 1, 1), text)
        } else {
            let wide = i32::from(width(&text)) + 2 + sign;
            (Shape::Pill, Rect::new(right - wide, y, wide, 1), text)
        };
        self.placements.push(placement_of(drawn, member, form, emphasis));
        let (ink, strength) = match emphasis {
            Emphasis::Selected => (Ink::Strong, 1.0),
            Emphasis::Faded => (Ink::Dim, 0.7),
            Emphasis::Plain | Emphasis::Tied => (Ink::Dim, 1.0),
        };
        let number = eco_format!("{:>1$}", row + 1, usize::try_from(frame.digits).unwrap_or(1));
        self.label(right + 1, y, Piece::Text(number, ink), strength);
        let area = Rect::new(frame.names.x, y - (frame.cell.1 - 1) / 2, frame.grid.right() - frame.names.x, frame.cell.1);
        self.table.lines.push((member, area));
        let gives = self.sight.matrix.gives(row);
        if frame.ends > 0 && gives > 0 {
            let ink = if emphasis == Emphasis::Selected { Ink::SharesWith } else { Ink::Dim };
            self.label(frame.right() + 1, y, Piece::Text(eco_format!("{gives:>2}"), ink), strength);
        }
    }

    /// The cells of a row: what it gives, and itself on the diagonal.
    fn row(&mut self, row: usize, y: i32) {
        let frame = self.frame;
        let (wide, high) = frame.cell;
        let is_row = self.sight.row == Some(row);
        for (column, x) in Frame::members(&frame.columns) {
            let area = Rect::new(x, y, wide, high);
            let looked_at = is_row && self.sight.column == Some(column);
            if column == row {
                self.own(row, area);
                continue;
            }
            let entries = self.sight.matrix.cell(row, column);
            if let Some(square) = self.square(entries, area) {
                let emphasis = if looked_at { Emphasis::Selected } else { square.emphasis };
                self.table.squares.push(Square { emphasis, ..square });
            } else if looked_at {
                let nothing = Square { area, tile: Tile::Nothing, ink: Ink::Strong, strength: 1.0, emphasis: Emphasis::Selected };
                self.table.squares.push(nothing);
            }
        }
    }

    fn own(&mut self, row: usize, area: Rect) {
        let Some(drawn) = self.sight.drawn(row) else { return };
        let emphasis = self.sight.emphasis(row);
        let strength = if emphasis == Emphasis::Faded { FADED } else { 1.0 };
        let tile = Tile::Own { lane: drawn.lane, emblem: drawn.emblem, flag: drawn.flag };
        let is_alone = self.sight.column == Some(row) && self.sight.row == Some(row);
        let emphasis = if is_alone { Emphasis::Selected } else { emphasis.min(Emphasis::Tied) };
        self.table.squares.push(Square { area, tile, ink: Ink::of(drawn.lane, drawn.emblem), strength, emphasis });
    }

    fn square(&self, entries: &[Entry], area: Rect) -> Option<Square> {
        let first = entries.first()?;
        let tie = deepest(self.sight.roster(), entries)?;
        let is_mutual = !self.sight.matrix.cell(first.column, first.row).is_empty();
        let exchange = if is_mutual { Exchange::BothWays } else { Exchange::OneWay };
        let tile = Tile::Tie { phase: tie.phase, trust: tie.trust, exchange, ties: entries.len() };
        // The sign has the tone of the phase already; a fainter ink beside it would hide the first of them.
        let (ink, lit) = self.sight.ink(entries, Ink::Tie(Phase::Coaching));
        let trust = tie.trust.map_or(0.8, |trust| 0.62 + 0.095 * f32::from(trust.get()));
        let emphasis = if lit < 1.0 { Emphasis::Faded } else { Emphasis::Plain };
        Some(Square { area, tile, ink, strength: trust * lit, emphasis })
    }

    /// How many each column learns from, below it.
    fn feet(&mut self) {
        let frame = self.frame;
        if frame.feet == 0 {
            return;
        }
        let wide = usize::try_from(frame.cell.0).unwrap_or(1);
        for (column, x) in Frame::members(&frame.columns) {
            let learns = self.sight.matrix.learns(column);
            let text = if learns > 9 && wide < 2 { "+".into() } else { eco_format!("{learns:<wide$}") };
            if learns > 0 && usize::from(width(&text)) <= wide {
                let ink = if self.sight.row == Some(column) { Ink::LearnsFrom } else { Ink::Dim };
                self.label(x, frame.bottom(), Piece::Text(text, ink), 1.0);
            }
        }
        let words: EcoString = "learns from".into();
        let x = frame.grid.x - 1 - i32::from(width(&words));
        if x >= frame.names.x {
            self.label(x, frame.bottom(), Piece::Text(words, Ink::LearnsFrom), 1.0);
        }
    }

    /// What rows and columns are.
    fn corner(&mut self, map: Rect) {
        let frame = self.frame;
        let (y, room) = (frame.grid.y - 1, frame.grid.x - frame.names.x - 1);
        let words = [("columns learn", Ink::LearnsFrom), ("rows give", Ink::SharesWith)];
        for ((text, ink), y) in words.into_iter().zip([y - 1, y]) {
            let x = frame.grid.x - 1 - i32::from(width(text));
            if i32::from(width(text)) <= room && y > map.y {
                self.label(x, y, Piece::Bold(text.into(), ink), 1.0);
            }
        }
        let right = frame.right() + 1;
        if frame.ends > 0 && right + 4 <= map.right() && frame.heads > 0 {
            self.label(right, y, Piece::Text("give".into(), Ink::SharesWith), 1.0);
        }
    }

    /// Where steps lead, and which part of the whole is shown.
    fn walks(&mut self) {
        let sight = self.sight;
        let members = sight.rows();
        self.table.ladder = (0..members).filter_map(|row| sight.member(row)).collect();
        self.table.at = sight.row;
        self.table.column = sight.column;
        if let Some(row) = sight.row {
            let mut columns: Vec<usize> = sight.matrix.row(row).iter().map(|entry| entry.column).chain([row]).collect();
            columns.sort_unstable();
            columns.dedup();
            self.table.stops = columns.into_iter().filter_map(|column| Some((sight.member(column)?, column))).collect();
        }
        let share = |lines: &[(Line, i32)]| Frame::members(lines).count() as f64 / members.max(1) as f64;
        self.table.share = (share(&self.frame.columns), share(&self.frame.rows));
        self.table.middle = self.frame.middle;
        self.table.is_whole = self.table.share.0 >= 1.0 && self.table.share.1 >= 1.0;
        self.more();
    }

    /// What is beyond the window, at its edges.
    fn more(&mut self) {
        let frame = self.frame;
        let members = self.sight.rows();
        let above = Frame::members(&frame.rows).next().map_or(0, |(row, _)| row);
        let below = Frame::members(&frame.rows).next_back().map_or(0, |(row, _)| members - 1 - row);
        if above + below == 0 {
            return;
        }
        let words = match (above, below) {
            (0, below) => eco_format!("{below} more ▼"),
            (above, 0) => eco_format!("{above} more ▲"),
            (above, below) => eco_format!("{above} ▲ {below} ▼"),
        };
        let bottom = frame.grid.bottom() + frame.feet;
        let used = self.labels.iter().any(|label| label.y == bottom - 1 && label.x < frame.names.x + cells(14));
        if !used && i32::from(width(&words)) < frame.names.width {
            self.label(frame.names.x + 1, bottom - 1, Piece::Text(words, Ink::Dim), 1.0);
        }
    }
}

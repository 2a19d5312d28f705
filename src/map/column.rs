//! One column of the journey: all names, or as many as rows allow and glyphs for the rest, or one row an area.

use std::{cmp::Reverse, collections::BTreeMap};

use ecow::{EcoString, eco_format};

use super::{
    journey::Board,
    legend::{phase_short, phase_title},
    names::{numbered, placement_of},
    picture::{Bar, Ink, Label, Picture, Piece, Placement, Rect, Shape, cells},
    roster::{Drawn, Lane},
    spotlight::Aside,
    text::{cut, width},
};
use crate::{
    finding::{Pattern, Weight},
    model::Phase,
};

/// A name needs about so many cells, so a column this much wider has two of them in a row.
const NAME_WIDTH: i32 = 19;

/// So many areas tell more in rows than their members do as glyphs.
const ENOUGH_AREAS: usize = 8;

/// From this width on a column has a blank beside its frame.
pub(crate) const ROOMY: i32 = 22;

/// The members of a phase in a column.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    pub(crate) phase: Option<Phase>,
    /// Who matters most first.
    pub(crate) members: Vec<usize>,
    /// The rows it has, heading and gap included, when the columns are aligned; else 0.
    pub(crate) rows: i32,
}

/// A column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) lane: Lane,
    pub(crate) area: Rect,
    /// The cells inside the frame.
    pub(crate) inner: Rect,
    pub(crate) sections: Vec<Section>,
}

/// An area's row in a section.
struct Row {
    area: usize,
    members: usize,
    condoned: usize,
    coasting: usize,
}

/// As much of a member's name as fits into so many cells.
pub(crate) fn pill_text(drawn: &Drawn, free: u16) -> EcoString {
    // A cut name still tells two schools of a place apart; in little room the place is worth more than half a word.
    let is_short_better = free < 15 && width(&drawn.name) > free && width(&drawn.short) <= free;
    if is_short_better { drawn.short.clone() } else { cut(&drawn.name, free) }
}

/// As much of a member's name as fits into so many cells, its number before it; nothing if there is no room for a name.
pub(crate) fn numbered_text(drawn: &Drawn, number: Option<usize>, room: i32) -> EcoString {
    let digits = number.map_or(0, |number| i32::from(width(&eco_format!("{number} "))));
    let text = pill_text(drawn, u16::try_from(room - digits).unwrap_or(0));
    if text.is_empty() { text } else { numbered(number, &text) }
}

/// The name of a member in its boundary, cut to the room.
pub(crate) fn pill(board: &Board<'_>, member: usize, room: Rect) -> Option<Placement> {
    let drawn = board.drawn(member)?;
    let beside = i32::from(drawn.beside_name());
    let mark = board.mark(member);
    // The mark stands behind the name, so everybody leaves room for it, or the names would jump with the focus.
    let marks = if board.has_marks() { 2 } else { 0 };
    let aside = board.aside(member);
    let behind = i32::from(board.gauge_cells() + aside.map_or(0, Aside::width));
    let number = board.number(member);
    let text = numbered_text(drawn, number, room.width - beside - marks - behind);
    if text.is_empty() {
        return None;
    }
    let area = Rect { width: i32::from(width(&text)) + beside + behind, height: 1, ..room };
    Some(Placement { mark, number, aside, ..placement_of(drawn, member, (Shape::Pill, area, text), board.emphasis(member)) })
}

impl Column {
    pub(crate) fn new(lane: Lane, area: Rect, sections: Vec<Section>) -> Self {
        let padding = if area.width < ROOMY { 1 } else { 2 };
        let inner = Rect::new(area.x + padding, area.y + 1, (area.width - 2 * padding).max(0), (area.height - 2).max(0));
        Self { lane, area, inner, sections }
    }

    pub(crate) fn members(&self) -> usize {
        self.sections.iter().map(|section| section.members.len()).sum()
    }

    /// How many names stand side by side.
    fn abreast(&self) -> usize {
        usize::try_from(self.inner.width / NAME_WIDTH).unwrap_or(1).max(1)
    }

    /// How many glyphs stand side by side, a gap between two.
    fn glyphs_abreast(&self) -> usize {
        usize::try_from((self.inner.width + 1) / 2).unwrap_or(1).max(1)
    }

    /// The rows the names of a section take.
    pub(crate) fn name_rows(&self, section: usize) -> i32 {
        self.sections.get(section).map_or(0, |section| cells(section.members.len().div_ceil(self.abreast())))
    }

    /// Draws the members in the first way that fits.
    pub(crate) fn draw(&self, board: &Board<'_>, picture: &mut Picture) {
        let by_rank = self.by_rank(board);
        let is_aligned = self.sections.iter().any(|section| section.rows > 0);
        if self.inner.width < 3 || self.inner.height < 1 {
            return;
        }
        // Under a filter only who meets it has a name; they come first by rank.
        let most = self.sections.iter().flat_map(|section| &section.members).filter(|member| board.counts(**member)).count();
        if is_aligned || self.rows_with(&by_rank, most) <= self.inner.height {
            self.draw_names(board, &named(&by_rank, most), picture);
        } else if self.rows_with(&by_rank, 0) <= self.inner.height {
            let (mut low, mut high) = (0, most);
            while high - low > 1 {
                let middle = usize::midpoint(low, high);
                if self.rows_with(&by_rank, middle) <= self.inner.height {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            // A field of glyphs with a name here and there says less than its areas do, if there are enough of them.
            // But where all flagged members have their names, nobody gives those up for a row of counts.
            let flagged = self.sections.iter().flat_map(|section| &section.members).filter_map(|member| board.drawn(*member));
            let flagged = flagged.filter(|drawn| drawn.flag.is_some()).count();
            let are_flagged_named = (1..=low).contains(&flagged);
            let is_field = low * 5 < by_rank.len() && board.chart.roster.areas.len() >= ENOUGH_AREAS && !are_flagged_named;
            if is_field { self.draw_areas(board, picture) } else { self.draw_names(board, &named(&by_rank, low), picture) }
        } else {
            self.draw_areas(board, picture);
        }
    }

    /// Everybody in the column by importance, with their section.
    fn by_rank(&self, board: &Board<'_>) -> Vec<(u32, usize)> {
        let members = self.sections.iter().enumerate().flat_map(|(at, section)| section.members.iter().map(move |member| (at, *member)));
        let mut ranked: Vec<(u32, usize)> = members.map(|(at, member)| (board.rank(member), at)).collect();
        // A stable sort keeps the order of the names within a section.
        ranked.sort_by_key(|(rank, _)| Reverse(*rank));
        ranked
    }

    /// The rows it takes when so many have their names and the rest are glyphs.
    fn rows_with(&self, by_rank: &[(u32, usize)], names: usize) -> i32 {
        let named = named(by_rank, names);
        let rows = self.sections.iter().zip(named).filter(|(section, _)| !section.members.is_empty()).map(|(section, names)| {
            1 + names.div_ceil(self.abreast()) + (section.members.len().saturating_sub(names)).div_ceil(self.glyphs_abreast())
        });
        cells(rows.sum::<usize>())
    }

    fn draw_names(&self, board: &Board<'_>, named: &[usize; 4], picture: &mut Picture) {
        let mut y = self.inner.y;
        for (section, names) in self.sections.iter().zip(named) {
            if section.members.is_empty() && section.rows == 0 {
                continue;
            }
            let top = y;
            self.heading(section, y, picture);
            y += 1;
            let abreast = self.abreast();
            let room = self.inner.width / cells(abreast);
            for (at, member) in section.members.iter().take(*names).enumerate() {
                let area = Rect::new(self.inner.x + cells(at % abreast) * room, y + cells(at / abreast), room, 1);
                picture.placements.extend(pill(board, *member, area));
            }
            y += cells(names.div_ceil(abreast));
            let rest = section.members.get(*names..).unwrap_or(&[]);
            let abreast = self.glyphs_abreast();
            for (at, member) in rest.iter().enumerate() {
                let Some(drawn) = board.drawn(*member) else { continue };
                let x = self.inner.x + cells(at % abreast) * 2;
                // A gauge takes the cell in which the mark of a claim would stand.
                let has_mark = drawn.doubt.is_some() && board.gauge_cells() == 0 && x + 1 < self.inner.right();
                let wide = 1 + if has_mark { 1 } else { i32::from(board.gauge_cells()) };
                let area = Rect::new(x, y + cells(at / abreast), wide, 1);
                let emphasis = board.emphasis(*member);
                picture.placements.push(placement_of(drawn, *member, (Shape::Badge, area, EcoString::new()), emphasis));
            }
            y += cells(rest.len().div_ceil(abreast));
            y = y.max(top + section.rows);
        }
    }

    fn heading(&self, section: &Section, y: i32, picture: &mut Picture) {
        let count = section.members.len();
        let digits = if count > 0 { i32::from(width(&count.to_string())) } else { 0 };
        // Room for two digits, so that a phase is spelled alike in every column.
        let room = u16::try_from(self.inner.width - 5 - digits.max(2)).unwrap_or(0);
        let title = [phase_title(section.phase), phase_short(section.phase)].into_iter().find(|title| width(title) <= room).unwrap_or("");
        let strength = if count == 0 { 0.45 } else { 1.0 };
        let ink = Ink::Tie(Phase::Experience);
        let pieces = vec![Piece::Phase(section.phase, ink), Piece::Text(eco_format!(" {title}"), ink)];
        picture.labels.push(Label { x: self.inner.x, y, pieces, strength });
        if count > 0 {
            let pieces = vec![Piece::Text(eco_format!("{count}"), ink)];
            picture.labels.push(Label { x: self.inner.right() - digits, y, pieces, strength });
        }
    }

    /// One row an area: its name, a bar, its flags and its count, the most flagged first.
    fn draw_areas(&self, board: &Board<'_>, picture: &mut Picture) {
        picture.counted += self.members();
        let rows: Vec<Vec<Row>> = self.sections.iter().map(|section| area_rows(board, section)).collect();
        let shares = self.share_rows(&rows);
        let mut y = self.inner.y;
        for ((section, rows), share) in self.sections.iter().zip(rows).zip(shares) {
            if section.members.is_empty() || y >= self.inner.bottom() {
                continue;
            }
            self.heading(section, y, picture);
            y += 1;
            let shown = if rows.len() > share { share.saturating_sub(1) } else { rows.len() };
            let (seen, rest) = rows.split_at(shown.min(rows.len()));
            for row in seen {
                self.area_row(board, row, (y, rows.iter().map(|row| row.members).max().unwrap_or(1)), picture);
                y += 1;
            }
            if !rest.is_empty() && share > 0 {
                let members: usize = rest.iter().map(|row| row.members).sum();
                let text = cut(&eco_format!("… {} more areas, {members}", rest.len()), u16::try_from(self.inner.width).unwrap_or(0));
                picture.labels.push(Label { x: self.inner.x, y, pieces: vec![Piece::Text(text, Ink::Dim)], strength: 1.0 });
                y += 1;
            }
        }
    }

    /// The rows of each section: one each, then to the one with most members a row.
    fn share_rows(&self, rows: &[Vec<Row>]) -> Vec<usize> {
        let headings = rows.iter().filter(|rows| !rows.is_empty()).count();
        let mut left = usize::try_from(self.inner.height).unwrap_or(0).saturating_sub(headings);
        let mut shares = vec![0; rows.len()];
        while left > 0 {
            let need = |(at, rows): (usize, &Vec<Row>)| {
                let has: usize = shares.get(at).copied().unwrap_or(0);
                let members: usize = rows.iter().map(|row| row.members).sum();
                (has < rows.len()).then_some((members / (has + 1), Reverse(at)))
            };
            let Some((_, Reverse(at))) = rows.iter().enumerate().filter_map(need).max() else { break };
            if let Some(share) = shares.get_mut(at) {
                *share += 1;
            }
            left -= 1;
        }
        shares
    }

    fn area_row(&self, board: &Board<'_>, row: &Row, (y, most): (i32, usize), picture: &mut Picture) {
        let Some(area) = board.chart.roster.areas.get(row.area) else { return };
        let tallies = [(Pattern::CondonedFailure, row.condoned), (Pattern::Coasting, row.coasting)];
        let count = row.members.to_string();
        let mut label = |x: i32, piece: Piece| picture.labels.push(Label { x, y, pieces: vec![piece], strength: 1.0 });
        let mut right = self.inner.right();
        label(right - i32::from(width(&count)), Piece::Text(count.into(), Ink::Text));
        right -= 1 + i32::from(width(&most.to_string()));
        let has_flags = self.sections.iter().flat_map(|section| &section.members);
        let has_flags = has_flags.filter_map(|member| board.drawn(*member)).any(|drawn| drawn.flag.is_some());
        for (pattern, count) in tallies.into_iter().rev().filter(|_| has_flags) {
            let piece = Piece::Tally(pattern, count);
            if count > 0 && right - i32::from(piece.width()) > self.inner.x + 4 {
                label(right - i32::from(piece.width()), piece);
            }
            right -= 4;
        }
        let name_room = (right - self.inner.x - 1).clamp(4, 14);
        let name = if area.name.is_empty() { "all areas" } else { area.name.as_str() };
        label(self.inner.x, Piece::Text(cut(name, u16::try_from(name_room).unwrap_or(0)), Ink::Text));
        let room = right - self.inner.x - name_room - 1;
        if room >= 5 {
            let length = (row.members as f64 / most.max(1) as f64 * f64::from(room)).round() as i32;
            picture.bars.push(Bar { area: Rect::new(self.inner.x + name_room + 1, y, length.max(1), 1), lane: self.lane });
        }
    }
}

/// How many of each section are among the first so many.
fn named(by_rank: &[(u32, usize)], names: usize) -> [usize; 4] {
    let mut counts = [0; 4];
    for (_, section) in by_rank.iter().take(names) {
        if let Some(count) = counts.get_mut(*section) {
            *count += 1;
        }
    }
    counts
}

fn area_rows(board: &Board<'_>, section: &Section) -> Vec<Row> {
    let mut rows: BTreeMap<usize, Row> = BTreeMap::new();
    for drawn in section.members.iter().filter(|member| board.counts(**member)).filter_map(|member| board.drawn(*member)) {
        let row = rows.entry(drawn.area).or_insert(Row { area: drawn.area, members: 0, condoned: 0, coasting: 0 });
        row.members += 1;
        match drawn.flag.map(Pattern::weight) {
            Some(Weight::Alarm) => row.condoned += 1,
            Some(Weight::Warning) => row.coasting += 1,
            Some(Weight::Note) | None => {}
        }
    }
    let mut rows: Vec<Row> = rows.into_values().collect();
    rows.sort_by_key(|row| (Reverse((row.condoned * 2 + row.coasting, row.members)), row.area));
    rows
}

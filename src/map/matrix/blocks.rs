//! The matrix by groups: how many ties go from one to another, by phase.

use ecow::{EcoString, eco_format};

use super::{
    order::nth,
    sight::{FADED, Sight},
    table::{Exchange, Head, Rule, Table},
};
use crate::{
    map::{
        picture::{Emphasis, Ink, Label, Picture, Piece, Rect, cells},
        text::{cut, width},
    },
    model::Phase,
};

/// The widest and the highest cell: beyond, the eye loses the row.
const WIDEST: i32 = 16;
const HIGHEST: i32 = 5;
/// The narrowest one holds three digits and a blank.
const NARROWEST: i32 = 4;
const LONGEST_NAME: i32 = 26;

/// Where the parts stand.
struct Board {
    names: i32,
    cell: (i32, i32),
    /// The first cell of the blocks.
    corner: (i32, i32),
    /// How many groups are shown.
    shown: usize,
    /// The most ties in one block, for how strong the others are.
    most: usize,
}

/// Draws the groups that fit.
pub(super) fn draw(sight: &Sight<'_>, picture: &mut Picture) {
    let area = picture.map;
    let groups = sight.matrix.groups.len();
    let names = LONGEST_NAME.min(area.width / 4);
    let (wide, high) = ((area.width - names - 1).max(0), (area.height - 2).max(0));
    let room = (wide / NARROWEST).min(high);
    let shown = groups.min(usize::try_from(room).unwrap_or(0));
    let count = cells(shown.max(1));
    let cell = ((wide / count).clamp(1, WIDEST), (high / count).clamp(1, HIGHEST));
    let pairs = (0..shown).flat_map(|from| (0..shown).map(move |to| (from, to)));
    let most = pairs.map(|(from, to)| sight.matrix.block(from, to).iter().sum()).max().unwrap_or(0);
    let board = Board { names, cell, corner: (area.x + names + 1, area.y + 2), shown, most };
    let mut table = Table::default();
    let mut labels = Vec::new();
    board.lines(&mut table);
    for group in 0..shown {
        board.names(sight, group, &mut table, &mut labels);
        for other in 0..shown {
            board.block(sight, (group, other), &mut labels);
        }
    }
    let words: EcoString = "rows give, columns learn".into();
    let corner = cut(&words, u16::try_from(names).unwrap_or(0));
    if !corner.is_empty() && area.height > 1 {
        let x = area.x + names - i32::from(width(&corner));
        labels.push(Label { x, y: area.y + 1, pieces: vec![Piece::Text(corner, Ink::Dim)], strength: 1.0 });
    }
    walks(sight, shown, &mut table);
    picture.table = Some(table);
    picture.labels.extend(labels);
    if shown < groups {
        let words = eco_format!("{} smaller groups not shown", groups - shown);
        picture.notes.push(words);
    }
}

/// Steps lead from group to group, each to its member with the most ties.
fn walks(sight: &Sight<'_>, shown: usize, table: &mut Table) {
    let matrix = sight.matrix;
    let chiefs = matrix.groups.iter().take(shown).filter_map(|group| sight.member(group.chief));
    table.ladder = chiefs.collect();
    table.at = sight.row.and_then(|row| matrix.group_of(row));
    table.column = sight.column.and_then(|column| matrix.group_of(column));
    table.stops = table.ladder.iter().copied().enumerate().map(|(at, member)| (member, at)).collect();
    table.share = (1.0, 1.0);
    table.is_whole = true;
}

impl Board {
    fn x(&self, group: usize) -> i32 {
        self.corner.0 + cells(group) * self.cell.0
    }

    fn y(&self, group: usize) -> i32 {
        self.corner.1 + cells(group) * self.cell.1
    }

    /// Lines between the blocks, where a cell is high enough to spare one.
    fn lines(&self, table: &mut Table) {
        let (x, y) = self.corner;
        let (right, bottom) = (self.x(self.shown), self.y(self.shown));
        if self.cell.1 < 3 {
            return;
        }
        for group in 1..=self.shown {
            table.rules.push(Rule { area: Rect::new(x, self.y(group) - 1, right - x, 1), ink: Ink::Guide, strength: 0.7 });
        }
        for group in 0..self.shown {
            table.rules.push(Rule { area: Rect::new(self.x(group), y, 1, bottom - y), ink: Ink::Guide, strength: 0.7 });
        }
    }

    /// The name of a group at the left with its members, and above its column.
    fn names(&self, sight: &Sight<'_>, group: usize, table: &mut Table, labels: &mut Vec<Label>) {
        let Some(named) = sight.matrix.groups.get(group) else { return };
        let count = eco_format!(" {}", named.to - named.from);
        let name = if named.name.is_empty() { "all" } else { named.name.as_str() };
        let room = u16::try_from(self.names).unwrap_or(0).saturating_sub(width(&count));
        let text = cut(name, room);
        let is_own = sight.row.and_then(|row| sight.matrix.group_of(row)) == Some(group);
        let is_across = sight.column.and_then(|column| sight.matrix.group_of(column)) == Some(group);
        let x = self.corner.0 - 1 - i32::from(width(&text)) - i32::from(width(&count));
        let y = self.y(group) + (self.cell.1 - 1) / 2;
        let name = if is_own { Piece::Bold(text, Ink::SharesWith) } else { Piece::Text(text, Ink::Text) };
        if name.width() > 0 {
            labels.push(Label { x, y, pieces: vec![name, Piece::Text(count, Ink::Dim)], strength: 1.0 });
        }
        let room = u16::try_from(self.cell.0 - 1).unwrap_or(0);
        let title = if named.name.is_empty() { "all" } else { named.name.as_str() };
        let (text, ink) = (cut(title, room), if is_across { Ink::LearnsFrom } else { Ink::Text });
        let place = (self.x(group) + 1, self.corner.1 - 1);
        if !text.is_empty() {
            let piece = if is_across { Piece::Bold(text, ink) } else { Piece::Text(text, ink) };
            labels.push(Label { x: place.0, y: place.1, pieces: vec![piece], strength: 1.0 });
        }
        let Some(member) = sight.member(named.chief) else { return };
        let area = Rect::new(self.x(group), self.corner.1 - 1, self.cell.0, 1);
        table.heads.push(Head { member, area, text: EcoString::new(), ink: Ink::Text, emphasis: Emphasis::Plain });
        table.lines.push((member, Rect::new(0, self.y(group), self.x(self.shown), self.cell.1)));
    }

    /// The ties of a block: a line for each phase if it is high enough, else in one line, else their sum.
    fn block(&self, sight: &Sight<'_>, (from, to): (usize, usize), labels: &mut Vec<Label>) {
        let phases = sight.matrix.block(from, to);
        let sum: usize = phases.iter().sum();
        let (x, y) = (self.x(to) + 1, self.y(from));
        let (wide, high) = (self.cell.0 - 1, self.cell.1 - i32::from(self.cell.1 >= 3));
        let own = sight.row.and_then(|row| sight.matrix.group_of(row));
        let across = sight.column.and_then(|column| sight.matrix.group_of(column));
        let is_wanted = own.is_none() || own == Some(from) || own == Some(to);
        let share = (sum as f32 / self.most.max(1) as f32).sqrt();
        let strength = (0.6 + 0.4 * share) * if is_wanted { 1.0 } else { 1.0 - FADED };
        if sum == 0 {
            return;
        }
        let is_pair = own == Some(from) && across == Some(to);
        let found = |phase: &Phase| phases.get(nth(*phase)).copied().filter(|count| *count > 0).map(|count| (*phase, count));
        let lines: Vec<(Phase, usize)> = Phase::ALL.iter().rev().filter_map(found).collect();
        let pieces = |(phase, count): &(Phase, usize)| {
            let text = eco_format!("{}", short(*count));
            [Piece::Tile(*phase, Exchange::OneWay), if is_pair { Piece::Bold(text, Ink::Strong) } else { Piece::Text(text, Ink::Text) }]
        };
        let fits = |pieces: &[Piece]| pieces.iter().map(|piece| i32::from(piece.width())).sum::<i32>() <= wide;
        if cells(lines.len()) <= high && lines.iter().all(|line| fits(&pieces(line))) {
            let top = y + (high - cells(lines.len())) / 2;
            labels.extend(lines.iter().zip(top..).map(|(line, y)| Label { x, y, pieces: pieces(line).to_vec(), strength }));
            return;
        }
        let row: Vec<Piece> = lines.iter().flat_map(|line| pieces(line).into_iter().chain([Piece::Text(" ".into(), Ink::Text)])).collect();
        let y = y + (high - 1) / 2;
        let text = cut(&short(sum), u16::try_from(wide).unwrap_or(0));
        if fits(&row) {
            labels.push(Label { x, y, pieces: row, strength });
        } else if !text.is_empty() {
            let ink = if is_pair || from == to { Ink::Strong } else { Ink::Text };
            labels.push(Label { x: x + wide - i32::from(width(&text)), y, pieces: vec![Piece::Text(text, ink)], strength });
        }
    }
}

/// A count in at most four characters.
fn short(count: usize) -> EcoString {
    match count {
        0..=999 => eco_format!("{count}"),
        1000..=9999 => eco_format!("{}.{}k", count / 1000, count % 1000 / 100),
        _ => eco_format!("{}k", count / 1000),
    }
}

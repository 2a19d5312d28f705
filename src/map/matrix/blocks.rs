//! The matrix by groups: how many ties go from one to another, by phase, and behind the numbers every tie as a dot.

use std::collections::{BTreeMap, BTreeSet};

use ecow::{EcoString, eco_format};

use super::{
    order::nth,
    sight::{FADED, Sight},
    table::{Exchange, Head, Rule, Table},
};
use crate::{
    map::{
        picture::{DotCell, Emphasis, Ink, Label, Picture, Piece, Rect, cells},
        text::{cut, width},
    },
    model::Phase,
};

/// The narrowest block holds the sign of a phase and two digits.
const NARROWEST: i32 = 4;
/// A block this large has room for its ties as dots below its numbers.
const WITH_DOTS: (i32, i32) = (10, 5);
const LONGEST_NAME: i32 = 28;

/// How the ties of a block are told; all blocks of a picture alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Telling {
    /// The number of each phase in one line.
    InALine,
    /// The number of each phase in a line of its own.
    InLines,
    /// The sum, and below it a bar: the longer the more ties, in the tones of their phases.
    Bar,
    /// The sum behind the tone of the phase that most of them have.
    Sum,
}

/// Where the parts stand.
struct Board<'a> {
    sight: &'a Sight<'a>,
    /// The cells left of the blocks.
    names: i32,
    /// The width and height of a block with the line at its left and below it.
    block: (i32, i32),
    /// The first cell of the blocks.
    corner: (i32, i32),
    /// How many groups are shown.
    shown: usize,
    /// The most ties in one block, for how much the others are.
    most: usize,
    telling: Telling,
    /// Columns too narrow for names have the numbers of their rows.
    is_numbered: bool,
    /// The groups of the selected member and of the one looked at.
    row: Option<usize>,
    column: Option<usize>,
}

/// Draws the groups that fit.
pub(super) fn draw(sight: &Sight<'_>, picture: &mut Picture) {
    let Some(board) = Board::of(sight, picture.map) else { return };
    let mut table = Table::default();
    let mut labels = Vec::new();
    board.lines(&mut table);
    for group in 0..board.shown {
        board.name(group, &mut table, &mut labels);
        (0..board.shown).for_each(|other| board.told((group, other), &mut labels));
    }
    let corner = cut("rows give, columns learn", u16::try_from(board.names).unwrap_or(0));
    if !corner.is_empty() {
        let x = board.corner.0 - 1 - i32::from(width(&corner));
        labels.push(Label { x, y: board.corner.1 - 1, pieces: vec![Piece::Text(corner, Ink::Dim)], strength: 1.0 });
    }
    board.walks(&mut table);
    if board.has_dots() {
        let taken: BTreeSet<(i32, i32)> =
            labels.iter().flat_map(|label| (label.x - 1..label.area().right()).map(move |x| (x, label.y))).collect();
        picture.dots = board.dots().into_iter().filter(|dot| !taken.contains(&(dot.x, dot.y))).collect();
    }
    let groups = sight.matrix.groups.len();
    if board.shown < groups {
        picture.notes.push(eco_format!("{} groups not shown", groups - board.shown));
    }
    picture.table = Some(table);
    picture.labels.extend(labels);
}

impl<'a> Board<'a> {
    fn of(sight: &'a Sight<'a>, area: Rect) -> Option<Self> {
        let groups = sight.matrix.groups.len();
        let longest = sight.matrix.groups.iter().map(|group| i32::from(width(&group.name)) + 9).max().unwrap_or(0);
        let names = longest.min(LONGEST_NAME).min(area.width / 4);
        let (wide, high) = (area.width - names - 2, area.height - 2);
        let shown = groups.min(usize::try_from((wide / NARROWEST).min(high)).unwrap_or(0));
        if shown == 0 {
            return None;
        }
        let block = (wide / cells(shown), high / cells(shown));
        let sums = |from: usize| (0..shown).map(move |to| sight.matrix.block(from, to).iter().sum::<usize>());
        let most = (0..shown).flat_map(sums).max().unwrap_or(0);
        let digits = i32::from(width(&short(most)));
        let telling = match block {
            (wide, high) if wide > 3 * (digits + 3) && high > 1 => Telling::InALine,
            (wide, high) if wide > digits + 2 && high > 3 => Telling::InLines,
            (wide, high) if wide > digits && high > 1 => Telling::Bar,
            _ => Telling::Sum,
        };
        let room = u16::try_from(block.0 - 1).unwrap_or(0);
        let heads: BTreeSet<EcoString> = sight.matrix.groups.iter().take(shown).map(|group| cut(&group.name, room)).collect();
        let group_of = |row: Option<usize>| row.and_then(|row| sight.matrix.group_of(row));
        Some(Self {
            sight,
            names,
            block,
            corner: (area.x + names + 1, area.y + 2),
            shown,
            most,
            telling,
            is_numbered: heads.len() < shown,
            row: group_of(sight.row),
            column: group_of(sight.column),
        })
    }

    fn has_dots(&self) -> bool {
        self.block.0 >= WITH_DOTS.0 && self.block.1 >= WITH_DOTS.1
    }

    fn x(&self, group: usize) -> i32 {
        self.corner.0 + cells(group) * self.block.0
    }

    fn y(&self, group: usize) -> i32 {
        self.corner.1 + cells(group) * self.block.1
    }

    /// Steps lead from group to group, each to its member with the most ties.
    fn walks(&self, table: &mut Table) {
        let chiefs = self.sight.matrix.groups.iter().take(self.shown).filter_map(|group| self.sight.member(group.chief));
        table.ladder = chiefs.collect();
        table.at = self.row;
        table.column = self.column;
        table.stops = table.ladder.iter().copied().enumerate().map(|(at, member)| (member, at)).collect();
        table.share = (1.0, 1.0);
        table.is_whole = true;
    }

    /// Lines between the blocks, where they are high enough to spare one.
    fn lines(&self, table: &mut Table) {
        let (x, y) = self.corner;
        let (right, bottom) = (self.x(self.shown), self.y(self.shown));
        let rule = |area: Rect| Rule { area, ink: Ink::Guide, strength: 0.8 };
        if self.block.1 >= 4 {
            table.rules.extend((1..self.shown).map(|group| rule(Rect::new(x, self.y(group) - 1, right - x, 1))));
        }
        if self.block.0 > 5 {
            table.rules.extend((0..=self.shown).map(|group| rule(Rect::new(self.x(group), y, 1, bottom - y))));
        }
    }

    /// The name of a group at the left with its members, and above its column.
    fn name(&self, group: usize, table: &mut Table, labels: &mut Vec<Label>) {
        let Some(named) = self.sight.matrix.groups.get(group) else { return };
        let number = if self.is_numbered { eco_format!(" {:>2}", group + 1) } else { EcoString::new() };
        let count = eco_format!(" {}", named.to - named.from);
        let title = if named.name.is_empty() { "all" } else { named.name.as_str() };
        let taken = width(&count) + width(&number);
        let text = cut(title, u16::try_from(self.names).unwrap_or(0).saturating_sub(taken));
        let piece = |text: EcoString, is_own: bool, ink: Ink| if is_own { Piece::Bold(text, ink) } else { Piece::Text(text, Ink::Text) };
        let y = self.y(group) + i32::from(self.telling == Telling::InLines);
        if !text.is_empty() {
            let x = self.corner.0 - 1 - i32::from(width(&text) + taken);
            let pieces = vec![
                piece(text, self.row == Some(group), Ink::SharesWith),
                Piece::Text(count, Ink::Dim),
                Piece::Text(number.clone(), Ink::Text),
            ];
            labels.push(Label { x, y, pieces, strength: 1.0 });
        }
        let room = u16::try_from(self.block.0 - 1).unwrap_or(0);
        let head = if self.is_numbered { eco_format!("{}", group + 1) } else { cut(title, room) };
        if !head.is_empty() {
            let pieces = vec![piece(head, self.column == Some(group), Ink::LearnsFrom)];
            labels.push(Label { x: self.x(group) + 1, y: self.corner.1 - 1, pieces, strength: 1.0 });
        }
        let Some(member) = self.sight.member(named.chief) else { return };
        let area = Rect::new(self.x(group), self.corner.1 - 1, self.block.0, 1);
        table.heads.push(Head { member, area, text: EcoString::new(), ink: Ink::Text, emphasis: Emphasis::Plain });
        table.lines.push((member, Rect::new(0, self.y(group), self.x(self.shown), self.block.1)));
    }

    /// The ties of a block in numbers.
    fn told(&self, (from, to): (usize, usize), labels: &mut Vec<Label>) {
        let phases = self.sight.matrix.block(from, to);
        let sum: usize = phases.iter().sum();
        let is_pair = self.row == Some(from) && self.column == Some(to);
        if sum == 0 && !is_pair {
            return;
        }
        let is_wanted = self.row.is_none_or(|row| row == from || row == to);
        let strength = if is_wanted { 1.0 } else { 1.0 - FADED };
        let (x, y, wide) = (self.x(to) + 1, self.y(from), self.block.0 - 1);
        let found = |phase: &Phase| phases.get(nth(*phase)).copied().filter(|count| *count > 0).map(|count| (*phase, count));
        let counts: Vec<(Phase, usize)> = Phase::ALL.iter().rev().filter_map(found).collect();
        let number = |count: usize| {
            let text = short(count);
            if is_pair || from == to { Piece::Bold(text, Ink::Strong) } else { Piece::Text(text, Ink::Text) }
        };
        let mut put = |y: i32, pieces: Vec<Piece>| labels.push(Label { x, y, pieces, strength });
        if sum == 0 {
            return put(y, vec![Piece::Text("no ties".chars().take(usize::try_from(wide).unwrap_or(0)).collect(), Ink::Dim)]);
        }
        match self.telling {
            Telling::InALine => {
                let told = |(phase, count): &(Phase, usize)| {
                    [Piece::Tile(*phase, Exchange::OneWay), number(*count), Piece::Text(" ".into(), Ink::Text)]
                };
                put(y, counts.iter().flat_map(told).collect());
            }
            Telling::InLines => {
                for ((phase, count), y) in counts.iter().zip(y..) {
                    put(y, vec![Piece::Tile(*phase, Exchange::OneWay), number(*count)]);
                }
            }
            Telling::Bar => {
                put(y, vec![number(sum)]);
                put(y + 1, self.bar(&counts, sum));
            }
            Telling::Sum => {
                let mostly = counts.iter().max_by_key(|(phase, count)| (*count, *phase)).map(|(phase, _)| *phase);
                let sign = mostly.map(|phase| Piece::Tone(phase, 1));
                put(y, sign.into_iter().chain([number(sum)]).collect());
            }
        }
    }

    /// A bar as long as there are many ties, the deepest first.
    fn bar(&self, counts: &[(Phase, usize)], sum: usize) -> Vec<Piece> {
        let room = f64::from(self.block.0 - 2).max(1.0);
        // The root lets the few be seen beside the many.
        let long = ((sum as f64 / self.most.max(1) as f64).sqrt() * room).ceil().clamp(1.0, room);
        let mut told = 0;
        let mut from = 0_u16;
        let mut pieces = Vec::new();
        for (phase, count) in counts {
            told += count;
            let to = (told as f64 / sum.max(1) as f64 * long).round() as u16;
            if to > from {
                pieces.push(Piece::Tone(*phase, to - from));
            }
            from = from.max(to);
        }
        pieces
    }

    /// Every tie as a dot in its block, below the numbers; a cell has the ink of its deepest tie.
    fn dots(&self) -> Vec<DotCell> {
        let matrix = self.sight.matrix;
        let lines = if self.telling == Telling::InLines { 3 } else { 1 };
        let (wide, high) = (f64::from((self.block.0 - 2) * 2), f64::from((self.block.1 - 1 - lines) * 4));
        let mut found: BTreeMap<(i32, i32), (u8, Phase)> = BTreeMap::new();
        if wide < 2.0 || high < 4.0 {
            return Vec::new();
        }
        for (at, from) in matrix.groups.iter().enumerate().take(self.shown) {
            for entry in (from.from..from.to).flat_map(|row| matrix.row(row)) {
                let Some((other, to)) = matrix.group_of(entry.column).and_then(|other| Some((other, matrix.groups.get(other)?))) else {
                    continue;
                };
                let Some(tie) = self.sight.roster().ties.get(entry.tie).filter(|_| other < self.shown) else { continue };
                let share = |row: usize, from: usize, to: usize| (row - from) as f64 / (to - from).max(1) as f64;
                let x = self.x(other) * 2 + 2 + (share(entry.column, to.from, to.to) * wide) as i32;
                let y = (self.y(at) + lines) * 4 + (share(entry.row, from.from, from.to) * high) as i32;
                let bit = 1 << (2 * y.rem_euclid(4) + x.rem_euclid(2));
                let cell = found.entry((y.div_euclid(4), x.div_euclid(2))).or_insert((0, tie.phase));
                *cell = (cell.0 | bit, cell.1.max(tie.phase));
            }
        }
        found.into_iter().map(|((y, x), (dots, phase))| DotCell { x, y, dots, ink: Ink::Tie(phase), flag: None, strength: 1.0 }).collect()
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

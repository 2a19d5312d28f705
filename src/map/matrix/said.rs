//! What the matrix says in words: the pair under the cross-hair, or what stands where.

use ecow::{EcoString, eco_format};

use super::{
    order::{Entry, deepest},
    sight::Sight,
};
use crate::map::{
    areas::Grouping,
    legend::phase_title,
    picture::{Ink, Label, Picture, Piece, Rect},
    roster::DrawnTie,
    text::{cut, width},
};

/// Phase, trust and beginning of the deepest tie, and how many there are.
fn tie_words(tie: &DrawnTie, ties: usize) -> String {
    let mut words = vec![phase_title(Some(tie.phase)).to_owned()];
    words.extend(tie.trust.map(|trust| format!("trust {}", trust.get())));
    words.extend(tie.started.map(|day| format!("since {}", day.strftime("%Y-%m"))));
    if ties > 1 {
        words.push(format!("the deepest of {ties} ties"));
    }
    words.join(", ")
}

fn count_words(count: usize) -> String {
    if count == 0 { "nobody".to_owned() } else { count.to_string() }
}

impl Sight<'_> {
    /// The pair under the cross-hair both ways; one member's counts if there is no pair; none if nobody is selected.
    fn pair(&self) -> Option<EcoString> {
        let row = self.row?;
        let name = |row: usize| self.drawn(row).map_or("?", |drawn| drawn.name.as_str());
        let own = name(row);
        let Some(column) = self.column.filter(|column| *column != row) else {
            let (gives, learns) = (count_words(self.matrix.gives(row)), count_words(self.matrix.learns(row)));
            return Some(if self.matrix.order.len() <= row {
                eco_format!("{own} has no ties.")
            } else {
                eco_format!("{own} gives to {gives} and learns from {learns}.")
            });
        };
        let other = name(column);
        let way = |entries: &[Entry]| deepest(self.roster(), entries).map(|tie| tie_words(tie, entries.len()));
        Some(match (way(self.matrix.cell(row, column)), way(self.matrix.cell(column, row))) {
            (Some(there), Some(back)) if there == back => eco_format!("{own} and {other} give to each other: {there}"),
            (Some(there), Some(back)) => eco_format!("{own} gives to {other}: {there}; it learns: {back}"),
            (Some(there), None) => eco_format!("{own} gives to {other}: {there}"),
            (None, Some(back)) => eco_format!("{own} learns from {other}: {back}"),
            (None, None) => eco_format!("{own} and {other} have no tie."),
        })
    }

    /// What the whole picture shows, as long as there is room.
    fn whole(&self, room: u16) -> EcoString {
        let tied = self.matrix.order.len();
        if tied == 0 {
            return eco_format!("No tie is known in this map: {} without ties.", self.matrix.untied);
        }
        let grouping = self.roster().grouping;
        let by = if grouping == Grouping::Whole { String::new() } else { format!(" by {}", grouping.title()) };
        let [long, short] = match self.matrix.untied {
            0 => [String::new(), String::new()],
            1 => [" · 1 without ties has no row".to_owned(), " · 1 without".to_owned()],
            untied => [format!(" · {untied} without ties have no row"), format!(" · {untied} without")],
        };
        let words = [
            eco_format!("{tied} members with ties{by}, who work together next to each other{long}"),
            eco_format!("{tied} members with ties{by}{long}"),
            eco_format!("{tied} with ties{by}{short}"),
        ];
        words.into_iter().find(|words| width(words) <= room).unwrap_or_default()
    }

    /// The line above the matrix.
    pub(super) fn say(&self, area: Rect, picture: &mut Picture) {
        let room = u16::try_from(area.width - 2).unwrap_or(0);
        let pair = self.pair();
        let (words, ink) = match &pair {
            Some(pair) => (cut(pair, room), Ink::Strong),
            None => (self.whole(room), Ink::Dim),
        };
        if words.is_empty() || area.height < 1 {
            return;
        }
        let mut pieces = vec![Piece::Text(words.clone(), ink)];
        // Who has no row is said beside the pair as well, if there is room.
        let rest = eco_format!(" · {} without ties", self.matrix.untied);
        if pair.is_some() && self.matrix.untied > 0 && width(&words) + width(&rest) <= room {
            pieces.push(Piece::Text(rest, Ink::Dim));
        }
        picture.labels.push(Label { x: area.x + 1, y: area.y, pieces, strength: 1.0 });
    }
}

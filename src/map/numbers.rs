//! Numbers instead of names: who found no room for a name has a number, and a list beside the map says whose it is.

use ecow::{EcoString, eco_format};

use super::{
    column::pill_text,
    names::{Crowd, Item, spiral},
    picture::{Ink, Label, Picture, Piece, Rect, Shape, cells},
    roster::Roster,
    text::width,
};

/// From these widths on the list has one, two and three columns of this width.
const COLUMNS: [(i32, i32, i32); 4] = [(240, 3, 30), (160, 2, 30), (100, 1, 30), (60, 1, 24)];

/// The window of the map, and the room of the list at its right; no room in a narrow one.
pub(crate) fn parted(map: Rect) -> (Rect, Rect) {
    let columns = COLUMNS.into_iter().find(|(from, ..)| map.width >= *from);
    let taken = columns.map_or(0, |(_, columns, width)| columns * width);
    let width = map.width - taken;
    (Rect { width, ..map }, Rect { x: map.x + width, width: taken, ..map })
}

/// How wide a column of the list is, and how many entries all of it has.
fn form(list: Rect) -> (i32, usize) {
    let columns = if list.width % 30 == 0 { list.width / 30 } else { 1 };
    (list.width / columns.max(1), list.cells() / usize::try_from(list.width.max(1)).unwrap_or(1) * usize::try_from(columns).unwrap_or(1))
}

impl Crowd<'_> {
    /// Numbers for those without a name, as many as the list has entries: who matters most has one, and they are counted in
    /// reading order. Says who has which.
    pub(crate) fn place_numbers(&mut self, list: Rect) -> Vec<usize> {
        let (_, entries) = form(list);
        let nameless = self.items.iter().filter(|item| is_nameless(item)).count();
        // The last entry says how many more there are.
        let most = if nameless > entries { entries.saturating_sub(1) } else { nameless };
        let digits = i32::from(width(&most.to_string()));
        let mut numbered: Vec<usize> = Vec::new();
        for at in 0..self.items.len() {
            if numbered.len() < most && self.make_room(at, digits) {
                numbered.push(at);
            }
        }
        let area = |at: &usize| self.items.get(*at).and_then(|item| item.placement.as_ref()).map(|placement| placement.area);
        numbered.sort_by_key(|at| area(at).map(|area| (area.y, area.x)));
        for (&at, number) in numbered.iter().zip(1_usize..) {
            if let Some(placement) = self.items.get_mut(at).and_then(|item| item.placement.as_mut()) {
                placement.text = eco_format!("{number}");
                placement.area.width += i32::from(width(&placement.text)) - digits;
            }
        }
        numbered.into_iter().filter_map(|at| self.items.get(at)).map(|item| item.member).collect()
    }

    /// Cells for a member's figure with so many digits behind it, near its place; says whether there are any.
    fn make_room(&mut self, at: usize, digits: i32) -> bool {
        let Some(item) = self.items.get(at).filter(|item| is_nameless(item)) else { return false };
        let badge = item.placement.as_ref().map(|placement| placement.area);
        let figure = if self.drawn(item.member).is_some_and(|drawn| drawn.flag.is_some()) { 3 } else { 1 };
        let (x, y) = badge.map_or((item.at.0.floor() as i32, item.at.1.floor() as i32), |badge| (badge.x, badge.y));
        if let Some(badge) = badge {
            self.grid.release(badge);
        }
        let areas = spiral().into_iter().map(|(across, down)| Rect::new(x + across, y + down, figure + digits, 1));
        let area = areas.clone().find(|area| self.grid.is_free_with_margin(*area));
        let Some(area) = area else {
            if let Some(badge) = badge {
                self.grid.take(badge);
            }
            return false;
        };
        let placement = self.placement(item.member, Shape::Badge, area, EcoString::new());
        self.settle(at, placement);
        true
    }
}

fn is_nameless(item: &Item) -> bool {
    item.placement.as_ref().is_none_or(|placement| placement.shape == Shape::Badge)
}

/// The list: each number with its name, and how many more have neither.
pub(crate) fn draw(roster: &Roster, numbered: &[usize], more: usize, picture: &mut Picture) {
    let list = picture.list;
    let (column, entries) = form(list);
    let rows = usize::try_from(list.height).unwrap_or(1).max(1);
    let digits = usize::from(width(&numbered.len().to_string()));
    let place = |at: usize| (list.x + 1 + cells(at / rows) * column, list.y + cells(at % rows));
    for (at, member) in numbered.iter().enumerate() {
        let Some(drawn) = roster.members.get(*member) else { continue };
        let (x, y) = place(at);
        let number = eco_format!("{:>digits$} ", at + 1);
        let sign = drawn.flag.map(|pattern| Piece::Text(eco_format!("{} ", pattern.sign()), Ink::Flag(pattern)));
        let used = i32::from(width(&number)) + if sign.is_some() { 2 } else { 0 };
        let name = pill_text(drawn, u16::try_from(column - 2 - used).unwrap_or(0));
        let ink = drawn.flag.map_or_else(|| Ink::of(drawn.lane, drawn.emblem), Ink::Flag);
        let pieces = [Some(Piece::Text(number, Ink::Dim)), sign, Some(Piece::Text(name, ink))];
        picture.labels.push(Label { x, y, pieces: pieces.into_iter().flatten().collect(), strength: 1.0 });
    }
    if more > 0 && numbered.len() < entries {
        let (x, y) = place(numbered.len());
        let pieces = vec![Piece::Text(eco_format!("… and {more} more"), Ink::Dim)];
        picture.labels.push(Label { x, y, pieces, strength: 1.0 });
    }
}

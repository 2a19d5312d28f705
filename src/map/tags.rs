//! Tags: two letters at every member in view, so that two keys reach any of them.
//!
//! A tag stands on its own member, at its left end, so nobody has to ask whose it is, and no tag lies on another. Letters
//! are given in reading order from the home row of the keyboard; neighbours share their first letter.

use std::cmp::Reverse;

use super::{
    chart::Chart,
    grid::Grid,
    names::rank,
    picture::{Emphasis, Ink, Picture, Placement, Rect, Shape, Stroke},
    spotlight::FAR,
    view::View,
};
use crate::model::MemberId;

/// The letters of tags: the home row first; those that are taken for others in some fonts come last.
const LETTERS: [char; 26] =
    ['A', 'S', 'D', 'F', 'G', 'H', 'J', 'K', 'E', 'R', 'U', 'W', 'N', 'M', 'C', 'V', 'T', 'Y', 'B', 'P', 'X', 'Z', 'L', 'Q', 'O', 'I'];
/// With fewer letters the same one would be pressed twice too often.
const FEWEST: usize = 4;
/// The cells of a tag.
const WIDTH: i32 = 2;
/// A tag that found no room at its member stands at most this far away.
const AWAY: (i32, i32) = (4, 2);

/// Who is pointed at while tags are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pointer {
    /// The first letter, once it is typed.
    pub typed: Option<char>,
    /// The member the arrows have reached.
    pub at: Option<MemberId>,
    /// From whom a line leads to the member reached.
    pub from: Option<MemberId>,
}

/// Two letters at a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its place in [`super::Roster::members`].
    pub member: usize,
    pub x: i32,
    pub y: i32,
    pub letters: [char; 2],
    /// Faded if other letters were typed, selected if the arrows have reached its member.
    pub emphasis: Emphasis,
}

impl Tag {
    /// The cells it takes.
    pub fn area(&self) -> Rect {
        Rect::new(self.x, self.y, WIDTH, 1)
    }
}

/// As many members as two letters can tell apart.
const MOST: usize = LETTERS.len() * LETTERS.len();

/// Puts tags on the members of a picture, and the line to the one pointed at. Cost: O(placements · log placements).
pub(crate) fn draw(chart: &Chart, view: &View, picture: &mut Picture) {
    let Some(pointer) = &view.pointer else { return };
    let at = pointer.at.as_ref().and_then(|id| chart.roster.index(id));
    let from = pointer.from.as_ref().and_then(|id| chart.roster.index(id));
    let mut tags = placed(chart, picture, at.or(view.selected_in(chart)));
    picture.untagged = picture.placements.len() - tags.len() + picture.hidden;
    tags.sort_by_key(|tag| (tag.y, tag.x));
    let base = (FEWEST..LETTERS.len()).find(|letters| letters * letters >= tags.len()).unwrap_or(LETTERS.len());
    for (nth, tag) in tags.iter_mut().enumerate() {
        let letter = |at: usize| LETTERS.get(at).copied().unwrap_or('?');
        tag.letters = [letter(nth / base), letter(nth % base)];
        let [first, _] = tag.letters;
        tag.emphasis = match pointer.typed {
            Some(typed) if typed != first => Emphasis::Faded,
            Some(_) | None if at == Some(tag.member) => Emphasis::Selected,
            Some(_) | None => Emphasis::Plain,
        };
    }
    picture.tags = tags;
    let ends = from.zip(at).filter(|(from, at)| from != at);
    let line = ends.and_then(|(from, at)| line(picture.placement(from)?, picture.placement(at)?));
    picture.ties.extend(line);
}

/// Tags without letters yet: the selected member's first, then names and glyphs, flagged ones and those in the middle before
/// others; of dots the members that matter most, wherever they are.
fn placed(chart: &Chart, picture: &Picture, selected: Option<usize>) -> Vec<Tag> {
    let middle = (picture.map.x + picture.map.width / 2, picture.map.y + picture.map.height / 2);
    let matters = |member: usize| chart.roster.members.get(member).map_or(0, |drawn| rank(drawn, FAR));
    let mut order: Vec<&Placement> = picture.placements.iter().collect();
    order.sort_by_cached_key(|placement| {
        // A cell is twice as high as wide.
        let (across, down) = (placement.area.x - middle.0, 2 * (placement.area.y - middle.1));
        let is_dot = placement.shape == Shape::Dot;
        let loses = (selected != Some(placement.member), is_dot, placement.flag.is_none());
        (loses, Reverse(if is_dot { matters(placement.member) } else { 0 }), across * across + down * down, placement.member)
    });
    // Of the dots many find no room; of the others all that can be told apart have theirs.
    let others = order.iter().filter(|placement| placement.shape != Shape::Dot).count();
    if others > MOST {
        order.truncate(MOST);
    }
    // Single cells choose first: a name always has two cells of its own.
    order.sort_by_key(|placement| (placement.shape == Shape::Dot, placement.area.cells().min(2)));
    let mut room = Room::of(picture);
    let tag = |placement: &Placement, area: Rect| Tag {
        member: placement.member,
        x: area.x,
        y: area.y,
        letters: ['?'; 2],
        emphasis: Emphasis::Plain,
    };
    order.into_iter().filter_map(|placement| room.find(placement).map(|area| tag(placement, area))).take(MOST).collect()
}

/// Which cells tags may have.
struct Room {
    /// Cells of members and words.
    drawn: Grid,
    /// Cells of tags.
    tagged: Grid,
}

impl Room {
    fn of(picture: &Picture) -> Self {
        let mut drawn = Grid::new(picture.map);
        let members = picture.placements.iter().chain(&picture.echoes).filter(|placement| placement.shape != Shape::Dot);
        members.for_each(|placement| drawn.take(placement.area));
        picture.labels.iter().for_each(|label| drawn.take(label.area()));
        let mut tagged = Grid::new(picture.map);
        if let Some(minimap) = &picture.minimap {
            tagged.take(minimap.area);
        }
        Self { drawn, tagged }
    }

    /// The best place for the tag of a member: it takes it.
    fn find(&mut self, placement: &Placement) -> Option<Rect> {
        let Rect { x, y, .. } = placement.area;
        let right = placement.area.right();
        let at = |start: i32| Rect::new(start, y, WIDTH, 1);
        let after = Rect::new(right, y, WIDTH, 1);
        let has_end = self.drawn.is_free(after) && self.tagged.is_free(after);
        let on: Vec<Rect> = match placement.shape {
            // In the upper edge of the frame.
            Shape::Card | Shape::Board => vec![at(x + 1)],
            Shape::Badge if placement.area.width <= 1 => vec![at(x), at(x - 1)],
            Shape::Dot => vec![at(x), at(x - 1)],
            // On the left boundary and the blank before it, so that no letter of the name is lost and the sign stays; at the
            // end only where nothing follows whose letters they could be.
            Shape::Pill | Shape::Badge if has_end => vec![at(x - 1), at(right - 1), at(x)],
            Shape::Pill | Shape::Badge => vec![at(x - 1), at(x)],
        };
        let on = on.into_iter().find(|area| self.is_free(*area, placement));
        let area = on.or_else(|| self.beside(placement))?;
        self.tagged.take(area);
        Some(area)
    }

    /// Nobody else's cell is covered; the member's own may be. Among dots tags stand apart, or they would hide the rings.
    fn is_free(&mut self, area: Rect, placement: &Placement) -> bool {
        if placement.shape == Shape::Dot {
            return self.drawn.is_free(area) && self.tagged.is_free_with_margin(area);
        }
        self.drawn.release(placement.area);
        let is_free = self.drawn.is_free(area) && self.tagged.is_free(area);
        self.drawn.take(placement.area);
        is_free
    }

    /// A glyph between two others has its tag as near as there is room.
    fn beside(&mut self, placement: &Placement) -> Option<Rect> {
        if placement.shape == Shape::Dot {
            return None;
        }
        let Rect { x, y, .. } = placement.area;
        let (columns, rows) = AWAY;
        let mut around: Vec<(i32, i32)> = (-rows..=rows).flat_map(|down| (-columns..=columns).map(move |across| (across, down))).collect();
        around.sort_by_key(|(across, down)| (across * across + 4 * down * down, *down, *across));
        let areas = around.into_iter().map(|(across, down)| Rect::new(x + across, y + down, WIDTH, 1));
        areas.into_iter().find(|area| self.drawn.is_free(*area) && self.tagged.is_free(*area))
    }
}

/// A straight line between the middles of two members.
fn line(from: &Placement, to: &Placement) -> Option<Stroke> {
    let middle = |area: Rect| ((area.x * 2 + area.width) as f32, (area.y * 4 + area.height * 2) as f32);
    let points = vec![middle(from.area), middle(to.area)];
    let is_line = points.first() != points.last();
    is_line.then(|| Stroke {
        points,
        on: 2,
        off: 1,
        width: 1,
        level: 9,
        inks: [Ink::SharesWith; 2],
        strength: [1.0; 2],
        drawn: vec![(0.0, 1.0)],
    })
}

//! Finding members in the picture: under the mouse, beside another, one after the other.

use super::{
    neighbours::Side,
    picture::{Picture, Placement, Rect},
};

/// Where a step through the picture goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    Left,
    Right,
    Up,
    Down,
}

/// Who stands on which side of the ego board, with the row of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// The member in the middle.
    pub centre: usize,
    pub learns: Vec<(usize, i32)>,
    pub shares: Vec<(usize, i32)>,
    /// The side on which the selected member was reached, if it stands on both.
    pub at: Side,
    /// How many members have a tie to the one in the middle, shown or not.
    pub neighbours: usize,
}

impl Sides {
    fn of(&self, side: Side) -> &[(usize, i32)] {
        match side {
            Side::Learns => &self.learns,
            Side::Shares => &self.shares,
        }
    }

    /// The side and the number of a member in it, the side it was reached on first.
    fn find(&self, member: usize) -> Option<(Side, usize)> {
        let sides = match self.at {
            Side::Learns => [Side::Learns, Side::Shares],
            Side::Shares => [Side::Shares, Side::Learns],
        };
        sides.into_iter().find_map(|side| Some((side, self.of(side).iter().position(|(one, _)| *one == member)?)))
    }

    /// One step: up and down along a side, across by way of the middle.
    fn step(&self, from: usize, heading: Heading, middle: i32) -> Option<usize> {
        let nearest = |side: Side| self.of(side).iter().min_by_key(|(_, y)| ((y - middle).abs(), *y)).map(|(member, _)| *member);
        if from == self.centre {
            return match heading {
                Heading::Left => nearest(Side::Learns),
                Heading::Right => nearest(Side::Shares),
                Heading::Up | Heading::Down => None,
            };
        }
        let (side, at) = self.find(from)?;
        let along = |at: usize| self.of(side).get(at).map(|(member, _)| *member);
        match (heading, side) {
            (Heading::Up, _) => along(at.checked_sub(1)?),
            (Heading::Down, _) => along(at + 1),
            (Heading::Right, Side::Learns) | (Heading::Left, Side::Shares) => Some(self.centre),
            (Heading::Left, Side::Learns) | (Heading::Right, Side::Shares) => None,
        }
    }
}

/// What lies beside the way counts this much more than what lies along it.
const ASIDE: f32 = 2.0;
/// A cell is twice as high as wide.
const ROW: f32 = 2.0;

fn middle(area: Rect) -> (f32, f32) {
    (area.x as f32 + area.width as f32 / 2.0, (area.y as f32 + area.height as f32 / 2.0) * ROW)
}

impl Picture {
    /// The member at a cell, as its place in the roster.
    pub fn member_at(&self, x: u16, y: u16) -> Option<usize> {
        let tag = self.tags.iter().find(|tag| tag.area().contains(i32::from(x), i32::from(y)));
        if let Some(tag) = tag {
            return Some(tag.member);
        }
        let mut placements = self.placements.iter().chain(&self.echoes).rev();
        let placement = placements.find(|placement| placement.area.contains(i32::from(x), i32::from(y)));
        let head = || self.table.as_ref()?.head_at(i32::from(x), i32::from(y));
        placement.map(|placement| placement.member).or_else(head)
    }

    /// The placement of a member, if it is in the picture.
    pub fn placement(&self, member: usize) -> Option<&Placement> {
        self.placements.iter().find(|placement| placement.member == member)
    }

    /// The member nearest to another in a direction; from nowhere, the one nearest to the middle.
    pub fn nearest(&self, from: Option<usize>, heading: Heading) -> Option<usize> {
        if let Some(table) = &self.table {
            return table.step(from, heading);
        }
        let Some(start) = from.and_then(|member| self.placement(member)) else {
            return self.central();
        };
        if let Some(sides) = &self.sides {
            let row = start.area.y + start.area.height / 2;
            return sides.step(start.member, heading, row);
        }
        let (x, y) = middle(start.area);
        let cost = |placement: &&Placement| {
            let (to_x, to_y) = middle(placement.area);
            let (across, down) = (to_x - x, to_y - y);
            let (along, aside) = match heading {
                Heading::Left => (-across, down),
                Heading::Right => (across, down),
                Heading::Up => (-down, across),
                Heading::Down => (down, across),
            };
            // Within a right angle around the way: beyond it, another heading leads there.
            (along > 0.4 && aside.abs() <= along * ASIDE).then_some(along + aside.abs() * ASIDE)
        };
        let others = self.placements.iter().filter(|placement| placement.member != start.member);
        let costs = others.filter_map(|placement| Some((cost(&placement)?, placement.member)));
        costs.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))).map(|(_, member)| member)
    }

    fn central(&self) -> Option<usize> {
        let (x, y) = middle(self.map);
        let distance = |placement: &Placement| {
            let (to_x, to_y) = middle(placement.area);
            (to_x - x).hypot(to_y - y)
        };
        let nearest = self.placements.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)).then(a.member.cmp(&b.member)));
        nearest.map(|placement| placement.member)
    }

    /// The members in reading order: rows from the top, each from the left.
    pub fn in_reading_order(&self) -> Vec<usize> {
        let mut places: Vec<(i32, i32, usize)> =
            self.placements.iter().map(|placement| (placement.area.y, placement.area.x, placement.member)).collect();
        places.sort_unstable();
        places.into_iter().map(|(.., member)| member).collect()
    }
}

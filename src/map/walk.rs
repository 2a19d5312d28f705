//! Finding members in the picture: under the mouse, beside another, one after the other.

use super::{
    neighbours::Side,
    picture::{Picture, Placement, Rect, Shape},
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

/// Something in the picture that the cursor can be on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// A member, as its place in the roster.
    Member(usize),
    /// A bubble, as its place in [`Picture::clusters`].
    Cluster(usize),
}

/// What lies beside the way counts this much more than what lies along it.
const ASIDE: f32 = 2.0;
/// A cell is twice as high as wide.
const ROW: f32 = 2.0;

fn middle(area: Rect) -> (f32, f32) {
    (area.x as f32 + area.width as f32 / 2.0, (area.y as f32 + area.height as f32 / 2.0) * ROW)
}

/// How far it is from one rectangle to another in a direction; `None` if another direction leads there.
fn cost(from: Rect, to: Rect, heading: Heading) -> Option<f32> {
    let ((x, y), (to_x, to_y)) = (middle(from), middle(to));
    let (across, down) = (to_x - x, to_y - y);
    let (along, aside) = match heading {
        Heading::Left => (-across, down),
        Heading::Right => (across, down),
        Heading::Up => (-down, across),
        Heading::Down => (down, across),
    };
    // Within a right angle around the way: beyond it, another heading leads there.
    (along > 0.4 && aside.abs() <= along * ASIDE).then_some(along + aside.abs() * ASIDE)
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
        let others = self.placements.iter().filter(|placement| placement.member != start.member);
        let costs = others.filter_map(|placement| Some((cost(start.area, placement.area, heading)?, placement.member)));
        costs.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))).map(|(_, member)| member)
    }

    /// The bubble at a cell, as its place in [`Self::clusters`].
    pub fn cluster_at(&self, x: u16, y: u16) -> Option<usize> {
        self.clusters.iter().position(|cluster| cluster.area.contains(i32::from(x), i32::from(y)))
    }

    /// What is nearest in a direction, a bubble or a member; from nowhere, what is nearest to the middle.
    ///
    /// Among bubbles the dots behind them are no stop: there are too many.
    pub fn spot_beside(&self, from: Option<Spot>, heading: Heading) -> Option<Spot> {
        let from_member = match from {
            Some(Spot::Member(member)) => Some(member),
            Some(Spot::Cluster(_)) | None => None,
        };
        if self.clusters.is_empty() {
            return self.nearest(from_member, heading).map(Spot::Member);
        }
        let spots = self.spots();
        let area = |spot: Spot| spots.iter().find(|(one, _)| *one == spot).map(|(_, area)| *area);
        let Some(start) = from.and_then(area) else {
            let (x, y) = middle(self.map);
            let away = |area: Rect| (middle(area).0 - x).hypot(middle(area).1 - y);
            return spots.into_iter().min_by(|a, b| away(a.1).total_cmp(&away(b.1)).then(a.0.cmp(&b.0))).map(|(spot, _)| spot);
        };
        let others = spots.into_iter().filter(|(spot, _)| Some(*spot) != from);
        let costs = others.filter_map(|(spot, area)| Some((cost(start, area, heading)?, spot)));
        costs.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))).map(|(_, spot)| spot)
    }

    /// Everything the cursor can be on, in reading order.
    pub fn spots_in_reading_order(&self) -> Vec<Spot> {
        let mut spots = self.spots();
        spots.sort_unstable_by_key(|(spot, area)| (area.y, area.x, *spot));
        spots.into_iter().map(|(spot, _)| spot).collect()
    }

    fn spots(&self) -> Vec<(Spot, Rect)> {
        let is_stop = |placement: &&Placement| self.clusters.is_empty() || placement.shape != Shape::Dot;
        let members = self.placements.iter().filter(is_stop).map(|placement| (Spot::Member(placement.member), placement.area));
        let clusters = self.clusters.iter().enumerate().map(|(at, cluster)| (Spot::Cluster(at), cluster.area));
        members.chain(clusters).collect()
    }

    fn central(&self) -> Option<usize> {
        self.from_the_middle().first().copied()
    }

    /// The members in the picture, those nearest to its middle first. Cost: O(members · log members).
    pub fn from_the_middle(&self) -> Vec<usize> {
        let (x, y) = middle(self.map);
        let distance = |placement: &Placement| {
            let (to_x, to_y) = middle(placement.area);
            (to_x - x).hypot(to_y - y)
        };
        let mut members: Vec<(f32, usize)> = self.placements.iter().map(|placement| (distance(placement), placement.member)).collect();
        members.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        members.into_iter().map(|(_, member)| member).collect()
    }

    /// The members in reading order: rows from the top, each from the left.
    pub fn in_reading_order(&self) -> Vec<usize> {
        let mut places: Vec<(i32, i32, usize)> =
            self.placements.iter().map(|placement| (placement.area.y, placement.area.x, placement.member)).collect();
        places.sort_unstable();
        places.into_iter().map(|(.., member)| member).collect()
    }
}

//! Pins: members that somebody moved by hand and that stay where they were put.
//!
//! A pin never says more than its layout: in the rings it moves a member along its ring and across the width of it, as the
//! ring is the member's stage; on the ground and among forces it is the place itself.

use std::collections::BTreeMap;

use super::{layout::Layout, rings::Point, roster::Roster};
use crate::model::{Network, PinLayout};

/// Where members are pinned in each layout, by their places in the roster.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Pins {
    rings: BTreeMap<usize, Point>,
    ground: BTreeMap<usize, Point>,
    force: BTreeMap<usize, Point>,
}

impl Pins {
    /// The pins of the members that are drawn. Cost: O(pins · log members).
    pub(crate) fn of(network: &Network, roster: &Roster) -> Self {
        let mut pins = Self::default();
        for pin in network.pins() {
            if let (Some(layout), Some(member)) = (pin.id.layout(), roster.index(pin.id.member())) {
                pins.put(layout, member, Point { x: pin.x.get(), y: pin.y.get() });
            }
        }
        pins
    }

    pub(crate) fn put(&mut self, layout: PinLayout, member: usize, place: Point) {
        let of_layout = match layout {
            PinLayout::Rings => &mut self.rings,
            PinLayout::Geographic => &mut self.ground,
            PinLayout::Force => &mut self.force,
        };
        of_layout.insert(member, place);
    }

    /// Who is pinned in a layout, and where.
    pub(crate) fn of_layout(&self, layout: PinLayout) -> &BTreeMap<usize, Point> {
        match layout {
            PinLayout::Rings => &self.rings,
            PinLayout::Geographic => &self.ground,
            PinLayout::Force => &self.force,
        }
    }
}

impl Layout {
    /// As what pins of this layout are kept; none where a place is what a member is.
    pub fn pins(self) -> Option<PinLayout> {
        match self {
            Self::Rings => Some(PinLayout::Rings),
            Self::Geographic => Some(PinLayout::Geographic),
            Self::Force => Some(PinLayout::Force),
            Self::Journey | Self::Ego | Self::Matrix => None,
        }
    }
}

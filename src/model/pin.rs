//! Where somebody pinned a member on a map.

use ecow::EcoString;
use jiff::Timestamp;

use super::{
    declare::{record, words},
    id::PinId,
    number::Coordinate,
};

words! {
    /// A layout in which members can be moved by hand.
    pub enum PinLayout as "a layout with pins: rings, geographic or force" {
        Rings = "rings",
        Geographic = "geographic",
        Force = "force",
    }
}

record! {
    /// A member's place in one layout, set by hand.
    pub struct Pin {
        id: PinId,
        /// From the left edge of the whole map to the right one.
        x: Coordinate,
        /// From the top to the bottom.
        y: Coordinate,
        @optional
        by: Option<EcoString>,
        at: Option<Timestamp>,
    }
}

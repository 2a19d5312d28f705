//! The app as cells.

pub mod map;
pub mod theme;

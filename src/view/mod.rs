//! The app as cells.

pub mod theme;

//! permea maps a network of schools, shows who is cut off and why, and finds who could help whom.
//!
//! The rooms below stand in their order: a room uses only rooms above it (`tests/it/tidy.rs` holds the table).

pub mod model;
pub mod compare;
pub mod framework;
pub mod exchange;
pub mod graph;
pub mod peers;
pub mod finding;
pub mod analysis;
pub mod map;
pub mod report;
pub mod app;
pub mod view;
pub mod settings;
pub mod store;
pub mod terminal;
pub mod cli;

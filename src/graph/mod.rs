//! The network as a graph: neighbours, steps, reach, paths. Indices never leave.
//!
//! Where members are drawn is not here but in `map`.

mod path;
mod tie_graph;

pub use path::{Flow, Leg, Link, Ways};
pub use tie_graph::{Degree, SourceReach, TieGraph};

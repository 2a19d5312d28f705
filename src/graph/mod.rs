//! The network as a graph: neighbours, steps, reach. Indices never leave.
//!
//! Where members are drawn is not here but in `map`.

mod tie_graph;

pub use tie_graph::{Degree, SourceReach, TieGraph};

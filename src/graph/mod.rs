//! The network as a graph: neighbours, steps, reach. Indices never leave.

mod tie_graph;

pub use tie_graph::{Degree, SourceReach, TieGraph};

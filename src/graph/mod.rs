//! The network as a graph: neighbours, steps, reach, communities. Indices never leave.
//!
//! Where members are drawn is not here but in `map`.

mod communities;
mod tie_graph;

pub use communities::{Bond, communities};
pub use tie_graph::{Degree, SourceReach, TieGraph};

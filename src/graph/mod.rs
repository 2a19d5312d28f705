//! The network as a graph: neighbours, steps, reach, paths, communities. Indices never leave.
//!
//! Where members are drawn is not here but in `map`.

mod communities;
mod cuts;
mod path;
mod tie_graph;

pub use communities::{Bond, communities};
pub use path::{Flow, Leg, Link, Ways};
pub use tie_graph::{Degree, SourceReach, TieGraph};

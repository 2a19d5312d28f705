//! The network as a graph: neighbours, steps, reach, paths, communities, and the measures of a network. Indices never leave.
//!
//! A measure is one file; [`Measures`] works all of them out together, and [`Metric`] is the one table of what each means.
//! Where members are drawn is not here but in `map`.

mod answered;
mod betweenness;
mod brokerage;
mod centralisation;
mod communities;
mod components;
mod cores;
mod cut_off;
mod cuts;
mod density;
mod eigenvector;
mod holes;
mod leaving;
mod measures;
mod metric;
mod modularity;
mod path;
mod permeability;
mod sole_ways;
mod source_ways;
mod spread;
mod tie_graph;
mod walls;
mod waves;
mod wiring;

pub use answered::Answered;
pub use betweenness::{Betweenness, EXACT_UP_TO, PIVOTS, Precision, betweenness};
pub use brokerage::Roles;
pub use centralisation::centralisation;
pub use communities::{Bond, communities};
pub use components::components;
pub use cores::cores;
pub use cuts::Cuts;
pub use density::{density, reciprocity};
pub use eigenvector::{eigenvector, pagerank};
pub use holes::{Holes, holes};
pub use leaving::Leaving;
pub use measures::{Measures, Own, Whole};
pub use metric::{Metric, Of, Shape};
pub use modularity::modularity;
pub use path::{Flow, Leg, Link, Ways};
pub use permeability::{Opening, Permeability};
pub use source_ways::SourceWay;
pub use tie_graph::{Degree, SourceReach, TieGraph};
pub use walls::{Crossing, Wall};
pub use waves::{Reach, reach};
pub use wiring::Wiring;

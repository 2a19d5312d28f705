//! The network as a graph: neighbours, steps, reach. Indices never leave.

//! permea.
pub mod model; pub mod compare;

//! English sources: the register of establishments, links between numbers, trusts, performance tables, the school census
//! and teacher training.

mod authority;
pub(super) mod census;
mod context;
pub(super) mod links;
pub(super) mod register;
pub(super) mod school;
mod statistics;
pub(super) mod tables;
pub(super) mod training;
pub(super) mod trusts;

//! English sources: the register of establishments, links between numbers, trusts, performance tables.

mod authority;
mod context;
pub(super) mod links;
pub(super) mod register;
pub(super) mod school;
pub(super) mod tables;
pub(super) mod trusts;

//! The one test binary: behaviour through the session harness, the shell, journeys, properties, rules about the code.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on should stop and say where"
)]

mod filter;
mod invented;
mod model;
mod screens;
mod session;
mod store;
mod tidy;

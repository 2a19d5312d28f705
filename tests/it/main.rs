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
mod finding_coasting;
mod finding_condoned_failure;
mod finding_real;
mod invented;
mod journeys;
mod finding_coasting;
mod finding_condoned_failure;
mod finding_real;
mod journeys;
mod import_data;
mod filter;
mod invented;
mod model;
mod peers;
mod school;
mod screens;
mod session;
mod store;
mod terminal;
mod tidy;

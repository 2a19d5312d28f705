//! The one test binary: behaviour through the session harness, the shell, journeys, properties, rules about the code.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop and say where"
)]

mod import;
mod import_data;
mod model;

//! permea maps a network of schools, shows who is cut off and why, and finds who could help whom.
//!
//! # The idea
//!
//! A network is a set of [`Record`](model::Record)s: members, ties, ratings, figures, what somebody said. Everything that
//! changes it is a [`Step`](model::Step), a named list of records before and after: a rating typed on the screen, a register
//! of 24,000 schools, an undo. [`Network::apply`](model::Network::apply) takes a step or refuses it, and nothing else changes
//! a map. What is derived from the records (standings, families, findings) is an [`Analysis`](analysis::Analysis): built
//! whole, never stored, never edited.
//!
//! # The rooms
//!
//! They stand below in their order: a room uses only rooms above it, and only some may name a crate
//! (`tests/it/tidy.rs` holds both tables and reads the code). The rooms down to `view` are pure: no file, clock,
//! environment or thread. Each `mod.rs` says what lives in its room.
//!
//! # Three straight ways
//!
//! A key, `r` on a school. `terminal/input.rs` makes an [`Event`](app::Event) of it; [`App::update`](app::App::update) is
//! the only door. `app/act.rs` looks the key up in the keymap (`assets/keymap.ron`), and one exhaustive match hands the
//! [`Command`](app::Command) on: to `app/change.rs`, then `app/rating.rs`, where the card becomes a step. `App::take` lets
//! the network take it. What has to be done outside comes back as [`Effect`](app::Effect)s, which `terminal/effects.rs`
//! performs; the answers are events again. [`view::draw`] draws the app as it stands.
//!
//! A row of somebody's CSV file. `cli/import.rs` reads the bytes and calls [`exchange::propose`]. `exchange/sheet.rs` makes
//! rows with their line numbers, `exchange/kind.rs` tells what sheet it is by its headings (`assets/columns.ron`), and one
//! reader for each kind (`exchange/england/register.rs`, `members.rs`, `records.rs` …) writes into the draft or counts the
//! row as a problem in the ledger. The [`Proposal`](exchange::Proposal) holds one step; `store/save.rs` keeps what it makes.
//!
//! A finding. `analysis.rs` is the pipeline: standings and definitions (`framework`), families (`peers`), then each
//! [`Pattern`](finding::Pattern) is asked about each open school with the [`Evidence`](finding::Evidence) about it. The
//! verdict rests on facts, numbers without prose; `report/sentence.rs` words them for the screen, the shell and JSON alike.
//! How to add a pattern stands in [`finding`]; every threshold stands with its reason in `assets/rules.ron`.

pub mod model;
pub mod compare;
pub mod framework;
pub mod exchange;
pub mod graph;
pub mod peers;
pub mod finding;
pub mod analysis;
pub mod map;
pub mod report;
pub mod app;
pub mod view;
pub mod settings;
pub mod store;
pub mod terminal;
pub mod cli;

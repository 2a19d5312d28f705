//! The one test binary: behaviour through the session harness, the shell, journeys, properties, rules about the code.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test that cannot go on should stop and say where"
)]

mod any_map;
mod arrival;
mod bad_maps;
mod cards;
mod chronicle;
mod clash;
mod cli;
mod commands;
mod coordinators;
mod copies;
mod crowd;
mod export_nodexl;
mod export_sheets;
mod export_workbook;
mod desk;
mod export_round;
mod export_shell;
mod endurance;
mod exits;
mod eyes;
mod forgetful;
mod full_disk;
mod filter;
mod finding_coasting;
mod finding_condoned_failure;
mod finding_life;
mod finding_real;
mod finding_stages;
mod finding_statutory;
mod finding_ties;
mod git;
mod graphs;
mod graphs_bad;
mod graphs_data;
mod graphs_own;
mod graphs_properties;
mod graphs_tables;
mod graphs_workbooks;
mod hostile;
mod hostile_safe;
mod hangups;
mod import;
mod import_asked;
mod import_bad;
#[cfg(target_os = "linux")]
mod import_bombs;
mod import_cells;
mod import_choices;
mod import_codes;
mod import_data;
mod import_england;
mod import_properties;
mod import_screen;
mod import_shell;
mod invented;
mod journal;
mod journeys;
mod keeper;
mod keeping;
mod kill;
mod kept;
mod leaks;
mod legible;
#[cfg(unix)]
mod likeness;
mod limits;
mod map;
mod mapper;
mod mapper_properties;
mod mapper_shell;
mod map_cells;
mod map_ego;
mod map_force;
mod map_flight;
mod map_ground;
mod map_layers;
mod map_near;
mod map_groups;
mod map_matrix;
mod map_paint;
mod map_shell;
mod map_views;
mod map_topics;
mod merge_laws;
mod merge_rules;
mod merge_shell;
mod model;
mod neighbours;
mod no_terminal;
mod open_document;
mod outside;
mod peers;
mod pins;
mod point;
mod power;
mod properties;
mod pty;
mod questions;
mod recovery;
mod read_only;
mod readability;
mod repair;
mod report;
mod school;
mod screens;
mod session;
mod settling;
mod shell;
mod sizes;
mod slow_terminal;
mod soak;
mod store;
mod store_faults;
mod supported;
mod svg;
mod sync;
mod sync_screen;
mod sync_states;
mod sweep;
mod terminal;
mod tidy;
mod two_writers;
mod undo_shell;
mod unjoined;
mod workbooks;
mod window;

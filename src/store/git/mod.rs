//! The installed `git`, run as a program: where a map's repository is, how it is told to join maps, what it left unfinished,
//! and sharing a map with others through it.
//!
//! It is called with fixed arguments and without a shell, and no hook of the repository is run.

mod authors;
mod begin;
mod call;
mod cut_short;
mod error;
mod ground;
mod lock;
mod look;
mod patience;
mod repository;
mod set_up;
mod shared_place;
mod stages;
mod sync;
mod sync_error;
mod synced;
mod take_in;
mod tree;
mod trouble;
mod unjoined;
mod wire;

pub use authors::authors;
pub use error::GitError;
pub use look::{Look, look_at_sharing, remember_offer};
pub use repository::Repository;
pub use set_up::{SetUp, program_for_git};
pub use stages::{Stages, unfinished};
pub use sync::{SyncWish, sync};
pub use sync_error::SyncError;
pub use synced::{Standing, Synced};
pub use trouble::Trouble;
pub use unjoined::{NotJoined, Unjoined};

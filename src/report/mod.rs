//! Analysis to text and JSON.
//!
//! The filter language and the table of members are here too: the shell and the screen ask the same questions.

mod cell;
mod column;
mod distance;
mod filter;
mod find;
mod fold;
mod table;
pub mod words;

pub use cell::Cell;
pub use column::{Column, Holds, Standard, Subject, Vocabulary, trusts_of};
pub use distance::{degrees, distance_km};
pub use filter::{Filter, FilterError};
pub use find::{Candidate, NoMember, find_member};
pub use fold::{fold, nearest};
pub use table::{Row, Sort, Table, Way};

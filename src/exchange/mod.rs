//! Other people's formats to a proposed step.
//!
//! [`propose`] takes bytes and a network and says what would change. It cannot fail on rows: what is wrong with one is
//! a [`Problem`] with file, line and column. Only a file that is no sheet at all is [`Unreadable`].

mod archive;
mod bound;
mod cell;
mod columns;
mod content;
mod draft;
mod england;
mod figure;
mod graphs;
mod guard;
mod import;
mod kind;
mod ledger;
mod member_columns;
mod members;
mod own;
mod proposal;
mod ratings;
mod record_cells;
mod records;
mod seen;
mod sheet;
mod text;
mod unreadable;
mod whole;
mod whole_members;
mod workbook;
mod year;

pub use columns::Columns;
pub use graphs::{Switch, UNKNOWN_PHASE, WRITTEN_BY};
pub use guard::{guarded, is_risky};
pub use kind::SheetKind;
pub use ledger::{Problem, ProblemKind, RowTally, SourceTally};
pub use own::{DERIVED, Owner, marked};
pub use proposal::{Options, Prefer, Progress, Proposal, Source, propose};
pub use sheet::{LONGEST_CELL, MOST_COLUMNS, MOST_ROWS};
pub use unreadable::Unreadable;
pub use whole::{own_heading, whole_cell, whole_columns};

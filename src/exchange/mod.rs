//! Other people's formats to a proposed step.
//!
//! [`propose`] takes bytes and a network and says what would change. It cannot fail on rows: what is wrong with one is
//! a [`Problem`] with file, line and column. Only a file that is no sheet at all is [`Unreadable`].

mod ahead;
mod archive;
mod aside;
mod bound;
mod cell;
mod columns;
mod content;
mod draft;
mod england;
mod english_columns;
mod examples;
mod figure;
mod graphs;
mod guard;
mod headings;
mod import;
mod kind;
mod ledger;
mod likeness;
mod matching;
mod mapper;
mod member_columns;
mod members;
mod opendocument;
mod own;
mod policy;
mod proposal;
mod ratings;
mod record_cells;
mod records;
mod remarks;
mod row;
mod seen;
mod sheet;
mod taken;
mod text;
mod unreadable;
mod whole;
mod whole_members;
mod workbook;
mod year;

pub use aside::{AsideSheet, Holds};
pub use columns::Columns;
pub use content::guess;
pub use examples::Example;
pub use graphs::{Switch, UNKNOWN_PHASE, WRITTEN_BY, key_name};
pub use guard::{guarded, guarded_line, guarded_text, is_risky, sheet_line};
pub use kind::{SheetKind, is_readable_name};
pub use ledger::{Class, Problem, ProblemKind, RowTally, SourceTally};
pub use mapper::{Because, FieldName, MappedColumn, Mapping, Meaning, NotAField, NotAScheme, Scheme, SheetColumns, Written, row_kinds};
pub use matching::{Candidate, Likeness, NameAnswer, NameAnswers, NameQuestion, Newness, SameNames};
pub use own::{DERIVED, Owner, marked};
pub use policy::{Difference, Policies, Policy, Side, Spot, bare};
pub use proposal::{Options, Progress, Proposal, Source, propose};
pub use sheet::{MOST_COLUMNS, MOST_ROWS};
pub use unreadable::Unreadable;
pub use whole::{own_heading, whole_cell, whole_columns};

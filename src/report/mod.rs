//! Analysis to text and JSON.
//!
//! The filter language and the table of members are here too: the shell and the screen ask the same questions.

mod cell;
mod column;
mod distance;
mod filter;
mod finding_json;
mod finding_text;
mod map_words;
mod member_json;
mod member_page;
mod member_text;
mod page;
mod peers;
mod sentence;
mod svg;
mod table;
mod table_text;
mod triage;
mod vocabulary;
pub mod words;

pub use cell::Cell;
pub use column::{Column, Holds, Standard, Subject, trusts_of};
pub use distance::{degrees, distance_km};
pub use filter::{Filter, FilterError};
pub use finding_json::{finding_json, why_json};
pub use finding_text::{label, verdict_words, working};
pub use map_words::{MapWords, member_words, tie_said};
pub use member_page::{Flow, MemberPage, TieLine};
pub use member_text::{context_words, rating_words, response_words, tie_words, who_and_when};
pub use page::PAGE_COLUMNS;
pub use peers::{peers_json, peers_text};
pub use sentence::{fact_json, sentence};
pub use svg::{Paper, Poster};
pub use table::{Row, Sort, Table, Way, columns_of, sorts_of};
pub use triage::{Triage, TriageQuestion};
pub use vocabulary::Vocabulary;

//! Analysis to text and JSON, and the questions that are asked of it: the filter language and the table of members.
//!
//! The shell and the screen word things by the same functions (`words`, `sentence`) and ask the same questions. Nothing here
//! prints or draws: streams are `cli`'s, cells are `view`'s.

mod cell;
mod change_words;
mod claim;
mod column;
mod conflict_card;
mod conflict_words;
mod export;
mod filter;
mod finding_csv;
mod finding_json;
mod finding_text;
mod import_words;
mod layer_words;
mod map_words;
mod matrix_words;
mod member_json;
mod member_page;
mod member_text;
mod page;
mod paint;
mod peers;
mod reasons;
mod remark_text;
mod sentence;
mod svg;
mod table;
mod table_text;
mod topic_words;
mod triage;
mod triage_text;
mod version_words;
mod vocabulary;
mod whence;
pub mod words;

pub use cell::Cell;
pub use change_words::{ChangeLine, change_lines, changes_by_member, changes_counted, changes_json, changes_of, touched};
pub use claim::{claim_words, sides_words};
pub use column::{Column, Holds, Standard, Subject, trusts_of};
pub use conflict_card::{Card, Offer, Side};
pub use conflict_words::{conflict_json, conflict_lines, conflict_title, unsettled_words};
pub use export::{Exported, Files, Format as ExportFormat, Lossy, NotExported, Subject as ExportSubject, export};
pub use filter::{Filter, FilterError};
pub use finding_csv::why_csv;
pub use finding_json::{finding_json, why_json};
pub use finding_text::{label, said_lines, threshold_lines, verdict_words, working};
pub use import_words::{
    ExampleWords, answer_words, candidate_words, difference_field, difference_subject, difference_words, example_words, import_changes,
    import_counted, policy_words,
};
pub use map_words::{MapWords, member_words, tie_said};
pub use member_page::MemberPage;
pub use member_text::{MOST_PLACES, context_words, others_that_day, rating_words, response_words, tie_words, who_and_when};
pub use page::{PAGE_COLUMNS, Text, Weight};
pub use paint::{Numbers, numeric_columns, paint, paint_title};
pub use peers::{peers_json, peers_text};
pub use remark_text::remark_words;
pub use sentence::{fact_json, sentence};
pub use svg::{Paper, Poster};
pub use table::{Row, Sort, Table, Way, columns_of, sorts_of};
pub use triage::{Triage, TriageQuestion};
pub use version_words::{since_version, version_holds};
pub use vocabulary::Vocabulary;
pub use whence::whence;

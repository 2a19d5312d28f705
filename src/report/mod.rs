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
mod distribution;
mod export;
mod family_words;
mod filter;
mod finding_csv;
mod finding_json;
mod finding_text;
mod import_words;
mod layer_words;
mod leaving_words;
mod map_words;
mod matrix_words;
mod metric_words;
mod metrics;
mod metrics_text;
mod member_json;
mod member_page;
mod member_text;
mod page;
mod paint;
mod peers;
mod peers_data;
mod reasons;
mod remark_text;
mod sentence;
mod sources;
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
pub use distribution::{Bin, bin_of, distribution};
pub use export::{Exported, Files, Format as ExportFormat, Lossy, NotExported, Subject as ExportSubject, export};
pub use family_words::{
    apart_words, counts_words, distance_words, family_words, figure_words, gap_words, interval_words, km_words, method_in_full,
    method_words, signed_figure, variable_value, variable_words,
};
pub use filter::{Filter, FilterError};
pub use finding_csv::why_csv;
pub use finding_json::{finding_json, why_json};
pub use finding_text::{label, said_lines, threshold_lines, verdict_words, working};
pub use import_words::{
    ExampleWords, answer_words, candidate_words, difference_field, difference_subject, difference_words, example_words, import_changes,
    import_counted, policy_words,
};
pub use leaving_words::leaving_words;
pub use map_words::{MapWords, member_words, tie_said};
pub use member_page::MemberPage;
pub use member_text::{MOST_PLACES, context_words, others_that_day, rating_words, response_words, tie_words, who_and_when};
pub use metric_words::{ascribed, metric_value, provenances, scope_words, survey_warning};
pub use metrics::{MetricsAnswer, MetricsQuestion};
pub use page::{PAGE_COLUMNS, Text, Weight};
pub use paint::{Numbers, numeric_columns, paint, paint_title};
pub use peers::peers_text;
pub use peers_data::{peers_csv, peers_json};
pub use remark_text::remark_words;
pub use sentence::{fact_json, sentence};
pub use sources::SourcesAnswer;
pub use svg::{Paper, Poster};
pub use table::{Row, Sort, Table, Way, columns_of, sorts_of};
pub use triage::{Triage, TriageQuestion};
pub use version_words::{since_version, version_holds};
pub use vocabulary::Vocabulary;
pub use whence::{
    GridPlace, capacity_whence, compared_whence, family_whence, figure_whence, finding_whence, grid_place, group_whence, header_whence,
    marked_whence, member_findings_whence, member_ties_whence, membership_whence, metric_whence, network_whence, on_map_whence,
    patterns_whence, place_whence, places_whence, rating_whence, response_whence, standing_whence, table_whence, tie_whence, view_whence,
    visit_whence, whence,
};

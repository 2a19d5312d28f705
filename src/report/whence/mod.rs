//! Where the numbers of every screen come from: the rule that counts them, who gave them, of which year, from which file and row.
//!
//! Every answer is made of sentences, one a line. What nobody noted is said to be not noted.

mod cell;
mod counts;
mod family;
mod grid;
mod map;
mod metric;
mod page;
mod place;
mod record;
mod working;

pub use cell::{standing_whence, whence};
pub use counts::{header_whence, marked_whence, member_findings_whence, patterns_whence, table_whence};
pub use family::{compared_whence, family_whence};
pub use grid::{GridPlace, grid_place, place_whence, places_whence};
pub use map::{group_whence, on_map_whence, view_whence};
pub use metric::{metric_whence, network_whence};
pub use page::{figure_whence, member_ties_whence, membership_whence, visit_whence};
pub use record::{capacity_whence, rating_whence, response_whence, tie_whence};
pub use working::finding_whence;

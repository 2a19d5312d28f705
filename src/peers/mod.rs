//! Contextual families: who a school can fairly be compared with, how far, and how far chance can carry a figure.
//!
//! A family knows no verdict: what a gap to it means is `finding`'s. Sizes, weights and limits are the rules', from
//! `assets/rules.ron`; the method is domain.md section 3.

mod cluster;
mod families;
mod figures;
mod nearest;
mod noise;
mod page;
mod pool;
mod spread;

pub use families::{Families, Family, Method, NoFamily};
pub use figures::Figures;
pub use noise::Interval;
pub use page::{FamilyPage, MeasureRow, PeerRow, VariableRow};
pub use spread::Spread;

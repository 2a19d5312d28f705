//! Contextual families: who a school can fairly be compared with, how far, and how far chance can carry a figure.
//!
//! A family knows no verdict: what a gap to it means is `finding`'s. Sizes, weights and limits are the rules', from
//! `assets/rules.ron`; the methods are those of domain.md section 3 and, for the department's formula, field.md section 3.

mod cluster;
mod expected;
mod families;
mod figures;
mod nearest;
mod noise;
mod page;
mod pool;
mod scale;
mod spread;

pub use expected::Gap;
pub use families::{Families, Family, Method, NoFamily};
pub use figures::Figures;
pub use noise::Interval;
pub use page::{FamilyGround, FamilyPage, MeasureRow, PeerFigure, PeerRow, VariableRow};
pub use scale::Formula;
pub use spread::Spread;

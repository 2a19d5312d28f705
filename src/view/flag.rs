//! The look of a pattern: as words, and as a badge. Both go by its weight.

use super::theme::Role;
use crate::finding::{Pattern, Weight};

/// The role of words about a pattern.
pub(super) fn words_of(pattern: Pattern) -> Role {
    match pattern.weight() {
        Weight::Note => Role::Strong,
        Weight::Warning => Role::Coasting,
        Weight::Alarm => Role::Condoned,
    }
}

/// The role of a badge with a pattern's sign.
pub(super) fn badge_of(pattern: Pattern) -> Role {
    match pattern.weight() {
        Weight::Note => Role::Strong,
        Weight::Warning => Role::CoastingBadge,
        Weight::Alarm => Role::CondonedBadge,
    }
}

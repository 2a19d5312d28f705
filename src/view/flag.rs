//! The look of a pattern: as words, and as a badge. A new pattern gets its look here.

use super::theme::Role;
use crate::finding::Pattern;

/// The role of words about a pattern.
pub(super) fn words_of(pattern: Pattern) -> Role {
    match pattern {
        Pattern::Coasting => Role::Coasting,
        Pattern::CondonedFailure | Pattern::Entrenched => Role::Condoned,
    }
}

/// The role of a badge with a pattern's sign.
pub(super) fn badge_of(pattern: Pattern) -> Role {
    match pattern {
        Pattern::Coasting => Role::CoastingBadge,
        Pattern::CondonedFailure | Pattern::Entrenched => Role::CondonedBadge,
    }
}

//! The straight pipeline from a network to everything that is derived from it.

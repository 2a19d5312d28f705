//! Patterns: what is found about a member, three-valued, with its working.

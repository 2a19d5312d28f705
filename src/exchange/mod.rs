//! Other people's formats to a proposed step and back.

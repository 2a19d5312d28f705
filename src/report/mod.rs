//! Analysis to text and JSON.

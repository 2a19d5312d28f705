//! The app as cells.

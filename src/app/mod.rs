//! What the program shows and does.

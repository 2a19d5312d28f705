//! How wide the terminal is that answers are printed on.

/// The columns of the terminal on standard output; `None` if there is none, or it does not say.
pub fn columns() -> Option<usize> {
    let (columns, _rows) = crossterm::terminal::size().ok()?;
    (columns > 0).then_some(usize::from(columns))
}

//! Whether the terminal draws characters of ambiguous width in two cells, as East-Asian settings make some do.

use std::io::{self, Write, stdout};

use crossterm::{
    cursor::position,
    terminal::{disable_raw_mode, enable_raw_mode},
};

/// A character of stage 1; its width is ambiguous (Unicode Standard Annex 11), as is that of every line and block.
const AMBIGUOUS: char = '▣';

/// Whether a character of ambiguous width takes two cells here. Draws one, asks where the cursor is, and takes it back.
///
/// A terminal that does not answer within two seconds is taken to draw them wide: ASCII breaks nowhere.
pub(super) fn draws_ambiguous_wide() -> bool {
    !measured().is_ok_and(|cells| cells == 1)
}

fn measured() -> io::Result<u16> {
    enable_raw_mode()?;
    let cells = asked();
    disable_raw_mode()?;
    cells
}

fn asked() -> io::Result<u16> {
    let mut out = stdout();
    write!(out, "\r{AMBIGUOUS}")?;
    out.flush()?;
    let (column, _row) = position()?;
    write!(out, "\r  \r")?;
    out.flush()?;
    Ok(column)
}

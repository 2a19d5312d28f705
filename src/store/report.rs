//! Reports of mistakes of the program itself, in the private state folder.

use std::{env::consts, fs::OpenOptions, io, io::Write, path::PathBuf};

use super::{
    chance::hexadecimal,
    clock::{here, now},
    folders::state_folder,
    journal::private,
    safe::make_private,
};

/// Writes a report that only its reader may read, and says where it is.
pub fn write_report(text: &str) -> io::Result<PathBuf> {
    let folder = state_folder().ok_or(io::ErrorKind::NotFound)?.join("reports");
    make_private(&folder)?;
    let day = here(now()).replace([':', 'T'], "-");
    let path = folder.join(format!("{day}-{}.txt", hexadecimal(4)));
    let mut file = private(OpenOptions::new().write(true).create_new(true)).open(&path)?;
    write!(file, "{text}\nOn {}, {}.\n", consts::OS, consts::ARCH)?;
    Ok(path)
}

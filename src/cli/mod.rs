//! The shell face: clap definitions, one file a command; prints.

use std::process::ExitCode;

/// Reads the arguments, does what they say, and ends with the exit code that `commands.md` gives it.
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}

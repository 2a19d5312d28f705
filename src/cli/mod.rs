//! The shell face: clap definitions, one file a command; prints.

mod answer;
mod exit;
mod globals;
mod new;
mod scene;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand, error::ErrorKind};

use self::{
    exit::{Exit, Failure},
    globals::Globals,
    scene::{Scene, end, say},
};

/// Maps a network of schools, shows who is cut off and why, and finds who could help whom.
///
/// Exit codes: 0 done, 1 could not do it, 2 wrong usage, 3 done but problems remain, 4 input refused by a limit,
/// 5 could not save (nothing lost).
#[derive(Parser, Debug)]
#[command(name = "permea", version, about, long_about, disable_help_subcommand = true)]
struct Shell {
    /// A map to open on the screen; without one the start page opens
    map: Option<PathBuf>,

    #[command(flatten)]
    globals: Globals,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand, Debug)]
enum Command {
    New(new::Arguments),
}

/// Reads the arguments, does what they say, and ends with the exit code that `commands.md` gives it.
pub fn main() -> ExitCode {
    let exit = match Shell::try_parse() {
        Ok(shell) => run(shell).unwrap_or_else(end),
        Err(error) => misread(&error),
    };
    exit.into()
}

fn run(shell: Shell) -> Result<Exit, Failure> {
    let scene = Scene::set(shell.globals)?;
    match (shell.command, shell.map) {
        (Some(_), Some(map)) => Err(Failure::usage(format!("`{}` stands before a command. Put the map after it.", map.display()))),
        (Some(Command::New(arguments)), None) => new::run(&scene, &arguments),
        (None, _) => Err(Failure::could_not("The screen needs a terminal.")),
    }
}

/// Arguments that clap could not read, or a question for help, which it answers.
fn misread(error: &clap::Error) -> Exit {
    let text = error.render().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            use std::io::Write;
            // A reader that closed the pipe has seen enough.
            let _written = std::io::stdout().lock().write_all(text.as_bytes());
            Exit::Done
        }
        _other => {
            let _said = say(text.trim_end());
            Exit::Usage
        }
    }
}

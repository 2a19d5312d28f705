//! The shell face: clap definitions, one file a command, and everything that is printed.
//!
//! A command reads its arguments, calls what the screen calls too, and says what came of it; it decides nothing itself. What
//! all of them have at hand is the `Scene`; how they end is `exit`.

mod add;
mod answer;
mod asked;
mod check;
mod columns;
mod completions;
mod copies;
mod conflicts;
mod drawing;
mod edit;
mod exit;
mod export;
mod fields;
mod git_setup;
mod globals;
mod groups;
mod import;
mod import_answer;
mod import_choices;
mod import_columns;
mod keeping;
mod kept;
mod keys;
mod list;
mod man;
mod map;
mod merge;
mod metrics;
mod new;
mod odd;
mod open;
mod peers;
mod question;
mod rate;
mod records;
mod remark;
mod remove;
mod repair;
mod restore;
mod scene;
mod show;
mod sources;
mod sync;
mod triage;
mod undo;
mod why;

use std::{
    io::{self, IsTerminal},
    path::PathBuf,
    process::ExitCode,
};

use clap::{CommandFactory, Parser, Subcommand, error::ErrorKind};

use self::{
    exit::{Exit, Failure},
    globals::Globals,
    scene::{Scene, end, say},
};
use crate::terminal::{Start, on_a_deep_stack, was_killed};

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
    Open(open::Arguments),
    /// Open the bundled invented network on the screen; nothing is written unless it is saved under a name
    Demo,
    New(new::Arguments),
    Import(import::Arguments),
    Columns(columns::Arguments),
    Check(check::Arguments),
    Repair(repair::Arguments),
    Conflicts(conflicts::Arguments),
    Merge(merge::Arguments),
    MergeDriver(merge::DriverArguments),
    GitSetup(git_setup::Arguments),
    Sync(sync::Arguments),
    Map(map::Arguments),
    Export(export::Arguments),
    Triage(triage::Arguments),
    Why(why::Arguments),
    Show(show::Arguments),
    List(list::Arguments),
    Peers(peers::Arguments),
    Metrics(metrics::Arguments),
    Sources(sources::Arguments),
    Rate(rate::Arguments),
    Remark(remark::Arguments),
    Add(add::Arguments),
    Edit(edit::Arguments),
    Remove(remove::Arguments),
    Undo(undo::Undo),
    Redo(undo::Redo),
    Restore(restore::Arguments),
    /// Print the keymap as it is bound
    Keys,
    Completions(completions::Arguments),
    /// Print the man page
    Man,
}

/// Reads the arguments, does what they say, and ends with the exit code that `commands.md` gives it.
pub fn main() -> ExitCode {
    match on_a_deep_stack(begin) {
        Ok(Ok(exit)) => exit.into(),
        Ok(Err(report)) => {
            say(&format!(
                "permea made a mistake and had to stop. A map's file is always a whole one: the one of before, or the new one.\n{report}"
            ));
            Exit::CouldNot.into()
        }
        Err(error) => end(error.into()).into(),
    }
}

/// Everything ends here, so that the terminal is given back before anything is said.
fn begin() -> Exit {
    if io::stderr().is_terminal() && was_killed() {
        say("The last permea in this terminal was killed before it could give the terminal back. If what you type looks odd, enter: reset");
    }
    match Shell::try_parse() {
        Ok(shell) => run(shell).unwrap_or_else(end),
        Err(error) => misread(&error),
    }
}

fn run(shell: Shell) -> Result<Exit, Failure> {
    if let (Some(Command::MergeDriver(arguments)), None) = (&shell.command, &shell.map) {
        // Git reads any exit below 129 as a join, so nothing of the user's settings may come between.
        return Ok(merge::drive(arguments));
    }
    let scene = Scene::set(shell.globals)?;
    match (shell.command, shell.map) {
        (Some(_), Some(map)) => Err(Failure::usage(format!("`{}` stands before a command. Put the map after it.", map.display()))),
        (Some(command), None) => perform(scene, command),
        (None, map) => open::run(scene, open::start_with(map)),
    }
}

fn perform(mut scene: Scene, command: Command) -> Result<Exit, Failure> {
    let exit = match command {
        Command::Open(arguments) => return open::run(scene, arguments.start()),
        Command::Demo => return open::run(scene, Start::Demo),
        Command::New(arguments) => new::run(&scene, &arguments),
        Command::Import(arguments) => import::run(&scene, &arguments),
        Command::Columns(arguments) => columns::run(&scene, &arguments),
        Command::Check(arguments) => check::run(&scene, &arguments),
        Command::Repair(arguments) => repair::run(&scene, &arguments),
        Command::Conflicts(arguments) => conflicts::run(&scene, &arguments),
        Command::Merge(arguments) => merge::run(&scene, &arguments),
        Command::MergeDriver(arguments) => Ok(merge::drive(&arguments)),
        Command::GitSetup(arguments) => git_setup::run(&scene, &arguments),
        Command::Sync(arguments) => sync::run(&scene, &arguments),
        Command::Map(arguments) => map::run(&scene, &arguments),
        Command::Export(arguments) => export::run(&scene, &arguments),
        Command::Triage(arguments) => triage::run(&scene, &arguments),
        Command::Why(arguments) => why::run(&scene, &arguments),
        Command::Show(arguments) => show::run(&scene, &arguments),
        Command::List(arguments) => list::run(&scene, &arguments),
        Command::Peers(arguments) => peers::run(&mut scene, &arguments),
        Command::Metrics(arguments) => metrics::run(&scene, &arguments),
        Command::Sources(arguments) => sources::run(&scene, &arguments),
        Command::Rate(arguments) => rate::run(&scene, &arguments),
        Command::Remark(arguments) => remark::run(&scene, &arguments),
        Command::Add(arguments) => add::run(&scene, &arguments),
        Command::Edit(arguments) => edit::run(&scene, &arguments),
        Command::Remove(arguments) => remove::run(&scene, &arguments),
        Command::Undo(arguments) => undo::undo(&scene, &arguments),
        Command::Redo(arguments) => undo::redo(&scene, &arguments),
        Command::Restore(arguments) => restore::run(&scene, &arguments),
        Command::Keys => keys::run(&scene),
        Command::Completions(arguments) => completions::run(&arguments, Shell::command()),
        Command::Man => man::run(Shell::command()),
    }?;
    Ok(scene.ends(exit))
}

/// Arguments that clap could not read, or a question for help, which it answers.
fn misread(error: &clap::Error) -> Exit {
    let text = error.render().to_string();
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        // A reader that closed the pipe has seen enough.
        let _printed = Scene::print(&text);
        return Exit::Done;
    }
    say(text.trim_end());
    Exit::Usage
}

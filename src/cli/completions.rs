//! `permea completions`: shell completions on standard output.

use clap::{Args, Command};
use clap_complete::{Shell, generate};

use super::{
    exit::{Exit, Failure},
    scene::Scene,
};

/// Print completions for a shell
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, mut command: Command) -> Result<Exit, Failure> {
    let mut text = Vec::new();
    generate(arguments.shell, &mut command, "permea", &mut text);
    Scene::print_data(&String::from_utf8_lossy(&text))?;
    Ok(Exit::Done)
}

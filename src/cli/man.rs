//! `permea man`: the man page on standard output.

use clap::Command;
use clap_mangen::Man;

use super::{
    exit::{Exit, Failure},
    scene::Scene,
};

/// One page: the program, then every command with its arguments.
pub(super) fn run(mut command: Command) -> Result<Exit, Failure> {
    command.build();
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    for part in command.get_subcommands().filter(|part| !part.is_hide_set()) {
        page.extend_from_slice(format!(".SH \"PERMEA {}\"\n", part.get_name().to_uppercase()).as_bytes());
        let man = Man::new(part.clone());
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    Scene::print_data(&String::from_utf8_lossy(&page))?;
    Ok(Exit::Done)
}

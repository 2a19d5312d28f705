//! The keys of an import: which of them do something now, and what each does in words.

use super::{Focus, Part, Stage};
use crate::app::{
    App, Command,
    command::{ChoosingCommand, General, ImportCommand, Move},
};

impl App {
    /// The keys of the import, as far as they do something now.
    pub(in crate::app) fn import_commands(&self) -> Vec<Command> {
        let (choose, back) = (Command::General(General::Choose), Command::General(General::Back));
        let import = Command::Import;
        let Some(importing) = self.importing() else { return vec![back] };
        match &importing.stage {
            Stage::Choosing => vec![choose, back, Command::Choosing(ChoosingCommand::Mark)],
            Stage::Reading(_) => vec![back],
            Stage::Refused(_) => vec![choose, back],
            Stage::Columns(_) => {
                vec![choose, back, Command::Move(Move::Right), import(ImportCommand::Choose), import(ImportCommand::LeaveOut)]
            }
            Stage::Proposed(proposed) => match (proposed.focus, proposed.part()) {
                (Focus::Pane, Part::Fields) => {
                    vec![Command::Move(Move::Right), import(ImportCommand::Yes), import(ImportCommand::No), choose, back]
                }
                (Focus::Pane, Part::Names) => vec![
                    import(ImportCommand::Yes),
                    import(ImportCommand::No),
                    import(ImportCommand::LeaveOut),
                    import(ImportCommand::All),
                    Command::Move(Move::Right),
                    choose,
                    back,
                ],
                (Focus::Pane, Part::Manner) => vec![Command::Move(Move::Right), import(ImportCommand::Choose), choose, back],
                (Focus::Pane, Part::Summary | Part::Class(_) | Part::Problems | Part::Columns(_)) => vec![back],
                (Focus::Parts, _) => vec![choose, back, Command::Move(Move::Down), import(ImportCommand::Pane)],
            },
        }
    }

    /// What a key does in the import, where it is more than the command's name says.
    pub(in crate::app) fn import_hint(&self, command: Command) -> Option<&'static str> {
        let importing = self.importing()?;
        let (choose, back) = (Command::General(General::Choose), Command::General(General::Back));
        let right = Command::Move(Move::Right);
        let of_import = |wanted: ImportCommand| command == Command::Import(wanted);
        let words = match &importing.stage {
            Stage::Choosing if command == choose => "open or take",
            Stage::Choosing if command == back => "leave",
            Stage::Choosing if command == Command::Choosing(ChoosingCommand::Mark) => "mark",
            Stage::Reading(_) if command == back => "stop",
            Stage::Refused(_) if command == choose => "go on",
            Stage::Columns(_) if command == choose => "read it so",
            Stage::Columns(_) if command == back => "leave",
            Stage::Columns(_) if command == right => "next meaning",
            Stage::Columns(_) if of_import(ImportCommand::Choose) => "all meanings",
            Stage::Columns(_) if of_import(ImportCommand::LeaveOut) => "leave out",
            Stage::Proposed(proposed) => match (proposed.focus, proposed.part()) {
                (Focus::Pane, _) if command == choose => "done",
                (Focus::Pane, _) if command == back => "to the list",
                (Focus::Pane, _) if command == right => "next choice",
                (Focus::Pane, Part::Manner) if of_import(ImportCommand::Choose) => "list, or type",
                (Focus::Pane, Part::Fields) if of_import(ImportCommand::Yes) => "source's",
                (Focus::Pane, Part::Fields) if of_import(ImportCommand::No) => "map's",
                (Focus::Pane, Part::Names) if of_import(ImportCommand::Yes) => "yes, the same",
                (Focus::Pane, Part::Names) if of_import(ImportCommand::No) => "no, a new one",
                (Focus::Pane, Part::Names) if of_import(ImportCommand::LeaveOut) => "leave aside",
                (Focus::Pane, Part::Names) if of_import(ImportCommand::All) => "all the same",
                (Focus::Parts, part) if command == choose => {
                    if part.is_decided() {
                        "decide"
                    } else {
                        "import"
                    }
                }
                (Focus::Parts, _) if command == back => "leave",
                (Focus::Parts, _) if command == Command::Move(Move::Down) => "look at",
                (Focus::Parts, _) if of_import(ImportCommand::Pane) => "into it",
                (Focus::Pane | Focus::Parts, _) => return None,
            },
            Stage::Choosing | Stage::Reading(_) | Stage::Refused(_) | Stage::Columns(_) => return None,
        };
        Some(words)
    }
}

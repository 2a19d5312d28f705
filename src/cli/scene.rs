//! What every command has at hand: the options, the settings, the day, maps, members, and the two streams.

use std::{
    io::{self, IsTerminal, Read, Write},
    path::Path,
};

use ecow::EcoString;
use jiff::civil::Date;
use serde::Serialize;

use super::{
    answer::envelope,
    check::left_by_git,
    exit::{Exit, Failure},
    globals::{Colour, Format, Globals},
};
use crate::{
    model::{Field, Member, Mint, Network},
    report::{PAGE_COLUMNS, Text, Weight, unsettled_words},
    settings::{Asset, Habits, Override, Settings},
    store::{self, Display, Opened, SIZE_LIMIT_BYTES, shown},
    terminal,
    view::theme::Depth,
};

/// Lines longer than this are hard to read.
const WIDEST_PAGE: usize = 110;

/// Tables of a page need this much.
const NARROWEST_PAGE: usize = 60;

/// The setting of one command.
pub(super) struct Scene {
    pub(super) globals: Globals,
    pub(super) settings: Settings,
    pub(super) habits: Habits,
    /// Today, or what stands in for it.
    pub(super) as_of: Date,
}

impl Scene {
    /// Reads the settings folder and `--rules`.
    pub(super) fn set(globals: Globals) -> Result<Self, Failure> {
        let mut overrides = store::overrides().map_err(|error| Failure::could_not(error.to_string()))?;
        if let Some(path) = &globals.rules {
            let text = store::read_text(path).map_err(|error| Failure::usage(error.to_string()))?;
            overrides.push(Override { asset: Asset::Rules, file: shown(&path.to_string_lossy()), text });
        }
        let settings = Settings::join(&overrides)?;
        let habits = store::habits()?;
        let as_of = globals.as_of.unwrap_or_else(store::today);
        Ok(Self { globals, settings, habits, as_of })
    }

    /// The network of a map, for a question; `-` is standard input.
    pub(super) fn read(&self, map: &Path) -> Result<Network, Failure> {
        if map != Path::new("-") {
            return self.open(map).map(|opened| opened.network);
        }
        Ok(store::open_bytes("standard input", &Self::standard_input()?)?)
    }

    /// Everything on standard input, up to the limit of a map.
    pub(super) fn standard_input() -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let unread = |error| Failure::could_not(format!("Standard input could not be read ({error})."));
        io::stdin().take(SIZE_LIMIT_BYTES).read_to_end(&mut bytes).map_err(unread)?;
        Ok(bytes)
    }

    /// A map with its file, for a change.
    pub(super) fn open(&self, map: &Path) -> Result<Opened, Failure> {
        if map == Path::new("-") {
            return Err(Failure::usage("Standard input cannot be changed. Name a map file."));
        }
        let opened = store::open(map)?;
        for note in &opened.file.notes {
            self.tell(&note.sentence());
        }
        if let Some(sentence) = left_by_git(map, &opened.network) {
            self.tell(&sentence);
        }
        Ok(opened)
    }

    /// The member of an id, an alias or an unambiguous name.
    pub(super) fn member<'a>(network: &'a Network, text: &str) -> Result<&'a Member, Failure> {
        network.find_member(text).map_err(|error| Failure::could_not(error.to_string()))
    }

    /// Who signs a change: the name given, else the one kept in the settings.
    pub(super) fn author(&self, given: Option<&str>) -> Result<EcoString, Failure> {
        let given = Option::<EcoString>::parse(given.unwrap_or_default())?;
        let unknown = || Failure::usage("Say who this is from, with --by NAME. Nothing was changed.");
        given.or_else(|| self.habits.rater.clone()).ok_or_else(unknown)
    }

    /// Where the ids of this run come from.
    pub(super) fn mint() -> Mint {
        Mint::new(store::seed())
    }

    /// The rules fields that differ from the built-in ones.
    pub(super) fn changed_rules(&self) -> &[EcoString] {
        &self.settings.rules.changed
    }

    /// Prints an answer as one JSON object in its envelope. `map` is the map's name.
    pub(super) fn answer(&self, kind: &str, map: &str, body: &impl Serialize) -> Result<(), Failure> {
        let answer = envelope(kind, map, self.as_of, self.changed_rules(), body)
            .map_err(|error| Failure::could_not(format!("The answer could not be written as JSON ({error}).")))?;
        Self::print(&format!("{answer:#}\n"))
    }

    /// Prints an answer about a map as one JSON object; how many differences nobody has settled stands before its fields.
    pub(super) fn answer_about(&self, kind: &str, network: &Network, body: &impl Serialize) -> Result<(), Failure> {
        #[derive(Serialize)]
        struct Told<'a, T> {
            #[serde(skip_serializing_if = "Option::is_none")]
            conflicts: Option<usize>,
            #[serde(flatten)]
            body: &'a T,
        }
        let conflicts = Some(network.conflicts().len()).filter(|count| *count > 0);
        self.answer(kind, &network.about.name, &Told { conflicts, body })
    }

    /// Tells before an answer of text how many differences nobody has settled: what follows shows one side of each.
    pub(super) fn print_unsettled(network: &Network) -> Result<(), Failure> {
        unsettled_words(network.conflicts().len()).map_or(Ok(()), |words| Self::print(&format!("{words}\n\n")))
    }

    /// Tells it beside an answer that has no room for words.
    pub(super) fn tell_unsettled(&self, network: &Network) {
        if let Some(words) = unsettled_words(network.conflicts().len()) {
            self.tell(&format!("{words}: one side of each is shown."));
        }
    }

    /// Prints an answer on standard output.
    pub(super) fn print(text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        Ok(out.flush()?)
    }

    /// Prints a page, with headings and flags standing out where colours are wanted.
    pub(super) fn print_page(&self, page: &Text) -> Result<(), Failure> {
        let is_coloured = self.is_coloured();
        let lines = page.lines().map(|(weight, line)| {
            // The escapes are ours; what comes from a file is made safe first.
            let line = shown(line);
            match weight {
                Weight::Heading if is_coloured => format!("\u{1b}[1m{line}\u{1b}[0m\n"),
                Weight::Flag if is_coloured => format!("\u{1b}[31m{line}\u{1b}[0m\n"),
                Weight::Heading | Weight::Flag | Weight::Plain => format!("{line}\n"),
            }
        });
        Self::print(&lines.collect::<String>())
    }

    fn is_coloured(&self) -> bool {
        match self.globals.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => io::stdout().is_terminal() && Display::of_environment().depth() != Depth::Mono,
        }
    }

    /// The columns of a page of text: the terminal's, as far as lines can be read easily, else the usual ones.
    pub(super) fn page_columns() -> usize {
        Self::terminal_columns().map_or(PAGE_COLUMNS, |columns| columns.clamp(NARROWEST_PAGE, WIDEST_PAGE))
    }

    /// The columns of the terminal on standard output, if it is one.
    pub(super) fn terminal_columns() -> Option<usize> {
        io::stdout().is_terminal().then(|| terminal::columns().unwrap_or(PAGE_COLUMNS))
    }

    /// Prints what was done, unless that is not wanted.
    pub(super) fn confirm(&self, sentence: &str) -> Result<(), Failure> {
        if self.globals.quiet { Ok(()) } else { Self::print(&format!("{}\n", shown(sentence))) }
    }

    /// Says something beside the answer on standard error, unless that is not wanted.
    pub(super) fn tell(&self, sentence: &str) {
        if !self.globals.quiet {
            say(sentence);
        }
    }

    /// Refuses a form the command does not have.
    pub(super) fn only(&self, formats: &[Format]) -> Result<(), Failure> {
        if formats.contains(&self.globals.format) {
            return Ok(());
        }
        let words: Vec<&str> = formats.iter().map(|format| format.word()).collect();
        Err(Failure::usage(format!("This command has no answer as {}. It has: {}.", self.globals.format.word(), words.join(", "))))
    }
}

/// Prints a sentence on standard error, with whatever came from a file made safe.
pub(super) fn say(sentence: &str) {
    // Where nobody reads the errors, nobody can be told.
    let _written = writeln!(io::stderr().lock(), "{}", shown(sentence));
}

/// Ends a command that failed.
pub(super) fn end(failure: Failure) -> Exit {
    match failure {
        Failure::PipeClosed => Exit::Done,
        Failure::Said { exit, sentence } => {
            say(&sentence);
            exit
        }
    }
}

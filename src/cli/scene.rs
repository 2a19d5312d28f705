//! What every command has at hand: the options, the settings, the day, maps, members, and the two streams.

use std::{
    cell::Cell,
    io::{self, IsTerminal, Write},
    path::Path,
};

use ecow::EcoString;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

use super::{
    answer::envelope,
    check::left_by_git,
    exit::{Exit, Failure},
    globals::{Colour, Format, Globals},
};
use crate::{
    app::wrong_date,
    model::{Field, Member, Mint, Network, Shown},
    report::{PAGE_COLUMNS, Text, Weight, unsettled_words},
    settings::{Asset, Habits, Override, Settings},
    store::{self, Display, Glance, InPart, OpenError, Opened, shown},
    terminal,
    view::{map::GlyphSet, theme::Depth},
};

/// Lines longer than this are hard to read.
const WIDEST_PAGE: usize = 110;

/// Tables of a page need this much.
const NARROWEST_PAGE: usize = 60;

/// An answer in each of its forms; only the one that is wanted is made.
pub(super) struct Forms<'a> {
    pub(super) json: &'a dyn Fn() -> Value,
    /// Rows alone.
    pub(super) csv: &'a dyn Fn() -> String,
    /// For people, in so many columns.
    pub(super) page: &'a dyn Fn(usize) -> Text,
}

/// The setting of one command.
pub(super) struct Scene {
    pub(super) globals: Globals,
    pub(super) settings: Settings,
    pub(super) habits: Habits,
    /// Today, or what stands in for it.
    pub(super) as_of: Date,
    /// Whether a change met another of the same facts, and both are in the map now.
    pub(super) has_clashed: Cell<bool>,
    /// Whether a map was read only in part.
    is_in_part: Cell<bool>,
}

impl Scene {
    /// Reads the settings folder and `--rules`.
    pub(super) fn set(globals: Globals) -> Result<Self, Failure> {
        if let Some(bytes) = globals.max_size {
            store::lift_size_limit(bytes);
        }
        let mut overrides = store::overrides().map_err(|error| Failure::could_not(error.to_string()))?;
        if let Some(path) = &globals.rules {
            let text = store::read_text(path).map_err(|error| Failure::usage(error.to_string()))?;
            overrides.push(Override { asset: Asset::Rules, file: shown(&path.to_string_lossy()), text });
        }
        let settings = Settings::join(&overrides)?;
        let habits = store::habits()?;
        let as_of = globals.as_of.unwrap_or_else(store::today);
        Ok(Self { globals, settings, habits, as_of, has_clashed: Cell::new(false), is_in_part: Cell::new(false) })
    }

    /// The network of a map, for a question; `-` is standard input. One that can be read only in part is told about, and the
    /// command ends with [`Exit::Remains`].
    pub(super) fn read(&self, map: &Path) -> Result<Network, Failure> {
        if map == Path::new("-") {
            let (network, part) = store::look_at_bytes("standard input", &Self::standard_input()?)?;
            if let Some(part) = part {
                self.told_in_part(&part);
            }
            return Ok(network);
        }
        match store::look(map)? {
            Glance::Whole(opened) => {
                self.tell_of(&opened);
                Ok(opened.network)
            }
            Glance::InPart(part) => {
                self.told_in_part(&part);
                Ok(part.network)
            }
        }
    }

    /// What is wrong in a map's file is said whatever else is to be quiet.
    fn told_in_part(&self, part: &InPart) {
        say(&part.read_only().told(&part.path.to_string_lossy()));
        self.is_in_part.set(true);
    }

    /// How a command that did what it was asked ends.
    pub(super) fn ends(&self, exit: Exit) -> Exit {
        if exit == Exit::Done && self.is_in_part.get() { Exit::Remains } else { exit }
    }

    /// Everything on standard input, up to the limit of a map.
    pub(super) fn standard_input() -> Result<Vec<u8>, Failure> {
        let read = store::read_stream(io::stdin());
        let bytes = read.map_err(|error| Failure::could_not(format!("Standard input could not be read ({error}).")))?;
        Ok(bytes.map_err(|reason| OpenError::new("standard input", reason))?)
    }

    /// A map with its file, for a change.
    pub(super) fn open(&self, map: &Path) -> Result<Opened, Failure> {
        if map == Path::new("-") {
            return Err(Failure::usage("Standard input cannot be changed. Name a map file."));
        }
        let opened = store::open(map)?;
        self.tell_of(&opened);
        Ok(opened)
    }

    /// Tells what is odd about a map's file.
    fn tell_of(&self, opened: &Opened) {
        for note in &opened.file.notes {
            self.tell(&note.sentence());
        }
        if let Some(sentence) = left_by_git(opened.file.path(), &opened.network) {
            self.tell(&sentence);
        }
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

    /// The day that stands for today in a record that is made now; refused while the computer's own date is out of the question.
    pub(super) fn day_to_record(&self) -> Result<Date, Failure> {
        let wrong = self.globals.as_of.is_none().then(|| wrong_date(self.as_of)).flatten();
        wrong.map_or(Ok(self.as_of), |told| {
            Err(Failure::could_not(format!("{told} Set the clock, or give the date with --on or --as-of. Nothing was changed.")))
        })
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
        Self::print_data(&format!("{answer:#}\n"))
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

    /// Answers a question about a map in the form that is wanted.
    pub(super) fn answer_in(&self, kind: &str, network: &Network, forms: &Forms<'_>) -> Result<(), Failure> {
        match self.globals.format {
            Format::Json => self.answer_about(kind, network, &(forms.json)()),
            Format::Csv => {
                self.tell_unsettled(network);
                Self::print_data(&(forms.csv)())
            }
            Format::Text | Format::Md => {
                Self::print_unsettled(network)?;
                self.print_page(&(forms.page)(Self::page_columns()))
            }
        }
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

    /// Prints text for people on standard output; whatever came from a file is made visible.
    pub(super) fn print(text: &str) -> Result<(), Failure> {
        let shown = Shown::lines_of(text);
        if io::stdout().is_terminal() && Display::of_environment().glyphs() == GlyphSet::Ascii {
            let spelt = shown.as_str().split('\n').map(|line| GlyphSet::Ascii.spell(line));
            return Self::print_drawn(&spelt.collect::<Vec<_>>().join("\n"));
        }
        Self::print_drawn(shown.as_str())
    }

    /// Prints data for other programs as it is. Only to a terminal it is text for people.
    pub(super) fn print_data(text: &str) -> Result<(), Failure> {
        if io::stdout().is_terminal() { Self::print(text) } else { Self::print_drawn(text) }
    }

    /// Prints what carries escapes of our own; what came from a file was made visible when it was put in.
    pub(super) fn print_drawn(text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        Ok(out.flush()?)
    }

    /// Prints a page, with headings and flags standing out where colours are wanted.
    pub(super) fn print_page(&self, page: &Text) -> Result<(), Failure> {
        let is_coloured = self.is_coloured();
        let lines = page.lines().map(|(weight, line)| {
            // The escapes are ours; what comes from a file is made safe first.
            let line = Shown::of(line);
            match weight {
                Weight::Heading if is_coloured => format!("\u{1b}[1m{line}\u{1b}[0m\n"),
                Weight::Flag if is_coloured => format!("\u{1b}[31m{line}\u{1b}[0m\n"),
                Weight::Heading | Weight::Flag | Weight::Plain => format!("{line}\n"),
            }
        });
        Self::print_drawn(&lines.collect::<String>())
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
        if self.globals.quiet { Ok(()) } else { Self::print(&format!("{sentence}\n")) }
    }

    /// Whether somebody at a terminal says yes. Nobody is asked elsewhere, or where nothing is to be asked, and then it is no.
    pub(super) fn asked(&self, question: &str) -> bool {
        if self.globals.no_input || !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return false;
        }
        let mut out = io::stderr().lock();
        let mut answer = String::new();
        let is_asked = write!(out, "{} [y/N] ", Shown::of(question)).and_then(|()| out.flush()).is_ok();
        is_asked && io::stdin().read_line(&mut answer).is_ok() && ["y", "yes"].contains(&answer.trim().to_lowercase().as_str())
    }

    /// Prints what was done where the answer is text, unless that is not wanted.
    pub(super) fn confirm_text(&self, sentence: &str) -> Result<(), Failure> {
        if self.globals.format == Format::Text { self.confirm(sentence) } else { Ok(()) }
    }

    /// Asks a question that wants a yes; the answer is no where nobody can be asked.
    pub(super) fn asks(&self, question: &str) -> bool {
        if self.globals.no_input || !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return false;
        }
        let mut out = io::stderr().lock();
        // Where the question cannot be written, nobody answers it.
        let asked = write!(out, "{} [y/N] ", shown(question)).and_then(|()| out.flush());
        let mut line = String::new();
        asked.is_ok() && io::stdin().read_line(&mut line).is_ok() && matches!(line.trim().to_lowercase().as_str(), "y" | "yes")
    }

    /// Asks a question that wants a no if something is wrong; where nobody can be asked, nobody says no.
    pub(super) fn refuses(&self, question: &str) -> bool {
        if self.globals.no_input || !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return false;
        }
        let mut out = io::stderr().lock();
        // Where the question cannot be written, nobody answers it.
        let asked = write!(out, "{} [Y/n] ", shown(question)).and_then(|()| out.flush());
        let mut line = String::new();
        asked.is_ok() && io::stdin().read_line(&mut line).is_ok() && matches!(line.trim().to_lowercase().as_str(), "n" | "no")
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
    let _written = writeln!(io::stderr().lock(), "{}", Shown::lines_of(sentence));
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

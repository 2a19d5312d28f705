//! What a person decides of an import in the shell: whose value counts, and whose a name without a number is.

use std::{
    fmt::Write,
    io::{self, IsTerminal},
    path::{Path, PathBuf},
};

use clap::Args;
use ecow::EcoString;

use super::{exit::Failure, import_answer::Meant, scene::Scene};
use crate::{
    exchange::{AsideSheet, Class, Holds, NameAnswers, Policies, Policy, Proposal, SameNames, Side, bare},
    model::Network,
    report::{
        example_words,
        words::{self, counted},
    },
    store,
};

/// How many rows of each class a dry run shows; the rows set aside are named as problems.
const EXAMPLES: usize = 3;

/// The options of these choices.
#[derive(Args, Debug)]
pub(super) struct Choices {
    /// Whose value counts, by field: `town=keep`, `own heading=add`, `tie.note=ask`, or one policy for all the others. keep: the
    /// map's field stays; replace: the source's is taken; add: the source's where the map has none; ask: like add, and you
    /// are asked where both have one
    #[arg(long, value_name = "[FIELD=]POLICY", value_delimiter = ',')]
    policy: Vec<String>,
    /// Whose the names without a number are: a sheet with name, place and member (an id, new, or aside)
    #[arg(long = "match", value_name = "FILE")]
    answers: Option<PathBuf>,
    /// Take a row without a number for the only member of the same name that is in no other place
    #[arg(long)]
    same_names: bool,
}

impl Choices {
    /// The policies, on top of the one for every field.
    pub(super) fn policies(&self, rest: Policy) -> Result<Policies, Failure> {
        let mut policies = Policies::all(rest);
        for text in &self.policy {
            policies.take(text).map_err(|error| Failure::usage(format!("--policy {text}: {error}")))?;
        }
        Ok(policies)
    }

    pub(super) fn answers(&self) -> Result<NameAnswers, Failure> {
        let mut answers = match &self.answers {
            None => NameAnswers::default(),
            Some(path) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                NameAnswers::read(&name, &store::read_source(path)?)?
            }
        };
        if self.same_names {
            answers.same = SameNames::Join;
        }
        Ok(answers)
    }
}

/// Refuses a policy of a field that nothing has.
pub(super) fn check(policies: &Policies, network: &Network) -> Result<(), Failure> {
    let is_own = |name: &str| network.members().iter().any(|member| member.own.contains_key(name));
    match policies.unknown(&is_own).next() {
        None => Ok(()),
        Some(name) => Err(Failure::usage(format!(
            "--policy {name}: no record has a field `{name}`; `permea fields` lists them. Nothing was imported."
        ))),
    }
}

/// Asks about every value that waits for a person, where there is one; whether anything was decided.
pub(super) fn decide(scene: &Scene, proposal: &Proposal, policies: &mut Policies) -> bool {
    let may_ask = !scene.globals.no_input && io::stdin().is_terminal() && io::stderr().is_terminal();
    if !may_ask {
        return false;
    }
    let before = policies.decided.len();
    for difference in proposal.differences.iter().filter(|difference| difference.is_open) {
        let (spot, field) = (&difference.spot, words::spoken(bare(&difference.spot.field)));
        let who = proposal.network.member(&spot.key).map_or(spot.key.as_str(), |member| member.name.as_str());
        let question =
            format!("{who}, {field}: the map says \"{}\", the source says \"{}\". Take the source's?", difference.map, difference.source);
        let side = if scene.asks(&question) { Side::Source } else { Side::Map };
        policies.decided.insert(spot.clone(), side);
    }
    policies.decided.len() > before
}

/// Asks about what was read in a way that may be wrong, where there is somebody; a no imports nothing.
pub(super) fn settle_doubts(scene: &Scene, proposal: &Proposal) -> Result<(), Failure> {
    for doubt in &proposal.doubts {
        if scene.refuses(&format!("{} Is that right?", words::capitalised(doubt))) {
            let next = "Put the sheet right, or say what its columns hold with --columns (see `permea columns`).";
            return Err(Failure::could_not(format!("Nothing was imported. {next}")));
        }
    }
    Ok(())
}

/// A sheet beside the map that was written.
pub(super) struct Written {
    file: EcoString,
    rows: usize,
    pub(super) holds: Holds,
    pub(super) path: PathBuf,
}

/// Writes the sheets of what was set aside or taken out beside the map; what cannot be written is told.
pub(super) fn write_aside(scene: &Scene, map: &Path, proposal: &Proposal) -> Vec<Written> {
    if map == Path::new("-") {
        return Vec::new();
    }
    let mut written = Vec::new();
    for sheet in &proposal.aside {
        match store::write_aside(map, sheet.holds.word(), scene.as_of, &sheet.bytes) {
            Ok(path) => written.push(Written { file: sheet.file.clone(), rows: sheet.rows, holds: sheet.holds, path }),
            Err(error) => scene.tell(&format!("{} {error}", no_sheet(sheet))),
        }
    }
    written
}

/// What begins the sentence about a sheet that could not be written.
fn no_sheet(sheet: &AsideSheet) -> String {
    match sheet.holds {
        Holds::Rows => format!("The rows set aside of {} are in no sheet:", sheet.file),
        Holds::TakenOut => format!("What was taken out of {} is in no list:", sheet.file),
    }
}

/// What is said of rows set aside and of values that wait for a person.
pub(super) fn sentences(proposal: &Proposal, aside: &[Written], meant: Meant) -> String {
    let mut text = String::new();
    // Writing to a text cannot fail.
    let mut say = |sentence: String| {
        let _written = writeln!(text, "{sentence}");
    };
    for Written { file, rows, holds, path } in aside {
        let path = path.display();
        say(match holds {
            Holds::Rows => {
                let rows = counted(*rows, "row of", "rows of");
                format!("{rows} {file} set aside: {path} has each with its reason. Mend them there and import that sheet.")
            }
            Holds::TakenOut => format!("What was taken out of {file} is listed in {path}."),
        });
    }
    if meant == Meant::AsDryRun {
        let all = example_words(proposal);
        for class in [Class::New, Class::Changed, Class::Same, Class::Outside] {
            let examples = all.iter().filter(|example| example.class == class && !example.words.is_empty());
            for example in examples.take(EXAMPLES) {
                say(format!("{}, for example: {} ({})", words::capitalised(class.words()), example.words, example.place));
            }
        }
    }
    if meant == Meant::AsDryRun && proposal.aside.iter().any(|sheet| sheet.holds == Holds::Rows) {
        say("In earnest the rows set aside are written to a sheet beside the map, each with its reason.".to_owned());
    }
    let open = proposal.questions.iter().filter(|question| question.answer.is_none()).count();
    if open > 0 {
        let names = counted(open, "name without a number may be a member's", "names without a number may be members'");
        say(format!(
            "{names}. Say who they are with --match FILE (name, place, member), or with --same-names for those that are the same."
        ));
    }
    for difference in proposal.differences.iter().filter(|difference| difference.is_open) {
        let (spot, field) = (&difference.spot, bare(&difference.spot.field));
        say(format!(
            "{} {field}: the map says \"{}\", the source says \"{}\". The map's stays until you decide.",
            spot.key, difference.map, difference.source
        ));
    }
    if proposal.open_differences() > 0 {
        say("Decide with --policy FIELD=keep or FIELD=replace, or run it at a terminal to be asked one by one.".to_owned());
    }
    text
}

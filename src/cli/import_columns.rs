//! What an import does with a sheet of unknown headings: it shows what the columns are thought to mean, and reads it only
//! once that is accepted.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use super::{
    columns::page,
    exit::Failure,
    scene::{Scene, say},
};
use crate::{
    exchange::{Columns, Mapping, SheetColumns, Source, guess},
    store::{self, shown},
};

/// What a person says of columns on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// A file of column names.
    File(PathBuf),
    /// What is guessed counts.
    Guess,
}

// The word `guess`, or the name of a file.
impl From<OsString> for Said {
    fn from(text: OsString) -> Self {
        if text == "guess" { Self::Guess } else { Self::File(PathBuf::from(text)) }
    }
}

/// The names of columns that are known: those of the file given, else the user's own; then those that were accepted before.
pub(super) fn known_columns(scene: &Scene, file: Option<&Path>) -> Result<Columns, Failure> {
    let mut columns = match (file, &scene.settings.columns) {
        (Some(path), _) => {
            let text = store::read_text(path).map_err(|error| Failure::could_not(error.to_string()))?;
            Columns::with(&text)?.called(&shown(&path.to_string_lossy()))
        }
        (None, Some(own)) => own.clone(),
        (None, None) => Columns::built_in()?,
    };
    for kept in store::kept_columns() {
        let kept = kept.map_err(|error| error.to_string()).and_then(|(file, text)| {
            columns.keep(&text, &file).map_err(|error| match error.columns() {
                Some((line, why)) => format!("{file}, line {line}: {why}. Correct it, or do without the file."),
                None => error.to_string(),
            })
        });
        if let Err(sentence) = kept {
            scene.tell(&sentence);
        }
    }
    Ok(columns)
}

/// Shows what the columns of a sheet are thought to mean, and takes it into the columns if a person says so.
pub(super) fn accept(
    scene: &Scene,
    said: Option<&Said>,
    (source, path): (&Source<'_>, &Path),
    sheet: Option<&str>,
    columns: &mut Columns,
) -> Result<Mapping, Failure> {
    let mapping = guess(source, columns, sheet)?;
    let wants = mapping.wants();
    let is_accepted = wants.is_empty() && said == Some(&Said::Guess);
    if is_accepted {
        scene.tell(&mapping.sentence());
    } else {
        say(&format!("permea does not know these headings. It would read the sheet so:\n\n{}", page(&mapping)));
    }
    if is_accepted || (wants.is_empty() && scene.asks("Read it so?")) {
        columns.accept(&mapping);
        return Ok(mapping);
    }
    let path = path.display();
    let first = if wants.is_empty() {
        "Nothing was imported. If that is right, add: --columns guess\n".to_owned()
    } else {
        format!("{} Nothing was imported.\n", wants.join("\n"))
    };
    Err(Failure::could_not(format!(
        "{first}To change it: permea columns {path} --out columns.ron, correct that file, then add: --columns columns.ron"
    )))
}

/// Keeps the columns that were accepted, and those of the file given, for the next sheets of the same headings.
pub(super) fn keep(scene: &Scene, accepted: &[Mapping], file: Option<&Path>, columns: &Columns) {
    let guessed = accepted.iter().map(|mapping| (mapping.chosen().key(), mapping.document()));
    let named = file.map(|file| shown(&file.to_string_lossy()));
    let given = columns.sheets().iter().filter(|sheet| named.as_deref() == Some(sheet.from()));
    // What is kept already in the same words is no news.
    let is_kept = |sheet: &&SheetColumns| columns.sheets().iter().any(|other| other.from() != sheet.from() && other.says_as(sheet));
    let given = given.filter(|sheet| !is_kept(sheet)).map(|sheet| (sheet.key(), sheet.document()));
    for (key, text) in guessed.chain(given) {
        match store::keep_columns(&key, &text) {
            Ok(Some(kept)) => scene.tell(&format!(
                "Sheets of these headings are read so from now on. {kept} says how; without it they are asked about again."
            )),
            Ok(None) => {}
            Err(error) => scene.tell(&format!("The columns could not be kept for the next time: {error}")),
        }
    }
}

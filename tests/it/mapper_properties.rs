//! Laws of the mapper: whatever a sheet holds, its guess can be written, read again and followed, and no cell is lost.

use std::{ops::ControlFlow, sync::LazyLock};

use permea::exchange::{Columns, Mapping, Meaning, Options, Source, guarded, guess, propose};
use proptest::prelude::*;

use crate::import::empty;

static BUILT_IN: LazyLock<Columns> = LazyLock::new(|| Columns::built_in().unwrap());

const HEADINGS: [&str; 16] = [
    "School ID",
    "School",
    "Type",
    "Level",
    "Authority",
    "Region",
    "Town",
    "Lat",
    "Lon",
    "Roll",
    "Year",
    "To",
    "Score 2019",
    "Opened",
    "Gender",
    "Said \"so\"",
];

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Z][a-z]{2,8} (School|College|Primary|Private)",
        2 => "[0-9]{1,4}",
        1 => "(20[0-2][0-9]|Full Primary|Special School|State: Integrated|52,5|-36\\.8|03/04/2026|SUPP|NA|a@b\\.example)",
        1 => Just(String::new()),
        1 => "[ -~äß€]{0,12}",
    ]
}

/// Headings that differ, and rows of as many cells.
fn sheet() -> impl Strategy<Value = (Vec<String>, Vec<Vec<String>>)> {
    (1..HEADINGS.len(), any::<prop::sample::Index>(), prop::collection::vec(prop::collection::vec(cell(), HEADINGS.len()), 1..12)).prop_map(
        |(count, start, rows)| {
            let start = start.index(HEADINGS.len());
            let headings = (0..count).map(|at| HEADINGS[(start + at) % HEADINGS.len()].to_owned()).collect();
            (headings, rows.into_iter().map(|row| row.into_iter().take(count).collect()).collect())
        },
    )
}

/// A sheet whose cells are kept from being computed: a quote before what would be is no part of the cell.
fn csv(headings: &[String], rows: &[Vec<String>]) -> String {
    let quoted = |cell: &String| format!("\"{}\"", guarded(cell.trim()).replace('"', "\"\""));
    let line = |cells: &[String]| cells.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n";
    line(headings) + &rows.iter().map(|row| line(row)).collect::<String>()
}

fn guessed(text: &str, columns: &Columns) -> Option<Mapping> {
    guess(&Source { name: "names.csv".into(), bytes: text.as_bytes(), kind: None }, columns, None).ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_guess_can_be_written_read_again_and_followed((headings, rows) in sheet()) {
        let text = csv(&headings, &rows);
        let Some(mapping) = guessed(&text, &BUILT_IN) else { return Ok(()) };
        let read = Columns::with(&mapping.document());
        prop_assert!(read.is_ok(), "{:?}\n{}", read.err(), mapping.document());
        prop_assert!(read.unwrap().sheets()[0].says_as(&mapping.chosen()));
        let mut columns = BUILT_IN.clone();
        columns.accept(&mapping);
        let source = Source { name: "names.csv".into(), bytes: text.as_bytes(), kind: None };
        let proposal = propose(&empty(), &[source], &columns, Options::default(), &mut |_| ControlFlow::Continue(()));
        let Ok(proposal) = proposal else {
            prop_assert!(!mapping.wants().is_empty() || rows.iter().all(|row| row.iter().all(|cell| cell.trim().is_empty())), "{:?}", proposal.err());
            return Ok(());
        };
        let tally = proposal.tally;
        prop_assert_eq!(tally.rows, tally.new + tally.changed + tally.same + tally.set_aside);
        prop_assert!(proposal.problems.len() >= tally.set_aside);
    }

    #[test]
    fn every_own_cell_of_a_row_that_is_used_is_kept(rows in prop::collection::vec((cell(), cell()), 1..10)) {
        let body: Vec<Vec<String>> = rows.iter().enumerate().map(|(at, (one, two))| vec![format!("{at}"), format!("Invented {at}"), one.clone(), two.clone()]).collect();
        let headings = ["School ID", "School Name", "Gender", "Remark 7"].map(str::to_owned);
        let text = csv(&headings, &body);
        let mut columns = BUILT_IN.clone();
        let mut mapping = guessed(&text, &columns).unwrap();
        for at in [2, 3] {
            mapping.set(at, Meaning::Own);
        }
        let read: Vec<Meaning> = mapping.columns().iter().map(|column| column.meaning.clone()).collect();
        columns.accept(&mapping);
        let source = Source { name: "names.csv".into(), bytes: text.as_bytes(), kind: None };
        let network = propose(&empty(), &[source], &columns, Options::default(), &mut |_| ControlFlow::Continue(())).unwrap().network;
        for (at, (one, two)) in rows.iter().enumerate() {
            let member = network.member(&format!("school:{at}")).unwrap();
            for (column, heading, value) in [(2, "Gender", one), (3, "Remark 7", two)] {
                let expected = Some(permea::model::clean(value)).filter(|value| !value.is_empty() && read[column] == Meaning::Own);
                prop_assert_eq!(member.own.get(heading).cloned(), expected);
            }
        }
    }

    #[test]
    fn any_change_of_a_mapping_leaves_one_column_for_a_field((headings, rows) in sheet(), changes in prop::collection::vec((0_usize..16, any::<prop::sample::Index>()), 0..12)) {
        let Some(mut mapping) = guessed(&csv(&headings, &rows), &BUILT_IN) else { return Ok(()) };
        for (column, choice) in changes {
            let meanings = mapping.meanings(column);
            if !meanings.is_empty() {
                mapping.set(column, choice.get(&meanings).clone());
            }
        }
        let said: Vec<Meaning> = mapping.columns().iter().map(|column| column.meaning.clone()).filter(|meaning| !matches!(meaning, Meaning::Own | Meaning::LeftOut | Meaning::Alias(_))).collect();
        for (at, meaning) in said.iter().enumerate() {
            prop_assert!(!said[at + 1..].contains(meaning), "{meaning:?}");
        }
        prop_assert!(Columns::with(&mapping.document()).is_ok(), "{}", mapping.document());
    }
}

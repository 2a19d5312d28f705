//! No cell of any sheet that is written is computed where it is opened: exports, answers, rows set aside, what was taken out.

use jiff::civil::date;
use permea::{
    analysis::{Analysis, Belonging, Counted, Scope},
    exchange::is_risky,
    finding::Pattern,
    framework::Rules,
    graph::Precision,
    model::{Change, Network, Record, RecordKind, Step},
    report::{
        ExportFormat, Files, MetricsAnswer, MetricsQuestion, SourcesAnswer, Standard, Table, Triage, TriageQuestion, Vocabulary, peers_csv,
        why_csv,
    },
    store,
};
use proptest::prelude::*;

use super::{
    any_map::{HOSTILE, any_map},
    crowd::Dice,
    export_sheets::exported,
    import,
};

/// What the formulas hide behind: spaces, a tab, a separator that is not ours, a quote.
const BEFORE: [&str; 8] = ["", "", " ", "\u{a0}", "x;", "x\t", "\"", "a, "];

/// The cells as a spreadsheet parts them that takes commas, semicolons and tabs for separators: a quote counts only where a cell begins.
fn parted(sheet: &str) -> Vec<String> {
    let (mut cells, mut cell, mut is_quoted, mut begins) = (Vec::new(), String::new(), false, true);
    let mut letters = sheet.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if begins => is_quoted = true,
            '"' if is_quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' if is_quoted => is_quoted = false,
            ',' | ';' | '\t' | '\r' | '\n' if !is_quoted => {
                cells.push(std::mem::take(&mut cell));
                begins = true;
                continue;
            }
            letter => cell.push(letter),
        }
        begins = false;
    }
    cells.push(cell);
    cells
}

/// How many cells of the sheet hold a text that would be computed without the quote before it.
fn assert_text(what: &str, sheet: &str) -> usize {
    let cells = parted(sheet);
    for cell in &cells {
        let is_number = cell.trim_start().trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        assert!(!is_risky(cell) || is_number && cell.trim().parse::<f64>().is_ok(), "{what}: {cell:?}\n{sheet}");
    }
    cells.iter().filter(|cell| cell.strip_prefix('\'').is_some_and(is_risky)).count()
}

fn hostile(dice: &mut Dice) -> String {
    format!("{}{}", BEFORE[dice.roll(BEFORE.len())], HOSTILE[dice.roll(HOSTILE.len())])
}

/// The demo, in which everything that anybody may call anything is a formula.
fn demo(dice: &mut Dice) -> Network {
    let network = store::format::read(include_bytes!("../../assets/demo.permea.ron")).unwrap().network;
    let mut changes = Vec::new();
    for member in network.members() {
        let mut after = member.clone();
        (after.name, after.town, after.authority) = (hostile(dice).into(), Some(hostile(dice).into()), Some(hostile(dice).into()));
        after.own.insert(hostile(dice).into(), hostile(dice).into());
        changes.push(Change::edit(member.clone(), after));
    }
    for record in network.records(RecordKind::Measure) {
        let Record::Measure(measure) = &record else { continue };
        let mut after = measure.clone();
        after.provenance = Some(hostile(dice).into());
        changes.push(Change::edit(record.clone(), after));
    }
    network.apply(&Step::new("Formulas", changes)).unwrap()
}

/// Every answer that there is as a sheet.
fn answers(network: &Network) -> Vec<(String, String)> {
    let analysis = Analysis::new(network, date(2026, 11, 20), &Rules::built_in(), &|| false).unwrap();
    let scope = Scope { counted: Counted::Running, belonging: Belonging::IsATie, precision: Precision::Exact };
    let measures = analysis.measures(scope, &|| false).unwrap();
    let metrics = MetricsAnswer::new(&analysis, &measures, &MetricsQuestion { scope, filter: None, sort: None, limit: None });
    let vocabulary = Vocabulary::of(network);
    let own = network.members().iter().flat_map(|member| member.own.keys()).filter_map(|name| vocabulary.column(name));
    let columns = Standard::ALL.iter().filter_map(|column| vocabulary.column(column.name())).chain(own).collect();
    let mut answers = vec![
        ("list".to_owned(), Table::new(&analysis, columns, None, &[]).csv()),
        ("triage".to_owned(), Triage::new(&analysis, &TriageQuestion { patterns: Vec::new(), filter: None, limit: None }).csv()),
        ("sources".to_owned(), SourcesAnswer::new(&analysis, None, None).csv()),
        ("metrics".to_owned(), metrics.csv()),
    ];
    for member in network.members() {
        let family = analysis.peers(&member.id, None).map(|family| (format!("peers {}", member.id), peers_csv(&family)));
        answers.extend(family.ok());
        let verdicts = Pattern::ALL.iter().filter_map(|pattern| analysis.why(&member.id, *pattern));
        answers.extend(verdicts.map(|finding| (format!("why {}", member.id), why_csv(&finding, &analysis))));
    }
    answers
}

/// Every export that is sheets of text.
fn exports(network: &Network) -> Vec<(String, String)> {
    let mut sheets = Vec::new();
    for format in [ExportFormat::Csv, ExportFormat::Gephi, ExportFormat::Kumu] {
        let Files::Folder(files) = exported(format, network).unwrap().files else { panic!("{format:?} is no folder") };
        sheets.extend(files.into_iter().map(|(name, bytes)| (format!("{format:?} {name}"), String::from_utf8(bytes).unwrap())));
    }
    sheets
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_answer_and_no_export_has_a_cell_that_is_computed(seed in any::<u64>()) {
        let network = demo(&mut Dice(seed));
        let guarded: usize = answers(&network).iter().chain(&exports(&network)).map(|(what, sheet)| assert_text(what, sheet)).sum();
        prop_assert!(guarded > 100, "only {} cells had anything to guard", guarded);
        for (what, sheet) in answers(&any_map(seed)) {
            assert_text(&what, &sheet);
        }
    }

    #[test]
    fn no_row_set_aside_and_nothing_taken_out_is_computed(seed in any::<u64>()) {
        let mut dice = Dice(seed);
        let quoted = |text: String| format!("\"{}\"", text.replace('"', "\"\""));
        let rows = (0..8).map(|_| format!("12O345,{},{}\n", quoted(hostile(&mut dice)), quoted(hostile(&mut dice) + "\u{7}")));
        let rows = rows.collect::<String>();
        let text = format!("URN,name,\"{}\"\n{rows}900001,Ash,{}\n", "=x;=y", quoted(format!("{}\u{7}", hostile(&mut dice))));
        let proposal = import::import_text(&import::empty(), "=names.csv", &text);
        prop_assert_eq!(proposal.aside.len(), 2, "{:?}", proposal.problems);
        for sheet in &proposal.aside {
            assert_text(sheet.holds.word(), std::str::from_utf8(&sheet.bytes).unwrap());
        }
    }
}

#[test]
fn a_sheet_that_nothing_guards_would_be_noticed() {
    assert_eq!(parted("a;=1,\"b;\"\"=1\"\t' =1\n"), ["a", "=1", "b;\"=1", "' =1", ""]);
    for sheet in ["name\n=1+1\n", "x;=1\n", "\" @x\"\n", "+5\n"] {
        assert!(std::panic::catch_unwind(|| assert_text("control", sheet)).is_err(), "{sheet:?}");
    }
}

#[test]
fn no_workbook_has_a_formula() {
    let network = demo(&mut Dice(7));
    for format in [ExportFormat::Xlsx, ExportFormat::Nodexl] {
        let Files::One(bytes) = exported(format, &network).unwrap().files else { panic!("{format:?} is no file") };
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        for index in 0..archive.len() {
            let xml = std::io::read_to_string(archive.by_index(index).unwrap()).unwrap_or_default();
            assert!(!xml.contains("<f>") && !xml.contains("<f "), "{format:?}, part {index}");
        }
    }
}

//! Pages and tables about an invented network, as people and sheets get them.

use permea::{
    finding::Fact,
    framework::{Definitions, Framework},
    model::Year,
    report::{Column, MemberPage, Standard, Table, Vocabulary, columns_of, sentence, sorts_of},
};

use crate::invented;

fn page(id: &str) -> String {
    let analysis = invented::analysis();
    MemberPage::new(&analysis, analysis.network.member(id).unwrap(), Vec::new()).text(Framework::built_in(), 80).to_string()
}

fn fact() -> Fact {
    Fact {
        what: "Attainment 8".into(),
        year: Year::new(2019),
        value: Some(52.3),
        pupils: Some(151),
        compared_with: Some("national".into()),
        other: Some(46.7),
        source: Some("ks4-2019.csv:57".into()),
        ..Fact::default()
    }
}

#[test]
fn a_fact_is_a_sentence_with_year_pupils_and_source() {
    let said = sentence(&fact(), &Definitions::built_in());
    assert_eq!(said, "Attainment 8 in 2019 is 52.3 (151 pupils) (ks4-2019.csv:57); national 46.7");
}

#[test]
fn what_is_not_known_is_said_to_be_not_known() {
    let unknown = Fact { value: None, pupils: None, compared_with: None, other: None, source: None, ..fact() };
    assert_eq!(sentence(&unknown, &Definitions::built_in()), "Attainment 8 in 2019 is not known");
    let alone = Fact { other: None, source: None, ..fact() };
    assert_eq!(sentence(&alone, &Definitions::built_in()), "Attainment 8 in 2019 is 52.3 (151 pupils); national not known");
}

#[test]
fn progress_carries_its_sign_and_its_interval() {
    let progress = Fact {
        what: "Progress 8".into(),
        value: Some(-0.34),
        unit: Some("grades".into()),
        low: Some(-0.54),
        high: Some(0.14),
        compared_with: None,
        other: None,
        ..fact()
    };
    let said = sentence(&progress, &Definitions::built_in());
    assert_eq!(said, "Progress 8 in 2019 is −0.34 grades (151 pupils, 95% interval −0.54 to +0.14) (ks4-2019.csv:57)");
}

#[test]
fn two_figures_that_differ_are_told_apart() {
    let near = Fact { value: Some(46.71), other: Some(46.7), pupils: None, source: None, ..fact() };
    assert_eq!(sentence(&near, &Definitions::built_in()), "Attainment 8 in 2019 is 46.71; national 46.70");
}

#[test]
fn a_members_page_says_what_is_known_and_what_is_not() {
    insta::assert_snapshot!(page("urn:900001"), @r"
    Ash High
    urn:900001 · secondary school · mainstream · open
    Ashby, Northshire, North

      Stage           2 Initiation, rated 3 November 2025 by Priya (broker), basis
                      visit
      Supported       ties support 2, as claimed
      Phase           3 Coaching and mentoring, rated 3 November 2025 by Priya
                      (broker), basis visit
      Trust           Invented Trust
      Last contact    1 February 2026
      Pupils          900
      Context         12.5% free school meals
      Diocese         None
      Ward            12

    Ties: 2 ties, 1 active
      gives to        St. Mary’s, Birch: 2 Experience, trust 3 of 4, last active 10
                      January 2026
      learns from     Ivy High: 3 Coaching and mentoring, ended 1 July 2021
      belongs to      Invented Trust (Multi-academy trust)

    Figures
      measure              year   value national pupils  source
      Attainment 8         2018    50.1        –    150  ks4-2018.csv:4
      Attainment 8         2019    52.3     46.7    151  ks4-2019.csv:57
      Progress 8           2019   −0.34        –    151  ks4-2019.csv:57

    Ratings, the newest first
      2026-01-15  stage 4 Integration, by Tom. Withdrawn by Tom on 16 January 2026:
                  wrong school. It does not count.
      2025-11-03  stage 2 Initiation, phase 3 Coaching and mentoring, by Priya,
                  broker, basis visit
    ");
}

#[test]
fn a_member_nobody_rated_is_not_rated_and_its_phase_comes_from_ties() {
    let text = page("urn:900002");
    assert!(text.contains("Stage           not rated"), "{text}");
    assert!(text.contains("2 Experience, from ties"), "{text}");
    assert!(text.contains("also urn:800002"), "{text}");
}

#[test]
fn a_suppressed_figure_shows_its_mark_and_never_nought() {
    let text = page("urn:900003");
    assert!(text.contains("SUPP"), "{text}");
    assert!(text.contains("rejected on 12 January"), "{text}");
}

#[test]
fn show_in_json_keeps_what_is_suppressed_apart_from_what_is_known() {
    let analysis = invented::analysis();
    let json = MemberPage::new(&analysis, analysis.network.member("urn:900003").unwrap(), Vec::new()).json();
    assert_eq!((&json["measures"][0]["mark"], &json["measures"][0]["value"]), (&"SUPP".into(), &serde_json::Value::Null));
    assert_eq!(json["responses"][0]["response"], "rejected");
}

#[test]
fn a_withdrawn_rating_stays_readable_with_who_and_why() {
    let analysis = invented::analysis();
    let json = MemberPage::new(&analysis, analysis.network.member("urn:900001").unwrap(), Vec::new()).json();
    assert_eq!((&json["member"]["stage"], &json["member"]["trust"]), (&2.into(), &"Invented Trust".into()));
    let withdrawn = &json["ratings"][0]["withdrawn"];
    assert_eq!((&withdrawn["by"], &withdrawn["why"]), (&"Tom".into(), &"wrong school".into()));
}

fn table(columns: &str, sort: &str) -> Table {
    let analysis = invented::analysis();
    let vocabulary = Vocabulary::of(&analysis.network);
    Table::new(&analysis, columns_of(columns, &vocabulary).unwrap(), None, &sorts_of(sort, &vocabulary).unwrap())
}

#[test]
fn a_narrow_table_cuts_names_and_never_ids() {
    let text = table("id,name,authority,stage,phase,ties", "-ties,name").text(Some(48));
    insta::assert_snapshot!(text, @r"
    id          name      authori…  stage  phase     ties
    ──────────  ────────  ────────  ─────  ────────  ────
    urn:900003  Cedar H…  Southsh…  1      1 (ties)     2
    urn:900002  St. Mar…  Northsh…  –      2 (ties)     2
    urn:900001  Ash High  Northsh…  2      3            1
    m:research  Research  –         –      –            1
    urn:900004  Dell Pr…  Southsh…  –      –            0
    urn:900005  Elm All…  Southsh…  –      –            0
    urn:900006  Fern Gr…  Northsh…  –      –            0
    urn:900007  Gorse S…  Northsh…  –      –            0
    urn:900008  Holly P…  Northsh…  –      –            0
    trust:9001  Invente…  –         –      –            0
    urn:900009  Ivy High  Northsh…  –      –            0
    urn:900010  Ivy Pri…  Northsh…  –      –            0

    12 members. – is not known.
    ");
}

#[test]
fn a_cell_that_a_spreadsheet_would_run_is_text() {
    let mut table = table("id", "");
    table.columns = vec![Column::Standard(Standard::Name)];
    for (row, name) in table.rows.iter_mut().zip(["=1+1", "+44", "@x", "-2", "a \"b\", c"]) {
        row.cells = vec![permea::report::Cell::Text(name.into())];
    }
    table.rows.truncate(5);
    assert_eq!(table.csv(), "name\n'=1+1\n'+44\n'@x\n'-2\n\"a \"\"b\"\", c\"\n");
}

#[test]
fn a_sign_of_markdown_in_a_name_stays_in_its_cell() {
    let mut table = table("name", "");
    table.rows.truncate(1);
    table.rows[0].cells = vec![permea::report::Cell::Text("a|b".into())];
    assert_eq!(table.markdown(), "| name |\n| --- |\n| a\\|b |\n");
}

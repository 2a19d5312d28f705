//! Single cells of imports: which of several is used, which are told, which are never read.

use permea::model::Kind;

use crate::import::{SHEETS, empty, import, import_text, member, messages};

#[test]
fn a_school_named_as_its_own_peer_is_set_aside() {
    let text = "member,peer,rank\nurn:900101,urn:900101,1\nurn:900101,urn:900102,2\n";
    let proposal = import_text(&import(&empty(), &SHEETS).network, "families.csv", text);
    assert_eq!((proposal.tally.new, proposal.tally.set_aside), (1, 1));
    let expected =
        ["families.csv:2 urn:900101 is named as a peer of itself, and a family is without the school itself; the row was set aside"];
    assert_eq!(messages(&proposal), expected);
}

#[test]
fn a_word_that_is_no_kind_is_told_once() {
    let proposal = import_text(&empty(), "a.csv", "id,name,kind\nx:1,Invented Ash,wizard\n");
    assert_eq!(messages(&proposal).len(), 1, "{:?}", messages(&proposal));
    assert_eq!(member(&proposal.network, "x:1").kind, Kind::School);
}

#[test]
fn the_printed_total_of_special_needs_counts_before_the_sum_of_its_rounded_parts() {
    let table = |total: &str| {
        let headings = "RECTYPE,URN,SCHNAME,ATT8SCR,P8MEA,PSENSE4,PSENAPK4";
        let (headings, row) = match total {
            "" => (headings.to_owned(), "1,900001,Invented College,52.3,-0.2,2%,11%".to_owned()),
            total => (format!("{headings},PSEN_ALL"), format!("1,900001,Invented College,52.3,-0.2,2%,11%,{total}")),
        };
        let network = import_text(&empty(), "ks4final-2018-2019.csv", &format!("{headings}\n{row}\n")).network;
        member(&network, "urn:900001").sen_percent.map(f64::from)
    };
    assert_eq!(table("14%"), Some(14.0));
    assert_eq!(table(""), Some(13.0), "where no total is printed");
}

#[test]
fn a_figure_twice_in_a_sheet_with_two_values_is_used_once_and_told() {
    let text = "measure,year,value\nAttainment 8,2019,46.7\nAttainment 8,2019,46.8\nAttainment 8,2019,46.7\n";
    let proposal = import_text(&empty(), "national.csv", text);
    assert_eq!((proposal.tally.new, proposal.tally.same, proposal.tally.set_aside), (1, 1, 1));
    assert_eq!(
        messages(&proposal),
        ["national.csv:3 Attainment 8/2019 is in lines 2 and 3 with different values; the first is used, the second was set aside"]
    );
    assert_eq!(f64::from(proposal.network.nationals().get("Attainment 8/2019").unwrap().value).to_string(), "46.7");
}

#[test]
fn two_answers_to_one_sharing_in_a_sheet_are_told() {
    let text = "member,shared_on,response\nurn:900101,2026-01-01,rejected\nurn:900101,2026-01-01,accepted\n";
    let proposal = import_text(&import(&empty(), &SHEETS).network, "responses.csv", text);
    assert_eq!((proposal.tally.new, proposal.tally.set_aside), (1, 1));
    assert_eq!(
        messages(&proposal),
        ["responses.csv:3 urn:900101, 2026-01-01 is in lines 2 and 3 with different values; the first is used, the second was set aside"]
    );
}

#[test]
fn a_heading_that_is_wholly_about_a_person_is_never_read() {
    let proposal = import_text(&empty(), "a.csv", "id,name,Head,Principal,Tel.,Head of year 7\nx:1,Invented Ash,Never,Never,Never,4\n");
    assert!(!format!("{:?}", proposal.network).contains("Never"));
    assert_eq!(member(&proposal.network, "x:1").own.len(), 1);
    assert_eq!(proposal.tally.columns_left, 3);
}

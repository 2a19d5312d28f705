//! What other programs say of a tie beyond the fields of one is kept under their own headings.

use ecow::EcoString;
use permea::model::{Number, Tie};

use super::{
    graphs::tie,
    import::{empty, import_text, messages},
};

fn own<'t>(tie: &'t Tie, heading: &str) -> Option<&'t str> {
    tie.own.get(heading).map(EcoString::as_str)
}

const KUMU: &str = r#"{"elements": [{"label": "Ash"}, {"label": "Elm"}], "connections": [
    {"id": "conn-7", "from": "Ash", "to": "Elm", "type": "coaching", "strength of bond": "high", "weight": 2.5, "contact email": "x@example.org"},
    {"id": "12", "from": "Elm", "to": "Ash", "trust": "9", "start": "spring"}]}"#;

#[test]
fn a_tie_keeps_its_weight_and_what_permea_has_no_field_for() {
    let proposal = import_text(&empty(), "kumu.json", KUMU);
    let tie = tie(&proposal.network, "Ash", "Elm");
    assert_eq!((tie.weight.map(Number::get), own(tie, "strength of bond"), own(tie, "Id")), (Some(2.5), Some("high"), Some("conn-7")));
}

#[test]
fn what_is_no_value_of_its_field_is_said_and_kept() {
    let proposal = import_text(&empty(), "kumu.json", KUMU);
    let back = tie(&proposal.network, "Elm", "Ash");
    assert_eq!((back.trust, own(back, "trust"), back.started, own(back, "start")), (None, Some("9"), None, Some("spring")));
    assert_eq!(messages(&proposal).len(), 1);
    assert!(messages(&proposal)[0].contains("`9` is not a trust score from 1 to 4"), "{:?}", messages(&proposal));
}

#[test]
fn running_numbers_and_what_is_about_persons_are_counted_and_not_kept() {
    let proposal = import_text(&empty(), "kumu.json", KUMU);
    assert_eq!(own(tie(&proposal.network, "Elm", "Ash"), "Id"), None);
    assert_eq!(own(tie(&proposal.network, "Ash", "Elm"), "contact email"), None);
    assert!(
        proposal.notes.iter().any(|note| note.contains("running numbers of ties (1), what ties say about persons (1)")),
        "{:?}",
        proposal.notes
    );
}

#[test]
fn a_sheet_of_ties_keeps_other_columns_under_their_headings() {
    let members = import_text(&empty(), "members.csv", "id,name\nurn:900001,Ash\nurn:900002,Elm\n").network;
    let sheet = "from,to,phase,weight,Minutes a week,own: Trust,E-mail\nurn:900001,urn:900002,2,3,40,much,x@example.org\n";
    let proposal = import_text(&members, "ties.csv", sheet);
    let tie = tie(&proposal.network, "Ash", "Elm");
    assert_eq!((tie.weight.map(Number::get), own(tie, "Minutes a week"), own(tie, "Trust")), (Some(3.0), Some("40"), Some("much")));
    assert_eq!((tie.own.len(), proposal.tally.columns_left), (2, 1));
}

#[test]
fn a_stage_beside_its_day_is_a_rating_and_aliases_are_numbers() {
    let sheet = "Id,Label,aliases,stage,stage_on,own: Stage,Findings (derived)\nurn:900001,Ash,urn:900009; ukprn:10000001,2,2026-03-02,two,isolated\n";
    let proposal = import_text(&empty(), "nodes.csv", sheet);
    let rating = proposal.network.ratings().first().unwrap();
    assert_eq!((rating.stage.unwrap().number(), rating.on.to_string()), (2, "2026-03-02".to_owned()));
    let ash = proposal.network.member("urn:900009").unwrap();
    assert_eq!(
        (ash.name.as_str(), ash.aliases.len(), ash.own.get("Stage").map(EcoString::as_str), ash.own.len()),
        ("Ash", 2, Some("two"), 1)
    );
}

//! The laws of a network.

use permea::model::{About, Change, Kind, Member, MemberId, Network, Rating, Record, Refusal, Step};

fn member(id: &str, kind: Kind) -> Member {
    Member::new(MemberId::new(id).unwrap(), kind, "Invented")
}

fn network(records: Vec<Record>) -> Network {
    Network::from_records(About::default(), records).unwrap()
}

#[test]
fn a_step_and_its_inverse_leave_the_network_as_it_was() {
    let before = network(vec![member("urn:1", Kind::School).into()]);
    let step = Step::new("Add", vec![Change::add(member("urn:2", Kind::School))]);
    let after = before.apply(&step).unwrap();
    assert_eq!(after.apply(&step.inverse()).unwrap(), before);
}

#[test]
fn a_step_that_starts_from_another_record_is_refused() {
    let network = network(vec![member("urn:1", Kind::School).into()]);
    let mut other = member("urn:1", Kind::School);
    other.name = "Another".into();
    let refusal = network.apply(&Step::new("Remove", vec![Change::remove(other)])).unwrap_err();
    assert!(matches!(refusal, Refusal::Changed { .. }), "{refusal}");
}

#[test]
fn two_members_never_share_a_number() {
    let mut first = member("urn:1", Kind::School);
    first.aliases = vec![MemberId::new("urn:9").unwrap()];
    let network = network(vec![first.into()]);
    let refusal = network.apply(&Step::new("Add", vec![Change::add(member("urn:9", Kind::School))])).unwrap_err();
    assert!(matches!(refusal, Refusal::SharedNumber { .. }), "{refusal}");
}

#[test]
fn a_source_is_not_rated() {
    let network = network(vec![member("m:research", Kind::Source).into()]);
    let rating = Rating::from_texts(&|field| {
        let text = match field {
            "id" => "r:1",
            "member" => "m:research",
            "on" => "2026-03-02",
            "stage" => "2",
            _ => return None,
        };
        Some(text.to_owned())
    });
    let refusal = network.apply(&Step::new("Rate", vec![Change::add(rating.unwrap())])).unwrap_err();
    assert!(matches!(refusal, Refusal::RatedSource { .. }), "{refusal}");
}

#[test]
fn a_member_with_ties_cannot_be_removed_alone() {
    let tie = permea::model::Tie::from_texts(&|field| {
        Some(match field {
            "id" => "t:1".to_owned(),
            "from" => "urn:1".to_owned(),
            "to" => "urn:2".to_owned(),
            _ => return None,
        })
    });
    let network = network(vec![member("urn:1", Kind::School).into(), member("urn:2", Kind::School).into(), tie.unwrap().into()]);
    let alone = Step::new("Remove", vec![Change::remove(member("urn:2", Kind::School))]);
    assert!(matches!(network.apply(&alone), Err(Refusal::Loose { .. })));
    let whole = Step::new("Remove", network.records_about("urn:2").into_iter().map(Change::remove).collect());
    assert_eq!(network.apply(&whole).unwrap().ties().len(), 0);
}

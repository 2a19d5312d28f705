//! Files of other network tools: what becomes of their nodes, links and attributes.

use ecow::EcoString;
use permea::{
    exchange::{NameAnswer, NameAnswers, Options, Proposal},
    model::{Kind, Member, Network, Number, Phase, RecordKind, Tie},
};

use super::import::{empty, import, import_text, member, messages};

/// The invented files, one of every format, that every test of all formats runs over.
pub(super) const FILES: [(&str, &[u8]); 21] = [
    ("invented.gexf", include_bytes!("fixtures/graphs/invented.gexf")),
    ("yed.graphml", include_bytes!("fixtures/graphs/yed.graphml")),
    ("nodexl.graphml", include_bytes!("fixtures/graphs/nodexl.graphml")),
    ("gephi-nodes.csv", include_bytes!("fixtures/graphs/gephi-nodes.csv")),
    ("gephi-edges.csv", include_bytes!("fixtures/graphs/gephi-edges.csv")),
    ("kumu-elements.csv", include_bytes!("fixtures/graphs/kumu-elements.csv")),
    ("kumu-connections.csv", include_bytes!("fixtures/graphs/kumu-connections.csv")),
    ("kumu.json", include_bytes!("fixtures/graphs/kumu.json")),
    ("kumu-backup.json", include_bytes!("fixtures/graphs/kumu-backup.json")),
    ("invented.net", include_bytes!("fixtures/graphs/invented.net")),
    ("simple.net", include_bytes!("fixtures/graphs/simple.net")),
    ("matrix.net", include_bytes!("fixtures/graphs/matrix.net")),
    ("fullmatrix.dl", include_bytes!("fixtures/graphs/fullmatrix.dl")),
    ("edgelist.dl", include_bytes!("fixtures/graphs/edgelist.dl")),
    ("nodelist.dl", include_bytes!("fixtures/graphs/nodelist.dl")),
    ("twomode.dl", include_bytes!("fixtures/graphs/twomode.dl")),
    ("invented.vna", include_bytes!("fixtures/graphs/invented.vna")),
    ("matrix.csv", include_bytes!("fixtures/graphs/matrix.csv")),
    ("partner.csv", include_bytes!("fixtures/graphs/partner.csv")),
    ("invented.clu", include_bytes!("fixtures/graphs/invented.clu")),
    ("invented.vec", include_bytes!("fixtures/graphs/invented.vec")),
];

/// Whether a file goes with another and is nothing alone.
pub(super) fn is_column(name: &str) -> bool {
    matches!(name.rsplit('.').next(), Some("clu" | "vec"))
}

/// One of the invented files, imported into an empty map.
pub(super) fn read(name: &str) -> Proposal {
    import(&empty(), &[file(name)])
}

pub(super) fn file(name: &str) -> (&'static str, &'static [u8]) {
    FILES.into_iter().find(|(known, _)| *known == name).unwrap()
}

/// The member of a name.
pub(super) fn named<'n>(network: &'n Network, name: &str) -> &'n Member {
    network.members().iter().find(|member| member.name == name).unwrap_or_else(|| panic!("nobody is called {name}"))
}

/// The tie between members of these names.
pub(super) fn tie<'n>(network: &'n Network, from: &str, to: &str) -> &'n Tie {
    let (from, to) = (&named(network, from).id, &named(network, to).id);
    network.ties().iter().find(|tie| tie.from == *from && tie.to == *to).unwrap()
}

/// How many members and ties there are.
pub(super) fn size(proposal: &Proposal) -> (usize, usize) {
    (proposal.network.count(RecordKind::Member), proposal.network.count(RecordKind::Tie))
}

#[test]
fn every_file_is_read_and_a_second_import_changes_nothing() {
    for (name, bytes) in FILES.into_iter().filter(|(name, _)| !is_column(name)) {
        let first = import(&empty(), &[(name, bytes)]);
        assert!(first.tally.new > 0, "{name}: {:?}", first.tally);
        let second = import(&first.network, &[(name, bytes)]);
        assert!(second.step.is_empty(), "{name}: {:?}", second.step.changes.first());
        assert_eq!((second.tally.new, second.tally.changed), (0, 0), "{name}");
    }
}

#[test]
fn a_gexf_file_gives_its_attributes_to_fields_and_own_columns() {
    let proposal = read("invented.gexf");
    let school = member(&proposal.network, "urn:900001");
    assert_eq!((school.name.as_str(), school.kind, school.pupils), ("Ash & Elm Primary", Kind::School, Some(210)));
    assert_eq!(school.town.as_deref(), Some("Ashford & Vale"), "the default stands where no value does");
    assert_eq!(school.authority, None, "a column of numbers is no local authority");
    let own: Vec<(&str, &str)> = school.own.iter().map(|(heading, value)| (heading.as_str(), value.as_str())).collect();
    assert_eq!(own, [("Diocese", "None"), ("X", "12.5"), ("Y", "-3.0"), ("authority", "0.25"), ("kind", "school")]);
    let university = named(&proposal.network, "University of Invention");
    assert_eq!((university.kind, university.town.as_deref()), (Kind::University, Some("Vale")));
    assert_eq!(named(&proposal.network, "Institute").own.get("Parent").map(EcoString::as_str), Some("n2"));
}

#[test]
fn a_stage_over_time_becomes_ratings() {
    let proposal = read("invented.gexf");
    let stages: Vec<(String, u8)> =
        proposal.network.ratings().iter().map(|rating| (rating.on.to_string(), rating.stage.unwrap().number())).collect();
    let mut stages = stages;
    stages.sort();
    assert_eq!(stages, [("2025-03-01".to_owned(), 1), ("2026-01-10".to_owned(), 2)]);
}

#[test]
fn a_link_gives_its_phase_direction_and_dates_to_a_tie() {
    let proposal = read("invented.gexf");
    let circle = tie(&proposal.network, "University of Invention", "Ash & Elm Primary");
    assert_eq!((circle.phase, circle.mutual, circle.purpose.as_deref()), (Some(Phase::Experience), false, Some("maths circle")));
    assert_eq!(circle.started.map(|day| day.to_string()).as_deref(), Some("2025-09-01"));
    assert_eq!(circle.weight.map(Number::get), Some(2.5));
    let plain = tie(&proposal.network, "Ash & Elm Primary", "Institute");
    assert_eq!((plain.phase, plain.mutual), (Some(Phase::Information), true));
    assert_eq!(messages(&proposal), ["invented.gexf:38 the tie joins `Institute` to itself; it was set aside"]);
    assert_eq!(
        proposal.notes,
        [
            "invented.gexf: 1 tie says no phase and was read as phase 1, information.",
            "invented.gexf: 1 link joins a member to itself; it was set aside.",
            "invented.gexf: left out, because a map has no place for it: colours (1), running numbers of ties (3).",
        ]
    );
    assert_eq!((proposal.tally.rows, proposal.tally.new, proposal.tally.set_aside), (6, 5, 1));
}

#[test]
fn labels_in_a_drawing_of_yed_are_names_and_groups_are_kept() {
    let proposal = read("yed.graphml");
    assert_eq!(size(&proposal), (3, 1));
    let school = named(&proposal.network, "Birch High");
    assert_eq!(school.own.get("description").map(EcoString::as_str), Some("Takes visits & talks"));
    assert_eq!(school.own.get("X").map(EcoString::as_str), Some("440.0"));
    assert_eq!(named(&proposal.network, "Cedar Juniors").own.get("Parent").map(EcoString::as_str), Some("n1"));
    assert_eq!(tie(&proposal.network, "Birch High", "Cedar Juniors").phase, Some(Phase::Coaching));
}

#[test]
fn ids_of_nodexl_with_spaces_are_names() {
    let proposal = read("nodexl.graphml");
    assert_eq!(size(&proposal), (3, 3));
    assert_eq!(named(&proposal.network, "Dale School").own.get("Degree").map(EcoString::as_str), Some("2"));
    assert!(tie(&proposal.network, "Fern School", "Dale School").mutual);
}

const TWO: &str = r#"<gexf version="1.2"><graph defaultedgetype="directed"><attributes class="node"><attribute id="0" title="type"/></attributes>
<nodes><node id="a" label="Gorse School"><attvalues><attvalue for="0" value="school"/></attvalues></node><node id="b" label="Gorse School"><attvalues><attvalue for="0" value="trust"/></attvalues></node></nodes>
<edges><edge source="a" target="b"/></edges></graph></gexf>"#;

#[test]
fn a_node_is_the_member_of_its_id_else_of_its_name_and_kind() {
    let map = import_text(&empty(), "members.csv", "id,name,kind\nurn:900007,Gorse School,school\n").network;
    let asked = import_text(&map, "two.gexf", TWO);
    assert_eq!((size(&asked), asked.tally.set_aside, asked.questions.len()), ((2, 0), 2, 1));
    let mut answers = NameAnswers::default();
    answers.give("Gorse School", "", NameAnswer::Member(asked.questions[0].candidates[0].member.clone()));
    let options = Options { answers: Some(&answers), ..Options::default() };
    let proposal = crate::import::try_import(&map, &[("two.gexf", TWO.as_bytes())], options).unwrap();
    assert_eq!(size(&proposal), (2, 1));
    assert!(import_text(&proposal.network, "two.gexf", TWO).step.is_empty(), "a second import asks nobody");
    assert_eq!(named(&proposal.network, "Gorse School").name, "Gorse School");
    assert!(proposal.network.ties().iter().all(|tie| tie.from.as_str() == "urn:900007"), "{:?}", proposal.network.ties());
    let by_id =
        import_text(&map, "one.gexf", r#"<gexf><graph><nodes><node id="urn:900007" label="Gorse Academy"/></nodes></graph></gexf>"#);
    assert_eq!((size(&by_id), member(&by_id.network, "urn:900007").name.as_str()), ((1, 0), "Gorse Academy"));
}

#[test]
fn two_nodes_of_one_name_and_kind_stay_two_members() {
    let file = r#"<gexf><graph><nodes><node id="a" label="Hazel"/><node id="b" label="Hazel"/></nodes><edges><edge source="a" target="b"/></edges></graph></gexf>"#;
    let first = import_text(&empty(), "two.gexf", file);
    assert_eq!((size(&first), first.problems.len()), ((2, 1), 0));
    assert!(import_text(&first.network, "two.gexf", file).step.is_empty());
    let map = import_text(&empty(), "members.csv", "id,name,kind\nurn:900008,Hazel,organisation\n").network;
    let unclear = import_text(&map, "two.gexf", file);
    assert_eq!((size(&unclear), unclear.tally.set_aside), ((1, 0), 3));
}

#[test]
fn a_column_about_a_person_is_not_read() {
    let file = r#"<gexf><graph><attributes class="node"><attribute id="0" title="E-mail"/></attributes>
<nodes><node id="a" label="Iris"><attvalues><attvalue for="0" value="head@iris.example"/></attvalues></node></nodes></graph></gexf>"#;
    let proposal = import_text(&empty(), "one.gexf", file);
    assert_eq!((named(&proposal.network, "Iris").own.get("E-mail"), proposal.tally.columns_left), (None, 1));
}

//! NodeXL's workbook: its pages, tables and headings, and what our reader takes back from it.

use ecow::EcoString;
use permea::{
    model::{Member, Network, Prose, RecordKind, Tie, clean},
    report::ExportFormat,
    store,
};
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};

use super::{
    any_map::any_map,
    crowd::{self, Rated},
    export_sheets::exported,
    export_workbook::{bytes_of, named, part, read},
    workbooks::{page, workbook},
};

fn demo() -> Network {
    store::format::read(include_bytes!("../../assets/demo.permea.ron")).unwrap().network
}

/// A member without what the workbook leaves out: the lines of its note, and where it was read.
fn member(member: &Member) -> Member {
    let note = member.note.as_ref().map(|note| Prose::from(clean(note)));
    Member { note, provenance: None, ..member.clone() }
}

/// A tie without where it comes from, nor a heading that differs from another in capital letters only.
fn tie(tie: &Tie) -> Tie {
    let mut plain = Tie { provenance: None, ..tie.clone() };
    plain.own.retain(|heading, _| !heading.starts_with("minutes"));
    plain
}

fn assert_comes_back(network: &Network) {
    let again = read(bytes_of(&exported(ExportFormat::Nodexl, network).unwrap()));
    assert_eq!(again.problems, []);
    assert_eq!(again.sources.len(), 1);
    assert_eq!(again.sources[0].kind.word(), "nodexl");
    let members = |network: &Network| network.members().iter().map(member).collect::<Vec<_>>();
    assert_eq!(members(&again.network), members(network));
    assert_eq!(again.network.ties().iter().map(tie).collect::<Vec<_>>(), network.ties().iter().map(tie).collect::<Vec<_>>());
    assert_eq!(again.network.count(RecordKind::Measure), network.count(RecordKind::Measure));
}

#[test]
fn the_demo_a_crowd_and_hostile_names_come_back() {
    assert_comes_back(&demo());
    assert_comes_back(&crowd::network(200, Rated::Most).0);
    assert_comes_back(&named(&super::any_map::HOSTILE));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_ties_of_any_map_come_back(seed in any::<u64>()) {
        let network = any_map(seed);
        let again = read(bytes_of(&exported(ExportFormat::Nodexl, &network).unwrap())).network;
        let ties = |network: &Network| network.ties().iter().filter(|tie| tie.id.starts_with("t:")).map(tie).collect::<Vec<_>>();
        let back = ties(&again);
        for tie in ties(&network) {
            prop_assert!(back.contains(&tie), "{tie:?} is not in {back:?}");
        }
        prop_assert_eq!(again.count(RecordKind::Tie), network.count(RecordKind::Tie));
        prop_assert_eq!(again.count(RecordKind::Member), network.count(RecordKind::Member));
    }
}

#[test]
fn its_pages_and_tables_have_the_names_that_nodexl_looks_for() {
    let exported = exported(ExportFormat::Nodexl, &demo()).unwrap();
    let bytes = bytes_of(&exported);
    let workbook = part(bytes, "xl/workbook.xml");
    for name in ["Edges", "Vertices", "Groups", "Group Vertices"] {
        assert!(workbook.contains(&format!("name=\"{name}\"")), "{name}");
    }
    for (number, name, first) in
        [(1, "Edges", "Vertex 1"), (2, "Vertices", "Vertex"), (3, "Groups", "Group"), (4, "GroupVertices", "Group")]
    {
        let table = part(bytes, &format!("xl/tables/table{number}.xml"));
        assert!(table.contains(&format!("displayName=\"{name}\" ref=\"A2:")), "{table}");
        assert!(table.contains(&format!("<tableColumn id=\"1\" name=\"{first}\"")), "{table}");
    }
}

#[test]
fn the_looks_of_somebody_elses_vertices_are_no_fields_and_are_said_to_be_left_out() {
    let pages = [
        page("Edges", "Vertex 1,Vertex 2,Color,Width\nAsh,Birch,Red,2\n"),
        page("Vertices", "Vertex,Color,Shape,Diocese\nAsh,Blue,Disk,None\nBirch,,,\n"),
    ];
    let again = read(&workbook(&pages));
    let own: Vec<&str> = again.network.members().iter().flat_map(|member| member.own.keys()).map(EcoString::as_str).collect();
    assert_eq!(own, ["Diocese"]);
    assert!(again.network.ties()[0].own.is_empty());
    assert!(again.notes.iter().any(|note| note.contains("colours")), "{:?}", again.notes);
}

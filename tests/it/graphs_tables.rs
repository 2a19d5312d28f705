//! Gephi's and Kumu's sheets, Kumu's JSON, Pajek, UCINET, NetDraw, matrices and PARTNER: what becomes of each.

use ecow::EcoString;
use permea::{
    exchange::{Options, Proposal, Switch},
    model::{Kind, Network, Phase, Tie},
};

use super::{
    graphs::{file, named, read, size, tie},
    import::{empty, import, import_text, messages, try_import},
};

fn own<'n>(network: &'n Network, name: &str, heading: &str) -> Option<&'n str> {
    named(network, name).own.get(heading).map(EcoString::as_str)
}

/// Every tie as its ends, whether it is mutual, and its phase.
fn ties(network: &Network) -> Vec<(&str, &str, bool, u8)> {
    let name = |id: &str| network.member(id).unwrap().name.as_str();
    let of = |tie: &Tie| (tie.mutual, tie.phase.map_or(0, Phase::number));
    let mut ties: Vec<_> = network.ties().iter().map(|tie| (name(&tie.from), name(&tie.to), of(tie).0, of(tie).1)).collect();
    ties.sort_unstable();
    ties
}

fn kinds(proposal: &Proposal) -> Vec<&str> {
    proposal.sources.iter().map(|source| source.kind.word()).collect()
}

#[test]
fn gephis_nodes_and_edges_find_each_other_by_id() {
    let proposal = import(&empty(), &[file("gephi-edges.csv"), file("gephi-nodes.csv")]);
    assert_eq!(kinds(&proposal), ["gephi", "gephi"]);
    assert_eq!(
        ties(&proposal.network),
        [("Ash Primary", "Birch High", true, 1), ("Birch High", "Cedar Infants", false, 1), ("Vale University", "Ash Primary", false, 3)]
    );
    assert_eq!((named(&proposal.network, "Birch High").kind, named(&proposal.network, "Birch High").pupils), (Kind::School, Some(905)));
    assert_eq!(own(&proposal.network, "Birch High", "Diocese"), Some("Vale, old"));
    assert_eq!(tie(&proposal.network, "Vale University", "Ash Primary").purpose.as_deref(), Some("maths circle"));
    assert_eq!(messages(&proposal), ["gephi-edges.csv:5 the tie joins `Birch High` to itself; it was set aside"]);
}

#[test]
fn edges_that_come_later_find_the_members_of_the_map_by_name() {
    let map = import_text(&empty(), "members.csv", "id,name,kind\nurn:900001,Ash,school\nurn:900002,Birch,school\n").network;
    let proposal = import_text(&map, "edges.csv", "Source,Target\nAsh,urn:900002\nAsh,Nobody\n");
    let ids: Vec<(&str, &str)> = proposal.network.ties().iter().map(|tie| (tie.from.as_str(), tie.to.as_str())).collect();
    assert!(ids.contains(&("urn:900001", "urn:900002")), "{ids:?}");
    assert_eq!(size(&proposal), (3, 2), "who is nowhere is made, as Gephi does");
}

#[test]
fn kumus_sheets_are_read_by_kumus_rules() {
    let proposal = import(&empty(), &[file("kumu-connections.csv"), file("kumu-elements.csv")]);
    assert_eq!(kinds(&proposal), ["kumu", "kumu"]);
    assert_eq!(
        ties(&proposal.network),
        [("Ash Primary", "Birch High", false, 2), ("Ash Primary", "Cedar Infants", false, 2), ("Birch High", "Vale Trust", true, 1)]
    );
    assert_eq!(own(&proposal.network, "Ash Primary", "Description"), Some("A village school"), "the last of equal rows counts");
    assert_eq!(named(&proposal.network, "Vale Trust").kind, Kind::Trust);
    assert_eq!(own(&proposal.network, "Ash Primary", "Email"), None, "a column about persons is not read");
    assert_eq!(messages(&proposal), ["kumu-elements.csv:2 `Ash Primary` stands in line 5 too; the last is used"]);
}

#[test]
fn elements_of_one_label_and_two_types_are_two_members() {
    let proposal = import_text(&empty(), "elements.csv", "Label,Type\nVale,School\nVale,Trust\n");
    let kinds: Vec<Kind> = proposal.network.members().iter().map(|member| member.kind).collect();
    assert_eq!((size(&proposal), kinds.contains(&Kind::School) && kinds.contains(&Kind::Trust)), ((2, 0), true));
    let tied = import_text(&proposal.network, "connections.csv", "From,To,Label\nVale,Ash,x\n");
    assert_eq!(tied.tally.set_aside, 1, "nobody can tell which of the two is meant");
}

#[test]
fn a_sheet_of_our_own_ties_is_not_kumus() {
    let map = import_text(&empty(), "members.csv", "id,name,kind\nurn:900001,Ash,school\nurn:900002,Birch,school\n").network;
    for headings in ["from,to", "From,To,Phase", "from,to,trust,mutual"] {
        assert_eq!(kinds(&import_text(&map, "ties.csv", &format!("{headings}\nAsh,Birch\n"))), ["ties"], "{headings}");
    }
}

#[test]
fn kumus_json_is_read_in_both_shapes() {
    let simple = read("kumu.json");
    assert_eq!(ties(&simple.network), [("Ash Primary", "Birch High", false, 3), ("Birch High", "Ash Primary", true, 1)]);
    assert_eq!(
        (own(&simple.network, "Ash Primary", "tags"), named(&simple.network, "Ash Primary").pupils),
        (Some("rural; small"), Some(210))
    );
    assert_eq!(messages(&simple), ["kumu.json:5 the element has neither an id nor a label; it was set aside"]);
    let backup = read("kumu-backup.json");
    assert_eq!(ties(&backup.network), [("Vale University", "Ash Primary", false, 3)], "a reversed connection is turned round");
    assert_eq!((own(&backup.network, "Ash Primary", "X"), own(&backup.network, "Ash Primary", "Y")), (Some("12.5"), Some("-40")));
    assert_eq!(backup.notes, ["kumu-backup.json: left out, because a map has no place for it: loops (1), perspectives (1)."]);
}

#[test]
fn json_of_another_kind_is_refused_in_a_sentence() {
    let refused = |text: &str| try_import(&empty(), &[("a.json", text.as_bytes())], Options::default()).unwrap_err().to_string();
    assert_eq!(
        refused("{\"nodes\": []}"),
        "a.json holds no network: it is JSON without \"elements\", which a file of Kumu has. Nothing was imported."
    );
    assert!(refused("{\"elements\": [").starts_with("a.json ends before it is complete"), "{}", refused("{\"elements\": ["));
    assert!(refused("{\"elements\": [}").starts_with("a.json, line 1: the file is no good JSON"));
    let deep = format!("{{\"elements\": [{}{}]}}", "[".repeat(5_000), "]".repeat(5_000));
    assert_eq!(import_text(&empty(), "a.json", &deep).tally.set_aside, 1, "an element that is a nest of brackets is no element");
}

#[test]
fn pajek_is_read_with_every_way_it_lists_ties() {
    let proposal = read("invented.net");
    assert_eq!(
        ties(&proposal.network),
        [
            ("Ash Primary", "Birch High", false, 3),
            ("Birch High", "Cedar Infants", true, 1),
            ("Cedar Infants", "Ash Primary", false, 1),
            ("Cedar Infants", "Birch High", false, 1),
            ("Vale University", "Ash Primary", false, 3),
            ("Vale University", "Birch High", true, 1),
            ("Vale University", "Cedar Infants", true, 1),
        ]
    );
    assert_eq!((own(&proposal.network, "Ash Primary", "X"), named(&proposal.network, "5").kind), (Some("0.1"), Kind::Organisation));
    assert_eq!((size(&read("matrix.net")), read("matrix.net").tally.set_aside), ((3, 3), 1));
}

#[test]
fn classes_and_numbers_of_pajek_stand_beside_the_vertices() {
    let files = [file("invented.clu"), file("invented.vec"), file("invented.net")];
    let proposal = import(&empty(), &files);
    assert_eq!(
        (own(&proposal.network, "Ash Primary", "invented (class)"), own(&proposal.network, "Ash Primary", "invented (number)")),
        (Some("2"), Some("0.5"))
    );
    assert_eq!((proposal.tally.rows, proposal.tally.new), (22, 22));
    assert!(import(&proposal.network, &files).step.is_empty());
    let alone = try_import(&empty(), &[file("invented.clu")], Options::default()).unwrap_err().to_string();
    assert!(alone.contains("it has values for 5 nodes of a network; name the network's own file"), "{alone}");
}

#[test]
fn a_pajek_file_that_announces_too_much_is_refused() {
    let error = try_import(&empty(), &[("a.net", b"*Vertices 4000000000\n*Arcs\n1 2\n")], Options::default()).unwrap_err();
    assert!(error.is_limit(), "{error}");
}

#[test]
fn ucinet_is_read_in_each_of_its_layouts() {
    let full = read("fullmatrix.dl");
    assert_eq!(size(&full), (4, 7));
    assert_eq!(ties(&full.network).last(), Some(&("Dale", "Cedar Infants", false, 1)));
    assert_eq!(ties(&read("edgelist.dl").network), [("ash", "birch", false, 1), ("birch", "cedar", false, 1), ("dale", "ash", false, 1)]);
    assert_eq!(size(&read("nodelist.dl")), (5, 5));
    let two = read("twomode.dl");
    assert_eq!((size(&two), ties(&two.network).first()), ((5, 4), Some(&("Ash", "Maths hub", false, 1))));
    let half = import_text(&empty(), "a.dl", "dl n=3 format=lowerhalf diagonal=absent\nlabels: a b c\ndata:\n1\n0 1\n");
    assert_eq!(ties(&half.network), [("b", "a", true, 1), ("c", "b", true, 1)]);
    let embedded = import_text(&empty(), "a.dl", "dl n=2 format=fullmatrix\nlabels embedded\ndata:\nash elm\nash 0 1\nelm 0 0\n");
    assert_eq!(ties(&embedded.network), [("ash", "elm", false, 1)]);
}

#[test]
fn a_matrix_that_stops_too_early_and_a_format_nobody_knows_are_refused() {
    let refused = |text: &str| try_import(&empty(), &[("a.dl", text.as_bytes())], Options::default()).unwrap_err().to_string();
    assert!(refused("dl n=1000000\ndata:\n0 1\n").starts_with("a.dl ends before it is complete"));
    assert!(refused("dl n=3 format=sparse\ndata:\n0 1\n").contains("its format is \"sparse\""));
    assert!(refused("dl n=3\n0 1\n").contains("there is no \"data:\" in it"));
}

#[test]
fn each_relation_of_netdraw_is_a_tie_of_its_own() {
    let proposal = read("invented.vna");
    assert_eq!(
        ties(&proposal.network),
        [
            ("Ash Primary", "Birch High", false, 1),
            ("Ash Primary", "Birch High", false, 3),
            ("Birch High", "Ash Primary", false, 1),
            ("Vale University", "Ash Primary", false, 3),
        ]
    );
    let school = named(&proposal.network, "Ash Primary");
    assert_eq!((school.kind, school.pupils), (Kind::School, Some(210)));
    assert_eq!(
        (own(&proposal.network, "Ash Primary", "Local area"), own(&proposal.network, "Ash Primary", "X")),
        (Some("Upper Vale"), Some("100"))
    );
}

fn matrix(text: &str, switches: &[Switch]) -> Proposal {
    try_import(&empty(), &[("m.csv", text.as_bytes())], Options { matrix: switches, ..Options::default() }).unwrap()
}

#[test]
fn kumus_five_switches_decide_what_of_a_matrix_is_a_tie() {
    let text = ",Ash,Birch,Cedar\nAsh,0,1,2\nBirch,0,3,0\nCedar,1,,0\n";
    let count = |switches: &[Switch]| size(&matrix(text, switches)).1;
    assert_eq!(ties(&matrix(text, &[]).network), [("Ash", "Birch", false, 1), ("Ash", "Cedar", false, 1), ("Cedar", "Ash", false, 1)]);
    assert_eq!(count(&[Switch::Undirected]), 2, "Ash and Cedar are one pair");
    assert_eq!(count(&[Switch::Undirected, Switch::Duplicates]), 3);
    assert_eq!(count(&[Switch::Zero]), 5);
    assert_eq!(count(&[Switch::Blank]), 4);
    assert_eq!(matrix(text, &[Switch::SelfTies]).tally.set_aside, 1, "a tie to itself is named, as a map cannot hold it");
    let same = "0,1,0\n1,0,2\n0,2,0\n";
    assert_eq!(ties(&matrix(same, &[]).network), [("1", "2", true, 1), ("2", "3", true, 1)]);
    assert_eq!(size(&matrix(same, &[Switch::Directed])).1, 4);
}

#[test]
fn a_sheet_of_partner_is_told_by_the_words_of_its_headings() {
    let proposal = read("partner.csv");
    assert_eq!((kinds(&proposal), size(&proposal), proposal.tally.columns_left), (vec!["partner"], (2, 0), 1));
    assert_eq!(own(&proposal.network, "Ash Primary", "Overall Trust Score"), Some("3.25"));
    let template = import_text(&empty(), "orgs.csv", "Primary Organization,Node Label,Sector\nVale Trust,VT,Education\n");
    assert_eq!((kinds(&template), own(&template.network, "Vale Trust", "Sector")), (vec!["partner"], Some("Education")));
}

#[test]
fn a_sheet_that_is_none_of_these_is_refused_as_before() {
    let error = try_import(&empty(), &[("a.csv", b"School,Town\nAsh,Vale\n")], Options::default()).unwrap_err().to_string();
    assert!(error.starts_with("a.csv is none of the sheets permea knows"), "{error}");
}

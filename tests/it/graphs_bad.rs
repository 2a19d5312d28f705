//! Files of other network tools that are broken, hostile or beyond what a map can hold: refused or set aside in a sentence.

use permea::exchange::{Options, Unreadable};

use super::import::{empty, import_text, messages, try_import};

fn refused(name: &str, bytes: &[u8]) -> Unreadable {
    try_import(&empty(), &[(name, bytes)], Options::default()).unwrap_err()
}

/// The sentence, and whether a limit was the reason (exit code 4, else 1).
fn sentence(name: &str, text: &str) -> (String, bool) {
    let error = refused(name, text.as_bytes());
    (error.to_string(), error.is_limit())
}

fn gexf(inner: &str) -> String {
    format!("<?xml version=\"1.0\"?>\n<gexf version=\"1.3\"><graph defaultedgetype=\"directed\">{inner}</graph></gexf>\n")
}

fn graphml(inner: &str) -> String {
    format!("<?xml version=\"1.0\"?>\n<graphml><graph edgedefault=\"directed\">{inner}</graph></graphml>\n")
}

#[test]
fn b73_entities_that_grow_are_never_read() {
    let file =
        "<?xml version=\"1.0\"?>\n<!DOCTYPE graphml [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>\n<graphml><graph/></graphml>";
    let expected = "network.graphml defines its own entities (line 2). Such files are not read.";
    assert_eq!(sentence("network.graphml", file), (expected.to_owned(), true));
}

#[test]
fn b74_an_entity_of_another_file_is_never_read() {
    let file = "<!DOCTYPE gexf [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<gexf><graph><nodes><node id=\"&x;\"/></nodes></graph></gexf>";
    assert_eq!(sentence("a.gexf", file), ("a.gexf defines its own entities (line 1). Such files are not read.".to_owned(), true));
    let unknown = sentence("a.gexf", "<gexf><graph><nodes><node id=\"&x;\"/></nodes></graph></gexf>");
    assert!(unknown.0.starts_with("a.gexf, line 1: `id` cannot be read"), "{unknown:?}");
}

#[test]
fn b75_elements_are_not_nested_too_deep() {
    let million = "<a>".repeat(1_000_000);
    let expected = "a.gexf: elements more than 64 deep (line 1). Not read.";
    assert_eq!(sentence("a.gexf", &format!("<gexf>{million}")), (expected.to_owned(), true));
    let graphs = graphml(&"\n<graph>".repeat(500));
    assert_eq!(sentence("a.graphml", &graphs), ("a.graphml: elements more than 64 deep (line 65). Not read.".to_owned(), true));
    let deep = gexf(&format!("<nodes>{}{}</nodes>", "<x>".repeat(61), "</x>".repeat(61)));
    assert_eq!(import_text(&empty(), "a.gexf", &deep).problems, []);
}

#[test]
fn b76_a_file_that_is_cut_off_is_noticed() {
    let file = gexf("<nodes>\n<node id=\"a\"/>\n<node id=\"b\">");
    let cut = file.split("</graph>").next().unwrap();
    let expected = "a.gexf ends before it is complete: 4 elements are still open (the last is <node> from line 4). Nothing was imported. Save or download it again.";
    assert_eq!(sentence("a.gexf", cut), (expected.to_owned(), false));
}

#[test]
fn b77_two_nodes_with_one_id_are_refused() {
    let expected = "a.gexf: the node \"n1\" stands twice (lines 2 and 3). Nothing was imported.";
    let file = gexf("<nodes><node id=\"n1\"/>\n<node id=\"n1\"/></nodes>");
    assert_eq!(sentence("a.gexf", &file), (expected.to_owned(), false));
}

#[test]
fn b78_a_link_to_a_node_that_is_not_there_is_set_aside() {
    let file = graphml("<node id=\"a\"/><node id=\"b\"/>\n<edge source=\"a\" target=\"c\"/>\n<edge source=\"a\" target=\"b\"/>");
    let proposal = import_text(&empty(), "a.graphml", &file);
    assert_eq!(messages(&proposal), ["a.graphml:3 the tie goes to the node `c`, which is not in the file; it was set aside"]);
    assert_eq!((proposal.tally.rows, proposal.tally.new, proposal.tally.set_aside), (4, 3, 1));
    assert!(proposal.notes.contains(&"a.graphml: 1 link goes to a node that is not in the file; it was set aside.".into()));
}

#[test]
fn b79_a_position_that_is_none_leaves_the_node_to_the_layout() {
    let node = |id: &str, x: &str| format!("<node id=\"{id}\"><viz:position x=\"{x}\" y=\"1\"/></node>");
    let nodes = [node("a", "NaN"), node("b", "INF"), node("c", "1,5"), node("d", "2")].concat();
    let proposal = import_text(&empty(), "a.gexf", &gexf(&format!("<nodes>{nodes}</nodes>")));
    assert_eq!(proposal.notes, ["a.gexf: 3 nodes have no usable position and will be placed by layout."]);
    assert_eq!((proposal.tally.new, proposal.problems.len()), (4, 0));
}

#[test]
fn b80_escapes_in_a_name_are_taken_out() {
    let file = gexf("<nodes><node id=\"a\" label=\"Ivy&#27;]52;c;eA==&#7; School\"/></nodes>");
    let proposal = import_text(&empty(), "a.gexf", &file);
    assert_eq!(proposal.network.members().iter().map(|member| member.name.as_str()).collect::<Vec<_>>(), ["Ivy ]52;c;eA== School"]);
    assert_eq!(proposal.notes, ["a.gexf: 1 value had control characters, which were taken out."]);
}

#[test]
fn b81_a_declared_encoding_is_used_or_refused() {
    let file =
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><gexf><graph><nodes><node id=\"a\" label=\"Coll\u{e8}ge\"/></nodes></graph></gexf>";
    let latin: Vec<u8> = file.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let name = |bytes: &[u8]| {
        let proposal = try_import(&empty(), &[("a.gexf", bytes)], Options::default()).unwrap();
        proposal.network.members().first().unwrap().name.to_string()
    };
    assert_eq!(name(&latin), "Collège");
    let wide: Vec<u8> = file.replace("ISO-8859-1", "UTF-16").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(name(&wide), "Collège");
    let marked: Vec<u8> =
        [0xfeff].into_iter().chain(file.replace("ISO-8859-1", "UTF-16").encode_utf16()).flat_map(u16::to_be_bytes).collect();
    assert_eq!(name(&marked), "Collège");
    let unknown = sentence("a.gexf", &file.replace("ISO-8859-1", "x-foo"));
    assert_eq!(unknown, ("a.gexf: the encoding \"x-foo\" is not known. Not read.".to_owned(), false));
}

#[test]
fn b82_a_value_that_is_not_of_its_type_is_set_aside_and_an_attribute_twice_is_refused() {
    let file = "<graphml><key id=\"k\" for=\"node\" attr.name=\"pupils\" attr.type=\"int\"/><graph><node id=\"a\">\n<data key=\"k\">abc</data></node></graph></graphml>";
    let proposal = import_text(&empty(), "a.graphml", file);
    let problem = proposal.problems.first().unwrap();
    assert_eq!((problem.line, problem.column.as_deref()), (2, Some("pupils")));
    assert_eq!(problem.message, "\"abc\" is not a whole number; it was set aside");
    assert_eq!((proposal.tally.new, proposal.tally.set_aside), (1, 0));
    let twice = sentence("a.gexf", &gexf("\n<nodes><node id=\"a\" label=\"b\" id=\"c\"/></nodes>"));
    assert_eq!(twice, ("a.gexf, line 3: the attribute \"id\" twice. Not read.".to_owned(), false));
}

#[test]
fn b83_hyperedges_are_left_out_and_said() {
    let file = graphml("<node id=\"a\"/><node id=\"b\"/>\n<hyperedge><endpoint node=\"a\"/><endpoint node=\"b\"/></hyperedge>");
    let proposal = import_text(&empty(), "a.graphml", &file);
    assert_eq!((proposal.tally.new, proposal.tally.set_aside), (2, 1));
    assert_eq!(proposal.notes, ["a.graphml: this file uses hyperedges, which maps do not have: 1 left out."]);
    assert_eq!(messages(&proposal), ["a.graphml:3 a hyperedge joins any number of nodes at once, which a tie cannot; it was set aside"]);
}

#[test]
fn b83_ports_and_times_that_a_map_cannot_hold_are_left_out_and_listed() {
    let ports = graphml("<node id=\"a\">\n<port name=\"North\"/></node><node id=\"b\"/>");
    let proposal = import_text(&empty(), "a.graphml", &ports);
    assert_eq!(messages(&proposal), ["a.graphml:3 ports (1, the first here) were left out, because a map has no place for them"]);
    let [list] = &proposal.aside[..] else { panic!("{:?}", proposal.aside) };
    assert!(String::from_utf8_lossy(&list.bytes).ends_with("line,column,taken out,of\n3,,ports,North\n"));
    let spells = gexf("<nodes><node id=\"a\"><spells>\n<spell start=\"1\" end=\"2\"/>\n<spell start=\"4\"/></spells></node></nodes>");
    let proposal = import_text(&empty(), "a.gexf", &spells);
    assert_eq!(messages(&proposal), ["a.gexf:3 spells of time (2, the first here) were left out, because a map has no place for them"]);
    assert!(
        String::from_utf8_lossy(&proposal.aside[0].bytes).ends_with("3,,spells of time,\"start 1, end 2\"\n4,,spells of time,start 4\n")
    );
}

#[test]
fn b84_an_element_has_not_too_many_attributes() {
    let attributes = |count: usize| (0..count).map(|number| format!("a{number}=\"1\"")).collect::<Vec<_>>().join(" ");
    let file = |count: usize| gexf(&format!("<nodes>\n<node {} id=\"a\"/></nodes>", attributes(count)));
    let expected = "a.gexf, line 3: more than 256 attributes on one element. Not read.";
    assert_eq!(sentence("a.gexf", &file(200_000)), (expected.to_owned(), true));
    assert_eq!(import_text(&empty(), "a.gexf", &file(255)).tally.new, 1);
}

#[test]
fn xml_of_another_kind_is_refused_in_a_sentence() {
    let page = sentence("a.gexf", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    assert_eq!(
        page.0,
        "a.gexf holds no network: its first element is <svg>, and <gexf> or <graphml> was looked for. Nothing was imported."
    );
    let none = sentence("a.gexf", "<gexf><meta/></gexf>");
    assert_eq!(none.0, "a.gexf holds no network: there is no <graph> in it. Nothing was imported.");
}

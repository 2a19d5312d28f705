//! What a person decides of an import: whose value counts, whose a name without a number is, and what becomes of rows set aside.

use permea::{
    exchange::{Class, NameAnswer, NameAnswers, Options, Policies, Proposal, SameNames, Side, Unreadable},
    model::{MemberId, Network},
};

use crate::import::{empty, import_text, member, try_import};

/// Three invented schools, two of one name.
const MAP: &str = "URN,name,town,Diocese\n900001,Ash High School,Northtown,None\n900002,St Mary's Primary,Easton,Easton\n900003,St Mary's Primary,Weston,\n";

fn map() -> Network {
    import_text(&empty(), "map.csv", MAP).network
}

fn with(text: &str, policies: &Policies) -> Proposal {
    let options = Options { policies: Some(policies), ..Options::default() };
    try_import(&map(), &[("new.csv", text.as_bytes())], options).unwrap()
}

fn answered(text: &str, answers: &NameAnswers) -> Proposal {
    let options = Options { answers: Some(answers), ..Options::default() };
    try_import(&map(), &[("new.csv", text.as_bytes())], options).unwrap()
}

fn policies(texts: &[&str]) -> Policies {
    let mut policies = Policies::default();
    for text in texts {
        policies.take(text).unwrap();
    }
    policies
}

const CHANGED: &str = "URN,name,town,Diocese,region\n900001,Ash Academy,,Northern,North\n";

fn said(network: &Network) -> [Option<String>; 4] {
    let ash = member(network, "urn:900001");
    let text = |text: &Option<ecow::EcoString>| text.as_ref().map(ToString::to_string);
    [Some(ash.name.to_string()), text(&ash.town), text(&ash.region), ash.own.get("Diocese").map(ToString::to_string)]
}

fn texts(texts: [&str; 4]) -> [Option<String>; 4] {
    texts.map(|text| (!text.is_empty()).then(|| text.to_owned()))
}

#[test]
fn each_policy_of_a_field_does_what_it_says() {
    let of = |policy: &str| said(&with(CHANGED, &policies(&[policy])).network);
    assert_eq!(of("replace"), texts(["Ash Academy", "Northtown", "North", "Northern"]));
    assert_eq!(of("add"), texts(["Ash High School", "Northtown", "North", "None"]));
    assert_eq!(of("keep"), texts(["Ash High School", "Northtown", "", "None"]));
    assert_eq!(of("ask"), texts(["Ash High School", "Northtown", "North", "None"]));
}

#[test]
fn a_policy_can_be_for_one_field_or_one_heading() {
    let mixed = with(CHANGED, &policies(&["keep", "name=replace", "Diocese=replace"]));
    assert_eq!(said(&mixed.network), texts(["Ash Academy", "Northtown", "", "Northern"]));
    let of_kind = with(CHANGED, &policies(&["member.name=keep", "tie.region=keep"]));
    assert_eq!(said(&of_kind.network), texts(["Ash High School", "Northtown", "North", "Northern"]));
    assert!(Policies::default().take("name=perhaps").is_err());
}

#[test]
fn where_it_is_asked_the_maps_value_stays_until_somebody_decides() {
    let mut asked = policies(&["ask"]);
    let proposal = with(CHANGED, &asked);
    assert_eq!((proposal.open_differences(), proposal.tally.changed), (2, 1));
    let spot = proposal.differences.iter().find(|difference| difference.spot.field == "name").unwrap().spot.clone();
    asked.decided.insert(spot, Side::Source);
    let decided = with(CHANGED, &asked);
    assert_eq!((said(&decided.network), decided.open_differences()), (texts(["Ash Academy", "Northtown", "North", "None"]), 1));
}

#[test]
fn a_row_whose_every_change_is_refused_is_the_same() {
    let kept = with(CHANGED, &policies(&["keep"]));
    assert!(kept.step.is_empty());
    assert_eq!((kept.tally.same, kept.differences.len()), (1, 2));
}

const NAMELESS: &str = "name,kind,town,Roll\nAsh High School,school,Northtown,900\n";

#[test]
fn nobody_is_joined_by_a_name_and_a_place_without_a_yes() {
    let proposal = import_text(&map(), "new.csv", NAMELESS);
    assert!(proposal.step.is_empty());
    assert_eq!((proposal.tally.set_aside, proposal.questions.len()), (1, 1));
    assert_eq!(
        proposal.problems[0].message,
        "`Ash High School`, Northtown has no number; it may be Ash High School, Northtown (urn:900001, same name and place); nobody has said whether it is, so the row was set aside"
    );
    assert_eq!(proposal.problems[0].kind.word(), "name");
}

#[test]
fn a_yes_joins_them_for_good_and_a_no_makes_another_member() {
    let mut answers = NameAnswers::default();
    answers.give("ash high school", "NORTHTOWN", NameAnswer::Member(MemberId::new("urn:900001").unwrap()));
    let joined = answered(NAMELESS, &answers);
    assert_eq!(joined.network.members().len(), 3);
    assert_eq!(member(&joined.network, "urn:900001").name, "Ash High School", "found by a name, it keeps its own");
    assert_eq!(member(&joined.network, "urn:900001").own.get("Roll").map(ecow::EcoString::as_str), Some("900"));
    let again = import_text(&joined.network, "new.csv", NAMELESS);
    assert!(again.step.is_empty() && again.questions.is_empty(), "the same row finds it again");
    answers.give("Ash High School", "", NameAnswer::New);
    answers.forget("Ash High School", "Northtown");
    assert_eq!(answered(NAMELESS, &answers).network.members().len(), 4);
    answers.give("Ash High School", "", NameAnswer::Aside);
    assert_eq!(answered(NAMELESS, &answers).tally.set_aside, 1);
}

#[test]
fn the_same_names_are_joined_only_where_somebody_said_so_and_one_is_meant() {
    let mut same = NameAnswers::default();
    same.same = SameNames::Join;
    let text =
        "name,kind,town\nASH HIGH SCHOOL,school,\nSt. Marys Primary,school,\nSt Mary's Primary,school,Weston\nAsh High Academy,school,\n";
    let proposal = answered(text, &same);
    let answers: Vec<Option<&NameAnswer>> = proposal.questions.iter().map(|question| question.answer.as_ref()).collect();
    let id = |id: &str| NameAnswer::Member(MemberId::new(id).unwrap());
    assert_eq!(
        answers,
        [Some(&id("urn:900001")), None, Some(&id("urn:900003")), None],
        "two of one name, and a name that is only near, wait"
    );
}

#[test]
fn two_of_one_name_in_two_places_are_two() {
    let text = "name,kind,town\nSt Mary's Primary,school,Sutton\nSt Mary's Primary,school,Norton\n";
    let proposal = import_text(&map(), "new.csv", text);
    assert_eq!((proposal.tally.new, proposal.questions.len(), proposal.network.members().len()), (2, 0, 5));
    assert!(import_text(&proposal.network, "new.csv", text).step.is_empty());
}

#[test]
fn a_name_that_is_only_near_is_proposed_also_where_a_row_speaks_of_a_member() {
    let proposal = import_text(&map(), "ties.csv", "from,to,phase\nAsh Hihg School,urn:900002,1\n");
    assert_eq!((proposal.tally.set_aside, proposal.questions[0].candidates[0].member.as_str()), (1, "urn:900001"));
    let mut answers = NameAnswers::default();
    answers.give("Ash Hihg School", "", NameAnswer::Member(MemberId::new("urn:900001").unwrap()));
    let options = Options { answers: Some(&answers), ..Options::default() };
    let text = "from,to,phase\nAsh Hihg School,urn:900002,1\n";
    let joined = try_import(&map(), &[("ties.csv", text.as_bytes())], options).unwrap();
    assert_eq!(joined.network.ties().len(), 1);
    let nobody = import_text(&map(), "ties.csv", "from,to,phase\nElsewhere,urn:900002,1\n");
    assert_eq!((nobody.questions.len(), nobody.problems[0].message.as_str()), (0, "`Elsewhere` is not in the map; the row was set aside"));
}

#[test]
fn answers_come_as_a_sheet_and_a_wrong_one_is_named_by_its_line() {
    let answers = NameAnswers::read("names.csv", b"name,place,member\nAsh High School,Northtown,urn:900001\nElm,,\n").unwrap();
    assert_eq!(answered(NAMELESS, &answers).tally.changed, 1);
    let wrong = NameAnswers::read("names.csv", b"name,member\nAsh High School,yes please\n").unwrap_err();
    assert!(matches!(wrong, Unreadable::Answers { line: 2, .. }), "{wrong}");
    let without = NameAnswers::read("names.csv", b"name\nAsh\n").unwrap_err();
    assert!(without.to_string().contains("has no column member"), "{without}");
    let nobody = NameAnswers::read("names.csv", b"name,member\nAsh High School,urn:909090\n").unwrap();
    assert!(answered(NAMELESS, &nobody).problems[0].message.contains("urn:909090, named for `Ash High School`, is not in the map"));
}

#[test]
fn every_class_has_its_examples() {
    let text = "URN,name,town\n900001,Ash High School,Southtown\n900002,St Mary's Primary,Easton\n900009,Elm High,Norton\n,,Nowhere\n";
    let proposal = import_text(&map(), "new.csv", text);
    let of = |class: Class| {
        let examples = proposal.examples.iter().filter(|example| example.class == class);
        examples.map(|example| (example.line, example.cells.as_str(), example.touched.len())).collect::<Vec<_>>()
    };
    assert_eq!(of(Class::New), [(Some(4), "900009 · Elm High · Norton", 1)]);
    assert_eq!(of(Class::Changed), [(Some(2), "900001 · Ash High School · Southtown", 1)]);
    assert_eq!(of(Class::Same), [(Some(3), "900002 · St Mary's Primary · Easton", 0)]);
    assert_eq!(of(Class::SetAside), [(Some(5), "Nowhere", 0)]);
    assert!(
        proposal.examples.iter().any(|example| example.reason.as_deref().is_some_and(|why| why.contains("neither a number nor a name")))
    );
}

#[test]
fn a_sheet_of_rows_set_aside_has_their_cells_and_can_be_mended_and_imported() {
    let text = "URN,name,Formula\n12O345,Elm High,=1+1\n900009,Fern High,-0.5\n,Oak High,a,surplus\n";
    let proposal = import_text(&empty(), "new.csv", text);
    let sheet = String::from_utf8(proposal.aside[0].bytes.clone()).unwrap();
    let lines: Vec<&str> = sheet.lines().collect();
    assert_eq!(lines[0], "\u{feff}permea: line,permea: reason,URN,name,Formula");
    assert!(lines[1].starts_with("2,") && lines[1].ends_with(",12O345,Elm High,'=1+1"), "{sheet}");
    assert!(lines[2].starts_with("4,") && lines[2].ends_with(",Oak High,a,surplus"), "{sheet}");
    assert_eq!((proposal.aside[0].rows, lines.len()), (2, 3));
    let mended = import_text(&empty(), "mended.csv", &sheet.replace("12O345", "900010").replace(",surplus", ""));
    let elm = member(&mended.network, "urn:900010");
    assert_eq!((elm.name.as_str(), elm.own.len(), mended.tally.set_aside), ("Elm High", 1, 0), "{elm:?}");
}

#[test]
fn a_node_and_a_link_set_aside_keep_what_they_said() {
    let file = r#"<gexf><graph><nodes><node id="a" label="Ash High School"/><node id="b" label="Fern"/></nodes>
<edges><edge source="a" target="b"/></edges></graph></gexf>"#;
    let proposal = import_text(&map(), "one.gexf", file);
    let sheet = String::from_utf8(proposal.aside[0].bytes.clone()).unwrap();
    assert!(sheet.lines().nth(1).unwrap().ends_with(",a,Ash High School,,"), "{sheet}");
    assert!(sheet.lines().nth(2).unwrap().ends_with(",,,a,b"), "{sheet}");
}

#[test]
fn a_policy_holds_for_what_ties_carry_beside_ours() {
    let links = |said: &str| format!("Source,Target,Warmth\nurn:900001,urn:900002,{said}\n");
    let first = import_text(&map(), "edges.csv", &links("cool")).network;
    let of = |policy: &str| {
        let policies = policies(&[policy]);
        let options = Options { policies: Some(&policies), ..Options::default() };
        let again = try_import(&first, &[("edges.csv", links("warm").as_bytes())], options).unwrap().network;
        again.ties()[0].own.get("Warmth").map(ToString::to_string)
    };
    assert_eq!([of("replace"), of("keep"), of("tie.Warmth=add")], ["warm", "cool", "cool"].map(|said| Some(said.to_owned())));
}

#[test]
fn a_sheet_takes_nothing_from_a_tie_that_it_has_no_column_for() {
    let first = import_text(&map(), "edges.csv", "Source,Target,Warmth\nurn:900001,urn:900002,cool\n").network;
    let again = import_text(&first, "ties.csv", "from,to,phase,purpose\nurn:900001,urn:900002,1,Maths\n").network;
    let [tie] = &again.ties().to_vec()[..] else { panic!("{:?}", again.ties()) };
    assert_eq!((tie.own.get("Warmth").map(ToString::to_string), tie.purpose.as_deref()), (Some("cool".to_owned()), Some("Maths")));
}

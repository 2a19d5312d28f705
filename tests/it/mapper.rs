//! Sheets of unknown headings: what their columns are thought to mean, how a person changes that, and what is read then.

use std::{ops::ControlFlow, sync::LazyLock};

use permea::{
    exchange::{
        Because, Columns, FieldName, MappedColumn, Mapping, Meaning, Options, Proposal, Scheme, SheetKind, Source, Unreadable, Written,
        guess, propose,
    },
    model::{Education, Group, Kind, Network, Year},
};

use crate::import::{empty, member};

/// A directory in the shape of New Zealand's: numbers of its own, types with years, and several rows where a school changed.
const DIRECTORY: &str = "\"School ID\",\"School Name\",\"Type\",\"Authority\",\"Gender\",\"Regional Council\",\"TA with Local Board\",\"From\",\"To\",\"Number of changes\"
1,\"Invented Ash School\",\"Full Primary\",\"State: Not integrated\",\"Co-Ed\",\"Northland Region\",\"Far North District\",2000,2017,1
2,\"Invented Birch College\",\"Secondary (Year 7-15)\",\"Private: Fully Reg.\",\"Single Sex-Girls\",\"Northland Region\",\"Far North District\",2000,2010,2
2,\"Invented Birch School\",\"Composite (Year 1-15)\",\"State: Integrated\",\"Co-Ed\",\"Northland Region\",\"Far North District\",2011,2017,2
3,\"Invented Cedar\",\"Special School\",\"State: Not integrated\",\"Co-Ed\",\"Otago Region\",\"Dunedin City\",2000,2017,1
4,\"Invented Elm\",\"Teen Parent Unit\",\"State: Not integrated\",\"Co-Ed\",\"Otago Region\",\"Dunedin City\",2000,2017,1
5,\"Invented Fir\",\"Contributing\",\"State: Not integrated\",\"Co-Ed\",\"Otago Region\",\"Dunedin City\",2000,2017,1
6,\"Invented Gum\",\"Intermediate\",\"State: Not integrated\",\"Co-Ed\",\"Otago Region\",\"Dunedin City\",2000,2017,1
";

static BUILT_IN: LazyLock<Columns> = LazyLock::new(|| Columns::built_in().unwrap());

fn built_in() -> Columns {
    BUILT_IN.clone()
}

pub(super) fn mapping(text: &str) -> Mapping {
    mapping_with(text, &built_in())
}

fn mapping_with(text: &str, columns: &Columns) -> Mapping {
    guess(&Source { name: "names.csv".into(), bytes: text.as_bytes(), kind: None }, columns, None).unwrap()
}

fn import(network: &Network, columns: &Columns, text: &str) -> Result<Proposal, Unreadable> {
    let source = Source { name: "names.csv".into(), bytes: text.as_bytes(), kind: None };
    propose(network, &[source], columns, Options::default(), &mut |_| ControlFlow::Continue(()))
}

/// The sheet read as its mapping says.
fn accepted(text: &str, mapping: &Mapping) -> Proposal {
    let mut columns = built_in();
    columns.accept(mapping);
    import(&empty(), &columns, text).unwrap()
}

fn field(name: &str) -> Meaning {
    Meaning::Field(FieldName::new(name).unwrap())
}

fn id(scheme: &str) -> Meaning {
    Meaning::Id(Scheme::new(scheme).unwrap())
}

fn meanings(mapping: &Mapping) -> Vec<Meaning> {
    mapping.columns().iter().map(|column| column.meaning.clone()).collect()
}

fn column<'m>(mapping: &'m Mapping, heading: &str) -> &'m MappedColumn {
    mapping.columns().iter().find(|column| column.heading == heading).unwrap()
}

fn at(mapping: &Mapping, heading: &str) -> usize {
    mapping.columns().iter().position(|column| column.heading == heading).unwrap()
}

#[test]
fn a_directory_of_another_country_is_guessed_by_heading_and_by_content() {
    let mapping = mapping(DIRECTORY);
    let expected = [
        id("school"),
        field("name"),
        field("type"),
        field("group"),
        Meaning::Own,
        field("region"),
        field("authority"),
        Meaning::Own,
        Meaning::Until,
        Meaning::Own,
    ];
    assert_eq!(meanings(&mapping), expected);
    assert_eq!((mapping.rows, mapping.rows_are(), mapping.first_rows.len()), (7, SheetKind::Members, 7));
    // Its heading is that of a local authority; what stands in it says who runs the school.
    assert!(matches!(column(&mapping, "Authority").because, Because::Content(_)));
    assert_eq!(column(&mapping, "School Name").because, Because::Heading);
    assert_eq!(column(&mapping, "Gender").because, Because::Nothing);
    assert!(mapping.wants().is_empty());
}

#[test]
fn an_accepted_directory_is_read_with_its_own_columns_kept() {
    let proposal = accepted(DIRECTORY, &mapping(DIRECTORY));
    let network = &proposal.network;
    let ash = member(network, "school:1");
    assert_eq!((ash.name.as_str(), ash.education, ash.group), ("Invented Ash School", Some(Education::Primary), None));
    assert_eq!((ash.region.as_deref(), ash.authority.as_deref()), (Some("Northland Region"), Some("Far North District")));
    assert_eq!(ash.type_name.as_deref(), Some("Full Primary"));
    let own: Vec<(&str, &str)> = ash.own.iter().map(|(heading, value)| (heading.as_str(), value.as_str())).collect();
    let expected =
        [("Authority", "State: Not integrated"), ("From", "2000"), ("Gender", "Co-Ed"), ("Number of changes", "1"), ("To", "2017")];
    assert_eq!(own, expected);
    assert_eq!((member(network, "school:3").group, member(network, "school:4").group), (Some(Group::Special), Some(Group::Alternative)));
    assert_eq!(member(network, "school:6").education, Some(Education::Primary));
}

#[test]
fn of_several_rows_of_one_school_the_one_that_holds_longest_counts() {
    let proposal = accepted(DIRECTORY, &mapping(DIRECTORY));
    let birch = member(&proposal.network, "school:2");
    assert_eq!((birch.name.as_str(), birch.education, birch.group), ("Invented Birch School", Some(Education::AllThrough), None));
    let messages = crate::import::messages(&proposal);
    assert_eq!(
        messages,
        ["names.csv:3 school:2 is in lines 3 and 4 with different values; the one that holds longer is used, the other was set aside"]
    );
    assert_eq!((proposal.tally.rows, proposal.tally.new, proposal.tally.set_aside), (7, 6, 1));
}

#[test]
fn a_second_import_through_a_mapping_changes_nothing() {
    let mut columns = built_in();
    columns.accept(&mapping(DIRECTORY));
    let network = import(&empty(), &columns, DIRECTORY).unwrap().network;
    assert!(import(&network, &columns, DIRECTORY).unwrap().step.is_empty());
}

#[test]
fn nothing_is_read_before_it_is_accepted() {
    assert!(matches!(import(&empty(), &built_in(), DIRECTORY), Err(Unreadable::UnknownKind { .. })));
}

#[test]
fn a_columns_file_says_the_same_as_its_mapping() {
    let mapping = mapping(DIRECTORY);
    let columns = Columns::with(&mapping.document()).unwrap_or_else(|error| panic!("{error}\n{}", mapping.document()));
    assert!(columns.sheets()[0].says_as(&mapping.chosen()));
    let read = import(&empty(), &columns, DIRECTORY).unwrap().network;
    assert_eq!(read.members(), accepted(DIRECTORY, &mapping).network.members());
    // Without the reasons it says the same, too.
    let bare = Columns::with(&mapping.chosen().document()).unwrap();
    assert!(bare.sheets()[0].says_as(&mapping.chosen()));
}

#[test]
fn the_order_of_the_columns_does_not_matter_and_another_heading_does() {
    let text = "School ID,School Name,Decile\n7,Invented Ash,3\n";
    let mut columns = built_in();
    columns.accept(&mapping(text));
    let turned = "Decile,School Name,School ID\n4,Invented Elm,8\n";
    let network = import(&empty(), &columns, turned).unwrap().network;
    assert_eq!(member(&network, "school:8").own.get("Decile").map(ecow::EcoString::as_str), Some("4"));
    let other = "Decile,School Name,School ID,Roll\n4,Invented Elm,8,200\n";
    assert!(matches!(import(&empty(), &columns, other), Err(Unreadable::UnknownKind { .. })));
}

#[test]
fn what_was_accepted_for_nearly_the_same_headings_is_taken_over() {
    let mut first = mapping("School ID,School Name,Decile\n7,Invented Ash,3\n");
    first.set(0, id("nz"));
    first.set(2, Meaning::LeftOut);
    let mut columns = built_in();
    columns.keep(&first.document(), "kept.ron").unwrap();
    let next = mapping_with("School ID,School Name,Decile,Roll\n7,Invented Ash,3,210\n", &columns);
    assert_eq!(meanings(&next), [id("nz"), field("name"), Meaning::LeftOut, field("pupils")]);
    assert_eq!((&next.columns()[0].because, &next.columns()[3].because), (&Because::Before, &Because::Heading));
    let note = "kept.ron is for sheets of other headings: names.csv has also \"Roll\". What it says of the others is taken over.";
    assert_eq!(next.notes, [note]);
    // A sheet that shares too little takes over nothing.
    let other = mapping_with("School ID,Town,Roll\n7,Invented Town,210\n", &columns);
    assert_eq!(other.columns()[0].meaning, id("school"));
}

#[test]
fn a_person_changes_a_column_and_takes_its_meaning_from_another() {
    let mut mapping = mapping(DIRECTORY);
    let (name, gender) = (at(&mapping, "School Name"), at(&mapping, "Gender"));
    mapping.set(gender, field("name"));
    assert_eq!((&mapping.columns()[gender].meaning, &mapping.columns()[name].meaning), (&field("name"), &Meaning::Own));
    assert_eq!(mapping.columns()[gender].because, Because::Chosen);
    mapping.set(name, field("name"));
    mapping.set(gender, Meaning::LeftOut);
    let ash = accepted(DIRECTORY, &mapping).network;
    assert!(!member(&ash, "school:1").own.contains_key("Gender"));
    let choices = mapping.meanings(gender);
    assert_eq!(choices[0], Meaning::LeftOut);
    assert!(choices.contains(&field("town")) && choices.contains(&Meaning::Alias(Scheme::new("gender").unwrap())));
}

#[test]
fn a_person_says_what_a_word_means() {
    let mut mapping = mapping(DIRECTORY);
    mapping.set_word(at(&mapping, "Type"), "Teen Parent Unit", "secondary alternative");
    let network = accepted(DIRECTORY, &mapping).network;
    assert_eq!(member(&network, "school:4").education, Some(Education::Secondary));
}

#[test]
fn a_sheet_without_a_name_or_a_number_says_what_is_missing() {
    let mapping = mapping("Region,Decile\nNorth,3\nNorth,4\nSouth,3\n");
    assert_eq!(
        mapping.wants(),
        ["names.csv: no column is the member's number or name. Found \"Region\", \"Decile\". Choose which one is."]
    );
    let mut columns = built_in();
    columns.accept(&mapping);
    let error = import(&empty(), &columns, "Region,Decile\nNorth,3\n").unwrap_err();
    assert!(error.to_string().ends_with("Choose which one is. Nothing was imported."), "{error}");
}

#[test]
fn two_columns_of_one_heading_are_chosen_from() {
    let text = "URN,name,URN\n900001,Invented Ash,900002\n";
    assert!(matches!(import(&empty(), &built_in(), text), Err(Unreadable::TwoColumns { .. })));
    let mut mapping = mapping(text);
    assert_eq!(meanings(&mapping), [field("urn"), field("name"), Meaning::Own]);
    mapping.set(2, field("urn"));
    let network = accepted(text, &mapping).network;
    assert_eq!(member(&network, "urn:900002").own.get("URN").map(ecow::EcoString::as_str), Some("900001"));
}

#[test]
fn columns_about_persons_are_left_out_by_heading_and_by_content_and_cannot_be_chosen() {
    let text = "School,Principal,Reached at\nInvented Ash School,A. Person,a.person@invented.example\nInvented Elm School,B. Person,b.person@invented.example\n";
    let mut mapping = mapping(text);
    assert_eq!(meanings(&mapping), [field("name"), Meaning::LeftOut, Meaning::LeftOut]);
    mapping.set(1, Meaning::Own);
    assert_eq!((&mapping.columns()[1].meaning, mapping.meanings(1)), (&Meaning::LeftOut, vec![Meaning::LeftOut]));
    assert!(!format!("{:?}", accepted(text, &mapping).network.members()).contains("Person"));
    // A file that somebody wrote cannot make them read, either.
    let file = "(sheets: [(rows: members, columns: [(heading: \"School\", holds: field(\"name\")), (heading: \"Principal\", holds: own), (heading: \"Reached at\", holds: left_out)])])";
    let read = import(&empty(), &Columns::with(file).unwrap(), text).unwrap();
    assert!(!format!("{:?}", read.network.members()).contains("Person"));
}

#[test]
fn figures_are_known_by_the_year_in_their_heading() {
    let text =
        "School,Reading score 2019,2018/19 attendance,Pupils tested\nInvented Ash School,51.2,93%,20\nInvented Elm School,SUPP,94%,30\n";
    let mapping = mapping(text);
    let year = Year::new(2019);
    assert_eq!(
        meanings(&mapping),
        [field("name"), Meaning::Measure("Reading score".into(), year), Meaning::Measure("attendance".into(), year), Meaning::Own]
    );
    let network = accepted(text, &mapping).network;
    let values: Vec<String> =
        network.measures().iter().map(|measure| format!("{} {:?}", measure.id.measure(), measure.value.known())).collect();
    let expected = ["Reading score Some(51.2)", "attendance Some(93.0)", "Reading score None", "attendance Some(94.0)"];
    let mut sorted = expected.map(String::from);
    sorted.sort();
    let mut values = values;
    values.sort();
    assert_eq!(values, sorted);
}

#[test]
fn where_a_column_says_the_year_every_row_is_figures_of_it() {
    let text = "Org code,Year,Organisation name,Autonomy rate\nA1,2021,Invented Ash,55.5\nA1,2023,Invented Ash Trust,60\nA1,2022,Invented Ash,57\nB2,,Invented Elm,50\n";
    let mapping = mapping(text);
    assert_eq!(meanings(&mapping), [id("org"), Meaning::Year, field("name"), Meaning::Measure("Autonomy rate".into(), None)]);
    let proposal = accepted(text, &mapping);
    let years: Vec<u16> = proposal.network.measures().iter().map(|measure| measure.id.year().get()).collect();
    assert_eq!(years, [2021, 2022, 2023]);
    // The latest year describes the member.
    assert_eq!(member(&proposal.network, "org:A1").name, "Invented Ash Trust");
    assert_eq!(crate::import::messages(&proposal), ["names.csv:5 `` is no year, so nobody knows what the row is of; it was set aside"]);
}

#[test]
fn decimal_commas_and_days_with_the_month_first_are_seen() {
    let text = "School;lat;lon;Date opened\nInvented Ash School;52,5;13,4;04/31/1999\nInvented Elm School;-36,85;174,76;01/15/2001\n";
    let text = text.replace("04/31", "04/30");
    let mapping = mapping(&text);
    assert_eq!(meanings(&mapping), [field("name"), field("latitude"), field("longitude"), field("opened")]);
    assert_eq!((mapping.columns()[1].written, mapping.columns()[3].written), (Written::DecimalComma, Written::MonthFirst));
    let network = accepted(&text, &mapping).network;
    let elm = network.members().iter().find(|member| member.name == "Invented Elm School").unwrap();
    assert_eq!(
        (elm.latitude.map(permea::model::Number::get), elm.opened.map(|day| day.to_string())),
        (Some(-36.85), Some("2001-01-15".to_owned()))
    );
}

#[test]
fn coordinates_are_no_coordinates_if_they_are_not_on_earth() {
    let mapping = mapping("School,X,Y\nInvented Ash,501234,231234\nInvented Elm,502234,232234\n");
    assert_eq!(meanings(&mapping), [field("name"), Meaning::Own, Meaning::Own]);
}

#[test]
fn a_sheet_of_who_helps_whom_is_one_of_ties() {
    let network = import(&empty(), &built_in(), "id,name\nnz:1,Invented Ash\nnz:2,Invented Elm\n").unwrap().network;
    let text = "Supporting school,Supported school,Focus,Began,Minutes\nInvented Ash,Invented Elm,Reading,2025-09-01,90\n";
    let mapping = mapping(text);
    assert_eq!(
        (mapping.rows_are(), meanings(&mapping)),
        (SheetKind::Ties, vec![field("from"), field("to"), field("purpose"), field("started"), Meaning::Own])
    );
    let mut columns = built_in();
    columns.accept(&mapping);
    let proposal = import(&network, &columns, text).unwrap();
    let tie = &proposal.network.ties()[0];
    assert_eq!((tie.from.as_str(), tie.to.as_str(), tie.purpose.as_deref()), ("nz:1", "nz:2", Some("Reading")));
    assert_eq!(tie.own.get("Minutes").map(ecow::EcoString::as_str), Some("90"));
    let mut without = mapping.clone();
    without.set(4, Meaning::LeftOut);
    let mut columns = built_in();
    columns.accept(&without);
    assert!(import(&network, &columns, text).unwrap().network.ties()[0].own.is_empty());
}

#[test]
fn a_number_alone_finds_its_member_by_the_scheme_of_a_mapping() {
    let mut columns = built_in();
    columns.accept(&mapping(DIRECTORY));
    let network = import(&empty(), &columns, DIRECTORY).unwrap().network;
    let proposal = import(&network, &columns, "from,to\n1,3\n").unwrap();
    assert_eq!((proposal.network.ties()[0].from.as_str(), proposal.network.ties()[0].to.as_str()), ("school:1", "school:3"));
}

#[test]
fn numbers_of_other_registers_are_known_and_one_of_them_names_the_member() {
    let text = "Nom etablissement,UAI,SEED code\nInvented Ash,0750001A,12 34\n";
    let mapping = mapping(text);
    assert_eq!(meanings(&mapping), [field("name"), id("uai"), Meaning::Alias(Scheme::new("seed").unwrap())]);
    let network = accepted(text, &mapping).network;
    let ash = member(&network, "uai:0750001A");
    assert_eq!((ash.kind, ash.aliases[0].as_str()), (Kind::School, "seed:12-34"));
}

#[test]
fn a_wrong_columns_file_is_told_with_its_line() {
    let cases = [
        ("(sheets: [(rows: members, columns: [\n(heading: \"A\", holds: field(\"nmae\"))])])", "line 2", "`nmae` is no field of a row"),
        (
            "(sheets: [(rows: members, columns: [\n(heading: \"A\", holds: field(\"phase\"))])])",
            "line 2",
            "the column `A` holds `phase`, which rows of members do not have",
        ),
        ("(sheets: [(rows: register, columns: [])])", "line 1", "`register` is no kind of row"),
        ("(sheets: [(rows: members, columns: [\n\n(heading: \"A\", holds: id(\"N Z\"))])])", "line 3", "`N Z` is no name of a scheme"),
        ("(sheets: [(rows: ties, columns: [(heading: \"A\", holds: year)])])", "line 1", "which rows of ties do not have"),
        ("(sheets: [(rows: members, columns: [(heading: \"A\", holds: nothing)])])", "line 1", "`nothing` is not one of"),
    ];
    for (text, line, why) in cases {
        let said = Columns::with(text).unwrap_err().to_string();
        assert!(said.contains(line) && said.contains(why), "{said}");
    }
}

#[test]
fn lines_of_a_title_above_the_headings_are_left_out_and_named() {
    let text = "Directory of invented schools,,,\nAs of 1 July 2025,,,\n\nSchool ID,School Name,Roll,Decile\n7,Invented Ash,210,3\n8,Invented Elm,180,4\n";
    let mapping = mapping(text);
    assert_eq!((meanings(&mapping), mapping.rows), (vec![id("school"), field("name"), field("pupils"), Meaning::Own], 2));
    assert_eq!(mapping.notes, ["names.csv: its headings stand in line 4; the lines above them were not read."]);
    let proposal = accepted(text, &mapping);
    assert_eq!((member(&proposal.network, "school:7").pupils, proposal.tally.new), (Some(210), 2));
    // Known headings are found below a title as well; a first row of headings stays one, however few it has.
    let known = import(&empty(), &built_in(), "Our schools,,\nURN,name,town\n900001,Invented Ash,North\n").unwrap();
    assert!(known.network.member("urn:900001").is_some());
    let short = "School,,\nInvented Ash,1,2\nInvented Elm,3,4\n";
    assert_eq!(guess(&Source { name: "names.csv".into(), bytes: short.as_bytes(), kind: None }, &built_in(), None).unwrap().rows, 2);
}

#[test]
fn words_that_tell_no_group_make_no_column_of_groups() {
    let mapping = mapping("Name,Sort\nInvented Ash,Community\nInvented Elm,Community\nInvented Oak,Community\n");
    assert_eq!(meanings(&mapping), [field("name"), Meaning::Own]);
}

#[test]
fn columns_that_permea_marks_itself_are_what_they_say() {
    let mapping = mapping("School Name,Sort,own: Region,Stage (derived)\nInvented Ash,A,North,2\nInvented Elm,B,South,3\n");
    assert_eq!(meanings(&mapping), [field("name"), Meaning::Own, Meaning::Own, Meaning::LeftOut]);
    let text = "School Name,Sort,own: Region,Stage (derived)\nInvented Ash,A,North,2\n";
    let network = accepted(text, &mapping).network;
    let own: Vec<&str> = network.members()[0].own.keys().map(ecow::EcoString::as_str).collect();
    assert_eq!(own, ["Region", "Sort"]);
}

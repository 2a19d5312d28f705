//! England's sources beyond the search extract: the full register, the school census, teacher training, and tables of
//! years that changed their columns. Every school is invented.

use permea::{
    exchange::{Options, Proposal, Unreadable},
    model::{Kind, Network, Phase, Reading, RecordKind},
};

use super::import::{ENGLAND, empty, import, import_text, member, messages, try_import};

/// The headings of the full register of 2024.
const HEADINGS: &str = include_str!("fixtures/edubasealldata-headings.csv");

/// A full register: each row says some cells by their headings, the others are blank.
fn full_register(rows: &[&[(&str, &str)]]) -> String {
    let headings: Vec<&str> = HEADINGS.trim_end().split(',').collect();
    assert_eq!(headings.len(), 140);
    let mut text = String::from(HEADINGS);
    for row in rows {
        assert!(row.iter().all(|(heading, _)| headings.contains(heading)), "{row:?}");
        let cells = headings.iter().map(|heading| row.iter().find(|(known, _)| known == heading).map_or("", |(_, cell)| cell));
        text.push_str(&cells.map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(","));
        text.push_str("\r\n");
    }
    text
}

/// A school of the full register, with more cells.
fn school<'c>(urn: &'c str, more: &[(&'c str, &'c str)]) -> Vec<(&'c str, &'c str)> {
    let usual = [
        ("URN", urn),
        ("LA (code)", "999"),
        ("LA (name)", "Northshire"),
        ("EstablishmentName", "Invented High"),
        ("TypeOfEstablishment (code)", "34"),
        ("TypeOfEstablishment (name)", "Academy converter"),
        ("EstablishmentStatus (code)", "1"),
        ("EstablishmentStatus (name)", "Open"),
        ("PhaseOfEducation (name)", "Secondary"),
        ("NumberOfPupils", "800"),
        ("PercentageFSM", "12.4"),
        ("FSM", "99"),
        ("TelephoneNum", "Never"),
        ("HeadFirstName", "Read"),
    ];
    usual.into_iter().chain(more.iter().copied()).collect()
}

const TRUST: [(&str, &str); 4] = [
    ("TrustSchoolFlag (code)", "3"),
    ("TrustSchoolFlag (name)", "Supported by a multi-academy trust"),
    ("Trusts (code)", "9001"),
    ("Trusts (name)", "INVENTED TRUST"),
];

/// What is said of how the files were read, without the count of suppressed values.
fn notes(proposal: &Proposal) -> String {
    let notes: Vec<&str> =
        proposal.notes.iter().map(ecow::EcoString::as_str).filter(|note| !note.contains("suppressed by the publisher")).collect();
    notes.join("\n")
}

fn percent(network: &Network, id: &str) -> [Option<f64>; 4] {
    let school = member(network, id);
    [school.fsm_percent, school.fsm6_percent, school.eal_percent, school.sen_percent].map(|percent| percent.map(f64::from))
}

fn value(network: &Network, id: &str) -> Option<f64> {
    network.measures().get(id).and_then(|measure| measure.value.known())
}

#[test]
fn the_full_register_of_140_columns_gives_the_school_its_trust_and_its_federation() {
    let more: Vec<_> =
        TRUST.into_iter().chain([("Federations (code)", "9500"), ("Federations (name)", "The Invented Federation")]).collect();
    let proposal = import_text(&empty(), "edubasealldata20260312.csv", &full_register(&[&school("900001", &more)]));
    assert_eq!(messages(&proposal), [] as [&str; 0]);
    let network = &proposal.network;
    let read = member(network, "urn:900001");
    assert_eq!((read.name.as_str(), read.authority.as_deref(), read.pupils), ("Invented High", Some("Northshire"), Some(800)));
    assert_eq!(percent(network, "urn:900001")[0], Some(12.4), "as printed, not 99 of 800");
    assert_eq!((member(network, "trust:9001").kind, member(network, "trust:9500").kind), (Kind::Trust, Kind::Organisation));
    let role = |id: &str| network.memberships().get(id).and_then(|membership| membership.role.clone());
    assert_eq!(role("urn:900001/trust:9001").as_deref(), Some("Multi-academy trust"));
    assert_eq!(role("urn:900001/trust:9500").as_deref(), Some("Federation"));
    assert!(proposal.tally.columns_left > 100, "{}", proposal.tally.columns_left);
    assert!(import_text(network, "edubasealldata20260312.csv", &full_register(&[&school("900001", &more)])).step.is_empty());
}

#[test]
fn a_trust_without_a_number_is_none() {
    for code in ["", "0", "none"] {
        let named = [("Trusts (code)", code), ("Trusts (name)", "INVENTED TRUST")];
        let network = import_text(&empty(), "a.csv", &full_register(&[&school("900001", &named)])).network;
        assert_eq!((network.members().len(), network.memberships().len()), (1, 0), "{code}");
    }
}

#[test]
fn a_closed_school_brings_no_trust_of_its_successor() {
    let closed = school("900901", &[("EstablishmentStatus (name)", "Closed"), ("Trusts (code)", "9009"), ("Trusts (name)", "OLD TRUST")]);
    // The first cell of a heading counts, so the usual status is left out.
    let closed: Vec<_> = closed.into_iter().filter(|cell| *cell != ("EstablishmentStatus (name)", "Open")).collect();
    let register = full_register(&[&school("900001", &TRUST), &closed]);
    let network = import(&empty(), &[("a.csv", register.as_bytes()), ENGLAND[1]]).network;
    assert_eq!(member(&network, "urn:900901").id.as_str(), "urn:900001");
    assert!(network.member("trust:9009").is_none() && network.member("trust:9001").is_some());
}

#[test]
fn what_a_list_of_groups_knows_of_a_membership_stays() {
    let register = full_register(&[&school("900001", &TRUST)]);
    let dated = import(&empty(), &[("a.csv", register.as_bytes()), ENGLAND[2]]).network;
    let again = import_text(&dated, "a.csv", &register).network;
    let since = again.memberships().get("urn:900001/trust:9001").unwrap().since;
    assert_eq!(since.map(|date| date.to_string()).as_deref(), Some("2017-09-01"));
}

#[test]
fn columns_about_persons_are_left_out_and_named() {
    let proposal = import_text(&empty(), "a.csv", &full_register(&[&school("900001", &[])]));
    let told = "a.csv: columns about persons were not read: TelephoneNum, HeadTitle (name), HeadFirstName, HeadLastName, HeadPreferredJobTitle, PropsName.";
    assert_eq!(notes(&proposal), told);
    assert!(!format!("{:?}", proposal.network).contains("Never"));
    assert_eq!(notes(&import_text(&empty(), "b.csv", "URN,name\n900001,Invented\n")), "", "where there is none, nothing is said");
}

#[test]
fn pupils_eligible_for_meals_are_a_percentage_of_all_where_none_is_printed() {
    let percent = |cells: &str| {
        let text =
            format!("URN,EstablishmentName,TypeOfEstablishment (name),NumberOfPupils,FSM\n900001,Invented,Community school,{cells}\n");
        let proposal = import_text(&empty(), "a.csv", &text);
        assert_eq!(messages(&proposal), [] as [&str; 0]);
        member(&proposal.network, "urn:900001").fsm_percent.map(f64::from)
    };
    assert_eq!((percent("800,99"), percent("0,0"), percent("800,")), (Some(12.4), None, None));
}

const CENSUS: &str = "URN,LA,ESTAB,SCHOOLTYPE,NOR,TSENELSE,PSENELSE,TSENELK,PSENELK,NUMEAL,PNUMEAL,NUMFSM,NUMFSMEVER,PNUMFSMEVER\n";

fn census(row: &str) -> String {
    format!("{CENSUS}{row}\nNAT,,,National,8000000,1,4,1,13,1,20,1,1,25\n")
}

#[test]
fn a_census_says_what_the_pupils_of_a_school_without_results_are_like() {
    let bare = import_text(&empty(), "a.csv", "URN,name\n900001,Invented\n").network;
    let row = "900001,999,1000,State-funded primary,210,4,1.9%,30,14.3%,20,9.5%,42,50,23.8%";
    let proposal = import_text(&bare, "2024-2025_england_census.csv", &census(row));
    assert_eq!((messages(&proposal), proposal.sources[0].kind.word()), (vec![], "census"));
    assert_eq!(percent(&proposal.network, "urn:900001"), [Some(20.0), Some(23.8), Some(9.5), Some(16.2)]);
    let school = member(&proposal.network, "urn:900001");
    assert_eq!((school.pupils, school.context_year.map(u16::from)), (Some(210), Some(2025)));
    assert_eq!((proposal.tally.rows, proposal.tally.changed, proposal.tally.outside), (2, 1, 1), "the nation is outside");
    let older = import_text(&proposal.network, "census-2019.csv", &census("900001,999,1000,x,100,1,9%,1,9%,1,9%,1,1,9%"));
    assert!(older.step.is_empty(), "an older census turns nothing back: {:?}", older.step.changes);
}

#[test]
fn a_census_leaves_a_school_with_results_what_its_table_says() {
    let network = import(&empty(), &ENGLAND).network;
    let before = percent(&network, "urn:900001");
    let row = "900001,999,1000,State-funded secondary,900,4,1%,30,1%,20,1%,42,50,1%";
    let after = import_text(&network, "census-2025.csv", &census(row)).network;
    assert_eq!(percent(&after, "urn:900001"), before);
    let bare = import_text(&empty(), "a.csv", "URN,name\n900001,Invented\n").network;
    let both = import(&import_text(&bare, "census-2025.csv", &census(row)).network, &[ENGLAND[5]]).network;
    assert_eq!(percent(&both, "urn:900001")[1..], [Some(12.0), Some(9.0), Some(6.0)], "also where the table comes later");
}

#[test]
fn a_census_without_figures_of_a_school_says_nothing_of_it() {
    let bare = import_text(&empty(), "a.csv", "URN,name\n900001,Invented\n").network;
    let marks = "900001,999,1000,x,SUPP,SUPP,SUPP,SUPP,SUPP,SUPP,SUPP,SUPP,SUPP,SUPP";
    let proposal = import_text(&bare, "census-2025.csv", &census(marks));
    assert_eq!((messages(&proposal), proposal.step.is_empty()), (vec![], true));
    let elsewhere = import_text(&bare, "census-2025.csv", &census("900002,1,1,x,1,1,1%,1,1%,1,1%,1,1,1%"));
    assert_eq!((elsewhere.tally.outside, elsewhere.network.members().len()), (2, 1), "it names no school, so it makes none");
    let no_year = try_import(&bare, &[("census.csv", census(marks).as_bytes())], Options::default());
    assert!(matches!(no_year, Err(Unreadable::NoYear { .. })));
}

const PROVIDERS: &str = "code,name,type,urn,ukprn,accredited\n\
    U01,Invented University,hei,900006,10900006,True\n\
    S01,Invented Teacher Training,scitt,,10900050,True\n\
    L01,Invented High,lead_school,900001,10900001,False\n\
    L02,Invented Alliance,lead_school,900001,10900001,False\n";
const TRAINING: &str = "kind,source_code,source_name,source_type,target_id,target_name\n";

fn trained(rows: &str) -> Proposal {
    let network = import(&empty(), &[ENGLAND[0], ENGLAND[1], ("providers.csv", PROVIDERS.as_bytes())]).network;
    import_text(&network, "teacher-training-ties.csv", &format!("{TRAINING}{rows}"))
}

#[test]
fn a_placement_is_a_tie_of_experience_from_the_provider_to_the_school() {
    let proposal = trained(
        "placement,U01,Invented University,hei,900003,\naccredited_by,L01,Invented High,lead_school,S01,Invented Teacher Training\n",
    );
    assert_eq!((messages(&proposal), proposal.sources[0].kind.word(), proposal.tally.new), (vec![], "training", 2));
    let ties: Vec<_> = proposal.network.ties().iter().map(|tie| (tie.from.as_str(), tie.to.as_str(), tie.phase)).collect();
    let experience = Some(Phase::Experience);
    assert!(ties.contains(&("ukprn:10900006", "urn:900003", experience)), "{ties:?}");
    assert!(ties.contains(&("itt:S01", "urn:900001", experience)), "who accredits gives: {ties:?}");
    let again = trained("placement,U01,x,hei,900003,\nplacement,U01,x,hei,900003,\n");
    assert_eq!((again.tally.new, again.tally.same, again.network.count(RecordKind::Tie)), (1, 1, 1), "the same fact twice is one tie");
    let text = format!("{TRAINING}placement,U01,x,hei,900003,\n");
    assert!(import_text(&again.network, "teacher-training-ties.csv", &text).step.is_empty());
}

#[test]
fn a_provider_is_found_by_every_code_that_lists_it() {
    let network = trained("placement,L02,Invented Alliance,lead_school,900003,\nplacement,L01,Invented High,lead_school,900002,\n").network;
    let from: Vec<_> = network.ties().iter().map(|tie| tie.from.as_str()).collect();
    assert_eq!(from, ["urn:900001", "urn:900001"]);
    assert_eq!(member(&network, "itt:U01").id.as_str(), "ukprn:10900006");
    assert_eq!(member(&network, "itt:L02").name, "Invented Coll\u{e8}ge", "the name of the register stays");
}

#[test]
fn a_placement_at_a_former_number_is_one_at_the_school() {
    let network = trained("placement,U01,Invented University,hei,900902,\n").network;
    assert_eq!(network.ties()[0].to.as_str(), "urn:900001");
}

#[test]
fn rows_that_make_no_tie_are_told_by_why() {
    let proposal = trained(
        "placement,U01,x,hei,909999,\nplacement,X99,x,scitt,900003,\nplacement,L01,x,lead_school,900001,\n\
        mentored,U01,x,hei,900003,\nplacement,U01,x,hei,,\n",
    );
    assert_eq!((proposal.tally.rows, proposal.tally.outside, proposal.tally.set_aside), (5, 3, 2));
    let told = "teacher-training-ties.csv: 1 row is about a school that is not in the map, 1 row is about a provider that is not in the map, \
        1 row is about a provider's own school, which is one member; they made no ties.";
    assert_eq!(notes(&proposal), told);
    let expected = [
        "teacher-training-ties.csv:5 `mentored` is no kind of tie of teacher training (placement, accredited_by); the row was set aside",
        "teacher-training-ties.csv:6 the row names only one of its two sides; it was set aside",
    ];
    assert_eq!(messages(&proposal), expected);
}

#[test]
fn a_grade_c_of_2016_is_a_grade_4_and_earlier_years_beside_it_are_not_read() {
    let text =
        "RECTYPE,URN,SCHNAME,ATT8SCR,P8MEA,PTL2BASICS_LL_PTQ_EE,PTL2BASICS_94_PREV,P8MEA_PREV\n1,900001,Invented,50.1,0.2,61%,99%,9\n";
    let network = import_text(&empty(), "ks4-2016.csv", text).network;
    assert_eq!(value(&network, "urn:900001/Grade 4 English and maths/2016"), Some(61.0));
    assert_eq!((value(&network, "urn:900001/Progress 8/2016"), network.measures().len()), (Some(0.2), 3));
}

#[test]
fn prior_attainment_from_2022_is_a_scaled_score() {
    let text = "RECTYPE,URN,SCHNAME,KS2ASS,PTFSM6CLA1A,PSENE4,PSENK4,ATT8SCR,P8MEA,P8CILOW,P8CIUPP,P8PUP\n1,900001,Invented,104,22%,3%,11%,50,-0.2,-0.5,0.1,150\n";
    let network = import_text(&empty(), "2022-2023_england_ks4revised.csv", text).network;
    let school = member(&network, "urn:900001");
    assert_eq!((school.prior_attainment.map(f64::from), school.sen_percent.map(f64::from)), (Some(104.0), Some(14.0)));
    let progress = network.measures().get("urn:900001/Progress 8/2023").unwrap();
    assert_eq!((progress.low.map(f64::from), progress.high.map(f64::from)), (Some(-0.5), Some(0.1)));
}

#[test]
fn a_year_without_progress_is_said_and_one_with_it_is_not() {
    let ks4 = "RECTYPE,URN,SCHNAME,ATT8SCR,P8MEA\n1,900001,Invented,50.1,NP\n7,,,45.9,\n";
    let proposal = import_text(&empty(), "ks4-2024-2025.csv", ks4);
    assert_eq!(
        notes(&proposal),
        "ks4-2024-2025.csv: for 2025 no Progress 8 was published: its pupils took no key stage 2 tests to measure from, which were called off in 2020 and 2021."
    );
    let measure = proposal.network.measures().get("urn:900001/Progress 8/2025").unwrap();
    assert_eq!((measure.value.clone(), proposal.has_problems()), (Reading::Suppressed("NP".into()), false));
    assert_eq!(notes(&import_text(&empty(), "ks4-2023-2024.csv", ks4)), "");
    let ks2 = "RECTYPE,URN,SCHNAME,PTRWM_EXP,READ_AVERAGE,READPROG_23\n1,900003,Invented,61%,104,9\n5,,,61%,105,\n";
    let proposal = import_text(&empty(), "ks2-2024.csv", ks2);
    assert!(notes(&proposal).starts_with("ks2-2024.csv: for 2024 no Reading progress, Writing progress or Maths progress was published: "));
    assert_eq!(value(&proposal.network, "urn:900003/Reading progress/2024"), None);
    assert_eq!(proposal.network.nationals().get("RWM expected/2024").map(|figure| figure.value.get()), Some(61.0));
}

#[test]
fn a_table_without_a_column_of_progress_says_so() {
    let text = "RECTYPE,URN,SCHNAME,ATT8SCR\n1,900001,Invented,50.1\n";
    assert_eq!(notes(&import_text(&empty(), "ks4-2019.csv", text)), "ks4-2019.csv: there is no column of Progress 8.");
}

const STATISTICS: &str = "time_period,time_identifier,geographic_level,old_la_code,la_name,school_urn,school_name,establishment_type_group,breakdown_topic,breakdown";

#[test]
fn official_statistics_of_key_stage_4_give_the_rows_of_all_pupils() {
    let text = format!(
        "{STATISTICS},sex,pupil_count,attainment8_average,progress8_average,progress8_lower_95_ci,progress8_upper_95_ci\n\
        202324,Academic year,School,999,Northshire,900001,Invented High,Academies,Total,Total,Total,150,50.1,-0.2,-0.4,0.1\n\
        202425,Academic year,School,999,Northshire,900001,Invented High,Academies,Total,Total,Total,151,51,z,z,z\n\
        202425,Academic year,School,999,Northshire,900001,Invented High,Academies,Sex,Boys,Boys,75,99,z,z,z\n\
        202425,Academic year,Local authority,999,Northshire,,,All state-funded,Total,Total,Total,9000,48,z,z,z\n\
        202425,Academic year,National,,,,,All state-funded,Total,Total,Total,600000,45.9,z,z,z\n\
        202425,Academic year,National,,,,,All schools,Total,Total,Total,650000,44,z,z,z\n"
    );
    let proposal = import_text(&empty(), "ks4_schools.csv", &text);
    assert_eq!((messages(&proposal), proposal.sources[0].kind.word()), (vec![], "tables"));
    assert_eq!((proposal.tally.new, proposal.tally.outside), (4, 2), "boys, and all schools with the independent ones");
    let network = &proposal.network;
    let progress = network.measures().get("urn:900001/Progress 8/2024").unwrap();
    assert_eq!((progress.value.known(), progress.low.map(f64::from), progress.high.map(f64::from)), (Some(-0.2), Some(-0.4), Some(0.1)));
    assert_eq!((value(network, "urn:900001/Attainment 8/2025"), value(network, "la:999/Attainment 8/2025")), (Some(51.0), Some(48.0)));
    assert_eq!(value(network, "urn:900001/Progress 8/2025"), None);
    assert_eq!(network.nationals().get("Attainment 8/2025").map(|figure| figure.value.get()), Some(45.9));
    assert_eq!(
        (member(network, "la:999").name.as_str(), member(network, "urn:900001").authority.as_deref()),
        ("Northshire", Some("Northshire"))
    );
    assert!(import_text(network, "ks4_schools.csv", &text).step.is_empty());
}

#[test]
fn official_statistics_of_key_stage_2_are_parted_by_subject() {
    let text = format!(
        "{STATISTICS},subject,expected_standard_pupil_percent,higher_standard_pupil_percent,average_scaled_score,progress_measure_score\n\
        202223,Academic year,School,999,Northshire,900003,Invented Primary,Academies,All pupils,Total,\"Reading, writing and maths\",61,8,z,z\n\
        202223,Academic year,School,999,Northshire,900003,Invented Primary,Academies,All pupils,Total,Reading,70,20,105,1.2\n\
        2022,Academic year,School,999,Northshire,900003,Invented Primary,Academies,All pupils,Total,Maths,70,20,104,0.2\n\
        20,Academic year,School,999,Northshire,900003,Invented Primary,Academies,All pupils,Total,Maths,70,20,104,0.2\n"
    );
    let proposal = import_text(&empty(), "ks2_schools.csv", &text);
    let network = &proposal.network;
    let of = |name: &str| value(network, &format!("urn:900003/{name}/2023"));
    assert_eq!(
        (of("RWM expected"), of("Reading score"), of("Reading progress"), of("Maths score")),
        (Some(61.0), Some(105.0), Some(1.2), None)
    );
    assert_eq!(messages(&proposal), ["ks2_schools.csv:5 `20` is no school year like 202425; the row was set aside"]);
    assert_eq!(member(network, "urn:900003").name, "Invented Primary");
}

#[test]
fn links_that_tell_no_order_are_told_and_not_followed() {
    let links = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n900001,900077,x,Result of Amalgamation,01-04-2014\n900001,900078,x,Sixth Form Centre Link,\n909998,909999,x,Other,\n";
    let school = import_text(&empty(), "a.csv", "URN,name\n900001,Invented\n").network;
    let proposal = import_text(&school, "links.csv", links);
    assert_eq!(
        notes(&proposal),
        "links.csv: 2 links of members of this map do not say which school came after which: Result of Amalgamation (1), Sixth Form Centre Link (1). They were not followed."
    );
    assert!(proposal.network.member("urn:900077").is_none());
}

#[test]
fn a_link_told_from_one_side_and_without_a_date_carries_ties_and_ratings_to_the_new_number() {
    let sheets: [(&str, &[u8]); 3] = [
        ("a.csv", b"URN,name\n900901,Invented Old\n900002,Invented Two\n"),
        ("ties.csv", b"from,to,phase\n900901,900002,2\n"),
        ("ratings.csv", b"member,on,stage\n900901,2026-03-02,2\n"),
    ];
    let before = import(&empty(), &sheets).network;
    for link in ["900901,900001,x,Successor,", "900001,900901,x,Predecessor,"] {
        let links = format!("URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n{link}\n");
        let network = import(&before, &[("links.csv", links.as_bytes()), ENGLAND[0]]).network;
        let now = member(&network, "urn:900001");
        assert_eq!(now.name, "Invented Coll\u{e8}ge");
        assert_eq!(network.ties()[0].from, now.id);
        assert_eq!(network.ratings()[0].member, now.id);
    }
}

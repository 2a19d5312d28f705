//! Imports of small invented files of the same shapes as the real ones.

use std::{ops::ControlFlow, sync::LazyLock};

use permea::{
    exchange::{Columns, Options, Policies, Policy, Proposal, Source, Unreadable, propose},
    model::{Education, Group, Kind, Member, Network, Rating, RecordKind, Status},
};

/// The files of `fixtures/` that have the shapes of the English ones.
pub(super) const ENGLAND: [(&str, &[u8]); 7] = [
    ("register.csv", include_bytes!("fixtures/register.csv")),
    ("links.csv", include_bytes!("fixtures/links.csv")),
    ("grouplinks.csv", include_bytes!("fixtures/grouplinks.csv")),
    ("ks4final-2016-2017.csv", include_bytes!("fixtures/ks4final-2016-2017.csv")),
    ("ks4final-2017-2018.csv", include_bytes!("fixtures/ks4final-2017-2018.csv")),
    ("ks4final-2018-2019.csv", include_bytes!("fixtures/ks4final-2018-2019.csv")),
    ("ks2final-2018-2019.csv", include_bytes!("fixtures/ks2final-2018-2019.csv")),
];

/// The files of `fixtures/` that are sheets of our own.
pub(super) const SHEETS: [(&str, &[u8]); 9] = [
    ("sheet.csv", include_bytes!("fixtures/sheet.csv")),
    ("national.csv", include_bytes!("fixtures/national.csv")),
    ("ties.csv", include_bytes!("fixtures/ties.csv")),
    ("ratings.csv", include_bytes!("fixtures/ratings.csv")),
    ("responses.csv", include_bytes!("fixtures/responses.csv")),
    ("capacities.csv", include_bytes!("fixtures/capacities.csv")),
    ("families.csv", include_bytes!("fixtures/families.csv")),
    ("visits.csv", include_bytes!("fixtures/visits.csv")),
    ("measures.csv", include_bytes!("fixtures/measures.csv")),
];

static COLUMNS: LazyLock<Columns> = LazyLock::new(|| Columns::built_in().unwrap());

pub(super) fn empty() -> Network {
    Network::new("Invented network", "0")
}

pub(super) fn try_import(network: &Network, files: &[(&str, &[u8])], options: Options<'_>) -> Result<Proposal, Unreadable> {
    let sources: Vec<Source<'_>> = files.iter().map(|&(name, bytes)| Source { name: name.into(), bytes, kind: None }).collect();
    let proposal = propose(network, &sources, &COLUMNS, options, &mut |_| ControlFlow::Continue(()))?;
    let tally = proposal.tally;
    assert_eq!(tally.rows, tally.new + tally.changed + tally.same + tally.set_aside, "{tally:?}");
    Ok(proposal)
}

pub(super) fn import(network: &Network, files: &[(&str, &[u8])]) -> Proposal {
    try_import(network, files, Options::default()).unwrap()
}

pub(super) fn import_text(network: &Network, name: &str, text: &str) -> Proposal {
    import(network, &[(name, text.as_bytes())])
}

fn england() -> Network {
    import(&empty(), &ENGLAND).network
}

pub(super) fn member<'n>(network: &'n Network, id: &str) -> &'n Member {
    network.member(id).unwrap()
}

fn value(network: &Network, id: &str) -> Option<f64> {
    network.measures().get(id).and_then(|measure| measure.value.known())
}

pub(super) fn messages(proposal: &Proposal) -> Vec<String> {
    proposal.problems.iter().map(|problem| format!("{}:{} {}", problem.file, problem.line, problem.message)).collect()
}

#[test]
fn every_shape_is_known_by_its_headings() {
    let proposal = import(&empty(), &ENGLAND);
    let kinds: Vec<&str> = proposal.sources.iter().map(|source| source.kind.word()).collect();
    assert_eq!(kinds, ["register", "links", "trusts", "tables", "tables", "tables", "tables"]);
    assert_eq!(messages(&proposal), [] as [&str; 0]);
    let proposal = import(&empty(), &SHEETS);
    let kinds: Vec<&str> = proposal.sources.iter().map(|source| source.kind.word()).collect();
    assert_eq!(kinds, ["members", "national", "ties", "ratings", "responses", "capacities", "families", "visits", "measures"]);
    assert_eq!(messages(&proposal), [] as [&str; 0]);
}

#[test]
fn a_second_import_changes_nothing() {
    for files in [&ENGLAND as &[_], &SHEETS] {
        let second = import(&import(&empty(), files).network, files);
        assert!(second.step.is_empty(), "{:?}", second.step.changes);
        assert_eq!((second.tally.new, second.tally.changed), (0, 0));
    }
}

#[test]
fn it_never_matters_in_which_order_the_files_are_named() {
    let mut turned = ENGLAND.to_vec();
    turned.reverse();
    assert_eq!(import(&empty(), &turned).network, england());
}

#[test]
fn a_register_row_is_a_member_with_its_place_and_pupils() {
    let network = england();
    let school = member(&network, "urn:900001");
    assert_eq!((school.name.as_str(), school.kind, school.group), ("Invented Collège", Kind::School, Some(Group::Mainstream)));
    assert_eq!((school.education, school.authority.as_deref()), (Some(Education::Secondary), Some("Northshire")));
    assert_eq!((school.pupils, school.fsm_percent.map(f64::from)), (Some(900), Some(12.4)));
    assert_eq!(school.opened.map(|date| date.to_string()).as_deref(), Some("2017-09-01"));
    assert_eq!(member(&network, "urn:900002").group, Some(Group::Selective));
    assert_eq!(member(&network, "urn:900003").status, Some(Status::Closing));
    assert_eq!(member(&network, "urn:900003").opened, None, "1900 is how the register says that it does not know");
    assert_eq!(member(&network, "urn:900004").group, Some(Group::Special));
    assert_eq!(member(&network, "urn:90005").kind, Kind::Organisation);
}

#[test]
fn a_university_goes_by_its_ukprn_and_is_found_by_its_urn() {
    let network = england();
    assert_eq!(member(&network, "urn:900006").id.as_str(), "ukprn:10900006");
    assert_eq!(member(&network, "urn:900006").kind, Kind::University);
}

#[test]
fn a_university_that_a_list_of_providers_brought_is_the_one_of_the_register() {
    let list = import_text(&empty(), "providers.csv", "UKPRN,name,type,latitude\n10900006,Invented Uni,hei,54.1\n").network;
    let proposal = import(&list, &[ENGLAND[0]]);
    assert_eq!(messages(&proposal), [] as [&str; 0]);
    let university = member(&proposal.network, "urn:900006");
    assert_eq!((university.name.as_str(), university.latitude.map(f64::from)), ("Invented University", Some(54.1)));
    let again = import_text(&proposal.network, "a.csv", "URN,UKPRN,name,type\n900006,10900006,Invented University,hei\n");
    assert_eq!(again.network.members().len(), proposal.network.members().len());
}

#[test]
fn a_ukprn_that_two_rows_have_is_no_number_of_either() {
    let network = england();
    assert!(network.member("ukprn:10900099").is_none());
    assert_eq!(member(&network, "ukprn:10900001").id.as_str(), "urn:900001");
}

#[test]
fn a_chain_of_former_numbers_finds_the_school_and_its_figures_keep_theirs() {
    let network = england();
    assert_eq!(member(&network, "urn:900902").id.as_str(), "urn:900001");
    let measure = network.measures().get("urn:900001/Attainment 8/2017").unwrap();
    assert_eq!((measure.value.known(), measure.number.as_deref()), (Some(50.4), Some("urn:900901")));
}

#[test]
fn a_school_that_merged_is_found_and_its_figures_stay_away() {
    let network = england();
    assert_eq!(member(&network, "urn:900903").id.as_str(), "urn:900003");
    assert_eq!(value(&network, "urn:900003/RWM expected/2019"), Some(71.0));
    let rows = import(&network, &[ENGLAND[6]]);
    assert_eq!(rows.tally.outside, 2, "the merged school and all England");
}

#[test]
fn the_figure_under_the_present_number_counts() {
    let both = "RECTYPE,URN,ATT8SCR\n1,900001,55\n1,900901,44\n";
    for text in [both, "RECTYPE,URN,ATT8SCR\n1,900901,44\n1,900001,55\n"] {
        let network = import_text(&england(), "ks4-2016.csv", text).network;
        let measure = network.measures().get("urn:900001/Attainment 8/2016").unwrap();
        assert_eq!((measure.value.known(), measure.number.clone()), (Some(55.0), None));
    }
}

#[test]
fn links_without_a_register_make_one_member_of_two_numbers() {
    let links = ENGLAND[1];
    let network = import(&empty(), &[links, ENGLAND[3], ENGLAND[4]]).network;
    assert_eq!(member(&network, "urn:900901").id.as_str(), "urn:900001");
    assert_eq!(value(&network, "urn:900001/Attainment 8/2017"), Some(50.4));
    assert_eq!(import(&empty(), &[links]).network.members().len(), 0, "links make no members");
}

#[test]
fn a_closed_school_whose_successor_is_in_the_register_is_a_former_number_of_it() {
    let register = "URN,EstablishmentName,TypeOfEstablishment (name),EstablishmentStatus (name)\n\
        900901,Invented Old,Community school,Closed\n900001,Invented New,Academy converter,Open\n\
        900905,Invented Gone,Community school,Closed\n";
    let proposal = import(&empty(), &[("register.csv", register.as_bytes()), ENGLAND[1]]);
    assert_eq!(member(&proposal.network, "urn:900901").name, "Invented New");
    assert_eq!(member(&proposal.network, "urn:900905").status, Some(Status::Closed));
    assert_eq!((proposal.network.members().len(), proposal.sources[0].tally.outside), (2, 1));
}

#[test]
fn a_chain_of_closed_schools_is_one_member_in_whatever_order() {
    let headings = "URN,EstablishmentName,TypeOfEstablishment (name),EstablishmentStatus (name)\n";
    let rows = ["900902,Invented Oldest,Community school,Closed\n", "900901,Invented Old,Community school,Closed\n"];
    for register in [format!("{headings}{}{}", rows[0], rows[1]), format!("{headings}{}{}", rows[1], rows[0])] {
        let proposal = import(&empty(), &[("register.csv", register.as_bytes()), ENGLAND[1]]);
        assert_eq!(messages(&proposal), [] as [&str; 0]);
        assert_eq!(proposal.network.members().len(), 1);
        assert_eq!(member(&proposal.network, "urn:900902").name, "Invented Old");
        let second = import(&proposal.network, &[("register.csv", register.as_bytes()), ENGLAND[1]]);
        assert!(second.step.is_empty(), "{:?}", second.step.changes);
    }
}

#[test]
fn a_member_keeps_its_id_when_its_school_gets_another_number() {
    let old = import_text(&empty(), "a.csv", "URN,name\n900901,Invented Old\n").network;
    let proposal = import(&old, &ENGLAND);
    assert_eq!(messages(&proposal), [] as [&str; 0]);
    let school = member(&proposal.network, "urn:900001");
    assert_eq!((school.id.as_str(), school.name.as_str()), ("urn:900901", "Invented Collège"));
    let measure = proposal.network.measures().get("urn:900901/Attainment 8/2019").unwrap();
    assert_eq!((measure.value.known(), measure.number.as_deref()), (Some(52.3), Some("urn:900001")));
    assert!(import(&proposal.network, &ENGLAND).step.is_empty());
}

#[test]
fn a_kind_that_somebody_gave_a_member_stays() {
    let mut hub = Member::new(permea::model::MemberId::new("urn:900001").unwrap(), Kind::Hub, "Invented Hub");
    hub.own.insert("Ours".into(), "kept".into());
    let network = Network::from_records(permea::model::About::default(), vec![hub.into()]).unwrap();
    let after = import(&network, &[ENGLAND[0]]).network;
    assert_eq!((member(&after, "urn:900001").kind, member(&after, "urn:900001").own.len()), (Kind::Hub, 1));
}

#[test]
fn a_table_of_another_country_is_no_sheet_of_ties() {
    let text = "School,From,To,Roll\nInvented,2000,2019,400\n";
    let error = try_import(&empty(), &[("schools.csv", text.as_bytes())], Options::default()).unwrap_err();
    assert!(matches!(error, Unreadable::UnknownKind { .. }), "{error}");
}

#[test]
fn two_members_that_a_link_calls_one_school_are_never_joined_silently() {
    let network = import_text(&empty(), "a.csv", "URN,name\n900001,Invented New\n900901,Invented Old\n").network;
    let proposal = import(&network, &[ENGLAND[1]]);
    assert_eq!(proposal.tally.set_aside, 2);
    assert!(messages(&proposal).iter().all(|message| message.contains("nothing was joined")), "{:?}", messages(&proposal));
    assert_eq!(proposal.network.members().len(), 2);
}

#[test]
fn sixteen_fields_under_seventeen_headings_are_a_trust_and_a_sponsor() {
    let network = england();
    assert_eq!((member(&network, "trust:9001").kind, member(&network, "trust:9002").kind), (Kind::Trust, Kind::Organisation));
    let membership = network.memberships().get("urn:900001/trust:9001").unwrap();
    assert_eq!(membership.role.as_deref(), Some("Multi-academy trust"));
    assert_eq!(membership.since.map(|date| date.to_string()).as_deref(), Some("2017-09-01"));
    assert!(network.member("urn:901000").is_none(), "a list of trusts makes no school");
}

#[test]
fn a_table_gives_figures_with_their_limits_and_the_context_of_its_year() {
    let network = england();
    let progress = network.measures().get("urn:900001/Progress 8/2019").unwrap();
    assert_eq!((progress.value.known(), progress.pupils), (Some(-0.21), Some(148)));
    assert_eq!((progress.low.map(f64::from), progress.high.map(f64::from)), (Some(-0.42), Some(-0.01)));
    let school = member(&network, "urn:900001");
    assert_eq!((school.fsm6_percent.map(f64::from), school.mobility_percent.map(f64::from)), (Some(12.0), Some(2.0)));
    assert_eq!((school.sen_percent.map(f64::from), school.context_year.map(u16::from)), (Some(6.0), Some(2019)));
    assert_eq!(school.name, "Invented Collège", "the register's name counts");
}

#[test]
fn marks_are_kept_as_marks() {
    let proposal = import(&empty(), &ENGLAND);
    let measure = proposal.network.measures().get("urn:900004/Attainment 8/2019").unwrap();
    assert_eq!(measure.value, permea::model::Reading::Suppressed("SUPP".into()));
    assert_eq!(member(&proposal.network, "urn:900004").fsm6_percent, None);
}

#[test]
fn a_row_that_ends_early_is_a_school_without_figures() {
    let network = england();
    assert_eq!(member(&network, "urn:900008").name, "Invented New School");
    assert!(network.measures_of("urn:900008").is_empty());
}

#[test]
fn an_all_through_school_has_the_prior_attainment_of_key_stage_4() {
    let prior = |network: &Network| member(network, "urn:900007").prior_attainment.map(f64::from);
    assert_eq!(prior(&england()), Some(28.1));
    let later = import(&import(&empty(), &[ENGLAND[5]]).network, &[ENGLAND[6]]).network;
    assert_eq!(prior(&later), Some(28.1), "also where key stage 2 comes later");
    let earlier = import(&import(&empty(), &[ENGLAND[6]]).network, &[ENGLAND[5]]).network;
    assert_eq!(prior(&earlier), Some(28.1), "and where it came before");
}

#[test]
fn a_special_school_has_the_context_of_the_key_stage_it_has_values_of_and_never_a_mixture() {
    let register = "URN,EstablishmentName,TypeOfEstablishment (name),EstablishmentStatus (name),PhaseOfEducation (name)\n\
        900020,Invented Special School,Community special school,Open,Not applicable\n";
    let ks2 = "RECTYPE,URN,SCHNAME,NFTYPE,TELIG,TKS1AVERAGE,PTFSM6CLA1A,PTEALGRP2,PTRWM_EXP,READPROG\n\
        2,900020,Invented Special School,CYS,12,5.1,22%,SUPP,0%,-9.1\n";
    let ks4 = |attainment: &str| {
        format!(
            "RECTYPE,URN,SCHNAME,NFTYPE,TPUP,KS2APS,PTFSM6CLA1A,PTEALGRP2,ATT8SCR,P8MEA\n\
            2,900020,Invented Special School,CYS,12,SUPP,33%,17%,{attainment},NE\n"
        )
    };
    let context = |attainment: &str| {
        let ks4 = ks4(attainment);
        let files: [(&str, &[u8]); 3] =
            [("register.csv", register.as_bytes()), ("ks2-2019.csv", ks2.as_bytes()), ("ks4-2019.csv", ks4.as_bytes())];
        let at_once = import(&empty(), &files).network;
        let one_by_one = files.iter().fold(empty(), |network, file| import(&network, &[*file]).network);
        let read = |network: &Network| {
            let school = member(network, "urn:900020");
            let percent = [school.fsm6_percent, school.eal_percent].map(|figure| figure.map(f64::from));
            (school.prior_attainment.map(f64::from), percent)
        };
        assert_eq!(read(&at_once), read(&one_by_one));
        read(&at_once)
    };
    assert_eq!(context("NE"), (Some(5.1), [Some(22.0), None]), "key stage 2, since key stage 4 has marks alone");
    assert_eq!(context("6.3"), (None, [Some(33.0), Some(17.0)]), "key stage 4, without the prior attainment of key stage 2");
}

#[test]
fn an_older_table_does_not_turn_the_context_back() {
    let network = import(&england(), &[ENGLAND[4]]).network;
    assert_eq!(member(&network, "urn:900001").prior_attainment.map(f64::from), Some(29.9));
}

#[test]
fn national_rows_are_those_of_state_funded_schools() {
    let network = england();
    let national = |id: &str| network.nationals().get(id).map(|figure| figure.value.get());
    assert_eq!((national("Attainment 8/2019"), national("RWM expected/2019")), (Some(46.7), Some(65.0)));
    assert_eq!(national("Reading progress/2019"), None);
}

#[test]
fn an_authority_is_named_by_its_row_else_by_its_schools() {
    assert_eq!(member(&england(), "la:999").name, "Northshire");
    assert_eq!(value(&england(), "la:999/Attainment 8/2019"), Some(50.0));
    let of_schools = import(&import(&empty(), &[ENGLAND[0]]).network, &[ENGLAND[5]]).network;
    assert_eq!(member(&of_schools, "la:999").name, "Northshire");
    let unknown = import(&empty(), &[ENGLAND[5]]).network;
    assert_eq!(member(&unknown, "la:999").name, "Authority 999");
}

#[test]
fn columns_about_persons_are_never_read() {
    for network in [england(), import(&empty(), &SHEETS).network] {
        assert!(!format!("{network:?}").contains("Never"));
    }
}

#[test]
fn a_sheet_of_members_gives_context_figures_and_own_fields() {
    let network = import(&empty(), &SHEETS).network;
    let school = member(&network, "urn:900101");
    assert_eq!((school.fsm6_percent.map(f64::from), school.prior_attainment.map(f64::from)), (Some(64.5), Some(27.6)));
    assert_eq!((school.context_year.map(u16::from), school.education), (Some(2019), Some(Education::Secondary)));
    assert_eq!(school.own.get("Religious character (name)").map(ecow::EcoString::as_str), Some("None"));
    let progress = network.measures().get("urn:900101/Progress 8/2019").unwrap();
    assert_eq!((progress.value.known(), progress.pupils), (Some(-0.11), Some(178)));
    assert_eq!(network.measures().get("urn:900101/Attainment 8/2019").unwrap().pupils, None);
    assert_eq!(member(&network, "urn:900102").group, Some(Group::Selective));
}

#[test]
fn the_sheets_of_records_are_read_by_their_fields() {
    let network = import(&empty(), &SHEETS).network;
    let counts = [RecordKind::Tie, RecordKind::Rating, RecordKind::Response, RecordKind::Capacity, RecordKind::Family, RecordKind::Visit];
    assert_eq!(counts.map(|kind| network.count(kind)), [2, 2, 1, 1, 1, 1]);
    let tie = network.ties().iter().find(|tie| tie.visits == Some(4)).unwrap();
    assert_eq!((tie.from.as_str(), tie.to.as_str(), tie.mutual), ("urn:900101", "urn:900102", false));
    assert_eq!(tie.started.map(|date| date.to_string()).as_deref(), Some("2025-03-02"));
    assert_eq!(tie.provenance.as_deref(), Some("ties.csv:2"));
    let rating = network.ratings().iter().find(|rating| rating.stage.is_some()).unwrap();
    assert_eq!((rating.at, rating.note.as_deref()), (None, Some("Open staffroom, closed door")));
    assert!(rating.id.starts_with("r:") && rating.id.len() == 18);
    assert_eq!(network.capacities()[0].avoid.len(), 1);
}

#[test]
fn a_rating_that_corrects_another_withdraws_it() {
    let first = import(&empty(), &SHEETS).network;
    let text = "member,on,by,role,stage\nurn:900101,2026-03-02,Priya,broker,3\n";
    let network = import_text(&first, "ratings.csv", text).network;
    let ratings: Vec<&Rating> = network.ratings().iter().filter(|rating| rating.member.as_str() == "urn:900101").collect();
    let standing: Vec<_> = ratings.iter().filter(|rating| rating.stands()).map(|rating| rating.stage.map(u8::from)).collect();
    assert_eq!((ratings.len(), standing), (2, vec![Some(3)]));
    assert!(import_text(&network, "ratings.csv", text).step.is_empty());
}

#[test]
fn a_bad_cell_is_a_problem_and_the_rest_of_the_row_is_used() {
    let text = "member,on,stage,phase\nurn:900101,2026-03-02,7,2\n";
    let proposal = import_text(&import(&empty(), &SHEETS).network, "ratings.csv", text);
    assert_eq!((proposal.tally.new, proposal.tally.set_aside, proposal.problems.len()), (1, 0, 1));
    assert_eq!((proposal.problems[0].line, proposal.problems[0].column.as_deref()), (2, Some("stage")));
}

#[test]
fn a_row_of_an_unknown_member_is_set_aside_by_name() {
    let proposal = import_text(&import(&empty(), &SHEETS).network, "ties.csv", "from,to\nurn:900101,Nobody\nurn:900101,urn:900101\n");
    assert_eq!((proposal.tally.rows, proposal.tally.set_aside), (2, 2));
    let expected = [
        "ties.csv:2 `Nobody` is not in the map; the row was set aside",
        "ties.csv:3 the tie joins urn:900101 to itself; the row was set aside",
    ];
    assert_eq!(messages(&proposal), expected);
}

#[test]
fn a_row_wider_than_the_headings_is_set_aside_and_a_blank_one_is_outside() {
    let proposal = import_text(&empty(), "a.csv", "URN,name\n900001,Invented, Ash\n,\n900002,Birch,,\n");
    assert_eq!((proposal.tally.rows, proposal.tally.new, proposal.tally.set_aside, proposal.tally.outside), (3, 1, 1, 1));
    assert_eq!(messages(&proposal), ["a.csv:2 the row has 3 cells under 2 headings; set aside"]);
}

#[test]
fn a_number_twice_in_a_file_is_used_once() {
    let proposal = import_text(&empty(), "a.csv", "URN,name\n900001,Ash\n900001,Birch\n900001,Ash\n");
    assert_eq!((proposal.tally.new, proposal.tally.set_aside, proposal.tally.same), (1, 1, 1));
    assert_eq!(member(&proposal.network, "urn:900001").name, "Ash");
}

#[test]
fn a_number_that_is_none_sets_its_row_aside() {
    let proposal = import_text(&empty(), "a.csv", "URN,name\n12O345,Ash\n900002.0,Birch\n");
    assert_eq!((proposal.tally.new, proposal.tally.set_aside, proposal.problems.len()), (1, 1, 2));
    assert!(proposal.network.member("urn:900002").is_some());
}

#[test]
fn what_is_no_sheet_is_one_clear_sentence() {
    let cases: [(&[u8], &str); 10] = [
        (b"", "a.csv is empty (0 bytes)."),
        (b"\x89PNG\r\n\x1a\n\0\0", "a.csv is a PNG picture"),
        (b"PK\x03\x04rest", "a.csv is damaged or not fully downloaded (no directory at the end)."),
        (b"URN,name\n", "a.csv has headings but no rows."),
        (b"<!DOCTYPE html><html>", "a.csv is a web page"),
        (b"URN,name\n1,a\0b\n", "a.csv holds a zero byte in line 2"),
        (b"a,b\n1,2\n", "a.csv is none of the sheets permea knows. Found the headings \"a\", \"b\"."),
        (b"URN,name,urn\n900001,Ash,900002\n", "a.csv: two columns are called `URN` (1 and 3)."),
        (
            b"URN,name,\"Attainment 8, 2019\",\"Attainment 8, 2018/19\"\n900001,Ash,46.1,47.2\n",
            "a.csv: two columns are called `Attainment 8, 2019` (3 and 4).",
        ),
        (b"URN,name\n900001,\"Ash\n900002,Birch\n", "a.csv: line 2 opens a quote that is never closed"),
    ];
    for (bytes, expected) in cases {
        let error = try_import(&empty(), &[("a.csv", bytes)], Options::default()).unwrap_err();
        assert!(error.to_string().starts_with(expected), "{error}");
        assert!(!error.to_string().contains('\n'));
    }
}

#[test]
fn of_two_numbers_of_one_school_in_a_table_the_present_one_describes_it() {
    let links = "URN,LinkURN,LinkType\n900058,900052,Successor\n";
    let (old, new) = ("1,999,900058,Ash School,40.1\n", "1,999,900052,Ash Academy,41.2\n");
    for rows in [[old, new], [new, old]] {
        let table = format!("RECTYPE,LEA,URN,SCHNAME,ATT8SCR\n{}", rows.concat());
        let network = import(&empty(), &[("links.csv", links.as_bytes()), ("ks4-2019.csv", table.as_bytes())]).network;
        assert_eq!(member(&network, "urn:900058").name, "Ash Academy", "{rows:?}");
    }
}

#[test]
fn a_table_without_a_year_asks_for_one() {
    let file = ("ks4.csv", ENGLAND[5].1);
    assert!(matches!(try_import(&empty(), &[file], Options::default()), Err(Unreadable::NoYear { .. })));
    let options = Options { year: permea::model::Year::new(2019), ..Options::default() };
    assert!(try_import(&empty(), &[file], options).is_ok());
}

#[test]
fn members_that_do_not_pass_are_not_added() {
    let only = |member: &Member| member.education == Some(Education::Secondary);
    let options = Options { only: Some(&only), ..Options::default() };
    let proposal = try_import(&empty(), &ENGLAND, options).unwrap();
    assert!(proposal.network.member("urn:900003").is_none() && proposal.network.member("urn:900001").is_some());
    assert!(proposal.problems.is_empty());
}

#[test]
fn what_the_map_says_can_be_preferred() {
    let network = import_text(&empty(), "a.csv", "URN,name,town\n900001,Our name,\n").network;
    let text = ("a.csv", "URN,name,town\n900001,Their name,Northtown\n".as_bytes());
    let add = Policies::all(Policy::Add);
    let kept = try_import(&network, &[text], Options { policies: Some(&add), ..Options::default() }).unwrap().network;
    assert_eq!((member(&kept, "urn:900001").name.as_str(), member(&kept, "urn:900001").town.as_deref()), ("Our name", Some("Northtown")));
    assert_eq!(member(&import(&network, &[text]).network, "urn:900001").name, "Their name");
}

#[test]
fn an_import_can_be_stopped() {
    let columns = Columns::built_in().unwrap();
    let source = Source { name: "register.csv".into(), bytes: ENGLAND[0].1, kind: None };
    let stopped = propose(&empty(), &[source], &columns, Options::default(), &mut |_| ControlFlow::Break(()));
    assert!(matches!(stopped, Err(Unreadable::Stopped)));
}

#[test]
fn spreadsheet_formulas_are_text() {
    let network = import_text(&empty(), "a.csv", "URN,name\n900001,=cmd|'/c calc'!A1\n").network;
    assert_eq!(member(&network, "urn:900001").name, "=cmd|'/c calc'!A1");
}

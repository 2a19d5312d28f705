//! Laws of exporting: what a format holds comes back equal, and what does not come back was said to be lost.

use std::{collections::BTreeMap, sync::Arc};

use ecow::{EcoString, eco_format};
use jiff::civil::Date;
use permea::{
    analysis::Analysis,
    exchange::{Columns, Options},
    framework::Rules,
    map::{Chart, Layout},
    model::{
        About, Education, Field, Id, Kind, Measure, MeasureId, Member, MemberId, Network, Number, Percent, Phase, Prose, Rating, Reading,
        Record, RecordKind, Stage, Tie, Trust, Year, clean,
    },
    report::{ExportFormat, ExportSubject, Exported, Files, Paper, export},
};
use proptest::{collection::btree_map, option, prelude::*, sample::select};

use super::import::{empty, try_import};

/// Formats that hold members and ties with all their fields.
const WHOLE: [ExportFormat; 5] =
    [ExportFormat::Gexf, ExportFormat::Graphml, ExportFormat::KumuJson, ExportFormat::Kumu, ExportFormat::Gephi];

/// As many members as a network has at most.
const MEMBERS: usize = 5;

pub(super) fn exported(network: &Network, format: ExportFormat) -> Exported {
    let day = "2026-11-20".parse().unwrap();
    let analysis = Arc::new(Analysis::new(network, day, &Rules::built_in(), &|| false).unwrap());
    let chart = Chart::new(&analysis, Layout::Rings);
    let columns = Columns::built_in().unwrap();
    let subject = ExportSubject { network, analysis: &analysis, chart: &chart, paper: Paper::Light, columns: &columns };
    export(format, &subject).unwrap()
}

/// The files of an export by their names.
fn files(exported: &Exported) -> Vec<(String, &[u8])> {
    match &exported.files {
        Files::One(bytes) => vec![("map.any".to_owned(), bytes)],
        Files::SameName(parts) => parts.iter().map(|(ending, bytes)| (format!("map.{ending}"), bytes.as_slice())).collect(),
        Files::Folder(parts) => parts.iter().map(|(name, bytes)| (name.to_string(), bytes.as_slice())).collect(),
    }
}

/// The map that an import makes of an export.
pub(super) fn read_back(exported: &Exported) -> Network {
    let files = files(exported);
    let sources: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let proposal = try_import(&empty(), &sources, Options::default()).unwrap();
    assert!(proposal.problems.is_empty(), "{:?}", proposal.problems);
    proposal.network
}

fn is_lossy(exported: &Exported, what: &str) -> bool {
    exported.lossy.lines().any(|line| line.contains(what))
}

/// Own fields as they stand in a file: one line each, none blank.
fn tidied(own: &BTreeMap<EcoString, EcoString>) -> BTreeMap<EcoString, EcoString> {
    let fields = own.iter().map(|(heading, value)| (clean(heading), clean(value)));
    fields.filter(|(heading, value)| !heading.is_empty() && !value.is_empty()).collect()
}

fn members(network: &Network) -> Vec<Member> {
    let tidy = |member: &Member| {
        let mut aliases = member.aliases.clone();
        aliases.sort_unstable();
        let note = member.note.as_ref().map(|note| Prose::from(clean(note)));
        Member { aliases, note, name: clean(&member.name), own: tidied(&member.own), provenance: None, ..member.clone() }
    };
    network.members().iter().map(tidy).collect()
}

fn ties(network: &Network) -> Vec<Tie> {
    let tidy = |tie: &Tie| {
        let purpose = tie.purpose.as_ref().map(|purpose| clean(purpose)).filter(|purpose| !purpose.is_empty());
        Tie { provenance: None, own: tidied(&tie.own), purpose, ..tie.clone() }
    };
    network.ties().iter().map(tidy).collect()
}

/// What was judged of whom on which day.
fn judged(network: &Network, aspects: &[&str]) -> Vec<(MemberId, Date, String, String)> {
    let of = |rating: &Rating| {
        let said = aspects.iter().map(|aspect| ((*aspect).to_owned(), rating.text_of(aspect).unwrap_or_default()));
        let (member, on) = (rating.member.clone(), rating.on);
        said.filter(|(_, text)| !text.is_empty()).map(move |(aspect, text)| (member.clone(), on, aspect, text)).collect::<Vec<_>>()
    };
    let mut judged: Vec<_> = network.ratings().iter().flat_map(of).collect();
    judged.sort();
    judged.dedup();
    judged
}

fn figures(network: &Network) -> Vec<(String, Reading, Option<u32>)> {
    network.measures().iter().map(|measure| (measure.id.to_string(), measure.value.clone(), measure.pupils)).collect()
}

/// Texts of all sorts; none with `|`, at which Kumu parts values.
fn text() -> impl Strategy<Value = EcoString> {
    let odd = select(vec![
        "=cmd|'/c calc'!A1",
        "007",
        "1e5",
        "3.0",
        "null",
        "NaN",
        "true",
        "unknown",
        "information",
        "a; b = c",
        "\"quoted\", and, more",
        "<b>&amp;</b>",
        "St Mary's \"C\\E\"\n\u{202e} x",
        "tab\there",
        "bell\u{7}",
        "\u{ffff}",
        "'apostrophe",
        "Ysgol G\u{175}yr",
        "2026-03-02",
        "+44",
        "-1",
        "@x",
    ]);
    let odd = odd.prop_map(|text| text.replace('|', "/"));
    prop_oneof!["[A-Za-z0-9 ,.;:'\"<>&=+@-]{0,11}[A-Za-z]", odd].prop_map(EcoString::from)
}

fn own() -> impl Strategy<Value = BTreeMap<EcoString, EcoString>> {
    let heading = select(vec![
        "Diocese",
        "Stage",
        "stage_on",
        "Label",
        "own: x",
        "Pupils",
        "Attainment 8, 2019",
        "Type",
        "kind",
        "X",
        "Weight",
        "Trust",
        "E-mail",
        "Purpose",
        "Findings (derived)",
        "Id",
        "source",
        "Target",
        "yes",
        "name",
        "Tags",
        "from",
        "to",
        "Direction",
        "on",
        "Number of visits",
        "Phase",
        "size",
    ]);
    btree_map(heading.prop_map(EcoString::from), text(), 0..4)
}

fn member_id(at: usize) -> MemberId {
    MemberId::new(&format!("urn:{}", 900_000 + at)).unwrap()
}

fn member(at: usize) -> impl Strategy<Value = Record> {
    let kind = select(vec![Kind::School, Kind::University, Kind::Organisation, Kind::Authority]);
    let percent = option::of((0.0..=100.0_f64).prop_filter_map("a share", Percent::new));
    let place = option::of((-90.0..90.0_f64).prop_filter_map("degrees", Number::new));
    let said = (kind, percent, place, option::of(0..5_000_u32), option::of(select(vec!["An invented type", "Another"])));
    (text(), said, option::of(text()), own(), any::<bool>()).prop_map(
        move |(name, (kind, fsm_percent, latitude, pupils, of_type), note, own, has_alias)| {
            // An import works out the phase of education of a school that says none, and gives none to others.
            let education = (kind == Kind::School).then_some(Education::Secondary);
            let aliases = if has_alias { vec![MemberId::new(&format!("ukprn:{at}")).unwrap()] } else { Vec::new() };
            let note = note.map(|note| Prose::from(note.as_str()));
            let type_name = of_type.map(EcoString::from);
            let new = Member::new(member_id(at), kind, eco_format!("{name}{at}"));
            Record::from(Member { fsm_percent, latitude, pupils, note, own, education, aliases, type_name, ..new })
        },
    )
}

fn pair(count: usize) -> impl Strategy<Value = (usize, usize)> {
    (0..count, 0..count).prop_filter("two members", |(from, to)| from != to)
}

fn day() -> impl Strategy<Value = Date> {
    (2020..2026_i16, 1..13_i8, 1..28_i8).prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
}

fn tie(at: usize, count: usize) -> impl Strategy<Value = Record> {
    let phase = option::of(select(Phase::ALL.to_vec()));
    let trust = option::of((1..=4_u8).prop_filter_map("a score", Trust::new));
    let weight = option::of((-1e6..1e6_f64).prop_filter_map("finite", Number::new));
    let said = (phase, trust, any::<bool>(), option::of(text()), weight, own());
    let times = (option::of(day()), option::of(0..9_u32), option::of(select(vec!["Priya", "A list"])));
    (pair(count), said, times).prop_map(move |((from, to), (phase, trust, mutual, purpose, weight, own), (started, visits, source))| {
        let id = Id::new(&format!("t:{at}")).unwrap();
        let new = Tie::new(id, member_id(from), member_id(to));
        Record::from(Tie {
            phase,
            trust,
            mutual,
            purpose,
            weight,
            own,
            started,
            ended: started,
            visits,
            source: source.map(EcoString::from),
            ..new
        })
    })
}

fn rating(at: usize, count: usize) -> impl Strategy<Value = Record> {
    (0..count, day(), option::of(select(Stage::ALL.to_vec())), option::of(select(Phase::ALL.to_vec()))).prop_map(
        move |(of, on, stage, phase)| {
            let text = |field: &str| match field {
                "id" => Some(format!("r:{at}")),
                "member" => Some(member_id(of).to_string()),
                "on" => Some(on.to_string()),
                "stage" => stage.map(|stage| stage.text()),
                "phase" => phase.map(|phase| phase.text()),
                _ => None,
            };
            RecordKind::Rating.from_texts(&text).unwrap()
        },
    )
}

fn measure(of: usize) -> impl Strategy<Value = Record> {
    let value = prop_oneof![
        (-1e6..1e6_f64).prop_filter_map("finite", Number::new).prop_map(Reading::Known),
        Just(Reading::Suppressed("SUPP".into()))
    ];
    (value, option::of(any::<u32>()), select(vec!["Invented score", "Another, with a comma"])).prop_map(move |(value, pupils, name)| {
        let id = MeasureId::new(&member_id(of), name, Year::new(2019).unwrap());
        Record::from(Measure { id, value, pupils, provenance: None, low: None, high: None, number: None })
    })
}

/// A sound network.
pub(super) fn network() -> impl Strategy<Value = Network> {
    (2..=MEMBERS).prop_flat_map(|count| {
        let members: Vec<_> = (0..count).map(member).collect();
        let measures: Vec<_> = (0..count).map(measure).collect();
        let ties: Vec<_> = (0..4).map(|at| tie(at, count)).collect();
        let ratings: Vec<_> = (0..4).map(|at| rating(at, count)).collect();
        (members, measures, ties, ratings).prop_map(|(a, b, c, d)| {
            Network::from_records(About { name: "Invented".into(), uid: "0".into() }, [a, b, c, d].concat()).unwrap()
        })
    })
}

/// Texts in which XML has nothing to replace.
fn is_plain(network: &Network) -> bool {
    let forbidden = |text: &str| text.chars().any(|c| (c.is_control() && !c.is_whitespace()) || c == '\u{ffff}');
    let of = |kind: RecordKind| network.records(kind);
    let all = of(RecordKind::Member).into_iter().chain(of(RecordKind::Tie));
    !all.flat_map(|record| record.kind().field_names().into_iter().filter_map(|field| record.text_of(field)).collect::<Vec<_>>())
        .any(|text| forbidden(&text))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn members_and_ties_come_back_equal_from_every_format_that_holds_them(network in network(), format in select(WHOLE.to_vec())) {
        let exported = exported(&network, format);
        let is_xml = matches!(format, ExportFormat::Gexf | ExportFormat::Graphml);
        prop_assume!(!is_xml || is_plain(&network));
        prop_assert!(!is_lossy(&exported, "XML forbids"));
        let back = read_back(&exported);
        prop_assert_eq!(members(&back), members(&network));
        prop_assert_eq!(ties(&back), ties(&network));
        prop_assert_eq!(figures(&back), figures(&network));
    }

    #[test]
    fn what_was_judged_over_time_comes_back_from_gexf(network in network()) {
        let exported = exported(&network, ExportFormat::Gexf);
        let back = judged(&read_back(&exported), &["stage", "phase"]);
        let all = judged(&network, &["stage", "phase"]);
        prop_assert!(back.iter().all(|one| all.contains(one)));
        prop_assert!(back == all || is_lossy(&exported, "of the same day"));
    }

    #[test]
    fn the_newest_stage_comes_back_from_the_others(network in network(), format in select(WHOLE[1..].to_vec())) {
        let exported = exported(&network, format);
        let back = judged(&read_back(&exported), &["stage"]);
        let all = judged(&network, &["stage"]);
        let rated: std::collections::BTreeSet<_> = all.iter().map(|(member, ..)| member).collect();
        prop_assert!(back.iter().all(|one| all.contains(one)));
        prop_assert_eq!(back.len(), rated.len());
        prop_assert!(back.len() == network.ratings().len() || is_lossy(&exported, "left out"));
    }

    #[test]
    fn who_is_tied_to_whom_comes_back_from_pajek_and_vna(network in network(), format in select(vec![ExportFormat::Pajek, ExportFormat::Vna])) {
        let exported = exported(&network, format);
        let first = files(&exported).into_iter().next().unwrap();
        let back = try_import(&empty(), &[(&first.0, first.1)], Options::default()).unwrap().network;
        prop_assert_eq!(back.members().len(), network.members().len());
        let is_pajek = format == ExportFormat::Pajek;
        let twice = if is_pajek { 0 } else { network.ties().iter().filter(|tie| tie.mutual).count() };
        prop_assert_eq!(back.ties().len(), network.ties().len() + twice);
        let phases = |network: &Network| {
            let mut phases: Vec<Phase> = network.ties().iter().filter(|tie| is_pajek || !tie.mutual).filter_map(|tie| tie.phase).collect();
            phases.sort();
            phases
        };
        if !is_pajek && twice == 0 {
            prop_assert_eq!(phases(&back), phases(&network));
        }
    }

    #[test]
    fn every_export_is_the_same_twice_and_drawn_for_graphviz(network in network()) {
        for format in [ExportFormat::Dot, ExportFormat::Gexf, ExportFormat::Pajek] {
            let (one, other) = (exported(&network, format), exported(&network, format));
            prop_assert_eq!(files(&one), files(&other));
        }
    }
}

#[test]
fn what_xml_forbids_is_replaced_and_counted() {
    let name = "Ash\u{1b}[31m High\u{ffff}";
    let member = Record::from(Member::new(member_id(1), Kind::School, name));
    let network = Network::from_records(About::default(), vec![member]).unwrap();
    for format in [ExportFormat::Gexf, ExportFormat::Graphml] {
        let exported = exported(&network, format);
        assert!(is_lossy(&exported, "2 characters that XML forbids are replaced by"), "{:?}", exported.lossy);
        assert_eq!(read_back(&exported).member("urn:900001").unwrap().name, "Ash\u{fffd}[31m High\u{fffd}");
    }
}

#[test]
fn an_empty_map_is_written_in_every_format() {
    for &format in ExportFormat::ALL.iter().filter(|format| **format != ExportFormat::Svg) {
        assert!(!files(&exported(&empty(), format)).is_empty());
    }
}

#[test]
fn parallel_ties_of_gexf_differ_in_their_kind() {
    let members = [1, 2].map(|at| Record::from(Member::new(member_id(at), Kind::School, eco_format!("School {at}"))));
    let tie = |at: usize| {
        Record::from(Tie { phase: Some(Phase::Experience), ..Tie::new(Id::new(&format!("t:{at}")).unwrap(), member_id(1), member_id(2)) })
    };
    let network = Network::from_records(About::default(), [members.to_vec(), vec![tie(1), tie(2)]].concat()).unwrap();
    let exported = exported(&network, ExportFormat::Gexf);
    let text = String::from_utf8(files(&exported)[0].1.to_vec()).unwrap();
    assert!(text.contains("kind=\"experience\"") && text.contains("kind=\"experience (2)\""));
    assert_eq!(ties(&read_back(&exported)), ties(&network));
}

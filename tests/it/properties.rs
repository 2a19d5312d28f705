//! Laws of the map's file, on networks that chance made up.

use std::collections::BTreeMap;

use ecow::EcoString;
use permea::{
    model::{
        About, Basis, Change, Id, Kind, Measure, MeasureId, Member, MemberId, Metres, Network, Number, Percent, Phase, Prose, Rating,
        Reading, Record, Stage, Step, Tie, Trust, Year,
    },
    store::{Guard, format},
};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// As many members as a network has at most.
const MEMBERS: usize = 6;

fn text() -> impl Strategy<Value = EcoString> {
    prop_oneof![".{1,12}", "[ -~]{1,12}", Just("St Mary's \"C\\E\"\n\u{202e}".to_owned())].prop_map(EcoString::from)
}

fn metres() -> impl Strategy<Value = Metres> {
    (-1e9..1e9).prop_filter_map("on a map", Metres::new)
}

fn number() -> impl Strategy<Value = Number> {
    any::<f64>().prop_filter_map("finite", Number::new)
}

fn member_id(at: usize) -> MemberId {
    MemberId::new(&format!("urn:{}", 900_000 + at)).unwrap()
}

fn member(at: usize) -> impl Strategy<Value = Record> {
    let own = proptest::collection::btree_map(text(), text(), 0..3);
    let percent = option::of((0.0..=100.0_f64).prop_filter_map("a share", Percent::new));
    (text(), option::of(metres()), percent, option::of(text()), own).prop_map(move |(name, easting, fsm_percent, note, own)| {
        let own: BTreeMap<EcoString, EcoString> = own;
        Record::from(Member { easting, fsm_percent, note: note.map(Prose::from), own, ..Member::new(member_id(at), Kind::School, name) })
    })
}

fn pair(count: usize) -> impl Strategy<Value = (usize, usize)> {
    (0..count, 0..count).prop_filter("two members", |(from, to)| from != to)
}

fn tie(at: usize, count: usize) -> impl Strategy<Value = Record> {
    let phase = option::of(select(Phase::ALL.to_vec()));
    let trust = option::of((1..=4_u8).prop_filter_map("a score", Trust::new));
    let own = proptest::collection::btree_map(text(), text(), 0..3);
    let said = (phase, trust, any::<bool>(), option::of(text()), option::of(number()), own);
    (pair(count), said).prop_map(move |((from, to), (phase, trust, mutual, purpose, weight, own))| {
        let id = Id::new(&format!("t:{at}")).unwrap();
        Record::from(Tie { phase, trust, mutual, purpose, weight, own, ..Tie::new(id, member_id(from), member_id(to)) })
    })
}

fn rating(at: usize, count: usize) -> impl Strategy<Value = Record> {
    let stage = option::of(select(Stage::ALL.to_vec()));
    (0..count, stage, option::of(select(Basis::ALL.to_vec())), option::of(text())).prop_map(move |(of, stage, basis, note)| {
        Record::from(Rating {
            id: Id::new(&format!("r:{at}")).unwrap(),
            member: member_id(of),
            on: "2026-03-02".parse().unwrap(),
            stage,
            basis,
            note: note.map(Prose::from),
            at: None,
            by: None,
            role: None,
            phase: None,
            inside: None,
            confidence: None,
            withdrawn: None,
            provenance: None,
        })
    })
}

fn measure(of: usize) -> impl Strategy<Value = Record> {
    let value = prop_oneof![number().prop_map(Reading::Known), Just(Reading::Suppressed("SUPP".into()))];
    (value, option::of(any::<u32>()), option::of(text())).prop_map(move |(value, pupils, provenance)| {
        let id = MeasureId::new(&member_id(of), "Attainment 8", Year::new(2019).unwrap());
        Record::from(Measure { id, value, pupils, provenance, low: None, high: None, number: None })
    })
}

/// The records of a sound network, in the order they were made.
fn records() -> impl Strategy<Value = Vec<Record>> {
    (2..=MEMBERS).prop_flat_map(|count| {
        let members: Vec<_> = (0..count).map(member).collect();
        let measures: Vec<_> = (0..count).map(measure).collect();
        let ties: Vec<_> = (0..5).map(|at| tie(at, count)).collect();
        let ratings: Vec<_> = (0..5).map(|at| rating(at, count)).collect();
        (members, measures, ties, ratings).prop_map(|(a, b, c, d)| [a, b, c, d].concat())
    })
}

fn about(name: &str) -> About {
    About { name: name.into(), uid: "0123456789abcdef0123456789abcdef".into() }
}

fn written(network: &Network) -> String {
    format::write(network, &Guard::new("9f31c0a7d2e4")).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_saved_is_loaded_and_saved_again_the_same(records in records(), name in text()) {
        let network = Network::from_records(about(&name), records).unwrap();
        let text = written(&network);
        let parsed = format::read(text.as_bytes()).unwrap();
        prop_assert_eq!(&parsed.network, &network);
        prop_assert_eq!(written(&parsed.network), text);
    }

    #[test]
    fn equal_networks_give_equal_bytes_whatever_the_order_they_were_made_in(records in records().prop_flat_map(|records| (Just(records.clone()), Just(records).prop_shuffle()))) {
        let (one, other) = records;
        let one = Network::from_records(about("n"), one).unwrap();
        let other = Network::from_records(about("n"), other).unwrap();
        prop_assert_eq!(written(&one), written(&other));
    }

    #[test]
    fn every_record_stands_on_one_line(records in records()) {
        let count = records.len();
        let network = Network::from_records(about("n"), records).unwrap();
        let text = written(&network);
        prop_assert_eq!(text.lines().filter(|line| line.starts_with("(id:") && line.ends_with("),")).count(), count);
    }

    #[test]
    fn a_record_comes_back_from_its_fields_as_text(records in records()) {
        for record in records {
            let again = record.kind().from_texts(&|field| record.text_of(field));
            // Typed text is cleaned, so only what a person could have typed comes back as it was.
            if let Ok(again) = again {
                let once_more = again.kind().from_texts(&|field| again.text_of(field)).unwrap();
                prop_assert_eq!(again, once_more);
            }
        }
    }

    #[test]
    fn undoing_a_step_restores_the_bytes(records in records(), name in text()) {
        let before = Network::from_records(about("n"), records).unwrap();
        let member = Member::new(MemberId::new("urn:1").unwrap(), Kind::School, name);
        let step = Step::new("Add", vec![Change::add(member)]);
        let after = before.apply(&step).unwrap();
        prop_assert_ne!(written(&after), written(&before));
        prop_assert_eq!(written(&after.apply(&step.inverse()).unwrap()), written(&before));
    }

    #[test]
    fn a_file_cut_anywhere_is_never_a_map(records in vec(member(0), 1), share in 0.0..1.0_f64) {
        let network = Network::from_records(about("n"), records).unwrap();
        let text = written(&network);
        let end = ((text.trim_end().len() - 1) as f64 * share) as usize;
        prop_assert!(format::read(&text.as_bytes()[..end]).is_err());
    }

    #[test]
    fn no_bytes_make_the_reader_fall(bytes in vec(any::<u8>(), 0..200), text in "[(){}\\[\\]\":,a-z0-9 \n/\\\\]{0,200}") {
        let _read = format::read(&bytes);
        let head = format!("(permea: 1, uid: \"u\", name: \"n\", save: \"s\", members: [{text}");
        prop_assert!(format::read(head.as_bytes()).is_err() || head.ends_with([')', '\n', ' ']));
    }
}

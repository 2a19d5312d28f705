//! A small invented network that the questions are asked of.

use jiff::civil::{Date, date};
use std::sync::Arc;

use permea::{
    analysis::Analysis,
    framework::Rules,
    model::{About, Network, Record, RecordKind},
};

/// The day the questions are asked.
pub(crate) fn today() -> Date {
    date(2026, 3, 2)
}

/// A record from `field=value` pairs parted by `|`.
pub(crate) fn record(kind: RecordKind, fields: &str) -> Record {
    let given: Vec<(&str, &str)> = fields.split('|').map(|pair| pair.trim().split_once('=').expect("field=value")).collect();
    let text_of = |name: &str| given.iter().find(|(field, _)| *field == name).map(|(_, text)| (*text).to_owned());
    kind.from_texts(&text_of).unwrap_or_else(|error| panic!("{fields}: {error}"))
}

/// Ten schools, a university and a knowledge source. None of them exists.
pub(crate) fn network() -> Network {
    let members = [
        "id=urn:900001|kind=school|name=Ash High|education=secondary|group=mainstream|authority=Northshire|region=North|town=Ashby|pupils=900|fsm_percent=12.5|easting=400000|northing=300000|last_contact=2026-02-01|own=Diocese = None; Ward = 12",
        "id=urn:900002|kind=school|name=St. Mary’s, Birch|education=primary|group=mainstream|authority=Northshire|region=North|town=Birch|pupils=210|fsm_percent=30|easting=403000|northing=304000|aliases=urn:800002",
        "id=urn:900003|kind=school|name=Cedar High|education=secondary|group=mainstream|authority=Southshire|region=South|pupils=1200|easting=450000|northing=300000",
        "id=urn:900004|kind=school|name=Dell Primary|education=primary|group=mainstream|authority=Southshire|region=South|pupils=95",
        "id=urn:900005|kind=school|name=Elm All-Through|education=all_through|group=mainstream|authority=Southshire",
        "id=urn:900006|kind=school|name=Fern Grammar|education=secondary|group=selective|authority=Northshire",
        "id=urn:900007|kind=school|name=Gorse Special|education=not_applicable|group=special|authority=Northshire",
        "id=urn:900008|kind=school|name=Holly Primary|education=primary|group=mainstream|authority=Northshire|status=closed",
        "id=urn:900009|kind=school|name=Ivy High|education=secondary|group=mainstream|authority=Northshire",
        "id=urn:900010|kind=school|name=Ivy Primary|education=primary|group=mainstream|authority=Northshire",
        "id=trust:9001|kind=trust|name=Invented Trust",
        "id=m:research|kind=source|name=Research|source=research",
    ];
    let mut records: Vec<Record> = members.iter().map(|fields| record(RecordKind::Member, fields)).collect();
    let others = [
        (RecordKind::Membership, "id=urn:900001/trust:9001|role=Multi-academy trust"),
        (RecordKind::Tie, "id=t:1|from=urn:900001|to=urn:900002|phase=2|trust=3|started=2025-09-01|last_active=2026-01-10"),
        (RecordKind::Tie, "id=t:2|from=urn:900002|to=urn:900003|phase=1|started=2025-09-01|last_active=2026-01-10"),
        (RecordKind::Tie, "id=t:3|from=m:research|to=urn:900003|phase=1"),
        (RecordKind::Tie, "id=t:4|from=urn:900009|to=urn:900001|phase=3|started=2020-09-01|ended=2021-07-01"),
        (RecordKind::Rating, "id=r:1|member=urn:900001|on=2025-11-03|by=Priya|role=broker|stage=2|phase=3|basis=visit"),
        (RecordKind::Rating, "id=r:2|member=urn:900003|on=2025-12-01|by=Priya|stage=1"),
        (RecordKind::Rating, "id=r:3|member=urn:900001|on=2026-01-15|by=Tom|stage=4|withdrawn=Tom; 2026-01-16T10:00:00Z; wrong school"),
        (RecordKind::Measure, "id=urn:900001/Attainment 8/2018|value=50.1|pupils=150|from=ks4-2018.csv:4"),
        (RecordKind::Measure, "id=urn:900001/Attainment 8/2019|value=52.3|pupils=151|from=ks4-2019.csv:57"),
        (RecordKind::Measure, "id=urn:900001/Progress 8/2019|value=-0.34|pupils=151|low=-0.54|high=-0.14|from=ks4-2019.csv:57"),
        (RecordKind::Measure, "id=urn:900003/Attainment 8/2019|value=SUPP|from=ks4-2019.csv:58"),
        (RecordKind::Measure, "id=urn:900009/Attainment 8/2019|value=41|pupils=88"),
        (RecordKind::NationalFigure, "id=Attainment 8/2019|value=46.7"),
        (
            RecordKind::Response,
            "id=s:1|member=urn:900003|shared_on=2025-12-10|answered_on=2026-01-12|by_role=head|response=rejected|measure=Attainment 8",
        ),
    ];
    records.extend(others.iter().map(|(kind, fields)| record(*kind, fields)));
    Network::from_records(About { name: "Invented".into(), uid: String::new().into() }, records).unwrap()
}

/// Its analysis under the built-in rules.
pub(crate) fn analysis() -> Arc<Analysis> {
    Arc::new(Analysis::new(&network(), today(), &Rules::built_in(), &|| false).unwrap())
}

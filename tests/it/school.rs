//! Small invented networks for tests of families and findings.

use jiff::civil::{Date, date};
use permea::{
    analysis::Analysis,
    framework::Rules,
    model::{About, MeasureId, MemberId, NationalId, Network, Record, RecordKind, Year},
};

/// The day the tests look on.
pub(crate) const TODAY: Date = date(2026, 3, 2);

/// A record from `field=value` texts.
pub(crate) fn record(kind: RecordKind, fields: &[(&str, &str)]) -> Record {
    let text_of = |name: &str| fields.iter().find(|(field, _)| *field == name).map(|(_, text)| (*text).to_owned());
    kind.from_texts(&text_of).unwrap()
}

/// A network being written down.
#[derive(Clone, Default)]
pub(crate) struct Map {
    pub(crate) records: Vec<Record>,
}

impl Map {
    pub(crate) fn with(mut self, kind: RecordKind, fields: &[(&str, &str)]) -> Self {
        self.records.push(record(kind, fields));
        self
    }

    /// A secondary school with a name after its number.
    pub(crate) fn school(self, id: &str, fields: &[(&str, &str)]) -> Self {
        let name = format!("Invented {}", id.rsplit(':').next().unwrap());
        let given = [("id", id), ("kind", "school"), ("name", name.as_str()), ("education", "secondary")];
        let fields: Vec<_> = fields.iter().chain(&given).copied().collect();
        self.with(RecordKind::Member, &fields)
    }

    /// A figure, with the pupils behind it unless there are 0.
    pub(crate) fn figure(self, id: &str, (measure, year): (&str, u16), value: &str, pupils: u32) -> Self {
        let key = MeasureId::new(&MemberId::new(id).unwrap(), measure, Year::new(year).unwrap());
        let count = pupils.to_string();
        let mut fields = vec![("id", key.as_str()), ("value", value), ("from", "invented.csv:2")];
        if pupils > 0 {
            fields.push(("pupils", &count));
        }
        self.with(RecordKind::Measure, &fields)
    }

    pub(crate) fn national(self, measure: &str, year: u16, value: &str) -> Self {
        let key = NationalId::new(measure, Year::new(year).unwrap());
        self.with(RecordKind::NationalFigure, &[("id", key.as_str()), ("value", value)])
    }

    /// An official family of `urn:1` with these peers.
    pub(crate) fn family(mut self, peers: &[String]) -> Self {
        for (at, peer) in peers.iter().enumerate() {
            let (id, rank) = (format!("y:{at}"), (at + 1).to_string());
            let fields =
                [("id", id.as_str()), ("member", "urn:1"), ("peer", peer), ("rank", &rank), ("list", "Invented"), ("year", "2019")];
            self = self.with(RecordKind::Family, &fields);
        }
        self
    }

    pub(crate) fn stage(self, stage: &str) -> Self {
        self.with(
            RecordKind::Rating,
            &[("id", "r:1"), ("member", "urn:1"), ("on", "2026-01-10"), ("stage", stage), ("by", "Priya"), ("role", "broker")],
        )
    }

    /// Evidence put to `urn:1`; blank texts are left out.
    pub(crate) fn response(self, id: &str, [shared_on, answered_on]: [&str; 2], role: &str, response: &str) -> Self {
        let fields = [
            ("id", id),
            ("member", "urn:1"),
            ("shared_on", shared_on),
            ("answered_on", answered_on),
            ("by_role", role),
            ("response", response),
        ];
        self.with(RecordKind::Response, &fields)
    }

    pub(crate) fn remark(self, word: &str, on: &str) -> Self {
        let fields = [("id", "k:1"), ("member", "urn:1"), ("pattern", "condoned_failure"), ("word", word), ("on", on), ("by", "Priya")];
        self.with(RecordKind::Remark, &fields)
    }

    pub(crate) fn network(&self) -> Network {
        Network::from_records(About::default(), self.records.clone()).unwrap()
    }

    pub(crate) fn analysis(&self) -> Analysis {
        self.analysis_under("()")
    }

    /// The analysis under the built-in rules with these in their place.
    pub(crate) fn analysis_under(&self, rules: &str) -> Analysis {
        let rules = Rules::built_in().overlay(rules, "test").unwrap();
        Analysis::new(&self.network(), TODAY, &rules, &|| false).unwrap()
    }
}

/// `urn:1` beside an official family of so many, all at Progress 8 of 0.5 with 150 pupils in 2017 to 2019.
///
/// The school itself has 150 pupils, Attainment 8 of 50 above the national 46, and the Progress 8 given for each year.
pub(crate) fn coaster(peers: usize, progress: [&str; 3]) -> Map {
    let ids: Vec<String> = (2..peers + 2).map(|number| format!("urn:{number}")).collect();
    let mut map = Map::default().school("urn:1", &[]).family(&ids);
    for id in &ids {
        map = map.school(id, &[]);
    }
    for (year, own) in (2017..=2019).zip(progress) {
        map = map.national("Attainment 8", year, "46").figure("urn:1", ("Attainment 8", year), "50", 150);
        if !own.is_empty() {
            map = map.figure("urn:1", ("Progress 8", year), own, 150);
        }
        for id in &ids {
            map = map.figure(id, ("Progress 8", year), "0.5", 150);
        }
    }
    map
}

//! Maps that chance made up, with records of every kind, every field of theirs filled now and then, and texts that a spreadsheet
//! or a reader of sheets could take for something else.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;
use permea::model::{About, Clash, Conflict, Field, Member, MemberId, Network, PinLayout, Record, RecordKind, Version};

use super::crowd::Dice;

/// Texts as people could have typed them, on one line.
pub(super) const HOSTILE: [&str; 30] = [
    "=1+1",
    "'=1+1",
    "''=x",
    "-5",
    "-x",
    "+44 1483 000000",
    "@SUM(A1)",
    "=HYPERLINK(\"http://invented.example\",\"click\")",
    "=cmd|'/c calc'!A1",
    "＝1",
    "a;b",
    "a; b | c / d",
    "\"q\" r",
    "he said \"no\"",
    "a, b",
    "'",
    "St Mary's",
    "Ysgol Gŵyr",
    "日本語学校",
    "<b>&amp; co</b>",
    "_x0041_",
    "own: x",
    "SUPP",
    "0",
    "007",
    "1e5",
    "TRUE",
    "2024-01-01",
    "01/02/2024",
    "Not Applicable",
];

/// A map of a few members and records of every kind.
pub(super) fn any_map(seed: u64) -> Network {
    let mut maker = Maker { dice: Dice(seed), members: Vec::new() };
    let count = 2 + maker.dice.roll(5);
    maker.members = (0..count).map(|at| MemberId::new(&format!("urn:{}", 900_000 + at)).unwrap()).collect();
    let mut records: Vec<Record> = (0..count).map(|at| maker.member(at).into()).collect();
    let sources: Vec<MemberId> = records
        .iter()
        .filter(|record| record.text_of("kind").as_deref() == Some("source"))
        .map(|record| MemberId::new(record.key()).unwrap())
        .collect();
    let mut seen = BTreeSet::new();
    for &kind in RecordKind::ALL.iter().filter(|kind| **kind != RecordKind::Member) {
        for at in 0..maker.dice.roll(4) {
            let record = if kind == RecordKind::Conflict { maker.conflict(at).into() } else { maker.record(kind, at) };
            let rates_a_source = matches!(&record, Record::Rating(rating) if sources.contains(&rating.member));
            if seen.insert((kind, record.key().to_owned())) && !rates_a_source {
                records.push(record);
            }
        }
    }
    Network::from_records(About { name: "Any".into(), uid: "0".into() }, records).unwrap()
}

struct Maker {
    dice: Dice,
    members: Vec<MemberId>,
}

impl Maker {
    fn hostile(&mut self) -> EcoString {
        HOSTILE[self.dice.roll(HOSTILE.len())].into()
    }

    fn id_of_member(&mut self) -> String {
        let at = self.dice.roll(self.members.len());
        self.members[at].to_string()
    }

    fn member(&mut self, at: usize) -> Member {
        let texts = self.texts(RecordKind::Member, at);
        let mut member = Member::from_texts(&|field| texts.get(field).cloned()).unwrap();
        for _ in 0..self.dice.roll(4) {
            const HEADINGS: [&str; 10] = [
                "Diocese",
                "diocese",
                "Last contact",
                "name",
                "Attainment 8, 2019",
                "HeadFirstName",
                "own: x",
                "=x",
                "a;b",
                "Merged numbers",
            ];
            let heading = HEADINGS[self.dice.roll(HEADINGS.len())];
            member.own.insert(heading.into(), self.hostile());
        }
        member
    }

    fn record(&mut self, kind: RecordKind, at: usize) -> Record {
        let texts = self.texts(kind, at);
        let record = kind.from_texts(&|field| texts.get(field).cloned());
        let mut record = record.unwrap_or_else(|error| panic!("{kind}: {error} in {texts:?}"));
        if let Record::Tie(tie) = &mut record {
            for heading in ["Minutes", "minutes", "Trust", "imported", "own: x", "Telephone"] {
                if self.dice.roll(3) == 0 {
                    tie.own.insert(heading.into(), self.hostile());
                }
            }
        }
        record
    }

    /// A conflict keeps what the fields of any kind held, to the letter.
    fn conflict(&mut self, at: usize) -> Conflict {
        let kind = RecordKind::ALL[self.dice.roll(RecordKind::ALL.len())];
        let mut conflict = Conflict::new(kind, &self.hostile(), Clash::ALL[self.dice.roll(Clash::ALL.len())], &[&at.to_string()]);
        conflict.fields = (0..self.dice.roll(3)).map(|_| self.hostile()).collect();
        conflict.before = vec![EcoString::new(), "two\n lines ".into(), self.hostile()];
        conflict.number = (self.dice.roll(2) == 0).then(|| self.members[0].clone());
        let at = "2026-02-02T08:00:00.123456789Z".parse().ok();
        conflict.versions = vec![Version { values: vec![self.hostile(), "a / b\u{1b}".into()], by: Some(self.hostile()), at }];
        conflict
    }

    fn texts(&mut self, kind: RecordKind, at: usize) -> BTreeMap<&'static str, String> {
        let required = kind.required_names();
        let mut texts = BTreeMap::new();
        for field in kind.field_names() {
            if field != "own" && (required.contains(&field) || self.dice.roll(2) == 0) {
                texts.insert(field, self.text(kind, field, at));
            }
        }
        // Nobody gives to or supports itself.
        for (one, other) in [("from", "to"), ("supporter", "supported")] {
            if texts.get(one).is_some_and(|id| texts.get(other) == Some(id)) {
                let another = self.members.iter().find(|id| texts.get(one).is_some_and(|text| *text != id.as_str())).unwrap();
                texts.insert(other, another.to_string());
            }
        }
        texts
    }

    fn text(&mut self, kind: RecordKind, field: &str, at: usize) -> String {
        let words = kind.words_of(field);
        if !words.is_empty() {
            return words[self.dice.roll(words.len())].to_owned();
        }
        match (kind, field) {
            (_, "id") => self.id(kind, at),
            (RecordKind::Remark, "support") => format!("s:{at}"),
            (RecordKind::Measure | RecordKind::NationalFigure, "from") => self.hostile().into(),
            (RecordKind::NamedView, "opened" | "closed") | (_, "strengths") => vec![self.hostile(), self.hostile()].text(),
            (_, "from" | "to" | "member" | "peer" | "supporter" | "supported" | "centre" | "avoid") => self.id_of_member(),
            (_, "aliases") => format!("urn:{}; ukprn:{}", 800_000 + at, 10_000_000 + at),
            (_, "number") => format!("urn:{}", 700_000 + at),
            (RecordKind::Measure, "value") => ["-0.25", "52.3", "SUPP", "NE", "0", "1e-7", "LOWCOV"][self.dice.roll(7)].to_owned(),
            (_, "value" | "low" | "high" | "x" | "y" | "latitude" | "prior_attainment" | "longitude" | "zoom" | "spread" | "weight") => {
                format!("{}", [-0.125, 0.5, 0.0, 1.0, -1.0][self.dice.roll(5)])
            }
            (_, "easting" | "northing") => format!("{}", self.dice.roll(700_000) as f64 / 2.0),
            (_, "pupils" | "rank" | "visits") => self.dice.roll(1500).to_string(),
            (_, "days_per_week") => "1.5".to_owned(),
            (_, "year" | "context_year") => (1995 + self.dice.roll(40)).to_string(),
            (_, "at") => format!("2026-03-0{}T14:02:11.{}Z", 1 + self.dice.roll(9), 1 + self.dice.roll(999)),
            (_, "withdrawn") => format!("Priya; or so; 2026-03-03T09:00:00Z; {}", self.hostile()),
            (_, field) if field.ends_with("_percent") => format!("{}", self.dice.roll(1000) as f64 / 10.0),
            (_, "on" | "shared_on" | "answered_on" | "started" | "last_active" | "ended" | "until" | "since" | "opened" | "closed") => {
                self.day()
            }
            (_, "last_contact" | "proposed_on" | "agreed_on" | "review_on") => self.day(),
            (kind, field) if kind.has_lines(field) => format!("{}\n\n{}", self.hostile(), self.hostile()),
            (_, _) => self.hostile().into(),
        }
    }

    fn day(&mut self) -> String {
        format!("{}-0{}-2{}", 1890 + self.dice.roll(200), 1 + self.dice.roll(9), self.dice.roll(9))
    }

    fn id(&mut self, kind: RecordKind, at: usize) -> String {
        const MEASURES: [&str; 6] = ["Attainment 8", "=P8", "Reading/writing, 2019", "X pupils", "2019", "-"];
        let (member, other) = (self.id_of_member(), self.id_of_member());
        let measure = MEASURES[self.dice.roll(MEASURES.len())];
        let year = 2015 + self.dice.roll(6);
        match kind {
            RecordKind::Member => self.members[at].to_string(),
            RecordKind::Membership => format!("{member}/{other}"),
            RecordKind::Measure => format!("{member}/{measure}/{year}"),
            RecordKind::NationalFigure => format!("{measure}/{year}"),
            RecordKind::Pin => format!("{}/{member}", PinLayout::ALL[self.dice.roll(3)]),
            RecordKind::Capacity => member,
            RecordKind::Tie
            | RecordKind::Visit
            | RecordKind::Rating
            | RecordKind::Family
            | RecordKind::Response
            | RecordKind::Remark
            | RecordKind::Support
            | RecordKind::Definition
            | RecordKind::NamedView
            | RecordKind::Conflict => format!("{}{at}", ["t:", "=x", "'-", "7"][self.dice.roll(4)]),
        }
    }
}

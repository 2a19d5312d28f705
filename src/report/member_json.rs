//! A member's page in JSON, as `show` answers it.

use serde_json::{Map, Value, json};

use super::{
    column::{Column, Standard, Subject},
    finding_json::why_json,
    member_page::MemberPage,
};
use crate::{
    finding::Bond,
    framework::{Activity, Claim, Judged, Side, Standing},
    model::{Measure, Membership, Reading, Stage},
};

impl MemberPage<'_> {
    /// `member`, `ratings`, `ties`, `memberships`, `measures`, `responses`, `findings`.
    pub fn json(&self) -> Value {
        json!({
            "member": self.member_json(),
            "ratings": records(&self.ratings),
            "ties": self.ties.iter().map(tie_json).collect::<Vec<_>>(),
            "visits": records(&self.visits),
            "memberships": self.memberships.iter().map(|place| self.membership_json(place)).collect::<Vec<_>>(),
            "measures": self.measures.iter().map(|measure| self.measure_json(measure)).collect::<Vec<_>>(),
            "responses": records(&self.responses),
            "remarks": records(&self.remarks),
            "findings": self.findings.iter().map(|finding| why_json(finding, self.analysis)).collect::<Vec<_>>(),
        })
    }

    /// The record, then where the member stands.
    fn member_json(&self) -> Value {
        let mut out = object(self.member);
        let subject = Subject::of(self.analysis, self.member);
        let derived = [
            Standard::Status,
            Standard::Trust,
            Standard::Stage,
            Standard::StageOn,
            Standard::Phase,
            Standard::PhaseFrom,
            Standard::Flags,
            Standard::Ties,
            Standard::ActiveTies,
        ];
        for column in derived {
            let cell = Column::Standard(column).cell(&subject);
            let value = if column == Standard::Flags { cell.json_list() } else { cell.json() };
            out.insert(column.name().to_owned(), value);
        }
        let by = self.standing.and_then(|standing| standing.stage.as_ref()).and_then(|judged| judged.by.as_ref());
        if let Some(supported) = self.standing.and_then(|standing| standing.supported.as_ref()) {
            out.insert("stage_supported".to_owned(), supported.stage.number().into());
            out.insert("stage_claim".to_owned(), claim_word(supported.claim).into());
        }
        if let Some(standing) = self.standing {
            out.insert("stage_by_side".to_owned(), sides_json(standing));
        }
        out.insert("stage_by".to_owned(), by.map_or(Value::Null, |by| Value::from(by.as_str())));
        Value::Object(out)
    }

    fn membership_json(&self, place: &Membership) -> Value {
        let mut out = object(place);
        out.insert("member".to_owned(), place.id.member().into());
        out.insert("group".to_owned(), place.id.group().into());
        out.insert("group_name".to_owned(), self.analysis.name_of(place.id.group()).as_str().into());
        Value::Object(out)
    }

    fn measure_json(&self, measure: &Measure) -> Value {
        let mut out = Map::new();
        out.insert("measure".to_owned(), measure.id.measure().into());
        out.insert("year".to_owned(), measure.id.year().get().into());
        match &measure.value {
            Reading::Known(value) => out.insert("value".to_owned(), value.get().into()),
            Reading::Suppressed(mark) => out.insert("mark".to_owned(), mark.as_str().into()),
        };
        let mut put = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                out.insert(name.to_owned(), value);
            }
        };
        put("pupils", measure.pupils.map(Value::from));
        put("low", measure.low.map(|low| low.get().into()));
        put("high", measure.high.map(|high| high.get().into()));
        put("national", self.national(measure).map(|national| national.value.get().into()));
        put("number", measure.number.as_ref().map(|number| number.as_str().into()));
        put("source", measure.provenance.as_ref().map(|source| source.as_str().into()));
        Value::Object(out)
    }
}

/// What each side rated last, `null` where it did not, and the gap between the highest and the lowest.
fn sides_json(standing: &Standing) -> Value {
    let mut out = Map::new();
    for side in Side::ALL {
        let judged = standing.sides.of(side);
        let rated = |judged: &Judged<Stage>| json!({"stage": judged.value.number(), "on": judged.on.to_string(), "by": judged.by.as_deref(), "role": judged.role.as_deref()});
        out.insert(side.word().to_owned(), judged.map_or(Value::Null, rated));
    }
    out.insert("gap".to_owned(), standing.sides.gap().map_or(Value::Null, Value::from));
    Value::Object(out)
}

fn claim_word(claim: Claim) -> &'static str {
    match claim {
        Claim::Unrated => "unrated",
        Claim::Shown => "shown",
        Claim::Over => "over",
        Claim::Under => "under",
        Claim::CannotSay => "cannot_say",
    }
}

fn tie_json(line: &Bond<'_>) -> Value {
    let mut out = object(line.tie);
    out.insert("direction".to_owned(), line.flow.word().into());
    out.insert("other".to_owned(), line.other.id.as_str().into());
    out.insert("other_name".to_owned(), line.other.name.as_str().into());
    let activity = match line.activity {
        Activity::Active => "active",
        Activity::Quiet => "quiet",
        Activity::Ended => "ended",
        Activity::Undated => "undated",
    };
    out.insert("activity".to_owned(), activity.into());
    Value::Object(out)
}

/// A record as its file holds it: every field by its word, absent ones left out.
fn object(record: &impl serde::Serialize) -> Map<String, Value> {
    match serde_json::to_value(record) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) | Err(_) => Map::new(),
    }
}

fn records<T: serde::Serialize>(records: &[&T]) -> Vec<Value> {
    records.iter().map(|record| Value::Object(object(*record))).collect()
}

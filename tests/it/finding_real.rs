//! The patterns on the 2,446 real secondary schools, where the shared data is there.

use std::{collections::BTreeMap, path::PathBuf};

use permea::{
    analysis::Analysis,
    finding::{Pattern, Strength},
    framework::Rules,
    model::{About, Kind, Member, MemberId, Network, Record, RecordKind},
};

use crate::school::{TODAY, record};

fn england() -> Option<PathBuf> {
    let folder = std::env::var_os("PERMEA_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from).join("england");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is not there", folder.display());
    None
}

/// The sheet read as plainly as can be, so that the patterns are tested apart from the import.
fn secondaries() -> Option<Network> {
    let folder = england()?;
    let mut sheet = csv::Reader::from_path(folder.join("secondary-2017-2019.csv")).unwrap();
    let mut records = Vec::new();
    for row in sheet.deserialize::<BTreeMap<String, String>>().map(Result::unwrap) {
        let id = MemberId::new(&format!("urn:{}", row["URN"])).unwrap();
        let mut member = Member::new(id, Kind::School, row["School name"].as_str());
        let group = if row["Selective (name)"] == "Yes" { "selective" } else { "mainstream" };
        let context = [
            ("fsm6_percent", "FSM6, %"),
            ("eal_percent", "EAL, %"),
            ("prior_attainment", "Prior (KS2) attainment, 2019"),
            ("pupils", "Total pupils"),
        ];
        for (field, heading) in context {
            member.set_text(field, row[heading].trim_end_matches(".0")).unwrap();
        }
        member.set_text("group", group).unwrap();
        for year in ["2017", "2018", "2019"] {
            for measure in ["Attainment 8", "Progress 8"] {
                let value = row[&format!("{measure}, {year}")].as_str();
                if !value.is_empty() {
                    let pupils = row[&format!("P8 pupils, {year}")].trim_end_matches(".0");
                    let key = format!("{}/{measure}/{year}", member.id);
                    records.push(record(RecordKind::Measure, &[("id", &key), ("value", value), ("pupils", pupils)]));
                }
            }
        }
        records.push(Record::Member(member));
    }
    let mut nationals = csv::Reader::from_path(folder.join("national-2017-2019.csv")).unwrap();
    for row in nationals.deserialize::<(String, String, String)>().map(Result::unwrap) {
        let key = format!("{}/{}", row.0, row.1);
        records.push(record(RecordKind::NationalFigure, &[("id", &key), ("value", &row.2)]));
    }
    Some(Network::from_records(About::default(), records).unwrap())
}

fn analysis(rules: &str) -> Option<Analysis> {
    let rules = Rules::built_in().overlay(rules, "test").unwrap();
    Analysis::new(&secondaries()?, TODAY, &rules, &|| false)
}

#[test]
fn thirty_three_schools_are_above_national_and_below_zero_in_all_three_years() {
    let Some(analysis) = analysis("(coasting: (basis: published))") else { return };
    let persistent = analysis.findings.iter().filter(|finding| finding.strength == Some(Strength::Persistent));
    assert_eq!(persistent.count(), 33);
}

#[test]
fn look() {
    let Some(analysis) = analysis("()") else { return };
    println!("{:?}", analysis.counts);
    let mut by: BTreeMap<(Pattern, Option<Strength>), usize> = BTreeMap::new();
    for finding in &analysis.findings {
        *by.entry((finding.pattern, finding.strength)).or_default() += 1;
    }
    println!("{by:?}");
    for finding in analysis.findings.iter().filter(|f| f.strength == Some(Strength::Persistent)).take(3) {
        println!("{finding:#?}");
    }
    let mut missing: BTreeMap<String, usize> = BTreeMap::new();
    for cannot in &analysis.cannot_say {
        *missing.entry(format!("{:?} {:?}", cannot.pattern, cannot.missing)).or_default() += 1;
    }
    let mut missing: Vec<_> = missing.into_iter().collect();
    missing.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    for (what, n) in missing.iter().take(25) {
        println!("{n} {what}");
    }
}

//! A register of England's size, invented: 52,000 rows under the 140 headings of the full extract, with its links and groups.
//!
//! The shape is that of the published files: Windows-1252, every cell quoted, blank cells, closed schools whose successor
//! stands in the register, a link told from both sides or from one, with a date or without, a trust and a sponsor. Names,
//! places and numbers are made up from a counter; a seed makes the same bytes every time.

use std::fmt::Write as _;

/// Rows of the register.
pub(crate) const ROWS: u32 = 52_000;
/// The number of the first row.
const FIRST: u32 = 500_000;

/// The headings of the full extract of 2024, in their order.
pub(crate) const HEADINGS: &str = include_str!("../../tests/it/fixtures/edubasealldata-headings.csv");

/// The three files, as bytes.
pub(crate) struct Files {
    pub(crate) register: Vec<u8>,
    pub(crate) links: Vec<u8>,
    pub(crate) groups: Vec<u8>,
}

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 33).unwrap_or(0) % bound
    }

    fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len() as u32) as usize]
    }
}

/// What the rows of one school say, wherever they stand.
struct School {
    urn: u32,
    name: String,
    is_closed: bool,
    /// The number the school has today, if it left this one behind.
    successor: Option<u32>,
    trust: Option<u32>,
}

pub(crate) fn files() -> Files {
    let mut dice = Dice(7);
    let schools: Vec<School> = (0..ROWS).map(|row| school(row, &mut dice)).collect();
    let headings: Vec<&str> = HEADINGS.trim_end().split(',').collect();
    let mut register = row_of(headings.iter().copied());
    for school in &schools {
        let cells: Vec<String> = headings.iter().map(|heading| cell(heading, school, &mut dice)).collect();
        register.push_str(&row_of(cells.iter().map(String::as_str)));
    }
    Files { register: windows_1252(&register), links: windows_1252(&links(&schools, &mut dice)), groups: windows_1252(&groups(&schools)) }
}

fn school(row: u32, dice: &mut Dice) -> School {
    let places = ["Northtown", "Eastbrook", "Westmere", "Southwell Heath", "Ashford Bridge", "Käthes Hill", "Collège Way", "Long Marston"];
    let kinds = ["Primary School", "Church of England Primary School", "High School", "Academy", "Infant School", "Community College"];
    let urn = FIRST + row;
    // Four in ten are closed; most of those went on under the number that follows.
    let is_closed = row % 5 < 2 && row + 1 < ROWS;
    let successor = (row % 5 == 1).then_some(urn + 1);
    let trust = (!is_closed && dice.below(100) < 45).then(|| 1_000 + dice.below(2_400));
    School { urn, name: format!("Invented {} {} {row}", dice.of(&places), dice.of(&kinds)), is_closed, successor, trust }
}

fn cell(heading: &str, school: &School, dice: &mut Dice) -> String {
    let words = |words: &[&str], dice: &mut Dice| dice.of(words).to_owned();
    match heading {
        "URN" => school.urn.to_string(),
        "EstablishmentName" => school.name.clone(),
        "LA (code)" => (201 + school.urn % 152).to_string(),
        "LA (name)" => format!("Invented Authority {}", 201 + school.urn % 152),
        "EstablishmentStatus (name)" => if school.is_closed { "Closed" } else { "Open" }.into(),
        "TypeOfEstablishment (name)" if school.trust.is_some() => "Academy converter".into(),
        "TypeOfEstablishment (name)" => {
            words(&["Community school", "Voluntary aided school", "Foundation school", "Other independent school"], dice)
        }
        "EstablishmentTypeGroup (name)" if school.trust.is_some() => "Academies".into(),
        "EstablishmentTypeGroup (name)" => words(&["Local authority maintained schools", "Independent schools"], dice),
        "PhaseOfEducation (name)" => words(&["Primary", "Primary", "Primary", "Secondary", "Not applicable", "All-through"], dice),
        "AdmissionsPolicy (name)" => words(&["Not applicable", "Non-selective", "Non-selective", "Selective"], dice),
        "OpenDate" | "CensusDate" | "LastChangedDate" | "OfstedLastInsp" => {
            format!("{:02}-{:02}-20{:02}", 1 + dice.below(28), 1 + dice.below(12), 10 + dice.below(14))
        }
        "CloseDate" if school.is_closed => format!("31-08-20{:02}", 10 + dice.below(14)),
        "NumberOfPupils" | "SchoolCapacity" => (20 + dice.below(1_500)).to_string(),
        "NumberOfBoys" | "NumberOfGirls" | "FSM" => dice.below(500).to_string(),
        "PercentageFSM" => format!("{}.{}", dice.below(60), dice.below(10)),
        "TrustSchoolFlag (name)" if school.trust.is_some() => "Supported by a multi-academy trust".into(),
        "TrustSchoolFlag (name)" | "FederationFlag (name)" => "Not applicable".into(),
        "Federations (code)" | "Federations (name)" => String::new(),
        "Trusts (code)" => school.trust.map(|trust| trust.to_string()).unwrap_or_default(),
        "Trusts (name)" => school.trust.map(|trust| format!("INVENTED TRUST {trust}")).unwrap_or_default(),
        "UKPRN" if !school.urn.is_multiple_of(3) => (10_500_000 + school.urn).to_string(),
        "Town" => words(&["Northtown", "Eastbrook", "Westmere", "Southwell", "Käthes Hill", ""], dice),
        "GOR (name)" => words(&["North East", "South East", "London", "West Midlands", "Not Applicable"], dice),
        "Easting" => (200_000 + dice.below(400_000)).to_string(),
        "Northing" => (50_000 + dice.below(550_000)).to_string(),
        "Street" => format!("{} Invented Lane", 1 + dice.below(300)),
        "Postcode" => format!("ZZ{} {}ZZ", 1 + dice.below(99), dice.below(10)),
        "SchoolWebsite" => format!("https://www.invented-school-{}.example", school.urn),
        "DistrictAdministrative (name)" | "AdministrativeWard (name)" | "ParliamentaryConstituency (name)" | "County (name)" => {
            format!("Invented place {}", dice.below(700))
        }
        "MSOA (name)" | "LSOA (name)" => format!("Invented place {:03}", dice.below(999)),
        "UrbanRural (name)" => "(England/Wales) Urban major conurbation".into(),
        "Gender (name)" => "Mixed".into(),
        "ReligiousCharacter (name)" | "Diocese (name)" | "ReligiousEthos (name)" => {
            words(&["Does not apply", "Church of England", "Roman Catholic"], dice)
        }
        "MSOA (code)" | "LSOA (code)" | "GSSLACode (name)" => format!("E0{}", 1_000_000 + dice.below(9_000_000)),
        "UPRN" => format!("1000{}", 10_000_000 + dice.below(80_000_000)),
        _ if heading.ends_with("(code)") => dice.below(99).to_string(),
        _ if heading.ends_with("(name)") && !heading.starts_with("SEN") && heading.len().is_multiple_of(2) => "Not applicable".into(),
        _ => String::new(),
    }
}

/// Links as published: most from both sides, some from one, a quarter undated.
fn links(schools: &[School], dice: &mut Dice) -> String {
    let mut text = row_of("URN,LinkURN,LinkName,LinkType,LinkEstablishedDate".split(','));
    for school in schools {
        let Some(successor) = school.successor else { continue };
        let date = if dice.below(4) == 0 { "" } else { "01-09-2017" };
        let (old, new) = (school.urn.to_string(), successor.to_string());
        text.push_str(&row_of([old.as_str(), new.as_str(), "Invented Successor", "Successor", date]));
        if dice.below(50) > 0 {
            text.push_str(&row_of([new.as_str(), old.as_str(), school.name.as_str(), "Predecessor", date]));
        }
    }
    text
}

/// Trusts and sponsors, sixteen cells under seventeen headings.
fn groups(schools: &[School]) -> String {
    let mut text = String::from(
        "URN,Linked UID,Group Name,Companies House Number,Group Type,Closed Date,Group Status,FederationType,Joined date,EstablishmentName,TypeOfEstablishment (code),TypeOfEstablishment (name),PhaseOfEducation (code),PhaseOfEducation (name),LA (code),LA (name),HasSharedHT\r\n",
    );
    for school in schools {
        let Some(trust) = school.trust else { continue };
        for (uid, name, kind) in [(trust, "INVENTED TRUST", "Multi-academy trust"), (trust + 3_000, "Invented Sponsor", "School sponsor")] {
            let urn = school.urn;
            writeln!(
                text,
                "{urn},{uid},{name} {trust},,{kind},,Open,,01-09-2016,{},28,Academy converter,2,Primary,201,Invented\r",
                school.name
            )
            .unwrap();
        }
    }
    text
}

fn row_of<'c>(cells: impl IntoIterator<Item = &'c str>) -> String {
    let quoted: Vec<String> = cells.into_iter().map(|cell| format!("\"{cell}\"")).collect();
    quoted.join(",") + "\r\n"
}

fn windows_1252(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect()
}

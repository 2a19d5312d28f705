//! The columns of the table of members, which are the fields of the filter too.

use ecow::{EcoString, eco_format};
use jiff::civil::Date;

use super::{cell::Cell, words::Scale};
use crate::{
    analysis::Analysis,
    finding::Pattern,
    framework::{self, PhaseOrigin, Standing},
    model::{Group, Kind, Member, Network, Percent, Reading, Status, Year},
};

/// What a column holds, which decides how a typed value is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Text,
    /// One of the words of the field of a member with this name.
    Word,
    Number,
    Stage,
    Phase,
    Day,
    Patterns,
    Id,
}

macro_rules! standard {
    ($($variant:ident $name:literal $words:literal $holds:ident $doc:literal;)*) => {
        /// A column that every map has.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Standard { $(#[doc = $doc] $variant,)* }

        impl Standard {
            /// Every one, in the order of `list`.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name in `list`, in filters and in JSON.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Its name in a sentence or a legend.
            pub fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)* }
            }

            pub fn holds(self) -> Holds {
                match self { $(Self::$variant => Holds::$holds,)* }
            }

            /// What it is, in a few words.
            pub fn explained(self) -> &'static str {
                match self { $(Self::$variant => $doc,)* }
            }
        }
    };
}

standard! {
    Id "id" "id" Id "the member's id";
    Name "name" "name" Text "its name";
    Kind "kind" "kind" Word "what it is: school, university, source, hub …";
    Education "education" "phase of education" Word "its phase of education";
    Group "group" "group" Word "the group it is compared within";
    Authority "authority" "authority" Text "its local authority";
    Region "region" "region" Text "its region";
    Trust "trust" "trust" Text "its academy trust";
    Status "status" "status" Word "whether it is open";
    Stage "stage" "stage" Stage "its stage as rated, 1 to 4";
    StageOn "stage_on" "day of the stage" Day "the day its stage was rated";
    Phase "phase" "phase" Phase "its knowledge-sharing phase, 1 to 3";
    Flags "flags" "flags" Patterns "the patterns found about it";
    Ties "ties" "ties" Number "its ties that have not ended";
    PhaseFrom "phase_from" "origin of the phase" Text "whether its phase was rated or comes from its ties";
    StageSupported "shown" "stage that ties show" Number "the stage that its ties and sharing inside show, 1 to 4";
    ActiveTies "active_ties" "active ties" Number "its ties with a recent sign of life";
    Town "town" "town" Text "its town";
    Type "type" "type" Text "the publisher's type";
    Pupils "pupils" "pupils" Number "pupils on the roll";
    Fsm "fsm_percent" "free school meals" Number "pupils eligible for free school meals, per cent";
    Fsm6 "fsm6_percent" "free school meals in six years" Number "pupils eligible for free school meals in the last six years, per cent";
    Eal "eal_percent" "another first language" Number "pupils with another first language, per cent";
    Sen "sen_percent" "special needs" Number "pupils with special educational needs, per cent";
    Mobility "mobility_percent" "joined late" Number "pupils who joined after the usual time, per cent";
    PriorAttainment "prior_attainment" "prior attainment" Number "mean prior attainment, in the publisher's points";
    LastContact "last_contact" "last contact" Day "the day somebody last spoke with it";
}

/// One column: a standard one, one of the user's own headings, or a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    Standard(Standard),
    Own(EcoString),
    /// Without a year the member's latest figure.
    Measure {
        measure: EcoString,
        year: Option<Year>,
    },
}

impl Column {
    /// The columns of `list` unless others are asked for: the standard ones up to `shown`.
    pub fn usual() -> Vec<Self> {
        let usual = Standard::ALL.iter().take_while(|column| **column != Standard::ActiveTies);
        usual.map(|&column| Self::Standard(column)).collect()
    }

    pub fn name(&self) -> EcoString {
        match self {
            Self::Standard(standard) => standard.name().into(),
            Self::Own(heading) => heading.clone(),
            Self::Measure { measure, year: None } => measure.clone(),
            Self::Measure { measure, year: Some(year) } => eco_format!("{measure}, {year}"),
        }
    }

    /// Its name in a sentence or a legend.
    pub fn words(&self) -> EcoString {
        match self {
            Self::Standard(standard) => standard.words().into(),
            Self::Own(_) | Self::Measure { .. } => self.name(),
        }
    }

    pub fn holds(&self) -> Holds {
        match self {
            Self::Standard(standard) => standard.holds(),
            Self::Own(_) => Holds::Text,
            Self::Measure { .. } => Holds::Number,
        }
    }

    /// What a member has in this column.
    pub fn cell(&self, subject: &Subject<'_>) -> Cell {
        match self {
            Self::Standard(standard) => standard_cell(*standard, subject),
            Self::Own(heading) => Cell::text(subject.member.own.get(heading).cloned()),
            Self::Measure { measure, year } => measure_cell(measure, *year, subject),
        }
    }
}

/// A member and what is known of it beyond its record.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    pub member: &'a Member,
    /// Where memberships and measures stand; nothing for a record that is not in a map yet.
    pub network: Option<&'a Network>,
    pub analysis: Option<&'a Analysis>,
    pub standing: Option<&'a Standing>,
    /// Ties of a knowledge source that have not ended: sources have no standing.
    pub source_ties: usize,
}

impl<'a> Subject<'a> {
    /// A record that stands in no map: everything judged is missing.
    pub fn record(member: &'a Member) -> Self {
        Self { member, network: None, analysis: None, standing: None, source_ties: 0 }
    }

    /// A member of an analysed network. Cost: O(log members), O(ties) for a knowledge source.
    pub fn of(analysis: &'a Analysis, member: &'a Member) -> Self {
        let runs = |ended: Option<Date>| ended.is_none_or(|ended| ended > analysis.as_of);
        let source_ties = match member.kind {
            Kind::Source => {
                let ties = analysis.network.ties().iter();
                ties.filter(|tie| runs(tie.ended) && (tie.from == member.id || tie.to == member.id)).count()
            }
            Kind::School | Kind::University | Kind::Hub | Kind::Trust | Kind::Authority | Kind::Ministry | Kind::Organisation => 0,
        };
        Self { member, network: Some(&analysis.network), analysis: Some(analysis), standing: analysis.standing(&member.id), source_ties }
    }

    fn flags(&self) -> Vec<EcoString> {
        let flags: &[Pattern] = self.analysis.map_or(&[], |analysis| analysis.flags_of(&self.member.id));
        flags.iter().map(|pattern| pattern.name().into()).collect()
    }

    fn ties(&self) -> Option<usize> {
        match (self.analysis, self.standing) {
            (None, _) => None,
            (Some(_), Some(standing)) => Some(standing.ties),
            (Some(_), None) => Some(self.source_ties),
        }
    }
}

/// The names of the academy trusts a member belongs to. Cost: O(log memberships).
pub fn trusts_of(network: &Network, member: &str) -> Vec<EcoString> {
    framework::trusts_of(network, member).into_iter().map(|trust| trust.name.clone()).collect()
}

fn standard_cell(column: Standard, subject: &Subject<'_>) -> Cell {
    let Subject { member, standing, .. } = *subject;
    let percent = |value: Option<Percent>| value.map_or(Cell::Missing, |value| Cell::Percent(value.get()));
    let day = |value: Option<Date>| value.map_or(Cell::Missing, Cell::Day);
    match column {
        Standard::Id => Cell::Text(member.id.as_str().into()),
        Standard::Name => Cell::Text(member.name.clone()),
        Standard::Kind => Cell::Text(member.kind.word().into()),
        Standard::Education => Cell::text(member.education.map(|education| education.word().into())),
        Standard::Group => Cell::text(member.group.map(Group::word).map(EcoString::from)),
        Standard::Authority => Cell::text(member.authority.clone()),
        Standard::Region => Cell::text(member.region.clone()),
        Standard::Trust => Cell::words(subject.network.map(|network| trusts_of(network, &member.id)).unwrap_or_default()),
        Standard::Status => Cell::Text(member.status.map_or("open", Status::word).into()),
        Standard::Stage => standing.and_then(Standing::stage).map_or(Cell::Missing, Cell::Stage),
        Standard::StageOn => day(standing.and_then(|standing| standing.stage.as_ref()).map(|judged| judged.on)),
        Standard::Phase => phase(standing),
        Standard::Flags => Cell::words(subject.flags()),
        Standard::Ties => subject.ties().map_or(Cell::Missing, |ties| Cell::Count(ties as u64)),
        Standard::PhaseFrom => phase_from(standing),
        Standard::StageSupported => standing
            .and_then(|standing| standing.supported.as_ref())
            .map_or(Cell::Missing, |supported| Cell::Count(u64::from(supported.stage.number()))),
        Standard::ActiveTies => standing.map_or(Cell::Missing, |standing| Cell::Count(standing.active_ties as u64)),
        Standard::Town => Cell::text(member.town.clone()),
        Standard::Type => Cell::text(member.type_name.clone()),
        Standard::Pupils => member.pupils.map_or(Cell::Missing, |pupils| Cell::Count(u64::from(pupils))),
        Standard::Fsm => percent(member.fsm_percent),
        Standard::Fsm6 => percent(member.fsm6_percent),
        Standard::Eal => percent(member.eal_percent),
        Standard::Sen => percent(member.sen_percent),
        Standard::Mobility => percent(member.mobility_percent),
        Standard::PriorAttainment => member.prior_attainment.map_or(Cell::Missing, |value| Cell::Number(value.get())),
        Standard::LastContact => day(member.last_contact),
    }
}

fn phase(standing: Option<&Standing>) -> Cell {
    let Some(now) = standing.and_then(|standing| standing.phase.as_ref()) else { return Cell::Missing };
    match now.origin {
        PhaseOrigin::Rated(_) => Cell::Phase(now.phase),
        PhaseOrigin::Ties => Cell::PhaseFromTies(now.phase),
    }
}

fn phase_from(standing: Option<&Standing>) -> Cell {
    let origin = standing.and_then(|standing| standing.phase.as_ref()).map(|now| &now.origin);
    match origin {
        None => Cell::Missing,
        Some(PhaseOrigin::Rated(_)) => Cell::Text("rating".into()),
        Some(PhaseOrigin::Ties) => Cell::Text("ties".into()),
    }
}

fn measure_cell(measure: &str, year: Option<Year>, subject: &Subject<'_>) -> Cell {
    let Some(network) = subject.network else { return Cell::Missing };
    let member = &subject.member.id;
    let found = match year {
        Some(year) => network.measures().get(&format!("{member}/{measure}/{year}")),
        None => network.measures().starting_with(&format!("{member}/{measure}/")).iter().rev().find(|found| found.id.measure() == measure),
    };
    let scale = || Scale::of(subject.analysis.and_then(|analysis| analysis.definitions.get(measure)));
    match found.map(|found| &found.value) {
        None => Cell::Missing,
        Some(Reading::Known(value)) => Cell::Figure(value.get(), scale()),
        Some(Reading::Suppressed(mark)) => Cell::Mark(mark.clone()),
    }
}

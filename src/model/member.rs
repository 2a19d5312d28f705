//! Members: schools, universities, knowledge sources and the bodies around them.

use std::collections::BTreeMap;

use ecow::EcoString;
use jiff::civil::Date;

use unicode_segmentation::UnicodeSegmentation;

use super::{
    declare::{record, words},
    id::MemberId,
    number::{Metres, Number, Percent, Year},
    prose::Prose,
};

words! {
    /// What a member is.
    pub enum Kind as "a kind: school, university, source, hub, trust, authority, ministry or organisation" {
        School = "school",
        University = "university",
        /// A knowledge source; [`SourceKind`] says which. Sources are open by nature and are not rated.
        Source = "source" | "knowledge_source",
        Hub = "hub",
        Trust = "trust",
        Authority = "authority",
        Ministry = "ministry",
        Organisation = "organisation" | "other" | "other_organisation" | "organization",
    }
}

words! {
    /// The three knowledge sources a school can reach (Berwick).
    pub enum SourceKind as "a source: research, practice or innovation" {
        Research = "research" | "relevant_research",
        Practice = "practice" | "best_practice",
        Innovation = "innovation" | "emerging_innovation" | "emerging_effective_innovation",
    }
}

words! {
    /// The phase of education of a school, as registers print it.
    pub enum Education as "a phase of education: nursery, primary, secondary, all_through, post_16 or other" {
        Nursery = "nursery",
        Primary = "primary" | "middle_deemed_primary" | "infant" | "junior",
        Secondary = "secondary" | "middle_deemed_secondary",
        AllThrough = "all_through",
        Post16 = "post_16" | "16_plus",
        Other = "other" | "not_applicable",
    }
}

words! {
    /// The group a school is compared within: families never cross it.
    pub enum Group as "a group: mainstream, selective, special, alternative or independent" {
        Mainstream = "mainstream",
        Selective = "selective",
        Special = "special",
        Alternative = "alternative" | "alternative_provision",
        Independent = "independent",
    }
}

words! {
    /// Whether a member is open.
    pub enum Status as "a status: open, closing, proposed or closed" {
        Open = "open",
        /// Open, but proposed to close.
        Closing = "closing" | "open,_but_proposed_to_close",
        /// Proposed to open.
        Proposed = "proposed" | "proposed_to_open",
        Closed = "closed",
    }
}

record! {
    /// One member of the network.
    pub struct Member {
        id: MemberId,
        kind: Kind,
        name: EcoString,
        @optional
        /// Every other number it had or gets; each finds it.
        aliases: Vec<MemberId>,
        /// Which knowledge source it is, for members of kind source.
        source: Option<SourceKind>,
        education: Option<Education>,
        group: Option<Group>,
        /// The publisher's type, as "Academy converter".
        type_name as "type": Option<EcoString>,
        authority: Option<EcoString>,
        region: Option<EcoString>,
        town: Option<EcoString>,
        /// Metres east on the British national grid (EPSG 27700).
        easting: Option<Metres>,
        /// Metres north on the British national grid (EPSG 27700).
        northing: Option<Metres>,
        /// Degrees north (WGS 84).
        latitude: Option<Number>,
        /// Degrees east (WGS 84).
        longitude: Option<Number>,
        /// Pupils on the roll.
        pupils: Option<u32>,
        /// Pupils eligible for free school meals now.
        fsm_percent: Option<Percent>,
        /// Pupils eligible for free school meals at any time in the last six years.
        fsm6_percent: Option<Percent>,
        /// Pupils whose first language is another than English (or than the school's).
        eal_percent: Option<Percent>,
        /// Pupils with special educational needs, with a plan or support.
        sen_percent: Option<Percent>,
        /// Pupils who joined after the usual time.
        mobility_percent: Option<Percent>,
        /// Mean prior attainment of the assessed pupils, in the publisher's points of the key stage before.
        prior_attainment: Option<Number>,
        /// The year the context figures above are from, if a table of a year gave them.
        context_year: Option<Year>,
        /// Open unless said otherwise.
        status: Option<Status>,
        opened: Option<Date>,
        closed: Option<Date>,
        /// The day somebody last spoke with them.
        last_contact: Option<Date>,
        note: Option<Prose>,
        /// Fields of the user's own sheets, by their heading; a heading that stands twice in a file is refused, for one value would be lost.
        #[serde(deserialize_with = "super::own::once_each")]
        own: BTreeMap<EcoString, EcoString>,
        /// The files and rows that told this ([`super::Origins`]); no part of the facts.
        provenance as "imported": Option<EcoString>,
    }
}

/// Where a member is, in one of the two systems a register can use.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// Metres on the British national grid.
    Grid { easting: f64, northing: f64 },
    /// Degrees.
    Globe { latitude: f64, longitude: f64 },
}

impl Place {
    /// Whether the numbers can be a place at all.
    pub fn is_on_earth(&self) -> bool {
        match self {
            // Metres are near enough by their type.
            Self::Grid { .. } => true,
            Self::Globe { latitude, longitude } => latitude.abs() <= 90.0 && longitude.abs() <= 180.0,
        }
    }
}

impl Member {
    /// Characters of a name as people count them, at most.
    pub const LONGEST_NAME: usize = 500;

    /// Bytes of a name, at most: letters may carry marks, but no heaps of them.
    const LONGEST_NAME_BYTES: usize = 16_000;

    /// How many characters a name has, if those are too many.
    pub fn name_too_long(name: &str) -> Option<usize> {
        if name.len() <= Self::LONGEST_NAME {
            return None;
        }
        let letters = name.graphemes(true).count();
        (letters > Self::LONGEST_NAME || name.len() > Self::LONGEST_NAME_BYTES).then(|| name.chars().count())
    }

    /// The beginning of a name that is too long.
    pub fn shortened_name(name: &str) -> EcoString {
        let mut bytes = 0;
        let fits = |letter: &&str| {
            bytes += letter.len();
            bytes <= Self::LONGEST_NAME_BYTES
        };
        name.graphemes(true).take(Self::LONGEST_NAME).take_while(fits).collect()
    }

    /// A member of which only this much is known.
    pub fn new(id: MemberId, kind: Kind, name: impl Into<EcoString>) -> Self {
        Self {
            id,
            kind,
            name: name.into(),
            aliases: Vec::new(),
            source: None,
            education: None,
            group: None,
            type_name: None,
            authority: None,
            region: None,
            town: None,
            easting: None,
            northing: None,
            latitude: None,
            longitude: None,
            pupils: None,
            fsm_percent: None,
            fsm6_percent: None,
            eal_percent: None,
            sen_percent: None,
            mobility_percent: None,
            prior_attainment: None,
            context_year: None,
            status: None,
            opened: None,
            closed: None,
            last_contact: None,
            note: None,
            own: BTreeMap::new(),
            provenance: None,
        }
    }

    /// Whether it works today: not closed and not merely proposed.
    pub fn is_open(&self) -> bool {
        match self.status {
            None | Some(Status::Open | Status::Closing) => true,
            Some(Status::Proposed | Status::Closed) => false,
        }
    }

    /// Where it is, if both numbers of a system are known and are a place on Earth; the grid first.
    pub fn place(&self) -> Option<Place> {
        self.noted_place().filter(Place::is_on_earth)
    }

    /// The place as the record has it, wherever that may be.
    pub fn noted_place(&self) -> Option<Place> {
        if let (Some(easting), Some(northing)) = (self.easting, self.northing) {
            return Some(Place::Grid { easting: easting.get(), northing: northing.get() });
        }
        let (Some(latitude), Some(longitude)) = (self.latitude, self.longitude) else { return None };
        Some(Place::Globe { latitude: latitude.get(), longitude: longitude.get() })
    }
}

//! The one list of patterns: a line each.

use std::fmt;

use super::{
    evidence::Evidence,
    verdict::{Finding, Judgement},
};
use crate::model::{Kind, Member};

/// How loudly a pattern is told: colours, signs on the map and the counts in the header go by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Listed where findings are, and not on the map.
    Note,
    Warning,
    Alarm,
}

/// Whom a pattern applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whom {
    Schools,
    /// Everybody but knowledge sources.
    Bodies,
}

/// Declares the patterns: each is one line, and a file with the functions `judge` and `find`.
macro_rules! patterns {
    ($($(#[$doc:meta])* $pattern:ident = $file:ident, $title:literal, $short:literal, $sign:literal, $weight:ident of $whom:ident by [$($rules:literal),*];)*) => {
        /// A pattern that can be found about a member, in the order of lists.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Pattern { $($(#[$doc])* $pattern,)* }

        impl Pattern {
            /// Every pattern, in the order of lists.
            pub const ALL: [Self; [$($title),*].len()] = [$(Self::$pattern),*];

            /// Its name for the shell, JSON and remarks.
            pub fn name(self) -> &'static str {
                match self { $(Self::$pattern => stringify!($file),)* }
            }

            /// Its name for people.
            pub fn title(self) -> &'static str {
                match self { $(Self::$pattern => $title,)* }
            }

            /// The same in one word, where there is little room.
            pub fn short(self) -> &'static str {
                match self { $(Self::$pattern => $short,)* }
            }

            /// The sign that stands for it beside a name, so that colour is never needed.
            pub fn sign(self) -> char {
                match self { $(Self::$pattern => $sign,)* }
            }

            /// How loudly it is told.
            pub fn weight(self) -> Weight {
                match self { $(Self::$pattern => Weight::$weight,)* }
            }

            /// The groups of the rules whose thresholds it counts with.
            pub fn rules(self) -> &'static [&'static str] {
                match self { $(Self::$pattern => &[$($rules),*],)* }
            }

            fn whom(self) -> Whom {
                match self { $(Self::$pattern => Whom::$whom,)* }
            }

            /// The verdict on a member, without the working.
            pub fn judge(self, evidence: &Evidence<'_>) -> Judgement {
                match self { $(Self::$pattern => super::$file::judge(evidence),)* }
            }

            /// The verdict on a member with its rule, facts and words.
            pub fn find(self, evidence: &Evidence<'_>) -> Finding {
                match self { $(Self::$pattern => super::$file::find(evidence).with_help(evidence),)* }
            }
        }
    };
}

patterns! {
    /// Attainment above national, below contextual peers.
    Coasting = coasting, "coasting", "coasting", '~', Warning of Schools by ["coasting", "families", "noise"];
    /// A stage-1 school that rejects contextual evidence that it could do better.
    CondonedFailure = condoned_failure, "condoned failure", "condoned", '!', Alarm of Schools by ["condoned_failure", "families", "noise"];
    /// Both of them.
    Entrenched = entrenched, "entrenched", "entrenched", '#', Alarm of Schools by ["coasting", "condoned_failure", "families", "noise"];
    /// No tie is alive.
    Isolated = isolated, "isolated", "isolated", 'o', Note of Schools by ["activity"];
    /// Visits again and again, of which nothing is known to have come.
    VisitsWithoutTrust = visits_without_trust, "visits without trust", "visits", 'v', Note of Schools by ["visits_without_trust", "activity"];
    /// Ties for information and nothing deeper, for a year and more.
    InformationOnly = information_only, "information only", "information", 'i', Note of Schools by ["information_only", "activity"];
    /// A kind of knowledge source is out of reach.
    MissingSource = missing_source, "missing source", "source", 's', Note of Schools by ["missing_source", "activity"];
    /// Rated at a higher stage than is shown.
    StageOverclaimed = stage_overclaimed, "stage over-claimed", "over-claimed", '^', Note of Schools by ["activity"];
    /// Rated at a lower stage than is shown.
    StageUnderclaimed = stage_underclaimed, "stage under-claimed", "under-claimed", '_', Note of Schools by ["activity"];
    /// More support given than there is time for.
    BrokerOverload = broker_overload, "broker overload", "overload", '+', Note of Bodies by ["broker_overload", "activity"];
    /// Without it others would be cut off.
    FragileBridge = fragile_bridge, "fragile bridge", "bridge", '=', Note of Bodies by ["fragile_bridge", "activity"];
    /// The same stage for long, and no deeper ties.
    Stalled = stalled, "stalled", "stalled", 'z', Note of Schools by ["stalled", "activity"];
    /// Rated at a lower stage than before.
    Regressed = regressed, "regressed", "regressed", '<', Note of Schools by ["regressed"];
    /// Its latest rating is old.
    StaleRating = stale_rating, "stale rating", "stale", '\'', Note of Schools by ["stale_rating"];
    /// It only gives, or only takes.
    OneWay = one_way, "one way", "one way", '>', Note of Schools by ["one_way", "activity"];
}

impl Pattern {
    /// The pattern of this name; spaces and hyphens will do for `_`.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase().replace([' ', '-'], "_");
        Self::ALL.into_iter().find(|pattern| pattern.name() == name)
    }

    /// Whether it is asked of an open member.
    pub fn applies_to(self, member: &Member) -> bool {
        match self.whom() {
            Whom::Schools => member.kind == Kind::School,
            Whom::Bodies => member.kind != Kind::Source,
        }
    }

    /// Whether it is drawn on the map and counted in the header, where too many signs would hide those that matter most.
    pub fn is_drawn(self) -> bool {
        self.weight() > Weight::Note
    }

    /// Those that are drawn, in the order of lists.
    pub fn drawn() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|pattern| pattern.is_drawn())
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

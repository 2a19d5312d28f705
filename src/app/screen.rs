//! The screens, one of which is in front.

use super::command::Context;

/// A screen. One screen is one variant here, one field of [`super::App`], two files (`app/NAME.rs`, `view/NAME.rs`) and
/// one journey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Screen {
    Start,
    Map,
    Triage,
    Table,
    Grid,
    Metrics,
    Member,
    Family,
}

impl Screen {
    /// The screens of an open map, in the order of the key that goes through them.
    pub const OF_A_MAP: [Self; 7] = [Self::Map, Self::Triage, Self::Table, Self::Grid, Self::Metrics, Self::Member, Self::Family];

    /// Its name in the header.
    pub fn title(self) -> &'static str {
        match self {
            Self::Start => "permea",
            Self::Map => "map",
            Self::Triage => "who needs attention",
            Self::Table => "members",
            Self::Grid => "stages and phases",
            Self::Metrics => "measures of the network",
            Self::Member => "one member",
            Self::Family => "family",
        }
    }

    /// Where its keys are looked up.
    pub fn context(self) -> Context {
        match self {
            Self::Start => Context::Start,
            Self::Map => Context::Map,
            Self::Triage => Context::Triage,
            Self::Table => Context::Table,
            Self::Grid => Context::General,
            Self::Metrics => Context::Metrics,
            Self::Member => Context::Member,
            Self::Family => Context::Family,
        }
    }

    /// The screen after this one; the first after the last.
    pub(super) fn next(self) -> Self {
        let screens = Self::OF_A_MAP.into_iter().cycle();
        screens.skip_while(|screen| *screen != self).nth(1).filter(|_| self != Self::Start).unwrap_or(Self::Map)
    }
}

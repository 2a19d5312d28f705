//! A threshold told to people: its name, its value and why it is so.

use ecow::{EcoString, eco_format};

use super::{
    basis::{Basis, FamilyNoise},
    family_method::FamilyMethod,
    rules::{Rule, Severity, Weight},
    rung::Rung,
    statutory::StatutoryTest,
};

/// A threshold that a verdict counts with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// As `coasting.years`: what an overriding file calls it.
    pub name: &'static str,
    pub value: EcoString,
    pub why: EcoString,
    /// What it is, with its value, in words for people.
    pub words: EcoString,
}

impl Threshold {
    /// The threshold of this name; none if its value cannot be told in a few words.
    pub(super) fn of<T: Counted>(name: &'static str, rule: &Rule<T>) -> Option<Self> {
        let value = rule.value.counted()?;
        let words = rule.words.replace("{}", &rule.value.told().unwrap_or_else(|| value.clone()));
        Some(Self { name, value, why: rule.why.clone(), words })
    }
}

/// A value that can be told in a few words, if it can.
pub(super) trait Counted {
    fn counted(&self) -> Option<EcoString>;

    /// The same for people, where they call it by other words.
    fn told(&self) -> Option<EcoString> {
        None
    }
}

macro_rules! counted {
    ($($kind:ty),*) => { $(impl Counted for $kind {
        fn counted(&self) -> Option<EcoString> {
            Some(eco_format!("{self}"))
        }
    })* };
}

counted!(u8, u16, u32, usize);

impl Counted for f64 {
    /// To three places, which is closer than any threshold is known.
    fn counted(&self) -> Option<EcoString> {
        let text = format!("{self:.3}");
        Some(text.trim_end_matches('0').trim_end_matches('.').into())
    }
}

macro_rules! word {
    ($($kind:ty),*) => { $(impl Counted for $kind {
        fn counted(&self) -> Option<EcoString> {
            Some(self.word().into())
        }
    })* };
}

word!(FamilyNoise);

impl Counted for FamilyMethod {
    fn counted(&self) -> Option<EcoString> {
        Some(self.word().into())
    }

    fn told(&self) -> Option<EcoString> {
        Some(self.title().into())
    }
}

impl Counted for Basis {
    fn counted(&self) -> Option<EcoString> {
        Some(self.word().into())
    }

    fn told(&self) -> Option<EcoString> {
        let words = match self {
            Self::Family => "“family”: above the national figure and below the family's median",
            Self::Published => "“published”: attainment above the national figure and published progress below zero",
            Self::Statutory2017 => "“statutory 2017”: the tests of the regulations of 2017",
        };
        Some(words.into())
    }
}

impl Counted for Vec<u16> {
    fn counted(&self) -> Option<EcoString> {
        Some(self.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ").into())
    }
}

impl Counted for Vec<EcoString> {
    fn counted(&self) -> Option<EcoString> {
        Some(self.join(", ").into())
    }
}

macro_rules! too_long_to_tell {
    ($($kind:ty),*) => { $(impl Counted for Vec<$kind> {
        fn counted(&self) -> Option<EcoString> {
            None
        }
    })* };
}

too_long_to_tell!(Weight, Severity, Rung, StatutoryTest);

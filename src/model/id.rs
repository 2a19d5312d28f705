//! Names that find a record again.
//!
//! A member's id is `SCHEME:VALUE`. Ids of measures, memberships and national figures are made of what they are about,
//! so that the same fact has the same id on every laptop. All ids order by the bytes of their text.

use std::{borrow::Borrow, fmt, ops::Deref};

use ecow::{EcoString, eco_format};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    field::{Field, FieldError},
    number::Year,
    pin::PinLayout,
};

/// Why a text is no id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no {1}")]
pub struct NotAnId(EcoString, &'static str);

/// Who a record is about: `urn:136455`, `ukprn:10007788`, `trust:2150`, `m:` and 16 letters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "EcoString", into = "EcoString")]
pub struct MemberId(EcoString);

impl MemberId {
    /// Bytes of the value, at most: more than any register's number needs.
    const LONGEST_VALUE: usize = 128;

    /// Takes `SCHEME:VALUE`: a scheme of lower-case letters and digits, a value without spaces, `/` or control characters.
    pub fn new(text: &str) -> Result<Self, NotAnId> {
        let not_an_id = || NotAnId(text.into(), "id like `urn:136455`");
        let (scheme, value) = text.split_once(':').ok_or_else(not_an_id)?;
        let scheme_fits =
            !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_');
        let value_fits =
            !value.is_empty() && value.len() <= Self::LONGEST_VALUE && value.chars().all(|c| c.is_alphanumeric() || "-_.:~@+".contains(c));
        if scheme_fits && value_fits { Ok(Self(text.into())) } else { Err(not_an_id()) }
    }

    /// The part before the first colon.
    pub fn scheme(&self) -> &str {
        self.0.split_once(':').map_or("", |(scheme, _)| scheme)
    }

    /// The part after the first colon.
    pub fn value(&self) -> &str {
        self.0.split_once(':').map_or("", |(_, value)| value)
    }
}

/// Any other record's id: a letter and 16 letters, or a member's id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "EcoString", into = "EcoString")]
pub struct Id(EcoString);

impl Id {
    /// Bytes, at most: a member's id fits.
    const LONGEST: usize = 160;

    /// Takes any text without spaces or control characters.
    pub fn new(text: &str) -> Result<Self, NotAnId> {
        let fits = !text.is_empty() && text.len() <= Self::LONGEST && !text.chars().any(|c| c.is_whitespace() || c.is_control());
        if fits { Ok(Self(text.into())) } else { Err(NotAnId(text.into(), "id")) }
    }

    /// The id of a kind's letter and 16 letters.
    /// The id of a kind's letter and 16 letters.
    pub(crate) fn made(letter: char, letters: &str) -> Self {
        let mut id = EcoString::with_capacity(2 + letters.len());
        id.push(letter);
        id.push(':');
        id.push_str(letters);
        Self(id)
    }
}

/// `MEMBER/MEASURE/YEAR`, one figure of one member.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "EcoString", into = "EcoString")]
pub struct MeasureId(EcoString);

impl MeasureId {
    pub fn new(member: &MemberId, measure: &str, year: Year) -> Self {
        Self(eco_format!("{member}/{measure}/{year}"))
    }

    fn read(text: &str) -> Option<Self> {
        let (member, rest) = text.split_once('/')?;
        let (measure, year) = rest.rsplit_once('/')?;
        MemberId::new(member).ok()?;
        Year::parse(year).ok()?;
        names_a_measure(measure).then(|| Self(text.into()))
    }

    fn parts(&self) -> (&str, &str, &str) {
        let (member, rest) = self.0.split_once('/').unwrap_or_default();
        let (measure, year) = rest.rsplit_once('/').unwrap_or_default();
        (member, measure, year)
    }

    pub fn member(&self) -> &str {
        self.parts().0
    }

    pub fn measure(&self) -> &str {
        self.parts().1
    }

    pub fn year(&self) -> Year {
        Year::parse(self.parts().2).unwrap_or(Year::FIRST)
    }
}

/// Whether a text can be the name of a measure.
fn names_a_measure(text: &str) -> bool {
    !text.trim().is_empty() && !text.chars().any(char::is_control)
}

/// `MEASURE/YEAR`, one national figure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "EcoString", into = "EcoString")]
pub struct NationalId(EcoString);

impl NationalId {
    pub fn new(measure: &str, year: Year) -> Self {
        Self(eco_format!("{measure}/{year}"))
    }

    fn read(text: &str) -> Option<Self> {
        let (measure, year) = text.rsplit_once('/')?;
        Year::parse(year).ok()?;
        names_a_measure(measure).then(|| Self(text.into()))
    }

    pub fn measure(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(measure, _)| measure)
    }

    pub fn year(&self) -> Year {
        let year = self.0.rsplit_once('/').map_or("", |(_, year)| year);
        Year::parse(year).unwrap_or(Year::FIRST)
    }
}

/// `MEMBER/GROUP`, a member's place in a trust, sponsor, federation or hub.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "EcoString", into = "EcoString")]
pub struct MembershipId(EcoString);

impl MembershipId {
    pub fn new(member: &MemberId, group: &MemberId) -> Self {
        Self(eco_format!("{member}/{group}"))
    }

    fn read(text: &str) -> Option<Self> {
        let (member, group) = text.split_once('/')?;
        (MemberId::new(member).is_ok() && MemberId::new(group).is_ok()).then(|| Self(text.into()))
    }

    pub fn member(&self) -> &str {
        self.0.split_once('/').map_or("", |(member, _)| member)
    }

    pub fn group(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, group)| group)
    }
}

/// `LAYOUT/MEMBER`, where a member is pinned in a layout of the map.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "EcoString", into = "EcoString")]
pub struct PinId(EcoString);

impl PinId {
    pub fn new(layout: PinLayout, member: &MemberId) -> Self {
        Self(eco_format!("{layout}/{member}"))
    }

    fn read(text: &str) -> Option<Self> {
        let (layout, member) = text.split_once('/')?;
        (PinLayout::ALL.iter().any(|known| known.word() == layout) && MemberId::new(member).is_ok()).then(|| Self(text.into()))
    }

    /// The layout in which the member is pinned.
    pub fn layout(&self) -> Option<PinLayout> {
        let (layout, _) = self.0.split_once('/')?;
        PinLayout::parse(layout).ok()
    }

    pub fn member(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, member)| member)
    }
}

/// Declares what every id can do as a text: be read, written, looked up and compared.
macro_rules! text_like {
    ($name:ident, $read:expr, $expected:literal) => {
        impl $name {
            /// The id's text, by whose bytes ids are ordered.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl TryFrom<EcoString> for $name {
            type Error = NotAnId;
            fn try_from(text: EcoString) -> Result<Self, NotAnId> {
                $read(&text).ok_or(NotAnId(text, $expected))
            }
        }
        impl From<$name> for EcoString {
            fn from(id: $name) -> Self {
                id.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
        impl Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }
        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
        impl Field for $name {
            fn text(&self) -> String {
                self.0.as_str().to_owned()
            }
            fn parse(text: &str) -> Result<Self, FieldError> {
                $read(text.trim()).ok_or_else(|| FieldError::new(text, concat!("an ", $expected)))
            }
        }
    };
}

text_like!(MemberId, |text: &str| MemberId::new(text).ok(), "id like `urn:136455`");
text_like!(Id, |text: &str| Id::new(text).ok(), "id without spaces");
text_like!(MeasureId, MeasureId::read, "id like `urn:136455/Attainment 8/2019`");
text_like!(NationalId, NationalId::read, "id like `Attainment 8/2019`");
text_like!(MembershipId, MembershipId::read, "id like `urn:136455/trust:2150`");

text_like!(PinId, PinId::read, "id like `rings/urn:136455`");

const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// 16 letters (80 bits) that stand for the parts: the same parts give the same letters everywhere.
///
/// SHA-256 over the parts with their lengths, in base 32.
pub fn hashed_letters(parts: &[&str]) -> EcoString {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    letters(&hash.finalize())
}

/// The first 80 bits in base 32.
fn letters(bytes: &[u8]) -> EcoString {
    let mut out = EcoString::with_capacity(16);
    let (mut pool, mut bits) = (0_u32, 0);
    for &byte in bytes.iter().take(10) {
        pool = (pool << 8) | u32::from(byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            let letter = LETTERS.get(((pool >> bits) & 31) as usize).copied().unwrap_or(b'a');
            out.push(char::from(letter));
        }
        pool &= (1 << bits) - 1;
    }
    out
}

/// Where new ids come from: a seed that is handed in, so that tests fix them and the core needs no chance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mint {
    seed: EcoString,
    made: u64,
}

impl Mint {
    /// Ids from this seed on. Two mints with one seed give the same ids in the same order.
    pub fn new(seed: impl Into<EcoString>) -> Self {
        Self { seed: seed.into(), made: 0 }
    }

    /// 16 new letters.
    pub fn letters(&mut self) -> EcoString {
        self.made += 1;
        hashed_letters(&[&self.seed, &self.made.to_string()])
    }

    /// The uid of a new map: 32 hexadecimal digits.
    pub fn uid(&mut self) -> EcoString {
        self.made += 1;
        let hash = Sha256::digest([self.seed.as_bytes(), b" map ", self.made.to_string().as_bytes()].concat());
        hash.iter().take(16).map(|byte| eco_format!("{byte:02x}")).collect()
    }

    /// A new member's id, `m:` and 16 letters.
    pub fn member(&mut self) -> MemberId {
        MemberId(eco_format!("m:{}", self.letters()))
    }

    /// A new record's id: the letter of its kind and 16 letters.
    pub fn record(&mut self, letter: char) -> Id {
        Id::made(letter, &self.letters())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_may_have_a_slash_in_its_name() {
        let id = MeasureId::try_from(EcoString::from("urn:1/Reading/writing/2019")).unwrap();
        assert_eq!((id.member(), id.measure(), id.year().get()), ("urn:1", "Reading/writing", 2019));
    }

    #[test]
    fn a_new_map_has_a_uid_of_hexadecimal_digits() {
        let mut mint = Mint::new("seed");
        let (one, two) = (mint.uid(), mint.uid());
        assert!(one != two && one.len() == 32 && one.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)), "{one}");
    }

    #[test]
    fn an_id_needs_a_scheme_and_a_value() {
        for wrong in ["136455", "urn:", ":1", "urn:1 2", "URN:1", "urn:1/2"] {
            assert!(MemberId::new(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_same_parts_give_the_same_letters() {
        assert_eq!(hashed_letters(&["a", "bc"]), hashed_letters(&["a", "bc"]));
        assert_ne!(hashed_letters(&["a", "bc"]), hashed_letters(&["ab", "c"]));
        assert_eq!(hashed_letters(&["a"]).len(), 16);
    }
}

//! Fields of people's own sheets and programs: a value under a heading, beside the fields that permea knows.

use std::{collections::BTreeMap, fmt};

use ecow::EcoString;
use serde::{
    Deserializer,
    de::{self, MapAccess, Visitor},
};

/// Values by their headings.
pub type Own = BTreeMap<EcoString, EcoString>;

/// Reads a map whose headings differ. The usual reading keeps the last of two values under one heading and says nothing.
pub(super) fn once_each<'de, D: Deserializer<'de>>(reader: D) -> Result<BTreeMap<EcoString, EcoString>, D::Error> {
    struct OnceEach;

    impl<'de> Visitor<'de> for OnceEach {
        type Value = BTreeMap<EcoString, EcoString>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("headings with a value each")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
            let mut own = BTreeMap::new();
            while let Some((heading, value)) = entries.next_entry::<EcoString, EcoString>()? {
                if own.insert(heading.clone(), value).is_some() {
                    return Err(de::Error::custom(format_args!("`{heading}` stands twice, and one value would be lost")));
                }
            }
            Ok(own)
        }
    }

    reader.deserialize_map(OnceEach)
}

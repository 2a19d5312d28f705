//! Headings of one column: one, or several that publishers used in different years.

use std::fmt;

use ecow::EcoString;
use serde::{
    Deserialize, Deserializer,
    de::{self, SeqAccess, Visitor},
};

use super::sheet::Sheet;

/// The headings that a column can have; the first that stands is read. In a list of names it is a text or a list of texts.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct Headings(Vec<EcoString>);

impl Headings {
    /// The column of the first heading that the sheet has.
    pub(super) fn column(&self, sheet: &Sheet) -> Option<usize> {
        self.0.iter().find_map(|heading| sheet.column(heading))
    }
}

impl<'de> Deserialize<'de> for Headings {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        struct OneOrMore;

        impl<'de> Visitor<'de> for OneOrMore {
            type Value = Headings;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a heading or a list of headings")
            }

            fn visit_str<E: de::Error>(self, heading: &str) -> Result<Headings, E> {
                Ok(Headings(vec![heading.into()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Headings, A::Error> {
                let mut headings = Vec::new();
                while let Some(heading) = list.next_element::<EcoString>()? {
                    headings.push(heading);
                }
                Ok(Headings(headings))
            }
        }

        reader.deserialize_any(OneOrMore)
    }
}

//! Finding a member by what people type: its id, one of its numbers, or its name.

use std::fmt;

use ecow::EcoString;

use super::{fold::fold, id::MemberId, member::Member, network::Network};

/// Why a text names no one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoMember {
    /// Nobody has this id, number or name.
    Nobody { text: EcoString },
    /// More than one could be meant, in the order of their ids; at most [`NoMember::SHOWN`] of them are kept.
    Several { text: EcoString, count: usize, candidates: Vec<(MemberId, EcoString)> },
}

impl NoMember {
    /// How many candidates are named.
    pub const SHOWN: usize = 12;
}

impl fmt::Display for NoMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nobody { text } => {
                write!(f, "No member has the id, number or name `{text}`. Part of a name is enough if it is one member's only.")
            }
            Self::Several { text, count, candidates } => {
                write!(f, "`{text}` could be {count} members. Give the id:")?;
                for (id, name) in candidates {
                    write!(f, "\n  {id}  {name}")?;
                }
                let more = count - candidates.len();
                if more > 0 { write!(f, "\n  and {more} more") } else { Ok(()) }
            }
        }
    }
}

impl std::error::Error for NoMember {}

impl Network {
    /// The member of an id, an alias, a bare number or a name; the beginnings of words of a name will do if only one member
    /// has them.
    ///
    /// Case, accents and apostrophes in names are ignored. A whole name goes before a part of one. Cost: O(members) where
    /// no id matches.
    pub fn find_member(&self, text: &str) -> Result<&Member, NoMember> {
        let text = text.trim();
        if let Some(member) = self.member(text) {
            return Ok(member);
        }
        let has_number = |member: &&Member| member.id.value() == text || member.aliases.iter().any(|alias| alias.value() == text);
        let wanted = fold(text);
        let inside = format!(" {wanted}");
        let is_named = |member: &&Member| !wanted.is_empty() && fold(&member.name) == wanted;
        let is_like = |member: &&Member| !wanted.is_empty() && format!(" {}", fold(&member.name)).contains(&inside);
        let tests: [&dyn Fn(&&Member) -> bool; 3] = [&has_number, &is_named, &is_like];
        for test in tests {
            let found: Vec<&Member> = self.members().iter().filter(|member| test(member)).collect();
            match found.as_slice() {
                [] => {}
                [member] => return Ok(member),
                several => {
                    let candidates = several.iter().take(NoMember::SHOWN).map(|member| (member.id.clone(), member.name.clone())).collect();
                    return Err(NoMember::Several { text: text.into(), count: several.len(), candidates });
                }
            }
        }
        Err(NoMember::Nobody { text: text.into() })
    }
}

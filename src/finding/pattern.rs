//! The one list of patterns: a line each.

use std::fmt;

use super::{
    evidence::Evidence,
    verdict::{Finding, Judgement},
};

/// Declares the patterns: each is one line, and a file with the functions `judge` and `find`.
macro_rules! patterns {
    ($($(#[$doc:meta])* $pattern:ident = $file:ident, $title:literal, $short:literal, $sign:literal;)*) => {
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

            /// The verdict on a member, without the working.
            pub fn judge(self, evidence: &Evidence<'_>) -> Judgement {
                match self { $(Self::$pattern => super::$file::judge(evidence),)* }
            }

            /// The verdict on a member with its rule, facts and words.
            pub fn find(self, evidence: &Evidence<'_>) -> Finding {
                match self { $(Self::$pattern => super::$file::find(evidence),)* }
            }
        }
    };
}

patterns! {
    /// Attainment above national, below contextual peers.
    Coasting = coasting, "coasting", "coasting", '~';
    /// A stage-1 school that rejects contextual evidence that it could do better.
    CondonedFailure = condoned_failure, "condoned failure", "condoned", '!';
    /// Both of them.
    Entrenched = entrenched, "entrenched", "entrenched", '#';
}

impl Pattern {
    /// The pattern of this name; spaces and hyphens will do for `_`.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase().replace([' ', '-'], "_");
        Self::ALL.into_iter().find(|pattern| pattern.name() == name)
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

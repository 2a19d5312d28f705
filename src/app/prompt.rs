//! One line that is asked for: a file to open, a name to save under.

use super::{effect::Source, line::Line, signing::Signing};

/// What the line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The path of a map to open.
    Open,
    /// The path to save the map under.
    SaveAs,
    /// Where the map is kept together with others.
    SharedPlace,
    /// The name of a new map.
    NewMap,
    /// The name of a new map that begins with what is imported.
    ImportedMap,
    /// Which members an import adds.
    ImportOnly,
    /// The name that ratings and remarks are signed with, and what is signed first.
    Rater(Signing),
    /// Why a rating is taken back.
    Withdraw,
    /// The day since which changes are shown.
    Since,
    /// What families are compared by, and how much each counts.
    Weights,
    /// The word that throws away what another session left.
    Discard,
    /// The folder to keep steps in from now on.
    Place,
}

impl Purpose {
    pub fn title(self) -> &'static str {
        match self {
            Self::Open => "Open a map",
            Self::SaveAs => "Save under a name",
            Self::SharedPlace => "Where do you keep it together?",
            Self::NewMap | Self::ImportedMap => "A new map",
            Self::ImportOnly => "Add only some members",
            Self::Rater(_) => "Your name",
            Self::Withdraw => "Withdraw a rating",
            Self::Since => "What changed",
            Self::Weights => "Own weights",
            Self::Discard => "Throw away unsaved steps",
            Self::Place => "Another place to keep steps",
        }
    }

    /// What to type.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Open => "Type the path of a map file (*.permea.ron).",
            Self::SaveAs => "Type a file name; without an ending it becomes NAME.permea.ron.",
            Self::SharedPlace => {
                "Type a folder that all of you see (Dropbox, OneDrive, a share, a stick), or the address of a git server (https://… or git@…). This is asked once."
            }
            Self::NewMap => "Type the name of the network. Its file is asked for when you save.",
            Self::ImportedMap => "Type the name of the network that begins with what is imported. Its file is asked for when you save.",
            Self::ImportOnly => "Type what they must meet, as: authority = Surrey and education = secondary. Nothing adds all of them.",
            Self::Rater(_) => "Ratings and remarks are signed. Your name is asked for this once and remembered on this computer.",
            Self::Withdraw => "Say why in a few words. The rating stays readable and no longer counts.",
            Self::Weights => "What families are compared by, and its weight. What is left out does not count.",
            Self::Since => "Since when? Type a day, as 2025-09-01, or a time: 1 year, 6 months, 3 weeks.",
            Self::Place => "Type a folder on another disk. What you do is kept there from now on.",
            Self::Discard => "Type the word discard. The steps go to the trash, where they stay for 90 days.",
        }
    }
}

/// What the open map is left for, once nothing of it can be lost any more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Then {
    #[default]
    Stay,
    Quit,
    /// Another map is opened.
    Open(Source),
    /// The map is synced.
    Sync,
    /// An empty map of this name is begun.
    Begin(String),
}

/// A line that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    pub purpose: Purpose,
    pub line: Line,
    pub then: Then,
}

impl Prompt {
    pub fn new(purpose: Purpose, text: &str) -> Self {
        Self { purpose, line: Line::holding(text), then: Then::Stay }
    }
}

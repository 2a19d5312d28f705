//! Built-in assets and the user's overrides to one `Settings`.
//!
//! Reading the files is the store's work; here their texts become values, in the order built-in, settings folder, command line.

use ecow::EcoString;
use serde::{Deserialize, Serialize};

use crate::{
    app::{Keymap, map::Motion},
    exchange::Columns,
    framework::Rules,
    model::Basis,
    view::{
        map::{Canvas, GlyphSet},
        theme::Themes,
    },
};

/// What a user may put beside the built-in assets, each in a file of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asset {
    /// Thresholds and weights; a partial file.
    Rules,
    /// Keys, row by row.
    Keymap,
    /// Looks, role by role.
    Themes,
    /// Headings of sheets, beside the built-in ones.
    Columns,
}

impl Asset {
    /// Every asset a user may override.
    pub const ALL: [Self; 4] = [Self::Rules, Self::Keymap, Self::Themes, Self::Columns];

    /// The name of its file in the settings folder.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Rules => "rules.ron",
            Self::Keymap => "keymap.ron",
            Self::Themes => "themes.ron",
            Self::Columns => "columns.ron",
        }
    }
}

/// A user's file in the place of a built-in asset, or beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    pub asset: Asset,
    /// What to call the file in a sentence.
    pub file: String,
    pub text: String,
}

/// Why a user's file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {why}. Correct it, or do without the file.")]
pub struct WrongSetting {
    pub file: String,
    pub line: usize,
    pub why: String,
}

/// Everything that can be set, as it is in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    pub rules: Rules,
    pub keymap: Keymap,
    pub themes: Themes,
    /// The built-in headings with the user's before them; `None` while the user has none.
    pub columns: Option<Columns>,
}

impl Settings {
    /// What permea brings along.
    pub fn built_in() -> Self {
        Self { rules: Rules::built_in(), keymap: Keymap::built_in(), themes: Themes::built_in(), columns: None }
    }

    /// The built-in settings with the user's files laid over them, the first one lowest.
    pub fn join(overrides: &[Override]) -> Result<Self, WrongSetting> {
        let mut settings = Self::built_in();
        for file in overrides {
            let wrong = |line: usize, why: String| WrongSetting { file: file.file.clone(), line, why };
            match file.asset {
                Asset::Rules => {
                    let rules = settings.rules.overlay(&file.text, &file.file);
                    settings.rules = rules.map_err(|error| wrong(error.line, error.message.to_string()))?;
                }
                Asset::Keymap => {
                    let keymap = settings.keymap.overridden(&file.text);
                    settings.keymap = keymap.map_err(|error| wrong(error.line, error.message.to_string()))?;
                }
                Asset::Themes => {
                    let themes = settings.themes.overlay(&file.text, &file.file);
                    settings.themes = themes.map_err(|error| wrong(error.line(), error.reason()))?;
                }
                Asset::Columns => {
                    let columns = Columns::with(&file.text).map_err(|error| match error.columns() {
                        Some((line, why)) => wrong(line, why.to_owned()),
                        None => wrong(1, error.to_string()),
                    });
                    settings.columns = Some(columns?);
                }
            }
        }
        Ok(settings)
    }
}

/// Whether something is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Switch {
    On,
    Off,
}

/// What permea remembers between two runs, in `settings.ron`.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Habits {
    /// Who rates on this computer.
    pub rater: Option<EcoString>,
    pub role: Option<EcoString>,
    /// The basis of the last rating.
    pub basis: Option<Basis>,
    /// The name of the theme.
    pub theme: Option<EcoString>,
    /// The characters of the screen; what the terminal is thought to have, if none are set.
    pub glyphs: Option<GlyphSet>,
    /// `glide` or `jump`: whether members of the map go to their new places; as the terminal can keep up, if it is not set.
    pub motion: Option<Motion>,
    /// What the lines and dots of the map are drawn with.
    pub canvas: Option<Canvas>,
    /// `off` keeps others from seeing that you have a map open, and you from seeing them.
    pub presence: Option<Switch>,
    /// Maps opened lately, the newest first.
    pub recent: Vec<String>,
    /// Folders that steps were kept in when their own place took nothing, the newest first.
    pub places: Vec<String>,
}

impl Habits {
    /// How many recent maps are kept.
    pub const RECENT: usize = 12;

    /// Puts a map at the head of the recent ones.
    pub fn remember(&mut self, map: &str) {
        self.recent.retain(|known| known != map);
        self.recent.insert(0, map.to_owned());
        self.recent.truncate(Self::RECENT);
    }
}

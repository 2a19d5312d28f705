//! Themes: what each role looks like in the colours the terminal has.
//!
//! The screens ask for roles, never for colours, so a theme is data (`assets/themes.ron`) that a user overrides by file.

mod contrast;
mod look;

use std::collections::BTreeMap;

use ratatui::style::{Modifier, Style};
use serde::Deserialize;

use contrast::mix_readable;
pub use look::Depth;
use look::{Background, Colour, Look, grey_index, mix};

use crate::framework::plain_words;

const BUILT_IN: &str = include_str!("../../../assets/themes.ron");

/// Whether the terminal's background is dark or light.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    #[default]
    Dark,
    Light,
}

macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident,)*) => {
        /// What a piece of the screen is, whatever it looks like.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Role { $($(#[$doc])* $role,)* }

        impl Role {
            /// Every role; each built-in theme has a look for every one.
            pub const ALL: &'static [Self] = &[$(Self::$role),*];
        }
    };
}

roles! {
    #[serde(rename = "stage_1")]
    Stage1,
    #[serde(rename = "stage_2")]
    Stage2,
    #[serde(rename = "stage_3")]
    Stage3,
    #[serde(rename = "stage_4")]
    Stage4,
    /// A member nobody has rated yet.
    Unrated,
    /// A knowledge source.
    Source,
    University,
    Hub,
    /// Condoned failure or entrenched, as words.
    Condoned,
    /// Condoned failure or entrenched, as a badge with ink on paper.
    CondonedBadge,
    Coasting,
    CoastingBadge,
    /// What flows towards the member in focus.
    LearnsFrom,
    /// What flows from the member in focus.
    SharesWith,
    /// A tie of phase 1.
    Information,
    /// A tie of phase 2.
    Experience,
    /// A tie of phase 3.
    Coaching,
    /// The lowest fifth of the measure that members are coloured by.
    #[serde(rename = "class_1")]
    Class1,
    #[serde(rename = "class_2")]
    Class2,
    #[serde(rename = "class_3")]
    Class3,
    #[serde(rename = "class_4")]
    Class4,
    /// The highest fifth.
    #[serde(rename = "class_5")]
    Class5,
    /// Rings and other lines that only guide the eye.
    Guide,
    /// Frames of panes and cards.
    Frame,
    Text,
    /// Text that matters more.
    Strong,
    /// Text that matters less.
    Dim,
    Title,
    /// The name of a field beside its value.
    Label,
    /// A key to press.
    Key,
    Link,
    Header,
    Footer,
    /// The row or member the cursor is on.
    Selection,
    /// The same in a pane without the keyboard.
    SelectionFaint,
    /// The two letters that reach a member of the map.
    Tag,
    /// A marked row.
    Marked,
    /// A field being typed in.
    Input,
    /// What to type, shown while a field is empty.
    Placeholder,
    Error,
    Warning,
    Good,
}

/// A themes file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ThemeError {
    #[error("{whose} line {line}: {reason}")]
    Unreadable { whose: String, line: usize, reason: String },
    #[error("there is no theme `{name}`; the themes are {known}")]
    Unknown { name: String, known: String },
}

impl ThemeError {
    /// What is wrong, without the place.
    pub fn reason(&self) -> String {
        match self {
            Self::Unreadable { reason, .. } => reason.clone(),
            Self::Unknown { .. } => self.to_string(),
        }
    }

    /// The line it is on; the first if it is on none.
    pub fn line(&self) -> usize {
        match self {
            Self::Unreadable { line, .. } => *line,
            Self::Unknown { .. } => 1,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    #[serde(default)]
    tone: Option<Tone>,
    #[serde(default)]
    background: Option<Background>,
    #[serde(default)]
    roles: BTreeMap<Role, Look>,
}

/// Every theme there is, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Themes(BTreeMap<String, Sheet>);

impl Themes {
    /// The themes of `assets/themes.ron`: dark, light, mono and sixteen.
    pub fn built_in() -> Self {
        match read(BUILT_IN, "assets/themes.ron") {
            Ok(sheets) => Self(sheets),
            Err(error) => unreachable!("assets/themes.ron is tested to be readable: {error}"),
        }
    }

    /// These themes with the roles of a user's file laid over them; a new name starts from the theme of its tone.
    ///
    /// Errors: a role, colour or weight that is not known, with its line.
    pub fn overlay(&self, text: &str, whose: &str) -> Result<Self, ThemeError> {
        let mut sheets = self.0.clone();
        for (name, over) in read(text, whose)? {
            let base = match over.tone {
                Some(Tone::Light) => "light",
                Some(Tone::Dark) | None => "dark",
            };
            let Some(mut sheet) = sheets.get(&name).or_else(|| sheets.get(base)).cloned() else { continue };
            sheet.tone = over.tone.or(sheet.tone);
            sheet.background = over.background.or(sheet.background);
            sheet.roles.extend(over.roles);
            sheets.insert(name, sheet);
        }
        Ok(Self(sheets))
    }

    /// The names of the themes, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The theme for a terminal: the one asked for by name, else the one of its tone.
    ///
    /// Where there are only 16 colours or none, the themes "sixteen" and "mono" stand in. Errors: an unknown name.
    pub fn theme(&self, name: Option<&str>, depth: Depth, tone: Tone) -> Result<Theme, ThemeError> {
        let by_tone = match tone {
            Tone::Dark => "dark",
            Tone::Light => "light",
        };
        let asked = name.unwrap_or(by_tone);
        let unknown = || ThemeError::Unknown { name: asked.to_owned(), known: self.names().collect::<Vec<_>>().join(", ") };
        let sheet = self.0.get(asked).ok_or_else(unknown)?;
        let sheet = match depth {
            Depth::Mono => self.0.get("mono"),
            Depth::Ansi16 if asked != "mono" => self.0.get("sixteen"),
            Depth::Ansi16 | Depth::Indexed256 | Depth::TrueColour => Some(sheet),
        };
        Ok(Theme::of(sheet.ok_or_else(unknown)?, depth))
    }
}

fn read(text: &str, whose: &str) -> Result<BTreeMap<String, Sheet>, ThemeError> {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str(text.trim_start_matches('\u{feff}')).map_err(|error| ThemeError::Unreadable {
        whose: whose.to_owned(),
        line: error.span.start.line,
        reason: plain_words(&error.code).to_string(),
    })
}

/// What every role looks like in one terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    depth: Depth,
    background: [u8; 3],
    looks: BTreeMap<Role, Look>,
}

impl Theme {
    fn of(sheet: &Sheet, depth: Depth) -> Self {
        let background = match sheet.background {
            Some(Background(Colour::Exact { rgb, .. })) => rgb,
            Some(Background(Colour::Own | Colour::Named(_))) | None => [0; 3],
        };
        Self { depth, background, looks: sheet.roles.clone() }
    }

    /// The look of a role.
    pub fn style(&self, role: Role) -> Style {
        self.look(role).style(self.depth)
    }

    /// The look of a line with its ink nearer to the background: 1 is the full colour, 0 cannot be seen.
    ///
    /// Without exact colours, anything below 0.7 is dim. Among 256 colours a faded colour is a grey of the ramp, for the
    /// nearest colour of the cube often has another hue.
    pub fn shade(&self, role: Role, share: f32) -> Style {
        let look = self.look(role);
        let style = look.style(self.depth);
        let Colour::Exact { rgb, .. } = look.ink else { return dim_below(style, share) };
        self.inked(style, mix(self.background, rgb, share), share)
    }

    /// The same for words: however faded, they keep a contrast of 3:1 to the background, or they could not be read (the Web
    /// Content Accessibility Guidelines 2.1 ask that of large and of graphical parts, 4.5:1 of text that matters).
    pub fn faded(&self, role: Role, share: f32) -> Style {
        let look = self.look(role);
        let style = look.style(self.depth);
        let Colour::Exact { rgb, .. } = look.ink else { return dim_below(style, share) };
        self.inked(style, mix_readable(self.background, rgb, share), share)
    }

    fn inked(&self, style: Style, [red, green, blue]: [u8; 3], share: f32) -> Style {
        match self.depth {
            Depth::TrueColour => style.fg(ratatui::style::Color::Rgb(red, green, blue)),
            Depth::Indexed256 if share < 0.9 => style.fg(ratatui::style::Color::Indexed(grey_index([red, green, blue]))),
            Depth::Indexed256 => style,
            Depth::Ansi16 | Depth::Mono => dim_below(style, share),
        }
    }

    /// The background that the theme is made for, as red, green and blue.
    pub fn background(&self) -> [u8; 3] {
        self.background
    }

    /// How many colours it draws with.
    pub fn depth(&self) -> Depth {
        self.depth
    }

    fn look(&self, role: Role) -> Look {
        self.looks.get(&role).copied().unwrap_or_default()
    }
}

fn dim_below(style: Style, share: f32) -> Style {
    if share < 0.7 { style.add_modifier(Modifier::DIM).remove_modifier(Modifier::BOLD) } else { style }
}

impl Default for Theme {
    /// The dark theme in true colour.
    fn default() -> Self {
        let themes = Themes::built_in();
        match themes.theme(None, Depth::TrueColour, Tone::Dark) {
            Ok(theme) => theme,
            Err(error) => unreachable!("the built-in themes are tested: {error}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Color;

    #[test]
    fn every_built_in_theme_has_a_look_for_every_role() {
        let themes = Themes::built_in();
        assert_eq!(themes.names().collect::<Vec<_>>(), ["dark", "light", "mono", "sixteen"]);
        for (name, sheet) in &themes.0 {
            for role in Role::ALL {
                assert!(sheet.roles.contains_key(role), "{name} has no {role:?}");
            }
        }
    }

    #[test]
    fn no_colour_is_left_without_colours() {
        let theme = Themes::built_in().theme(None, Depth::Mono, Tone::Light).unwrap();
        assert!(Role::ALL.iter().all(|&role| theme.style(role).fg.is_none() && theme.style(role).bg.is_none()));
        assert!(theme.style(Role::CondonedBadge).add_modifier.contains(Modifier::REVERSED));
    }

    #[test]
    fn a_users_file_changes_one_role_and_leaves_the_rest() {
        let themes = Themes::built_in().overlay("{\"dark\": (roles: {stage_1: \"#ff0000/196 bold\"})}", "mine.ron").unwrap();
        let theme = themes.theme(None, Depth::TrueColour, Tone::Dark).unwrap();
        assert_eq!(theme.style(Role::Stage1).fg, Some(Color::Rgb(255, 0, 0)));
        assert_eq!(theme.style(Role::Stage2), Theme::default().style(Role::Stage2));
    }

    #[test]
    fn an_unknown_role_is_named_with_its_line() {
        let error = Themes::built_in().overlay("{\n \"dark\": (roles: {\n stage_9: \"red\"})}", "mine.ron").unwrap_err();
        assert!(error.to_string().starts_with("mine.ron line 3: ") && error.to_string().contains("stage_9"), "{error}");
    }

    #[test]
    fn an_unknown_colour_is_named_with_its_line() {
        let error = Themes::built_in().overlay("{\"dark\": (roles: {\n stage_1: \"purplish\"})}", "mine.ron").unwrap_err();
        assert!(error.to_string().contains("line 2") && error.to_string().contains("purplish"), "{error}");
    }

    #[test]
    fn an_unknown_theme_is_answered_with_the_names_there_are() {
        let error = Themes::built_in().theme(Some("pink"), Depth::TrueColour, Tone::Dark).unwrap_err();
        assert_eq!(error.to_string(), "there is no theme `pink`; the themes are dark, light, mono, sixteen");
    }
}

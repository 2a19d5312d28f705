//! How one role looks, as the themes file writes it: `#9AA0AA/247 on #14161a bold`.

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None at all (`NO_COLOR`): bold, dim and reverse stay, for they are no colours.
    Mono,
    Ansi16,
    Indexed256,
    #[default]
    TrueColour,
}

/// A colour in each depth that a themes file can name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Colour {
    /// The terminal's own.
    #[default]
    Own,
    Named(Color),
    Exact {
        rgb: [u8; 3],
        /// Its place among the 256 colours; the nearest-match turned grey ties green, so the file names it.
        index: u8,
    },
}

/// The look of a role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Look {
    pub(crate) ink: Colour,
    pub(crate) paper: Colour,
    pub(crate) weight: Modifier,
}

/// Why a look cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoLook {
    #[error("`{0}` is no colour and no weight: write `#rrggbb`, `#rrggbb/n`, a colour's name, bold, dim, reverse, underline or italic")]
    Word(String),
    #[error("`{0}` is no background: write `#rrggbb` or `default`")]
    Background(String),
}

/// A background as the themes file writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Background(pub(crate) Colour);

impl TryFrom<String> for Background {
    type Error = NoLook;
    fn try_from(text: String) -> Result<Self, NoLook> {
        colour(&text).map(Self).ok_or(NoLook::Background(text))
    }
}

impl TryFrom<String> for Look {
    type Error = NoLook;
    fn try_from(text: String) -> Result<Self, NoLook> {
        let mut look = Self::default();
        let mut is_paper = false;
        for word in text.split_whitespace() {
            if word == "on" {
                is_paper = true;
            } else if let Some(weight) = weight(word) {
                look.weight |= weight;
            } else {
                let colour = colour(word).ok_or_else(|| NoLook::Word(word.to_owned()))?;
                *(if is_paper { &mut look.paper } else { &mut look.ink }) = colour;
            }
        }
        Ok(look)
    }
}

fn weight(word: &str) -> Option<Modifier> {
    Some(match word {
        "bold" => Modifier::BOLD,
        "dim" => Modifier::DIM,
        "reverse" => Modifier::REVERSED,
        "underline" => Modifier::UNDERLINED,
        "italic" => Modifier::ITALIC,
        _ => return None,
    })
}

fn colour(word: &str) -> Option<Colour> {
    if let Some(hex) = word.strip_prefix('#') {
        let (hex, index) = hex.split_once('/').map_or((hex, None), |(hex, index)| (hex, Some(index)));
        let number = (hex.len() == 6).then(|| u32::from_str_radix(hex, 16).ok()).flatten()?;
        let [_, red, green, blue] = number.to_be_bytes();
        let rgb = [red, green, blue];
        let index = index.map_or_else(|| Some(grey_index(rgb)), |index| index.parse().ok())?;
        return Some(Colour::Exact { rgb, index });
    }
    Some(Colour::Named(match word {
        "default" => return Some(Colour::Own),
        "black" => Color::Black,
        "red" => Color::Red,
        "green" => Color::Green,
        "yellow" => Color::Yellow,
        "blue" => Color::Blue,
        "magenta" => Color::Magenta,
        "cyan" => Color::Cyan,
        "white" => Color::White,
        _ => return None,
    }))
}

/// The grey of the ramp 232 to 255 that is as bright as the colour (weights of Rec. 601).
pub(crate) fn grey_index([red, green, blue]: [u8; 3]) -> u8 {
    let luma = (u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1000;
    // The ramp starts at 8 and climbs by 10.
    let step = (luma.saturating_sub(3) / 10).min(23);
    232 + u8::try_from(step).unwrap_or(23)
}

/// A colour part of the way from the background (0) to the colour (1).
pub(crate) fn mix(background: [u8; 3], colour: [u8; 3], share: f32) -> [u8; 3] {
    let share = share.clamp(0.0, 1.0);
    let [r, g, b] = background;
    let [red, green, blue] = colour;
    let channel = |from: u8, to: u8| (f32::from(from) + (f32::from(to) - f32::from(from)) * share).round() as u8;
    [channel(r, red), channel(g, green), channel(b, blue)]
}

impl Colour {
    /// The colour in this depth; `None` leaves the terminal's own.
    pub(crate) fn at(self, depth: Depth) -> Option<Color> {
        match (self, depth) {
            (Self::Named(colour), Depth::Ansi16 | Depth::Indexed256 | Depth::TrueColour) => Some(colour),
            (Self::Exact { rgb: [red, green, blue], .. }, Depth::TrueColour) => Some(Color::Rgb(red, green, blue)),
            (Self::Exact { index, .. }, Depth::Indexed256) => Some(Color::Indexed(index)),
            (Self::Own, _) | (_, Depth::Mono) | (Self::Exact { .. }, Depth::Ansi16) => None,
        }
    }
}

impl Look {
    pub(crate) fn style(self, depth: Depth) -> Style {
        let mut style = Style::new().add_modifier(self.weight);
        style.fg = self.ink.at(depth);
        style.bg = self.paper.at(depth);
        style
    }
}

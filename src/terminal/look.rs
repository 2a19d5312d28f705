//! Which colours the terminal has, and whether it is dark or light.

use std::{
    io::{IsTerminal, stdout},
    time::Duration,
};

use anyhow::Context;
use terminal_colorsaurus::{QueryOptions, ThemeMode, theme_mode};

use super::{Manner, wide::draws_ambiguous_wide};
use crate::{
    store,
    view::{
        Look,
        map::{Canvas, Characters, GlyphSet},
        theme::{Depth, Tone},
    },
};

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// As many as the terminal has, none with `NO_COLOR`.
    Auto,
    Always,
    Never,
}

/// How long the terminal may take to say what its background is.
const PATIENCE: Duration = Duration::from_millis(200);

/// The looks and characters for this terminal. Asks the terminal, so it comes before raw mode.
pub(super) fn of(manner: &Manner) -> anyhow::Result<Look> {
    let display = store::Display::of_environment();
    let depth = match manner.colours {
        Colours::Auto => display.depth(),
        Colours::Always => display.depth().max(Depth::Ansi16),
        Colours::Never => Depth::Mono,
    };
    let tone = display.tone().unwrap_or_else(asked_tone);
    let theme = manner.settings.themes.theme(manner.habits.theme.as_deref(), depth, tone).context("the theme in the settings")?;
    let Characters { glyphs, canvas } = characters(manner.glyphs.or(manner.habits.glyphs), manner.canvas.or(manner.habits.canvas));
    Ok(Look { theme, glyphs, canvas })
}

/// The characters to draw with on this terminal: those wanted, else those that fit it. May ask the terminal.
pub fn characters(glyphs: Option<GlyphSet>, canvas: Option<Canvas>) -> Characters {
    let display = store::Display::of_environment();
    Characters { glyphs: glyphs.unwrap_or_else(|| glyphs_here(&display)), canvas: canvas.unwrap_or_else(|| display.canvas()) }
}

/// ASCII alone where the locale or the width of the terminal's characters asks for it.
fn glyphs_here(display: &store::Display) -> GlyphSet {
    match display.glyphs() {
        GlyphSet::Unicode if display.may_draw_wide() && (!stdout().is_terminal() || draws_ambiguous_wide()) => GlyphSet::Ascii,
        glyphs @ (GlyphSet::Unicode | GlyphSet::Ascii) => glyphs,
    }
}

fn asked_tone() -> Tone {
    let mut options = QueryOptions::default();
    options.timeout = PATIENCE;
    match theme_mode(options) {
        Ok(ThemeMode::Light) => Tone::Light,
        Ok(ThemeMode::Dark) | Err(_) => Tone::Dark,
    }
}

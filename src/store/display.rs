//! What the environment says of the terminal: how many colours, dark or light.

use std::env;

use crate::view::{
    map::{Canvas, GlyphSet},
    theme::{Depth, Tone},
};

/// The variables that speak of the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Display {
    term: String,
    colour_term: String,
    no_colour: String,
    foreground_background: String,
    locale: String,
    /// How the VTE terminals are told to draw characters of ambiguous width.
    vte_width: String,
    remote: String,
}

impl Display {
    pub fn of_environment() -> Self {
        let variable = |name| env::var(name).unwrap_or_default();
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().map(variable).find(|locale| !locale.is_empty());
        Self {
            term: variable("TERM"),
            colour_term: variable("COLORTERM"),
            no_colour: variable("NO_COLOR"),
            foreground_background: variable("COLORFGBG"),
            locale: locale.unwrap_or_default(),
            vte_width: variable("VTE_CJK_WIDTH"),
            remote: variable("SSH_CONNECTION") + &variable("SSH_TTY"),
        }
    }

    /// What the terminal calls itself; empty if it does not say.
    pub fn name(&self) -> &str {
        &self.term
    }

    /// How many colours there are; none where `NO_COLOR` holds anything (no-color.org).
    pub fn depth(&self) -> Depth {
        let named = |names: &[&str]| names.iter().any(|name| self.term.contains(name));
        if !self.no_colour.is_empty() || self.term == "dumb" || named(&["vt1", "vt2"]) {
            Depth::Mono
        } else if ["truecolor", "24bit"].contains(&self.colour_term.as_str())
            || named(&["direct", "kitty", "ghostty", "alacritty", "wezterm", "foot"])
        {
            Depth::TrueColour
        } else if named(&["256"]) {
            Depth::Indexed256
        } else {
            Depth::Ansi16
        }
    }

    /// Dark or light, if `COLORFGBG` says it: its last number is the background among the 16 colours.
    pub fn tone(&self) -> Option<Tone> {
        let background: u8 = self.foreground_background.rsplit(';').next()?.parse().ok()?;
        Some(if matches!(background, 7 | 9..=15) { Tone::Light } else { Tone::Dark })
    }

    /// ASCII alone where the locale names another character set or the terminal is the Linux console; a locale that names none is taken for UTF-8,
    /// but not the two that are older than it.
    pub fn glyphs(&self) -> GlyphSet {
        let set = self.locale.split_once('.').map(|(_, set)| set.to_lowercase().replace('-', ""));
        let is_unicode = set.map_or(!["C", "POSIX"].contains(&self.locale.as_str()), |set| set.starts_with("utf8"));
        if is_unicode && self.term != "linux" { GlyphSet::Unicode } else { GlyphSet::Ascii }
    }

    /// Whether the terminal is reached through a remote shell, where every byte travels.
    pub fn is_remote(&self) -> bool {
        !self.remote.is_empty()
    }

    /// Quarters of a cell where the terminal's usual fonts have no Braille: `PuTTY`, the consoles of Windows and Cygwin.
    pub fn canvas(&self) -> Canvas {
        let has_no_braille = ["putty", "cygwin"].iter().any(|name| self.term.starts_with(name));
        if has_no_braille { Canvas::Quadrant } else { Canvas::Braille }
    }

    /// Whether lines, blocks and other signs of ambiguous width may take two cells: where Chinese, Japanese or Korean is spoken,
    /// terminals can be set so. Only there is the terminal asked, for not every one answers.
    pub fn may_draw_wide(&self) -> bool {
        let is_east_asian = ["zh", "ja", "ko"].iter().any(|language| self.locale.starts_with(language));
        is_east_asian || self.vte_width == "wide"
    }
}

/// The fault a test asks for; empty if none is asked for.
pub fn asked_fault() -> String {
    env::var("PERMEA_FAULT").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_color_wins_over_what_the_terminal_has() {
        let display = Display { term: "xterm-256color".into(), colour_term: "truecolor".into(), ..Display::default() };
        assert_eq!(display.depth(), Depth::TrueColour);
        assert_eq!(Display { no_colour: "1".into(), ..display }.depth(), Depth::Mono);
    }

    #[test]
    fn a_locale_without_utf_8_gets_ascii() {
        let glyphs = |locale: &str| Display { locale: locale.into(), ..Display::default() }.glyphs();
        assert_eq!(
            (glyphs("en_GB.UTF-8"), glyphs(""), glyphs("en_GB.ISO-8859-1")),
            (GlyphSet::Unicode, GlyphSet::Unicode, GlyphSet::Ascii)
        );
        assert_eq!((glyphs("C"), glyphs("POSIX"), glyphs("C.UTF-8")), (GlyphSet::Ascii, GlyphSet::Ascii, GlyphSet::Unicode));
    }

    #[test]
    fn fonts_without_braille_get_quarters() {
        let canvas = |term: &str| Display { term: term.into(), ..Display::default() }.canvas();
        assert_eq!((canvas("putty-256color"), canvas("xterm-256color")), (Canvas::Quadrant, Canvas::Braille));
    }

    #[test]
    fn only_where_signs_may_be_wide_is_the_terminal_asked() {
        let may = |locale: &str| Display { locale: locale.into(), ..Display::default() }.may_draw_wide();
        assert!(may("ja_JP.UTF-8") && may("zh_CN.UTF-8") && !may("en_GB.UTF-8") && !may(""));
        assert!(Display { vte_width: "wide".into(), ..Display::default() }.may_draw_wide());
    }

    #[test]
    fn the_last_number_is_the_background() {
        let tone = |text: &str| Display { foreground_background: text.into(), ..Display::default() }.tone();
        assert_eq!((tone("15;0"), tone("0;default;15"), tone("")), (Some(Tone::Dark), Some(Tone::Light), None));
    }
}

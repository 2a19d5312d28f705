//! The colours on paper: the palettes of the screen's themes "light" and "dark" (a test holds them together).

use crate::{
    finding::{Pattern, Weight},
    map::Ink,
    model::{Phase, Stage},
};

/// What is drawn on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// White: what a printer has.
    #[default]
    Light,
    Dark,
}

impl Paper {
    /// The colour of the background, as red, green and blue in one number.
    pub(super) fn ground(self) -> u32 {
        match self {
            Self::Light => 0xFF_FF_FF,
            Self::Dark => 0x14_16_1A,
        }
    }

    /// What lies on the ground inside a ring, thin.
    pub(super) fn tint(self) -> u32 {
        self.pick(0x6F_95_C8, 0x7F_A0_D0)
    }

    fn pick(self, light: u32, dark: u32) -> u32 {
        match self {
            Self::Light => light,
            Self::Dark => dark,
        }
    }

    /// The colour of an ink, as red, green and blue in one number.
    pub fn colour(self, ink: Ink) -> u32 {
        match ink {
            Ink::Stage(Stage::Isolation) => self.pick(0x45_49_52, 0x9A_A0_AA),
            Ink::Stage(Stage::Initiation) => self.pick(0x1F_4F_D8, 0x6F_95_FF),
            Ink::Stage(Stage::Engagement) => self.pick(0x00_80_7A, 0x80_EB_E0),
            Ink::Stage(Stage::Integration) | Ink::Hub => self.pick(0x3D_6B_00, 0xCF_F5_6A),
            Ink::Unrated | Ink::Dim => self.pick(0x6C_72_80, 0x8A_91_9E),
            Ink::Source => self.pick(0x8E_24_AA, 0xF0_A8_F0),
            Ink::University => self.pick(0x5E_35_B1, 0xCD_BB_FF),
            Ink::Flag(pattern) => match pattern.weight() {
                Weight::Alarm => self.pick(0xC6_28_1C, 0xFF_70_58),
                Weight::Warning => self.pick(0x8A_5D_00, 0xFF_C5_2E),
                Weight::Note => self.pick(0x0B_0E_14, 0xF4_F6_FA),
            },
            Ink::LearnsFrom => self.pick(0x0B_63_C5, 0x6C_B8_FF),
            Ink::SharesWith => self.pick(0x9A_5B_00, 0xF2_C1_4E),
            Ink::Tie(Phase::Information) => self.pick(0xA0_A6_B0, 0x6B_74_84),
            Ink::Tie(Phase::Experience) => self.pick(0x71_7B_8B, 0x92_9E_B1),
            Ink::Tie(Phase::Coaching) => self.pick(0x32_3B_4C, 0xC8_D2_E4),
            Ink::Class(0) => self.pick(0xA0_5A_88, 0xB5_8A_B0),
            Ink::Class(1) => self.pick(0x2A_6C_C0, 0x4F_A3_F0),
            Ink::Class(2) => self.pick(0x00_66_4F, 0x62_D3_A0),
            Ink::Class(3) => self.pick(0x4A_4E_00, 0xB4_DF_70),
            Ink::Class(_) => self.pick(0x3A_12_00, 0xF6_F0_B8),
            Ink::Guide => self.pick(0xC4_C8_D0, 0x52_59_67),
            Ink::Text => self.pick(0x1B_1F_27, 0xDC_E1_EA),
            Ink::Strong => self.pick(0x0B_0E_14, 0xF4_F6_FA),
        }
    }

    /// The letters and the ground of a badge.
    pub fn badge(self, pattern: Pattern) -> (u32, u32) {
        match pattern.weight() {
            Weight::Alarm => (self.pick(0xFF_FF_FF, 0x10_10_10), self.pick(0xC6_28_1C, 0xFF_70_58)),
            Weight::Warning => (0x10_10_10, self.pick(0xFF_C1_07, 0xFF_C5_2E)),
            Weight::Note => (self.pick(0xFF_FF_FF, 0x10_10_10), self.pick(0x3C_42_4E, 0xC8_D2_E4)),
        }
    }

    /// The letters and the ground of the selected name.
    pub(super) fn selection(self) -> (u32, u32) {
        (self.pick(0xFF_FF_FF, 0x10_10_10), self.pick(0x1B_1F_27, 0xE6_EA_F2))
    }
}

/// Faded words keep this much of their colour, or they could not be read (3:1, WCAG 2.1 for what is inactive).
const LEAST_OF_WORDS: f32 = 0.76;

/// A colour as SVG writes it.
pub(super) fn hex(colour: u32) -> String {
    format!("#{colour:06x}")
}

/// The colour of words or signs at a strength, 0 to 1.
pub(super) fn shade(paper: Paper, ink: Ink, strength: f32) -> String {
    hex(mixed(paper.ground(), paper.colour(ink), strength.clamp(LEAST_OF_WORDS, 1.0)))
}

/// The colour of a line at a strength, 0 to 1.
pub(super) fn faint(paper: Paper, ink: Ink, strength: f32) -> String {
    hex(mixed(paper.ground(), paper.colour(ink), strength.clamp(0.0, 1.0)))
}

fn mixed(ground: u32, colour: u32, share: f32) -> u32 {
    let part = |shift: u32| {
        let (from, to) = ((ground >> shift & 0xFF) as f32, (colour >> shift & 0xFF) as f32);
        ((from + (to - from) * share).round() as u32).min(0xFF) << shift
    };
    part(16) | part(8) | part(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of WCAG 2.1.
    fn luminance(colour: u32) -> f64 {
        let part = |shift: u32| {
            let value = f64::from(colour >> shift & 0xFF) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
    }

    fn contrast(one: u32, other: u32) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn inks_of_words() -> Vec<Ink> {
        let flags = Pattern::ALL.map(Ink::Flag);
        let stages = Stage::ALL.map(Ink::Stage);
        let others =
            [Ink::Unrated, Ink::Source, Ink::University, Ink::Hub, Ink::LearnsFrom, Ink::SharesWith, Ink::Text, Ink::Strong, Ink::Dim];
        flags.into_iter().chain(stages).chain(others).chain((0..5).map(Ink::Class)).collect()
    }

    #[test]
    fn words_are_read_on_both_papers() {
        for paper in [Paper::Light, Paper::Dark] {
            for ink in inks_of_words() {
                let full = contrast(paper.ground(), paper.colour(ink));
                assert!(full >= 4.5, "{ink:?} on {paper:?}: {full:.2}");
                let faded = contrast(paper.ground(), mixed(paper.ground(), paper.colour(ink), LEAST_OF_WORDS));
                assert!(faded >= 3.0, "faded {ink:?} on {paper:?}: {faded:.2}");
            }
            for pattern in Pattern::ALL {
                let (letters, ground) = paper.badge(pattern);
                assert!(contrast(letters, ground) >= 4.5, "{pattern:?} on {paper:?}");
            }
        }
    }
}

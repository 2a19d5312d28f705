//! Colours that can be read, and told apart by who sees fewer of them.

use permea::{
    finding::Pattern,
    map::Ink,
    model::Stage,
    report::Paper,
    view::theme::{Depth, Role, Theme, Themes, Tone},
};
use ratatui::style::Color;

fn theme(tone: Tone) -> Theme {
    Themes::built_in().theme(None, Depth::TrueColour, tone).unwrap()
}

/// Roles that are lines and frames, not words.
const LINES: [Role; 5] = [Role::Information, Role::Experience, Role::Guide, Role::Frame, Role::Placeholder];

fn rgb(colour: Option<Color>) -> Option<[u8; 3]> {
    match colour {
        Some(Color::Rgb(red, green, blue)) => Some([red, green, blue]),
        _ => None,
    }
}

/// From the light that a screen gives to the light there is (IEC 61966-2-1).
fn linear(part: u8) -> f64 {
    let value = f64::from(part) / 255.0;
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// The contrast of the Web Content Accessibility Guidelines 2.1.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let luminance = |colour: [u8; 3]| {
        let [red, green, blue] = colour.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// How people see who lack one of the three kinds of cone: Machado, Oliveira and Fernandes 2009, severity 1.
const EYES: [(&str, [[f64; 3]; 3]); 4] = [
    ("all", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("protanopia", [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]]),
    ("deuteranopia", [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]]),
    ("tritanopia", [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]]),
];

/// A colour in CIE L*a*b* (D65), as these eyes see it.
fn seen(colour: [u8; 3], eyes: &[[f64; 3]; 3]) -> [f64; 3] {
    let light = colour.map(linear);
    let [red, green, blue] = eyes.map(|row| row.iter().zip(light).map(|(weight, part)| weight * part).sum::<f64>().clamp(0.0, 1.0));
    let curve = |value: f64| if value > 0.008_856 { value.cbrt() } else { 7.787 * value + 16.0 / 116.0 };
    let x = curve((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.950_47);
    let y = curve(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    let z = curve((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.088_83);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The distance of two colours for these eyes (CIE 1976); 2.3 is just noticeable.
fn apart(one: [u8; 3], other: [u8; 3], eyes: &[[f64; 3]; 3]) -> f64 {
    seen(one, eyes).iter().zip(seen(other, eyes)).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

/// Far enough to be told apart at a glance in letters one cell wide.
const APART: f64 = 10.0;

#[test]
fn words_have_a_contrast_of_four_and_a_half_to_one() {
    for tone in [Tone::Dark, Tone::Light] {
        let theme = theme(tone);
        for &role in Role::ALL.iter().filter(|role| !LINES.contains(role)) {
            let style = theme.style(role);
            let paper = rgb(style.bg).unwrap_or(theme.background());
            // A role without an ink of its own has the terminal's, which its user has chosen.
            let Some(ink) = rgb(style.fg) else { continue };
            assert!(contrast(ink, paper) >= 4.5, "{role:?} on {tone:?}: {:.2}", contrast(ink, paper));
        }
    }
}

#[test]
fn dimmed_words_and_placeholders_have_a_contrast_of_three_to_one() {
    for tone in [Tone::Dark, Tone::Light] {
        let theme = theme(tone);
        let on_the_ground = |role: &&Role| !LINES.contains(role) && theme.style(**role).bg.is_none();
        for &role in Role::ALL.iter().filter(on_the_ground) {
            for share in [0.0, 0.2, 0.45, 0.6, 0.75, 0.85] {
                let Some(ink) = rgb(theme.faded(role, share).fg) else { continue };
                assert!(contrast(ink, theme.background()) >= 3.0, "{role:?} at {share} on {tone:?}");
            }
        }
        let placeholder = rgb(theme.style(Role::Placeholder).fg).unwrap();
        assert!(contrast(placeholder, theme.background()) >= 3.0, "{tone:?}");
    }
}

#[test]
fn stages_and_flags_are_told_apart_whatever_the_eyes() {
    for tone in [Tone::Dark, Tone::Light] {
        let theme = theme(tone);
        let stages = [Role::Stage1, Role::Stage2, Role::Stage3, Role::Stage4].map(|role| (role, rgb(theme.style(role).fg).unwrap()));
        // A flag is seen by the paper of its badge.
        let flags = [Role::CondonedBadge, Role::CoastingBadge].map(|role| (role, rgb(theme.style(role).bg).unwrap()));
        let all: Vec<(Role, [u8; 3])> = stages.into_iter().chain(flags).collect();
        for (eyes, matrix) in &EYES {
            for (at, (one, a)) in all.iter().enumerate() {
                for (other, b) in &all[at + 1..] {
                    let distance = apart(*a, *b, matrix);
                    assert!(distance >= APART, "{one:?} and {other:?} on {tone:?} with {eyes}: {distance:.1}");
                }
            }
        }
    }
}

#[test]
fn the_classes_of_a_measure_are_told_from_their_neighbours_whatever_the_eyes() {
    for tone in [Tone::Dark, Tone::Light] {
        let theme = theme(tone);
        let classes = [Role::Class1, Role::Class2, Role::Class3, Role::Class4, Role::Class5];
        let inks = classes.map(|role| rgb(theme.style(role).fg).unwrap());
        for (eyes, matrix) in &EYES {
            for pair in inks.windows(2) {
                assert!(apart(pair[0], pair[1], matrix) >= APART, "{pair:?} on {tone:?} with {eyes}");
            }
        }
    }
}

#[test]
fn a_drawing_has_the_colours_of_the_screen() {
    for (tone, paper) in [(Tone::Dark, Paper::Dark), (Tone::Light, Paper::Light)] {
        let theme = theme(tone);
        let inks = [
            (Ink::Stage(Stage::Isolation), Role::Stage1),
            (Ink::Stage(Stage::Integration), Role::Stage4),
            (Ink::Flag(Pattern::CondonedFailure), Role::Condoned),
            (Ink::Class(0), Role::Class1),
            (Ink::Class(4), Role::Class5),
        ];
        for (ink, role) in inks {
            let [red, green, blue] = rgb(theme.style(role).fg).unwrap().map(u32::from);
            assert_eq!(paper.colour(ink), red << 16 | green << 8 | blue, "{role:?} on {tone:?}");
        }
    }
}

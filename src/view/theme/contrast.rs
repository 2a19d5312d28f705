//! Contrast of colours, as the Web Content Accessibility Guidelines 2.1 define it.

use super::look::mix;

/// The least contrast of faded words.
const LEAST: f64 = 3.0;

/// The relative luminance of a colour, 0 to 1 (WCAG 2.1, definition of relative luminance).
fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let value = f64::from(part) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The contrast of two colours, 1 to 21 (WCAG 2.1, definition of contrast ratio).
pub(super) fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// A colour part of the way from the background to the colour, but no nearer to the background than can be read.
pub(super) fn mix_readable(background: [u8; 3], colour: [u8; 3], share: f32) -> [u8; 3] {
    let shares = (0..=20_u8).map(|step| share + (1.0 - share) * f32::from(step) / 20.0);
    let mut mixed = shares.map(|share| mix(background, colour, share));
    mixed.find(|mixed| contrast(background, *mixed) >= LEAST).unwrap_or(colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_on_white_is_twenty_one() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
        assert!((contrast([90, 0, 10], [90, 0, 10]) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn faded_words_can_be_read() {
        let (ground, ink) = ([20, 22, 26], [111, 149, 255]);
        assert!(contrast(ground, mix(ground, ink, 0.45)) < LEAST, "else this tests nothing");
        assert!(contrast(ground, mix_readable(ground, ink, 0.45)) >= LEAST);
        assert_eq!(mix_readable(ground, ink, 1.0), ink);
    }
}

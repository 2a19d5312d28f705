//! Colour and size by a measure: five classes of equal numbers of members, and a legend that follows the data.
//!
//! A class is shown as an ink and as the height of a gauge behind the name, so that nothing hangs on colour alone. The boundary
//! keeps telling the stage, and flags keep their signs.

use std::sync::Arc;

use ecow::{EcoString, eco_format};

use super::{
    layout::Layout,
    picture::{Emphasis, Gauge, Ink, Picture, Piece, Shape},
    roster::Roster,
};
use crate::model::MemberId;

/// Into how many classes values are parted.
pub const CLASSES: usize = 5;

/// One class of a scale: the lowest and the highest value in it, and how many members have one.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub low: f64,
    pub high: f64,
    pub members: usize,
}

/// A measure of the members drawn, in classes.
///
/// Classes are quintiles: as nearly as equal values allow, a fifth of the members stand in each. Up to five different values
/// have a class each.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// The name of the measure, with its year.
    pub title: EcoString,
    /// From the lowest to the highest; 1 to [`CLASSES`] of them.
    pub steps: Vec<Step>,
    /// Members drawn whose value is not known.
    pub unknown: usize,
    /// The class of each member of the roster, 0 the lowest.
    classes: Vec<Option<u8>>,
}

impl Scale {
    /// The scale of a measure over the members of a roster; none if nobody has a value. Cost: O(members · log members).
    pub fn of(roster: &Roster, title: EcoString, value_of: impl Fn(&MemberId) -> Option<f64>) -> Option<Self> {
        let known = |id: &MemberId| value_of(id).filter(|value| value.is_finite());
        let values: Vec<Option<f64>> = roster.members.iter().map(|member| known(&member.id)).collect();
        let mut sorted: Vec<f64> = values.iter().flatten().copied().collect();
        sorted.sort_by(f64::total_cmp);
        if sorted.is_empty() {
            return None;
        }
        let borders = borders(&sorted);
        let class_of = |value: f64| u8::try_from(borders.partition_point(|border| *border <= value)).unwrap_or(u8::MAX);
        let classes: Vec<Option<u8>> = values.iter().map(|value| value.map(class_of)).collect();
        let mut steps: Vec<Step> = Vec::new();
        let mut class = None;
        for value in sorted {
            match steps.last_mut().filter(|_| class == Some(class_of(value))) {
                Some(step) => {
                    step.high = value;
                    step.members += 1;
                }
                None => steps.push(Step { low: value, high: value, members: 1 }),
            }
            class = Some(class_of(value));
        }
        let unknown = classes.iter().filter(|class| class.is_none()).count();
        Some(Self { title, steps, unknown, classes })
    }

    /// The class of a member, 0 the lowest; none if its value is not known.
    pub fn class(&self, member: usize) -> Option<u8> {
        self.classes.get(member).copied().flatten()
    }

    /// The height of a class on a gauge of [`CLASSES`] heights: few classes are spread over all of them.
    pub fn height(&self, class: u8) -> u8 {
        let last = u8::try_from(self.steps.len().saturating_sub(1)).unwrap_or(0);
        let top = u8::try_from(CLASSES - 1).unwrap_or(0);
        // One class alone stands in the middle.
        (class * top).checked_div(last).unwrap_or(top / 2)
    }

    /// The values of a class in words: `38.2–41.7`, or one value.
    pub fn range(&self, step: &Step) -> EcoString {
        let places = self.places();
        let (low, high) = (spelt(step.low, places), spelt(step.high, places));
        if low == high { low } else { eco_format!("{low}–{high}") }
    }

    /// As few decimal places as tell the classes apart, at most two.
    fn places(&self) -> usize {
        let is_apart = |places: &usize| {
            let ends = |step: &Step| (spelt(step.low, *places), spelt(step.high, *places));
            let next = self.steps.iter().skip(1);
            self.steps.iter().zip(next).all(|(low, high)| ends(low).1 != ends(high).0)
        };
        (0..2).find(is_apart).unwrap_or(2)
    }
}

/// A number with so many places; a minus as people write it.
fn spelt(value: f64, places: usize) -> EcoString {
    let text = format!("{value:.places$}");
    let is_nought = text.chars().all(|c| matches!(c, '-' | '0' | '.'));
    let text = if is_nought { text.trim_start_matches('-') } else { &text };
    text.replace('-', "−").into()
}

/// The lowest values of the classes above the first. Values in order, at least one.
fn borders(sorted: &[f64]) -> Vec<f64> {
    let mut different = sorted.to_vec();
    different.dedup();
    if different.len() <= CLASSES {
        return different.split_off(1.min(different.len()));
    }
    let mut borders: Vec<f64> = (1..CLASSES).filter_map(|part| sorted.get(sorted.len() * part / CLASSES).copied()).collect();
    borders.dedup();
    // A first class without members would be no class.
    borders.retain(|border| sorted.first().is_some_and(|first| border > first));
    borders
}

/// By which measures the members are coloured and sized.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paint {
    pub colour: Option<Arc<Scale>>,
    pub size: Option<Arc<Scale>>,
}

impl Paint {
    /// Whether any measure is shown.
    pub fn is_on(&self) -> bool {
        self.colour.is_some() || self.size.is_some()
    }

    /// The cells a gauge takes behind a name or glyph.
    pub(crate) fn gauge_cells(&self) -> u16 {
        u16::from(self.is_on())
    }

    /// The ink of a member; none if members are not coloured by a measure.
    pub(crate) fn ink(&self, member: usize) -> Option<Ink> {
        let scale = self.colour.as_ref()?;
        Some(scale.class(member).map_or(Ink::Dim, |class| Ink::Class(scale.height(class))))
    }

    /// The gauge of a member; blank if its value is not known, none if nothing is shown by gauges.
    pub(crate) fn gauge(&self, member: usize) -> Option<Gauge> {
        let scale = self.size.as_ref().or(self.colour.as_ref())?;
        let height = scale.class(member).map(|class| scale.height(class));
        Some(Gauge { height, ink: self.ink(member).unwrap_or(Ink::Strong) })
    }

    /// The dots of a member of a far view: the higher the class, the more of them; one if nothing is known.
    pub(crate) fn dots(&self, member: usize) -> Option<u8> {
        let scale = self.size.as_ref()?;
        scale.class(member).map(|class| scale.height(class))
    }

    /// Gives the members of a picture their inks and gauges.
    pub(crate) fn apply(&self, layout: Layout, picture: &mut Picture) {
        if !self.is_on() {
            return;
        }
        picture.paint = self.clone();
        // On the ego board lines run up to the cells of a name, and the matrix has a column for each number.
        let has_gauges = !matches!(layout, Layout::Ego | Layout::Matrix);
        for placement in picture.placements.iter_mut().chain(&mut picture.echoes) {
            placement.ink = self.ink(placement.member);
            placement.gauge = match placement.shape {
                Shape::Dot | Shape::Board => None,
                Shape::Badge | Shape::Pill | Shape::Card => self.gauge(placement.member).filter(|_| has_gauges),
            };
            if placement.emphasis == Emphasis::Faded {
                placement.gauge = placement.gauge.map(|gauge| Gauge { ink: Ink::Dim, ..gauge });
            }
        }
    }

    /// The legend in a row of so many cells: each class with its values, else with where it begins.
    pub(crate) fn legend(&self, room: u16) -> Vec<Piece> {
        let whole = self.legend_as(Ends::Both);
        let width = whole.iter().map(Piece::width).fold(0_u16, u16::saturating_add);
        if width <= room { whole } else { self.legend_as(Ends::Low) }
    }

    fn legend_as(&self, ends: Ends) -> Vec<Piece> {
        let is_one = self.colour == self.size;
        let mut pieces = Vec::new();
        if let Some(scale) = &self.colour {
            pieces.extend(scale.legend(if self.size.is_none() || is_one { "" } else { "colour: " }, Ink::Class, ends));
        }
        if let Some(scale) = self.size.as_ref().filter(|_| !is_one) {
            pieces.extend(scale.legend(if self.colour.is_some() { "size: " } else { "" }, |_class| Ink::Strong, ends));
        }
        pieces
    }
}

/// Which ends of a class a legend names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ends {
    Both,
    Low,
}

impl Scale {
    fn legend(&self, what: &str, ink: fn(u8) -> Ink, ends: Ends) -> Vec<Piece> {
        let mut pieces = vec![Piece::Bold(eco_format!("{what}{} ", self.title), Ink::Text)];
        let last = self.steps.len().saturating_sub(1);
        for (at, (class, step)) in (0_u8..).zip(&self.steps).enumerate() {
            let height = self.height(class);
            pieces.push(Piece::Gauge(Gauge { height: Some(height), ink: ink(height) }));
            let text = match ends {
                Ends::Both => eco_format!(" {}  ", self.range(step)),
                Ends::Low if at < last => eco_format!("{} ", spelt(step.low, self.places())),
                Ends::Low => eco_format!("{}  ", self.range(step)),
            };
            pieces.push(Piece::Text(text, ink(height)));
        }
        if self.unknown > 0 {
            pieces.push(Piece::Text(eco_format!("no figure {} ", self.unknown), Ink::Dim));
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fifth_stands_in_each_class() {
        let values: Vec<f64> = (0..100).map(f64::from).collect();
        assert_eq!(borders(&values), [20.0, 40.0, 60.0, 80.0]);
    }

    #[test]
    fn equal_values_stand_in_one_class() {
        let mut values = vec![0.0; 70];
        values.extend((1..=30).map(f64::from));
        assert_eq!(borders(&values), [11.0], "everybody with nothing is in the first class");
        assert_eq!(borders(&[2.0, 2.0, 2.0]), [0.0; 0]);
    }

    #[test]
    fn few_values_have_a_class_each() {
        assert_eq!(borders(&[1.0, 1.0, 2.0, 4.0]), [2.0, 4.0]);
    }

    #[test]
    fn a_number_near_nought_has_no_minus() {
        assert_eq!(spelt(-0.04, 1), "0.0");
        assert_eq!(spelt(-1.25, 1), "−1.2");
    }
}

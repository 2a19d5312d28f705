//! Columns of the table as scales of the map: what members can be coloured and sized by.

use std::sync::Arc;

use ecow::EcoString;

use super::{
    column::{Column, Standard, Subject},
    vocabulary::Vocabulary,
};
use crate::{
    analysis::Analysis,
    map::{Paint, Roster, Scale},
    model::MemberId,
};

/// A column with numbers, and of how many drawn members it has one.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers {
    pub column: Column,
    pub members: usize,
}

/// The columns that hold numbers of at least two drawn members: measures first, the latest year before the others, then
/// what is known of members.
///
/// Cost: O(drawn members · columns · log measures).
pub fn numeric_columns(analysis: &Analysis, roster: &Roster) -> Vec<Numbers> {
    let vocabulary = Vocabulary::of(&analysis.network);
    let figures = vocabulary.figures.iter();
    let measures = figures.map(|(measure, year)| Column::Measure { measure: measure.clone(), year: Some(*year) });
    let known = Standard::ALL.iter().filter(|column| **column != Standard::Id).map(|&column| Column::Standard(column));
    let own = vocabulary.own.iter().map(|heading| Column::Own(heading.clone()));
    let counted = measures.chain(known).chain(own).map(|column| {
        let members = roster.members.iter().filter(|member| value(analysis, &column, &member.id).is_some()).count();
        Numbers { column, members }
    });
    counted.filter(|numbers| numbers.members > 1).collect()
}

fn value(analysis: &Analysis, column: &Column, member: &MemberId) -> Option<f64> {
    let member = analysis.network.member(member)?;
    column.cell(&Subject::of(analysis, member)).number()
}

/// What a legend calls a column: with its unit, where the name does not hold it.
pub fn paint_title(column: &Column) -> EcoString {
    let is_share = column.name().ends_with("_percent");
    if is_share { ecow::eco_format!("{}, %", column.words()) } else { column.words() }
}

/// The scale of a column over the members drawn; none if none of them has a number there.
fn scale(analysis: &Analysis, roster: &Roster, column: &Column) -> Option<Scale> {
    Scale::of(roster, paint_title(column), |member| value(analysis, column, member))
}

/// The paint of a map coloured and sized by the columns of these names.
///
/// Errors: a sentence for a name that is no column, or one without a number.
pub fn paint(analysis: &Analysis, roster: &Roster, colour: Option<&str>, size: Option<&str>) -> Result<Paint, String> {
    let vocabulary = Vocabulary::of(&analysis.network);
    let scale_of = |name: &str| {
        let unknown = || {
            let near = vocabulary.nearest(name).map_or_else(String::new, |near| format!(" Did you mean `{near}`?"));
            format!("There is no measure or field `{name}`.{near}")
        };
        let column = vocabulary.column(name).ok_or_else(unknown)?;
        let scale = scale(analysis, roster, &column);
        scale
            .map(Arc::new)
            .ok_or_else(|| format!("No member drawn has a number in `{}`, so nothing is coloured or sized by it.", column.name()))
    };
    let colour = colour.map(scale_of).transpose()?;
    let size = size.map(scale_of).transpose()?;
    Ok(Paint { colour, size })
}

/// What the paint says, in sentences: each class with its values and how many members stand in it.
pub(super) fn paint_words(paint: &Paint) -> Vec<String> {
    let lines = [("Coloured", &paint.colour), ("Sized", &paint.size)].into_iter().filter_map(|(what, scale)| {
        let scale = scale.as_ref()?;
        let steps: Vec<EcoString> =
            scale.steps.iter().map(|step| ecow::eco_format!("{} ({} of them)", scale.range(step), step.members)).collect();
        let unknown = if scale.unknown > 0 { format!(" Of {} nothing is known.", scale.unknown) } else { String::new() };
        Some(format!("{what} by {}, in classes from the lowest: {}.{unknown}", scale.title, steps.join("; ")))
    });
    lines.collect()
}

//! Headings of fields that are somebody's own, and of columns that are worked out again.
//!
//! Most own headings stand in a file as they are. One that would be read as something else stands behind a mark, so that an
//! export comes back as it was.

use ecow::{EcoString, eco_format};

use crate::model::{Field, Measure, Year, clean};

use super::{columns::Columns, figure, graphs, member_columns::measure_and_year, sheet::same_heading};

/// Stands before an own heading that would be read as something else.
const MARK: &str = "own: ";

/// Ends the heading of a column that is worked out from the rest of the map, so that it is never read.
pub const DERIVED: &str = " (derived)";

/// Words that cannot be the name of a field in Kumu.
const KUMU_FORBIDS: [&str; 6] = ["yes", "no", "on", "off", "true", "false"];

/// Whose field it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    Member,
    Tie,
}

/// The heading that an own field of this heading is kept under.
pub(super) fn kept(heading: &str) -> EcoString {
    heading.strip_prefix(MARK).unwrap_or(heading).into()
}

/// The heading behind the mark.
pub fn marked(heading: &str) -> EcoString {
    eco_format!("{MARK}{heading}")
}

/// Whether a heading is marked as that of an own field.
pub(super) fn is_marked(heading: &str) -> bool {
    heading.starts_with(MARK)
}

/// Whether a column is worked out from others.
pub(super) fn is_derived(heading: &str) -> bool {
    heading.ends_with(DERIVED)
}

impl Columns {
    /// The heading under which an own field stands in a file, so that an import reads it as an own field again.
    pub fn heading_of_own(&self, owner: Owner, heading: &str) -> EcoString {
        let is_needed = self.kinds.iter().flat_map(|kind| kind.needs.iter().flatten()).any(|needed| same_heading(needed, heading));
        let is_read = match owner {
            Owner::Member => {
                let field = self.members.iter().any(|column| column.is_at(heading));
                field || measure_and_year(heading).is_some() || graphs::is_about_nodes(heading)
            }
            Owner::Tie => graphs::is_about_links(heading),
        };
        let is_no_name = KUMU_FORBIDS.iter().any(|word| same_heading(word, heading));
        let is_taken = is_no_name || is_marked(heading) || is_derived(heading) || is_needed || is_read || self.is_personal(heading);
        if is_taken { marked(heading) } else { heading.into() }
    }

    /// The heading under which an import of members reads this figure again; none if it would be read otherwise.
    pub fn heading_of_figure(&self, measure: &Measure) -> Option<EcoString> {
        let (name, value) = (measure.id.measure(), &measure.value);
        let is_pupils = name.ends_with(" pupils") || self.pupils.iter().any(|known| same_heading(&known.heading, name));
        let is_read = figure::reading(self, &value.text()).is_ok_and(|read| read.as_ref() == Some(value));
        self.heading_of(name, measure.id.year()).filter(|_| is_read && !is_pupils)
    }

    /// The same for the pupils behind a figure.
    pub fn heading_of_pupils(&self, measure: &Measure) -> Option<EcoString> {
        let name = eco_format!("{} pupils", measure.id.measure());
        let is_other = self.pupils.iter().any(|known| same_heading(&known.heading, &name) && *known.measures != [measure.id.measure()]);
        self.heading_of(&name, measure.id.year()).filter(|_| !is_other)
    }

    fn heading_of(&self, name: &str, year: Year) -> Option<EcoString> {
        let heading = eco_format!("{name}, {year}");
        let is_read = clean(&heading) == heading && measure_and_year(&heading) == Some((name, year));
        (is_read && self.is_figure_heading(&heading)).then_some(heading)
    }

    /// Whether a column of members under this heading is read as the figures of a measure.
    fn is_figure_heading(&self, heading: &str) -> bool {
        let is_field = self.members.iter().any(|column| column.is_at(heading));
        measure_and_year(heading).is_some() && !is_field && !self.is_personal(heading) && !is_marked(heading) && !is_derived(heading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_own_heading_is_marked_only_where_it_would_be_read_as_something_else() {
        let columns = Columns::built_in().unwrap();
        let member = |heading: &str| columns.heading_of_own(Owner::Member, heading);
        assert_eq!(
            (member("Diocese"), member("Pupils"), member("Attainment 8, 2019")),
            ("Diocese".into(), "own: Pupils".into(), "own: Attainment 8, 2019".into())
        );
        assert_eq!(
            (member("Stage"), member("own: x"), member("E-mail")),
            ("own: Stage".into(), "own: own: x".into(), "own: E-mail".into())
        );
        let tie = |heading: &str| columns.heading_of_own(Owner::Tie, heading);
        assert_eq!((tie("Minutes"), tie("Trust"), tie("Kind")), ("Minutes".into(), "own: Trust".into(), "own: Kind".into()));
        for heading in ["Diocese", "own: x", "Stage"] {
            assert_eq!(kept(&member(heading)), heading);
        }
    }
}

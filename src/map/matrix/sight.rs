//! What of the matrix is looked at: the pair under the cross-hair, what stands out, and the part in the window.

use super::order::{Entry, Matrix};
use crate::map::{
    chart::Chart,
    picture::{Emphasis, Ink},
    roster::{Drawn, Roster},
    scene::Look,
    spotlight::{FAR, NAMED, PLAIN, SELF, Spotlight},
    view::View,
};

/// What everything in the matrix is drawn from.
pub(super) struct Sight<'a> {
    pub(super) chart: &'a Chart,
    pub(super) view: &'a View,
    pub(super) matrix: &'a Matrix,
    /// The selected member, if it has no ties: its row comes behind all others.
    guest: Option<usize>,
    /// The row of the selected member.
    pub(super) row: Option<usize>,
    /// The column looked at; that of the selected member itself if none is.
    pub(super) column: Option<usize>,
    pub(super) spotlight: Option<&'a Spotlight>,
}

impl<'a> Sight<'a> {
    pub(super) fn new(chart: &'a Chart, look: Look<'a>) -> Self {
        let Look { view, spotlight } = look;
        let matrix = chart.matrix();
        let selected = view.selected_in(chart);
        let guest = selected.filter(|member| matrix.row_of(*member).is_none());
        let row = selected.map(|member| matrix.row_of(member).unwrap_or(matrix.order.len()));
        let across = view.across.as_ref().and_then(|id| matrix.row_of(chart.roster.index(id)?));
        let column = row.map(|row| across.unwrap_or(row));
        Self { chart, view, matrix, guest, row, column, spotlight }
    }

    pub(super) fn roster(&self) -> &'a Roster {
        &self.chart.roster
    }

    /// How many rows there are, that of a selected member without ties included.
    pub(super) fn rows(&self) -> usize {
        self.matrix.order.len() + usize::from(self.guest.is_some())
    }

    /// The member of a row, as its place in the roster.
    pub(super) fn member(&self, row: usize) -> Option<usize> {
        self.matrix.order.get(row).copied().or_else(|| self.guest.filter(|_| row == self.matrix.order.len()))
    }

    pub(super) fn drawn(&self, row: usize) -> Option<&'a Drawn> {
        self.roster().members.get(self.member(row)?)
    }

    pub(super) fn emphasis(&self, row: usize) -> Emphasis {
        if self.row == Some(row) {
            return Emphasis::Selected;
        }
        let Some(spotlight) = self.spotlight else { return Emphasis::Plain };
        match self.member(row).map_or(FAR, |member| spotlight.nearness(member)) {
            SELF | NAMED => Emphasis::Tied,
            PLAIN => Emphasis::Plain,
            _ => Emphasis::Faded,
        }
    }

    /// The ink of a cell and how strong it is: of what is asked, else of the selected member's own ties, else of the phase.
    pub(super) fn ink(&self, entries: &[Entry], own: Ink) -> (Ink, f32) {
        let Some(first) = entries.first() else { return (own, 1.0) };
        let plain = if self.row == Some(first.row) {
            Ink::SharesWith
        } else if self.row == Some(first.column) {
            Ink::LearnsFrom
        } else {
            own
        };
        let Some(spotlight) = self.spotlight else { return (plain, 1.0) };
        let lit = entries.iter().find_map(|entry| Some((entry, spotlight.ties.get(&entry.tie)?)));
        let Some((entry, [there, back])) = lit else { return (own, FADED) };
        let is_back = self.roster().ties.get(entry.tie).is_some_and(|tie| self.matrix.row_of(tie.to) == Some(entry.row));
        (if plain == own { if is_back { *back } else { *there } } else { plain }, 1.0)
    }
}

/// How strong is what nobody asks for.
pub(super) const FADED: f32 = 0.4;

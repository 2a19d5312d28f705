//! The mouse on the map: it selects, and takes the window along.

use super::super::{App, Effect, Mouse, Screen, Size};

/// Where the mouse holds the map, and what letting go there means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grip {
    cell: (u16, u16),
    then: Release,
}

/// What it means when the mouse lets go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Release {
    Nothing,
    /// The member held was selected already, and the map was not moved by it: its page is shown.
    ItsPage,
}

impl App {
    /// Takes hold of the map, and selects the member under the mouse.
    pub(in crate::app) fn map_press(&mut self, mouse: Mouse) {
        let picture = self.map_picture();
        let at = picture.as_ref().and_then(|picture| picture.member_at(mouse.column, mouse.row));
        let pair = picture.as_ref().and_then(|picture| picture.table.as_ref()?.pair_at(mouse.column, mouse.row)).filter(|_| at.is_none());
        if let Some((_, across)) = pair {
            self.map.view.across = self.map.id_of(across);
        }
        let at = at.or(pair.map(|(row, _)| row));
        let member = at.and_then(|place| self.map.id_of(place));
        let again = member.is_some() && self.selection.member == member;
        let then = if again { Release::ItsPage } else { Release::Nothing };
        self.map.grip = Some(Grip { cell: (mouse.column, mouse.row), then });
        if let Some(member) = member {
            self.select(member);
        }
    }

    /// The mouse lets go of the map.
    pub(in crate::app) fn map_release(&mut self) -> Vec<Effect> {
        let is_in_front = self.screen == Screen::Map && self.overlay.is_none();
        match self.map.grip.take() {
            Some(Grip { then: Release::ItsPage, .. }) if is_in_front => self.show_member(),
            Some(_) | None => Vec::new(),
        }
    }

    /// The map goes with the mouse.
    pub(in crate::app) fn map_drag(&mut self, mouse: Mouse) -> Vec<Effect> {
        let Size { columns, rows } = self.map_size();
        let holds = self.screen == Screen::Map && self.overlay.is_none();
        if let (true, Some(Grip { cell: (column, row), .. })) = (holds, self.map.grip) {
            let share = |from: u16, to: u16, whole: u16| (f64::from(from) - f64::from(to)) / f64::from(whole.max(1));
            let picture = self.map_picture();
            self.map.pan(share(column, mouse.column, columns), share(row, mouse.row, rows), picture.as_ref());
            self.map.grip = Some(Grip { cell: (mouse.column, mouse.row), then: Release::Nothing });
        }
        Vec::new()
    }
}

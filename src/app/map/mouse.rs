//! The mouse on the map: it selects, takes the window along, zooms where it is, draws ties and moves members.

use super::{
    super::{App, Button, Command, Effect, Held, Mouse, Notice, Overlay, Size, command::MapCommand},
    point::Aim,
};
use crate::{
    map::{Camera, Picture},
    model::MemberId,
};

/// What the mouse holds, and in which cell it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grip {
    cell: (u16, u16),
    what: Hold,
}

/// What the mouse holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hold {
    /// The map, which goes along.
    Map,
    /// The map where the selected member is: let go unmoved, its page is shown.
    Selected,
    /// The map where the bubble under the cursor is: let go unmoved, its members are shown.
    Bubble,
    /// The window in the minimap.
    Minimap,
    /// A new tie by its first end: let go unmoved, its other end is still asked for.
    Tie,
    /// The same, on its way.
    DrawnTie,
    /// A member to be moved by hand: let go unmoved, it is still held.
    Member,
    /// The same, on its way.
    MovedMember,
}

/// What pressing the mouse begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    Select,
    Tie,
    Move,
}

/// The right button draws ties and the middle one moves members; so does the left one with control and with alt or shift,
/// as terminals keep now these, now those for themselves.
fn wish(mouse: Mouse) -> Wish {
    match (mouse.button, mouse.held) {
        (Button::Right, _) | (Button::Left, Held::Ctrl) => Wish::Tie,
        (Button::Middle, _) | (Button::Left, Held::Alt | Held::Shift) => Wish::Move,
        (Button::Left, Held::Nothing) => Wish::Select,
    }
}

impl App {
    /// Takes hold of the map, and selects the member under the mouse, points at it or begins a tie there.
    pub(in crate::app) fn map_press(&mut self, mouse: Mouse) -> Vec<Effect> {
        let Some(picture) = self.map_picture() else { return Vec::new() };
        let (cell, what) = ((mouse.column, mouse.row), Hold::Map);
        if picture.minimap.as_ref().is_some_and(|minimap| minimap.area.contains(i32::from(mouse.column), i32::from(mouse.row))) {
            self.map.grip = Some(Grip { cell, what: Hold::Minimap });
            self.map_jump(&picture, mouse);
            return Vec::new();
        }
        self.map.grip = Some(Grip { cell, what });
        let at = picture.member_at(mouse.column, mouse.row);
        let pair = picture.table.as_ref().and_then(|table| table.pair_at(mouse.column, mouse.row)).filter(|_| at.is_none());
        let Some(member) = at.or(pair.map(|(row, _)| row)).and_then(|place| self.map.id_of(place)) else {
            self.map_press_on_bubble(&picture, cell);
            return Vec::new();
        };
        match &self.overlay {
            Some(Overlay::Pointing(_)) => {
                self.map.grip = None;
                return self.map_point_at(member);
            }
            Some(Overlay::Holding(held)) if held.member == member => {
                self.map.grip = Some(Grip { cell, what: Hold::Member });
                return Vec::new();
            }
            // Beside the member held, the mouse takes the map along.
            Some(_) => return Vec::new(),
            None => {}
        }
        match wish(mouse) {
            Wish::Tie => {
                self.map.grip = Some(Grip { cell, what: Hold::Tie });
                self.map_tie_from(member)
            }
            Wish::Move => {
                self.map.grip = Some(Grip { cell, what: Hold::Member });
                self.select(member.clone());
                self.map_hold(member)
            }
            Wish::Select => {
                if let Some((_, column)) = pair {
                    self.map.view.across = self.map.id_of(column);
                }
                self.map_press_on(member, cell);
                Vec::new()
            }
        }
    }

    fn map_press_on(&mut self, member: MemberId, cell: (u16, u16)) {
        if self.selection.member.as_ref() == Some(&member) {
            self.map.grip = Some(Grip { cell, what: Hold::Selected });
        }
        self.select(member);
    }

    /// The first press puts the cursor on a bubble, the next one opens it.
    fn map_press_on_bubble(&mut self, picture: &Picture, cell: (u16, u16)) {
        let Some(bubble) = picture.cluster_at(cell.0, cell.1).filter(|_| self.map_is_in_front()) else { return };
        if self.map.cluster_under_cursor(picture) == Some(bubble) {
            self.map.grip = Some(Grip { cell, what: Hold::Bubble });
        }
        self.map.group_of(picture, bubble).into_iter().for_each(|group| self.map_go_to_bubble(group));
    }

    /// The mouse lets go of the map.
    pub(in crate::app) fn map_release(&mut self) -> Vec<Effect> {
        let is_in_front = self.map_is_in_front();
        let Some(grip) = self.map.grip.take().filter(|_| is_in_front) else { return Vec::new() };
        match grip.what {
            Hold::Selected => self.show_member(),
            Hold::DrawnTie => self.map_draw_tie(),
            Hold::MovedMember => self.choose(),
            Hold::Bubble => {
                self.map_open_bubble();
                Vec::new()
            }
            Hold::Map | Hold::Minimap | Hold::Tie | Hold::Member => Vec::new(),
        }
    }

    /// The tie ends at whom the mouse was let go on.
    fn map_draw_tie(&mut self) -> Vec<Effect> {
        let Some(Overlay::Pointing(pointing)) = &self.overlay else { return Vec::new() };
        let end = pointing.at.clone().filter(|at| pointing.aim != Aim::TieTo(at.clone()));
        if let Some(member) = end {
            return self.map_point_at(member);
        }
        self.overlay = None;
        self.tell(Notice::problem("The tie ends at nobody, so none was begun. Let go of the mouse on a member."));
        Vec::new()
    }

    /// The map goes with the mouse, or the line of a new tie does.
    pub(in crate::app) fn map_drag(&mut self, mouse: Mouse) -> Vec<Effect> {
        let is_in_front = self.map_is_in_front();
        let (Some(picture), Some(grip)) = (self.map_picture(), self.map.grip.filter(|_| is_in_front)) else { return Vec::new() };
        let cell = (mouse.column, mouse.row);
        let what = match grip.what {
            Hold::Map | Hold::Selected | Hold::Bubble => {
                self.map_pull(grip.cell, cell);
                Hold::Map
            }
            Hold::Minimap => {
                self.map_jump(&picture, mouse);
                Hold::Minimap
            }
            Hold::Tie | Hold::DrawnTie => {
                self.map_point_over(&picture, cell);
                Hold::DrawnTie
            }
            Hold::Member | Hold::MovedMember => {
                if let Some(projection) = picture.projection {
                    self.map_hold_at(projection.place_at(mouse.column, mouse.row));
                }
                Hold::MovedMember
            }
        };
        self.map.grip = Some(Grip { cell, what });
        Vec::new()
    }

    /// The window moves so that what was in one cell is in the other.
    fn map_pull(&mut self, (column, row): (u16, u16), (to_column, to_row): (u16, u16)) {
        let Size { columns, rows } = self.map_size();
        let share = |from: u16, to: u16, whole: u16| (f64::from(from) - f64::from(to)) / f64::from(whole.max(1));
        self.map_pan(share(column, to_column, columns), share(row, to_row, rows));
        self.map_labels_anew();
    }

    /// The window goes where the minimap was pressed.
    fn map_jump(&mut self, picture: &Picture, mouse: Mouse) {
        if let Some(minimap) = &picture.minimap {
            let place = minimap.projection.place_at(mouse.column, mouse.row);
            self.map.view.camera = self.map.view.camera.centred_on(place);
            self.map_labels_anew();
        }
    }

    /// The wheel zooms, and what is under the mouse stays there.
    pub(in crate::app) fn map_wheel(&mut self, mouse: Mouse, zoom: MapCommand) -> Vec<Effect> {
        let projection = self.map_picture().and_then(|picture| picture.projection);
        let (None, Some(projection)) = (self.map.layout_lacks(zoom), projection) else { return self.act(Command::Map(zoom)) };
        let camera = self.map.view.camera;
        let nearer = if zoom == MapCommand::ZoomIn { camera.zoom * Camera::STEP } else { camera.zoom / Camera::STEP };
        self.map.view.camera = camera.zoomed_around(projection.place_at(mouse.column, mouse.row), nearer);
        self.map_hold_level();
        self.map_labels_anew();
        Vec::new()
    }
}

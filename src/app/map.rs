//! The map screen: which picture is drawn, and where the window lies on it.

use super::{
    App, Effect, Mouse, Notice, Screen, Size,
    command::{MapCommand, Move},
};
use crate::{
    analysis::Analysis,
    map::{Camera, Chart, Heading, Layout, Names, Picture, Side, View},
    model::MemberId,
};

/// Whether the row that explains the signs is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Legend {
    #[default]
    Shown,
    Hidden,
}

/// Where the mouse holds the map, and what letting go there means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Grip {
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

/// The map screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapScreen {
    pub layout: Layout,
    pub view: View,
    pub legend: Legend,
    /// The network laid out, as the newest analysis found it.
    chart: Option<Chart>,
    /// Who stood in the middle of the ego board before, the last one last.
    trail: Vec<MemberId>,
    /// The cell the mouse holds the map by.
    grip: Option<Grip>,
}

/// A pan moves the window by this share of itself.
const PAN: f64 = 0.25;

impl MapScreen {
    /// Lays the network out anew.
    pub(super) fn lay_out(&mut self, analysis: &Analysis) {
        self.chart = Some(Chart::new(analysis, self.layout));
    }

    /// The next layout, the whole of it.
    fn turn(&mut self) {
        self.layout = self.layout.next();
        self.chart = self.chart.as_ref().map(|chart| chart.in_layout(self.layout));
        self.view.camera = Camera::default();
        self.view.centre.clone_from(&self.view.selected);
        self.trail.clear();
    }

    /// Who stands in the middle of the ego board, as its place in the roster.
    fn centre(&self) -> Option<usize> {
        self.chart.as_ref().filter(|_| self.layout == Layout::Ego)?.centre(&self.view)
    }

    /// Puts another member in the middle of the ego board; the way back is remembered.
    fn put_in_the_middle(&mut self, member: MemberId) {
        self.trail.extend(self.centre().and_then(|before| self.id_of(before)));
        self.view.centre = Some(member);
    }

    fn zoom(&mut self, camera: Camera) {
        let place = self.view.selected.as_ref().and_then(|member| self.chart.as_ref()?.place_of(member));
        self.view.camera = match place {
            Some(place) if self.view.camera.zoom <= 1.0 => camera.centred_on(place),
            Some(_) | None => camera,
        };
    }

    fn pan(&mut self, across: f64, down: f64) {
        self.view.camera = self.view.camera.panned(across, down);
    }

    /// Why a command cannot be done in this layout; `None` if it can.
    fn layout_lacks(&self, command: MapCommand) -> Option<&'static str> {
        match command {
            MapCommand::Focus => (!self.layout.has_focus()).then_some("This layout shows the ties of one member alone already."),
            MapCommand::ZoomIn
            | MapCommand::ZoomOut
            | MapCommand::PanUp
            | MapCommand::PanDown
            | MapCommand::PanLeft
            | MapCommand::PanRight => (!self.layout.has_zoom())
                .then_some("This layout fills the screen as it is. The rings and the geographic map can be zoomed."),
            MapCommand::Whole | MapCommand::NextLayout | MapCommand::Names | MapCommand::Legend => None,
        }
    }

    fn id_of(&self, place: usize) -> Option<MemberId> {
        Some(self.chart.as_ref()?.roster.members.get(place)?.id.clone())
    }

    fn place_of(&self, member: &MemberId) -> Option<usize> {
        self.chart.as_ref()?.roster.index(member)
    }
}

impl App {
    /// The rows and columns of the picture, its header included: all but the row of keys, and of the legend if it is hidden.
    pub fn map_size(&self) -> Size {
        let Size { columns, rows } = self.setup.size;
        match self.map.legend {
            Legend::Shown => Size { columns, rows: rows.saturating_sub(1) },
            Legend::Hidden => Size { columns, rows },
        }
    }

    /// The picture of the map as it is looked at; `None` until the first analysis has come.
    pub fn map_picture(&self) -> Option<Picture> {
        let size = self.map_size();
        self.map.chart.as_ref().map(|chart| chart.picture(&self.map.view, size.columns, size.rows))
    }

    pub(super) fn map_go(&mut self, movement: Move) {
        let Some(picture) = self.map_picture() else { return };
        let from = self.selection.member.as_ref().and_then(|member| self.map.place_of(member)).or_else(|| self.map.centre());
        match movement {
            Move::Left if from == self.map.centre() => self.map.view.side = Side::Learns,
            Move::Right if from == self.map.centre() => self.map.view.side = Side::Shares,
            Move::Left | Move::Right | Move::Up | Move::Down | Move::First | Move::Last | Move::PageUp | Move::PageDown => {}
        }
        let ordered = || picture.in_reading_order();
        let next = match movement {
            Move::Up => picture.nearest(from, Heading::Up),
            Move::Down => picture.nearest(from, Heading::Down),
            Move::Left => picture.nearest(from, Heading::Left),
            Move::Right => picture.nearest(from, Heading::Right),
            Move::First => ordered().first().copied(),
            Move::Last => ordered().last().copied(),
            Move::PageDown => neighbour(&ordered(), from, Neighbour::After),
            Move::PageUp => neighbour(&ordered(), from, Neighbour::Before),
        };
        if let Some(member) = next.and_then(|place| self.map.id_of(place)) {
            self.select(member);
        }
    }

    /// The selected member is the one of every screen; where the window is on a part, it follows.
    pub(super) fn map_in_view(&mut self) {
        if self.map.view.selected == self.selection.member {
            return;
        }
        let centre = self.map.centre().and_then(|centre| self.map.id_of(centre));
        self.map.view.selected.clone_from(&self.selection.member);
        if let (Some(centre), Some(member)) = (centre, self.selection.member.clone()) {
            return self.ego_in_view(centre, member);
        }
        let Some(place) = self.selection.member.as_ref().and_then(|member| self.map.place_of(member)) else { return };
        let is_seen = self.map_picture().is_some_and(|picture| picture.placement(place).is_some());
        let centre = self.map.id_of(place).and_then(|member| self.map.chart.as_ref()?.place_of(&member));
        if let (false, Some(centre)) = (is_seen, centre) {
            self.map.view.camera = self.map.view.camera.centred_on(centre);
        }
    }

    /// The board stays while somebody on it is selected; anybody else gets a board of their own.
    fn ego_in_view(&mut self, centre: MemberId, member: MemberId) {
        self.map.view.centre = Some(centre);
        let place = self.map.place_of(&member);
        let is_drawn = self.map_picture().is_some_and(|picture| place.is_some_and(|place| picture.placement(place).is_some()));
        if place.is_some() && !is_drawn {
            self.map.put_in_the_middle(member);
        }
    }

    /// Whether choosing puts a neighbour into the middle of the ego board.
    pub(super) fn map_would_move(&self) -> bool {
        let chosen = self.selection.member.as_ref().and_then(|member| self.map.place_of(member));
        let centre = self.map.centre();
        chosen.is_some() && centre.is_some() && chosen != centre
    }

    /// On the ego board a neighbour goes to the middle; else the member's page opens, that of the middle if nobody is selected.
    pub(super) fn map_choose(&mut self) -> Vec<Effect> {
        let middle = self.map.centre().and_then(|centre| self.map.id_of(centre));
        if let (None, Some(middle)) = (&self.selection.member, middle) {
            self.select(middle);
        }
        match self.selection.member.clone().filter(|_| self.map_would_move()) {
            Some(member) => {
                self.map.put_in_the_middle(member);
                Vec::new()
            }
            None => self.show_member(),
        }
    }

    /// Whether there was a board before this one.
    pub(super) fn map_has_a_way_back(&self) -> bool {
        self.screen == Screen::Map && self.map.layout == Layout::Ego && !self.map.trail.is_empty()
    }

    /// Back to the board before; says whether there was one.
    pub(super) fn map_back(&mut self) -> bool {
        let before = if self.map_has_a_way_back() { self.map.trail.pop() } else { None };
        let Some(before) = before else { return false };
        self.map.view.centre = Some(before.clone());
        if self.map.place_of(&before).is_some() {
            self.select(before);
        }
        true
    }

    pub(super) fn map_act(&mut self, command: MapCommand) -> Vec<Effect> {
        self.on_a_map(|app| {
            app.show(Screen::Map);
            if let Some(why) = app.map.layout_lacks(command) {
                app.tell(Notice::problem(why));
                return Vec::new();
            }
            let map = &mut app.map;
            let camera = map.view.camera;
            match command {
                MapCommand::NextLayout => map.turn(),
                MapCommand::ZoomIn => map.zoom(camera.zoomed_in()),
                MapCommand::ZoomOut => map.zoom(camera.zoomed_out()),
                MapCommand::Whole => map.view.camera = Camera::default(),
                MapCommand::PanUp => map.pan(0.0, -PAN),
                MapCommand::PanDown => map.pan(0.0, PAN),
                MapCommand::PanLeft => map.pan(-PAN, 0.0),
                MapCommand::PanRight => map.pan(PAN, 0.0),
                MapCommand::Focus => map.view.is_focused = !map.view.is_focused && map.view.selected.is_some(),
                MapCommand::Names => map.view.names = Names::next(map.view.names),
                MapCommand::Legend => {
                    map.legend = match map.legend {
                        Legend::Shown => Legend::Hidden,
                        Legend::Hidden => Legend::Shown,
                    };
                }
            }
            app.map.view.level = app.map_picture().map(|picture| picture.level);
            Vec::new()
        })
    }

    /// Takes hold of the map, and selects the member under the mouse.
    pub(super) fn map_press(&mut self, mouse: Mouse) {
        let at = self.map_picture().and_then(|picture| picture.member_at(mouse.column, mouse.row));
        let member = at.and_then(|place| self.map.id_of(place));
        let again = member.is_some() && self.selection.member == member;
        let then = if again { Release::ItsPage } else { Release::Nothing };
        self.map.grip = Some(Grip { cell: (mouse.column, mouse.row), then });
        if let Some(member) = member {
            self.select(member);
        }
    }

    /// The mouse lets go of the map.
    pub(super) fn map_release(&mut self) -> Vec<Effect> {
        let is_in_front = self.screen == Screen::Map && self.overlay.is_none();
        match self.map.grip.take() {
            Some(Grip { then: Release::ItsPage, .. }) if is_in_front => self.show_member(),
            Some(_) | None => Vec::new(),
        }
    }

    /// The map goes with the mouse.
    pub(super) fn map_drag(&mut self, mouse: Mouse) -> Vec<Effect> {
        let Size { columns, rows } = self.map_size();
        let holds = self.screen == Screen::Map && self.overlay.is_none();
        if let (true, Some(Grip { cell: (column, row), .. })) = (holds, self.map.grip) {
            let share = |from: u16, to: u16, whole: u16| (f64::from(from) - f64::from(to)) / f64::from(whole.max(1));
            self.map.pan(share(column, mouse.column, columns), share(row, mouse.row, rows));
            self.map.grip = Some(Grip { cell: (mouse.column, mouse.row), then: Release::Nothing });
        }
        Vec::new()
    }
}

/// Which of two neighbours in a list.
#[derive(Clone, Copy, Debug)]
enum Neighbour {
    Before,
    After,
}

fn neighbour(members: &[usize], from: Option<usize>, which: Neighbour) -> Option<usize> {
    let at = from.and_then(|from| members.iter().position(|member| *member == from));
    let next = match (at, which) {
        (None, _) => 0,
        (Some(at), Neighbour::Before) => at.checked_sub(1)?,
        (Some(at), Neighbour::After) => at + 1,
    };
    members.get(next).copied()
}

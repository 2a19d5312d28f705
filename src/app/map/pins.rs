//! Members moved by hand and pinned there.
//!
//! A member held moves on the map only; where it is let go becomes a record of the network, so it is there in later
//! sessions, in `permea map` and in drawings, and can be taken back like every other step.

use super::{
    super::{
        App, Effect, Notice, Overlay,
        command::{Context, HoldCommand, Move},
    },
    MapScreen,
};
use crate::{
    map::{Chart, Layout, Point},
    model::{Change, Coordinate, MemberId, Pin, PinId, PinLayout, Record, Step},
    report::words,
};

/// How many cells a long step takes.
const FAR: i32 = 5;

/// A member that is being moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Holding {
    pub member: MemberId,
    layout: PinLayout,
    /// Where it is now.
    place: Point,
}

/// Why nobody can be moved by hand in a layout; `None` if it has pins.
pub(super) fn lacks_pins(layout: Layout) -> Option<&'static str> {
    match layout {
        Layout::Rings | Layout::Geographic | Layout::Force => None,
        Layout::Journey => Some(
            "On the journey a member stands where its stage and phase put it. It can be moved by hand in the rings, on the geographic \
             map and in the force layout.",
        ),
        Layout::Ego => Some(
            "This layout sorts its members by their ties. A member can be moved by hand in the rings, on the geographic map and in the \
             force layout.",
        ),
        Layout::Matrix => {
            Some("The table has its own order. A member can be moved by hand in the rings, on the geographic map and in the force layout.")
        }
    }
}

impl MapScreen {
    /// The network laid out around the member that is held, if one is.
    pub(super) fn held_chart(&self, overlay: Option<&Overlay>) -> Option<Chart> {
        let Some(Overlay::Holding(held)) = overlay else { return None };
        let chart = self.chart.as_ref().filter(|chart| chart.layout.pins() == Some(held.layout))?;
        Some(chart.pinning(chart.roster.index(&held.member)?, held.place))
    }
}

impl App {
    /// Takes hold of the selected member to move it.
    pub(super) fn map_move_member(&mut self) -> Vec<Effect> {
        let Some(member) = self.selection.member.clone() else {
            self.tell(Notice::problem("No member is selected. Go to the one to be moved first, by the arrows or by its two letters."));
            return Vec::new();
        };
        self.map_hold(member)
    }

    /// Takes hold of a member, or says why it cannot be moved.
    pub(super) fn map_hold(&mut self, member: MemberId) -> Vec<Effect> {
        if self.refuses_change() {
            return Vec::new();
        }
        let layout = self.map.layout.pins();
        let place = self.map_drawn_place(&member);
        let why = lacks_pins(self.map.layout).map(str::to_owned).or_else(|| self.map_lacks_member(&member));
        match (why, layout, place) {
            (None, Some(layout), Some(place)) => self.lay(Overlay::Holding(Holding { member, layout, place })),
            (why, ..) => {
                let nowhere =
                    || format!("It is not known where {} is, so it has no place on this map that could be moved.", self.name_of(&member));
                self.tell(Notice::problem(why.unwrap_or_else(nowhere)));
                Vec::new()
            }
        }
    }

    /// Where a member is drawn: among few it may stand a little beside its place, and there somebody takes hold of it.
    fn map_drawn_place(&self, member: &MemberId) -> Option<Point> {
        let chart = self.map.chart.as_ref()?;
        let (at, place) = (chart.roster.index(member)?, chart.place_of(member)?);
        let Some(picture) = self.map_picture().filter(|_| !chart.is_pinned(at)) else { return Some(place) };
        let drawn = picture.placement(at).map(|placement| placement.area);
        let middle =
            drawn.and_then(|area| Some((u16::try_from(area.x + area.width / 2).ok()?, u16::try_from(area.y + area.height / 2).ok()?)));
        Some(picture.projection.zip(middle).map_or(place, |(projection, (x, y))| projection.place_at(x, y)))
    }

    /// Moves the member held by one cell.
    pub(in crate::app) fn map_hold_go(&mut self, movement: Move) {
        match movement {
            Move::Up => self.map_hold_by((0, -1)),
            Move::Down => self.map_hold_by((0, 1)),
            Move::Left => self.map_hold_by((-1, 0)),
            Move::Right => self.map_hold_by((1, 0)),
            Move::PageUp | Move::PageDown | Move::First | Move::Last => {}
        }
    }

    /// Commands given while a member is held.
    pub(in crate::app) fn map_hold_act(&mut self, command: HoldCommand) -> Vec<Effect> {
        let Some(Overlay::Holding(held)) = &self.overlay else { return self.only_in(Context::Holding) };
        match command {
            HoldCommand::FarUp => self.map_hold_by((0, -FAR)),
            HoldCommand::FarDown => self.map_hold_by((0, FAR)),
            HoldCommand::FarLeft => self.map_hold_by((-FAR, 0)),
            HoldCommand::FarRight => self.map_hold_by((FAR, 0)),
            HoldCommand::Unpin => {
                let held = held.clone();
                return self.map_unpin(&held);
            }
        }
        Vec::new()
    }

    fn map_hold_by(&mut self, cells: (i32, i32)) {
        let projection = self.map_picture().and_then(|picture| picture.projection);
        if let (Some(projection), Some(Overlay::Holding(held))) = (projection, &self.overlay) {
            let place = projection.moved(held.place, cells);
            self.map_hold_at(place);
        }
    }

    /// Moves the member held to a place, or as near as the layout lets it; the window follows.
    pub(super) fn map_hold_at(&mut self, place: Point) {
        let Some(Overlay::Holding(held)) = &mut self.overlay else { return };
        held.place = place;
        let member = held.member.clone();
        // Where it may stand is the layout's to say: in the rings, only within its own.
        let Some(reached) = self.map.held_chart(self.overlay.as_ref()).and_then(|chart| chart.place_of(&member)) else { return };
        if let Some(Overlay::Holding(held)) = &mut self.overlay {
            held.place = reached;
        }
        let is_seen = self.map_picture().and_then(|picture| picture.projection).is_none_or(|projection| projection.sees(reached));
        if !is_seen {
            self.map.view.camera = self.map.view.camera.centred_on(reached);
        }
    }

    /// What is said about the member held.
    pub fn holding_words(&self, held: &Holding) -> [String; 2] {
        let how = match held.layout {
            PinLayout::Rings => "Arrows move it within its ring, shift five cells.",
            PinLayout::Geographic | PinLayout::Force => "Arrows move it, shift five cells.",
        };
        [format!("Moving {}.", self.name_of(&held.member)), how.to_owned()]
    }

    /// Whether the member held was pinned before.
    pub(in crate::app) fn map_held_is_pinned(&self) -> bool {
        matches!(&self.overlay, Some(Overlay::Holding(held)) if self.pin_before(held).is_some())
    }

    fn pin_before(&self, held: &Holding) -> Option<Pin> {
        let network = &self.document.as_ref()?.network;
        network.pins().get(&PinId::new(held.layout, &held.member)).cloned()
    }

    /// Pins the member held where it is.
    pub(in crate::app) fn map_pin(&mut self, held: &Holding) -> Vec<Effect> {
        let (Some(x), Some(y)) = (Coordinate::near(held.place.x), Coordinate::near(held.place.y)) else { return Vec::new() };
        let before = self.pin_before(held);
        if before.as_ref().is_some_and(|pin| (pin.x, pin.y) == (x, y)) {
            self.tell(Notice::done(format!("{} stays pinned where it was.", self.name_of(&held.member))));
            return Vec::new();
        }
        let id = PinId::new(held.layout, &held.member);
        let pin = Pin { id, x, y, by: self.setup.remembered.rater.clone(), at: Some(self.setup.moment.now) };
        let verb = if before.is_some() { "Pin anew" } else { "Pin" };
        let title = format!("{verb} {} {}", self.name_of(&held.member), words::in_layout(held.layout));
        // It stands there at once; the analysis that comes later finds the pin in the network.
        if let Some(chart) = self.map.held_chart(Some(&Overlay::Holding(held.clone()))) {
            self.map.chart = Some(chart);
        }
        let change = match before {
            Some(before) => Change::edit(Record::from(before), Record::from(pin)),
            None => Change::add(Record::from(pin)),
        };
        self.take(Step::new(title, vec![change]))
    }

    fn map_unpin(&mut self, held: &Holding) -> Vec<Effect> {
        let name = self.name_of(&held.member);
        let Some(pin) = self.pin_before(held) else {
            self.tell(Notice::problem(format!("{name} is not pinned {}.", words::in_layout(held.layout))));
            return Vec::new();
        };
        self.overlay = None;
        self.take(Step::new(format!("Unpin {name} {}", words::in_layout(held.layout)), vec![Change::remove(Record::from(pin))]))
    }
}

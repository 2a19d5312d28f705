//! How the map was looked at before, as a browser keeps its pages: back, forward, and what makes a page of its own.

use super::{
    super::{
        App, Command, Effect, Event, Key, Mouse, MouseAct, Notice, Screen,
        command::{General, MapCommand},
    },
    MapScreen, Painted,
    look::PANS,
};
use crate::map::{Layout, Only, Outlook, Paint, Side, View};

/// What an event means for how the map is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::app) enum Stir {
    /// Going from member to member, and coming back to the map: the view is still the same.
    #[default]
    Walk,
    /// Moving the window: a run of it is one view.
    Pan,
    /// Zooming: with moving the window, a run of it is one view.
    Zoom,
    /// Anything else that is chosen.
    Choice,
}

impl Stir {
    /// What a command means; a key without one is a letter that is typed, as one of the two that point at a member.
    fn of(command: Option<Command>) -> Self {
        let Some(command) = command else { return Self::Choice };
        if let Command::Map(command) = command {
            return Self::of_map(command);
        }
        if command == Command::General(General::Choose) { Self::Choice } else { Self::Walk }
    }

    fn of_map(command: MapCommand) -> Self {
        if matches!(command, MapCommand::ViewBack | MapCommand::ViewForward) {
            Self::Walk
        } else if matches!(command, MapCommand::ZoomIn | MapCommand::ZoomOut) {
            Self::Zoom
        } else if PANS.iter().any(|(pan, _)| *pan == command) {
            Self::Pan
        } else {
            Self::Choice
        }
    }

    fn is_of_the_window(self) -> bool {
        matches!(self, Self::Pan | Self::Zoom)
    }
}

/// The views of the map since it was opened, and which of them is seen.
#[derive(Clone, Debug)]
pub(super) struct Past {
    views: Vec<Outlook>,
    at: usize,
    /// What led to the view that is seen.
    last: Stir,
}

impl Default for Past {
    fn default() -> Self {
        Self { views: vec![Outlook::default()], at: 0, last: Stir::default() }
    }
}

impl Past {
    /// As many views are kept; the oldest are forgotten.
    const MOST: usize = 200;

    /// Takes note of how the map is looked at now.
    fn note(&mut self, now: Outlook, stir: Stir) {
        let last = std::mem::replace(&mut self.last, stir);
        let Some(current) = self.views.get_mut(self.at) else { return };
        if *current == now {
            return;
        }
        let has_moved_on = current.layout == Layout::Ego && now.layout == Layout::Ego && current.view.centre != now.view.centre;
        let is_selection_only = *current == with_selection_of(&now, current);
        let is_same = match stir {
            Stir::Walk => !has_moved_on,
            Stir::Pan | Stir::Zoom => is_selection_only || last.is_of_the_window(),
            Stir::Choice => false,
        };
        if is_same {
            *current = now;
            return;
        }
        self.views.truncate(self.at + 1);
        self.views.push(now);
        if self.views.len() > Self::MOST {
            self.views.remove(0);
        }
        self.at = self.views.len() - 1;
    }

    fn go_to(&mut self, at: usize) -> Option<Outlook> {
        let found = self.views.get(at).cloned()?;
        self.at = at;
        Some(found)
    }

    /// The view of the last board with somebody else in the middle, if no other layout came between.
    fn board_before(&self) -> Option<usize> {
        let centre = self.views.get(self.at)?.view.centre.as_ref();
        let before = self.views.iter().enumerate().take(self.at).rev();
        let mut boards = before.take_while(|(_, seen)| seen.layout == Layout::Ego);
        boards.find(|(_, seen)| seen.view.centre.as_ref() != centre).map(|(at, _)| at)
    }
}

/// The same outlook with the cursor where it is in another.
fn with_selection_of(outlook: &Outlook, other: &Outlook) -> Outlook {
    let view = View { selected: other.view.selected.clone(), group: other.view.group.clone(), ..outlook.view.clone() };
    Outlook { view, ..outlook.clone() }
}

impl MapScreen {
    /// How the map is looked at; what only steadies the picture is left out.
    pub(super) fn outlook(&self) -> Outlook {
        let middle = self.centre().and_then(|centre| self.id_of(centre));
        let centre = middle.or_else(|| self.view.centre.clone());
        // Who meets the filter, and which class a member is in, follow from the network.
        let only = self.view.only.as_ref().map(|only| Only::unread(&only.expression));
        let view = View { level: None, side: Side::default(), paint: Paint::default(), centre, only, ..self.view.clone() };
        let Painted { colour, size } = self.painted.clone();
        Outlook { layout: self.layout, view, colour, size }
    }

    /// Takes note of how the map is looked at after an event.
    pub(super) fn note(&mut self, stir: Stir) {
        let now = self.outlook();
        self.past.note(now, stir);
    }

    /// Looks at the map in this way; whoever is selected is the caller's to say.
    ///
    /// Errors: why it cannot be coloured or sized as it was.
    fn look(&mut self, outlook: Outlook) -> Result<(), String> {
        let Outlook { layout, view, colour, size } = outlook;
        self.layout = layout;
        self.view = view;
        self.painted = Painted { colour, size };
        self.chart = self.chart.as_ref().map(|chart| chart.grouped_by(self.view.grouping).turned_to(layout));
        let mixed = self.mix_paint();
        if mixed.is_err() {
            self.painted = Painted::default();
        }
        mixed
    }
}

impl App {
    /// What an event means for how the map is looked at.
    pub(in crate::app) fn stir_of(&self, event: &Event) -> Stir {
        match event {
            Event::Key(key) => self.stir_of_key(*key),
            Event::Mouse(Mouse { what: MouseAct::Drag, .. }) => Stir::Pan,
            Event::Mouse(Mouse { what: MouseAct::WheelUp | MouseAct::WheelDown, .. }) => Stir::Zoom,
            Event::Mouse(Mouse { what: MouseAct::Press, .. }) if self.overlay.is_some() => Stir::Choice,
            Event::Mouse(Mouse { what: MouseAct::Press | MouseAct::Release, .. })
            | Event::Paste(_)
            | Event::PastedKey(_)
            | Event::Resize(_)
            | Event::Tick(_)
            | Event::Unreadable { .. }
            | Event::Opened(_)
            | Event::Analysed { .. }
            | Event::LaidOut { .. }
            | Event::Measured { .. }
            | Event::Kept { .. }
            | Event::FoundUnsaved(_)
            | Event::Unjoined(_)
            | Event::NotKept { .. }
            | Event::Arrived(_)
            | Event::Company(_)
            | Event::FileIs(_)
            | Event::KeptIn { .. }
            | Event::Versions(_)
            | Event::VersionRead { .. }
            | Event::Saved { .. }
            | Event::Failed { .. }
            | Event::Lagged
            | Event::Courier(_)
            | Event::Import(_)
            | Event::Told(_) => Stir::Walk,
        }
    }

    fn stir_of_key(&self, key: Key) -> Stir {
        Stir::of(self.setup.keymap.command(self.context(), key))
    }

    /// Looks at the map in this way, and selects whom it selects if they are still there.
    ///
    /// Errors: why it cannot be coloured or sized as it was; everything else is as it was.
    pub(super) fn map_look_as(&mut self, outlook: Outlook) -> Result<(), String> {
        let network = self.document.as_ref().map(|document| &document.network);
        let member = outlook.view.selected.clone().filter(|id| network.is_some_and(|network| network.members().get(id).is_some()));
        self.selection.member.clone_from(&member);
        // The filter is that of every screen; who meets it now is worked out anew.
        self.selection.filter = outlook.view.only.as_ref().map(|only| only.expression.clone()).unwrap_or_default();
        let looked = self.map.look(Outlook { view: View { selected: member.clone(), only: None, ..outlook.view.clone() }, ..outlook });
        self.map_only_in_view();
        if let Some(member) = member {
            self.select(member);
        }
        looked
    }

    fn map_go_to_view(&mut self, at: Option<usize>, none: &'static str) -> Vec<Effect> {
        let Some(outlook) = at.and_then(|at| self.map.past.go_to(at)) else {
            self.tell(Notice::done(none));
            return Vec::new();
        };
        if let Err(why) = self.map_look_as(outlook) {
            self.tell(Notice::problem(why));
        }
        Vec::new()
    }

    /// Back to how the map was looked at before.
    pub(super) fn map_view_back(&mut self) -> Vec<Effect> {
        let before = self.map.past.at.checked_sub(1);
        self.map_go_to_view(before, "There is no view before this one.")
    }

    /// Forward again.
    pub(super) fn map_view_forward(&mut self) -> Vec<Effect> {
        let after = self.map.past.at + 1;
        self.map_go_to_view(Some(after), "There is no view after this one.")
    }

    /// Whether there was a board before this one.
    pub(in crate::app) fn map_has_a_way_back(&self) -> bool {
        self.screen == Screen::Map && self.map.layout == Layout::Ego && self.map.past.board_before().is_some()
    }

    /// Back to the board before; says whether there was one.
    pub(in crate::app) fn map_back(&mut self) -> bool {
        let before = if self.map_has_a_way_back() { self.map.past.board_before() } else { None };
        let Some(outlook) = before.and_then(|before| self.map.past.go_to(before)) else { return false };
        if let Err(why) = self.map_look_as(outlook) {
            self.tell(Notice::problem(why));
        }
        true
    }
}

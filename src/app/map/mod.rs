//! The map screen: which picture is drawn, and where the window lies on it.

mod flight;
mod groups;
mod look;
mod mouse;
mod paint;
mod past;
mod pins;
mod point;
mod settling;
mod ties;
mod topics;
mod views;
mod walk;

pub use flight::Motion;
pub use paint::{Painted, Shown};
pub use pins::Holding;
pub use point::{Aim, Pointing};
pub use views::ViewChoice;

use std::sync::Arc;

use super::{App, Effect, Notice, Overlay, Screen, Size, command::MapCommand};
use crate::{
    analysis::Analysis,
    map::{Chart, Grouping, Layout, Picture, View},
    model::{Id, MemberId},
};

/// How the signs are explained.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Legend {
    /// In a row at the foot.
    #[default]
    Row,
    /// All of them in a box over the map.
    Box,
    Hidden,
}

impl Legend {
    fn next(self) -> Self {
        match self {
            Self::Row => Self::Box,
            Self::Box => Self::Hidden,
            Self::Hidden => Self::Row,
        }
    }
}

/// The map screen.
#[derive(Clone, Debug, Default)]
pub struct MapScreen {
    pub layout: Layout,
    pub view: View,
    pub legend: Legend,
    /// By which columns the members are coloured and sized.
    pub painted: Painted,
    /// The network laid out, as the newest analysis found it.
    chart: Option<Chart>,
    /// The number of the newest force layout asked for, and whether it is for this chart.
    layouts: u64,
    settling: Option<u64>,
    /// The kept view that was opened last.
    opened: Option<Id>,
    /// The views before and after this one.
    past: past::Past,
    /// The picture on its way, while members glide.
    flight: Option<flight::Flight>,
    /// How often frames came too late.
    lags: u8,
    /// The cell the mouse holds the map by.
    grip: Option<mouse::Grip>,
}

impl MapScreen {
    /// Lays the network out anew.
    pub(in crate::app) fn lay_out(&mut self, analysis: &Arc<Analysis>) {
        self.follow(analysis);
        // Who meets the filter is worked out anew with the places of this chart.
        self.view.only = None;
        if self.mix_paint().is_err() {
            // The figures it was about are gone from the map, and the list of measures no longer has them.
            self.painted = Painted::default();
        }
    }

    /// The layout and what the members are grouped by, in a few words.
    pub fn title(&self) -> String {
        let layout = self.layout.title().to_lowercase();
        let by = self.view.grouping.filter(|by| *by != Grouping::Whole);
        by.map_or_else(|| layout.clone(), |by| format!("{layout} by {}", by.title()))
    }

    /// The network laid out; none before the first analysis.
    pub(in crate::app) fn chart(&self) -> Option<&Chart> {
        self.chart.as_ref()
    }

    /// Who stands in the middle of the ego board, as its place in the roster.
    fn centre(&self) -> Option<usize> {
        self.chart.as_ref().filter(|_| self.layout == Layout::Ego)?.centre(&self.view)
    }

    /// Why a command cannot be done in this layout; `None` if it can.
    fn layout_lacks(&self, command: MapCommand) -> Option<&'static str> {
        match command {
            MapCommand::Focus => (!self.layout.has_focus()).then_some("This layout shows the ties of one member alone already."),
            MapCommand::Move => pins::lacks_pins(self.layout),
            MapCommand::ZoomIn
            | MapCommand::ZoomOut
            | MapCommand::PanUp
            | MapCommand::PanDown
            | MapCommand::PanLeft
            | MapCommand::PanRight => (!self.layout.has_zoom())
                .then_some("This layout fills the screen as it is. The rings, the geographic map and the force layout can be zoomed."),
            MapCommand::Ties => (!self.layout.has_lines())
                .then_some("This layout draws no lines to choose from. The rings, the geographic and the force map do."),
            MapCommand::Whole
            | MapCommand::NextLayout
            | MapCommand::Rings
            | MapCommand::Journey
            | MapCommand::Ego
            | MapCommand::Geographic
            | MapCommand::Force
            | MapCommand::Matrix
            | MapCommand::FocusWider
            | MapCommand::FocusNarrower
            | MapCommand::FocusWay
            | MapCommand::Path
            | MapCommand::Only
            | MapCommand::LayOver
            | MapCommand::ColourBy
            | MapCommand::SizeBy
            | MapCommand::GroupBy
            | MapCommand::OpenGroup
            | MapCommand::Views
            | MapCommand::ViewBack
            | MapCommand::ViewForward
            | MapCommand::Point
            | MapCommand::TieTo
            | MapCommand::Names
            | MapCommand::Legend => None,
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
            // What is asked about a member on the map stands in the legend's row.
            Legend::Hidden if self.overlay.as_ref().is_some_and(Overlay::is_on_the_map) => Size { columns, rows: rows.saturating_sub(1) },
            Legend::Row | Legend::Box => Size { columns, rows: rows.saturating_sub(1) },
            Legend::Hidden => Size { columns, rows },
        }
    }

    /// The picture of the map as it is looked at; `None` until the first analysis has come.
    pub fn map_picture(&self) -> Option<Picture> {
        let size = self.map_size();
        let pointed = self.map.pointed_view(self.overlay.as_ref());
        let view = pointed.as_ref().unwrap_or(&self.map.view);
        let held = self.map.held_chart(self.overlay.as_ref());
        let picture = held.as_ref().or(self.map.chart.as_ref())?.picture(view, size.columns, size.rows);
        Some(if self.map.legend == Legend::Box { picture.with_legend() } else { picture })
    }

    /// Does what a command of the map means; each part of the screen does its own.
    pub(in crate::app) fn map_act(&mut self, command: MapCommand) -> Vec<Effect> {
        if self.document.is_none() {
            return self.on_a_map(|_app| Vec::new());
        }
        self.show(Screen::Map);
        if let Some(why) = self.map.layout_lacks(command) {
            self.tell(Notice::problem(why));
            return Vec::new();
        }
        let effects = match command {
            MapCommand::NextLayout => self.map_turn_to(self.map.layout.next()),
            MapCommand::Rings => self.map_turn_to(Layout::Rings),
            MapCommand::Journey => self.map_turn_to(Layout::Journey),
            MapCommand::Ego => self.map_turn_to(Layout::Ego),
            MapCommand::Geographic => self.map_turn_to(Layout::Geographic),
            MapCommand::Force => self.map_turn_to(Layout::Force),
            MapCommand::Matrix => self.map_turn_to(Layout::Matrix),
            MapCommand::ZoomIn
            | MapCommand::ZoomOut
            | MapCommand::Whole
            | MapCommand::PanUp
            | MapCommand::PanDown
            | MapCommand::PanLeft
            | MapCommand::PanRight => self.map_look(command),
            MapCommand::Focus => self.map_focus(),
            MapCommand::FocusWider => self.map_focus_wider(),
            MapCommand::FocusNarrower => self.map_focus_narrower(),
            MapCommand::FocusWay => self.map_focus_way(),
            MapCommand::Path => self.map_ask_path(),
            MapCommand::Only => self.map_ask_only(),
            MapCommand::LayOver => self.map_ask_topic(),
            MapCommand::ColourBy => self.map_ask_colour(),
            MapCommand::SizeBy => self.map_ask_size(),
            MapCommand::GroupBy => self.map_ask_grouping(),
            MapCommand::OpenGroup => self.map_open_group(),
            MapCommand::Views => self.map_ask_view(),
            MapCommand::ViewBack => self.map_view_back(),
            MapCommand::ViewForward => self.map_view_forward(),
            MapCommand::Point => self.map_point(),
            MapCommand::TieTo => self.map_tie_to(),
            MapCommand::Move => self.map_move_member(),
            MapCommand::Ties => self.map_next_ties(),
            MapCommand::Names => self.map_next_names(),
            MapCommand::Legend => {
                self.map.legend = self.map.legend.next();
                Vec::new()
            }
        };
        self.map_hold_level();
        effects
    }

    /// The step of the zoom that is drawn now holds on a little at its border.
    fn map_hold_level(&mut self) {
        let size = self.map_size();
        self.map.view.level = self.map.chart.as_ref().map(|chart| chart.level(&self.map.view, size.columns, size.rows));
    }
}

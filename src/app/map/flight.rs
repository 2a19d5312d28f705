//! Gliding: while the picture of the map changes, members go to their new places, where the terminal can keep up.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{
    super::{App, Screen},
    past::Stir,
};
use crate::map::{Chart, Outlook, Picture, View};

/// Whether members glide to their new places or are there at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Motion {
    Glide,
    #[default]
    Jump,
}

/// The picture on its way.
#[derive(Clone, Debug)]
pub(super) struct Flight {
    from: Picture,
    /// When it began, as time that the program has run.
    began: Duration,
}

impl Flight {
    /// Long enough to follow a member with the eye, short enough not to be waited for.
    const LENGTH: Duration = Duration::from_millis(350);

    /// How much of the way lies behind, slow at both ends; `None` once all of it does.
    ///
    /// Smoothstep, 3t² - 2t³.
    fn share(&self, now: Duration) -> Option<f32> {
        let flown = now.checked_sub(self.began)?;
        let share = flown.as_secs_f32() / Self::LENGTH.as_secs_f32();
        (share < 1.0).then_some(share * share * (3.0 - 2.0 * share))
    }
}

/// How often frames may come too late before members jump for good.
const MOST_LAGS: u8 = 3;

/// The map as it was before an event.
#[derive(Debug)]
pub(in crate::app) struct Before {
    chart: Chart,
    outlook: Outlook,
    /// With what steadies its picture.
    view: View,
}

impl App {
    /// Whether the picture changes by time alone, so that a frame is wanted soon.
    pub fn is_gliding(&self) -> bool {
        self.map.flight.is_some()
    }

    /// The picture of the map as it is drawn now, which may be on its way to [`App::map_picture`].
    pub fn map_frame(&self) -> Option<Picture> {
        let to = self.map_picture()?;
        let flight = self.map.flight.as_ref();
        let flying = flight.and_then(|flight| Some(Picture::between(&flight.from, &to, flight.share(self.setup.moment.running)?)));
        Some(flying.unwrap_or(to))
    }

    /// The map as it is, for [`App::map_stirred`]; `None` while it is not in front.
    pub(in crate::app) fn map_before(&self) -> Option<Before> {
        let chart = self.map.chart.clone().filter(|_| self.screen == Screen::Map)?;
        Some(Before { chart, outlook: self.map.outlook(), view: self.map.view.clone() })
    }

    /// After an event: how the map is looked at now is noted, and members who have moved glide.
    pub(in crate::app) fn map_stirred(&mut self, before: Option<Before>, stir: Stir) {
        if self.screen != Screen::Map {
            self.map.flight = None;
            return;
        }
        if self.overlay.is_none() {
            self.map.note(stir);
        }
        let Some(before) = before.filter(|_| stir != Stir::Pan && self.setup.motion == Motion::Glide) else { return };
        let (then, now) = (placing(before.outlook.clone()), placing(self.map.outlook()));
        let is_same_chart = self.map.chart.as_ref().is_some_and(|chart| chart.stands_as(&before.chart));
        if then != now || !is_same_chart {
            self.take_off(&before);
        }
    }

    fn take_off(&mut self, before: &Before) {
        let (Some(to), Some(chart)) = (self.map_picture(), &self.map.chart) else { return };
        let size = self.map_size();
        let seen = before.chart.picture(&before.view, size.columns, size.rows);
        // A flight that is interrupted goes on from where it is.
        let from = match self.map.flight.take() {
            Some(flight) => match flight.share(self.setup.moment.running) {
                Some(share) => Picture::between(&flight.from, &seen, share),
                None => seen,
            },
            None => seen,
        };
        let place_of = |member: usize| chart.roster.index(&before.chart.roster.members.get(member)?.id);
        let from = from.renumbered(place_of);
        let has_moved = to.has_moved_from(&from);
        self.map.flight = has_moved.then(|| Flight { from, began: self.setup.moment.running });
    }

    /// Time has gone on: a flight that has arrived ends.
    pub(in crate::app) fn map_tick(&mut self) {
        let now = self.setup.moment.running;
        let is_under_way = self.map.flight.as_ref().is_some_and(|flight| flight.share(now).is_some());
        if !is_under_way {
            self.map.flight = None;
        }
    }

    /// Members are where they go to at once.
    pub(in crate::app) fn map_land(&mut self) {
        self.map.flight = None;
    }

    /// A frame came too late: the flight ends, and after some of them there are no more.
    pub(in crate::app) fn map_lagged(&mut self) {
        self.map_land();
        self.map.lags = self.map.lags.saturating_add(1);
        if self.map.lags >= MOST_LAGS {
            self.setup.motion = Motion::Jump;
        }
    }
}

/// The outlook without what moves nobody.
fn placing(outlook: Outlook) -> Outlook {
    let plain = View::default();
    let view = View { selected: None, group: None, topic: None, only: None, names: plain.names, ties: plain.ties, ..outlook.view };
    Outlook { view, colour: None, size: None, ..outlook }
}

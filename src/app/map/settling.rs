//! The force layout on its way: asked for when it is shown first, shown as far as it is, kept until ties change.

use std::sync::Arc;

use super::super::{App, Effect, LayoutOrder};
use crate::{
    analysis::Analysis,
    map::{Chart, Force, Layout, Progress},
    model::MemberId,
};

impl super::MapScreen {
    /// The chart of a new analysis; a layout on its way stays wanted if the step left members and ties alone.
    pub(super) fn follow(&mut self, analysis: &Arc<Analysis>) {
        let chart = Chart::following(analysis, self.layout, self.chart.as_ref()).grouped_by(self.view.grouping);
        if self.chart.as_ref().is_none_or(|before| !before.roster.is_tied_as(&chart.roster)) {
            self.settling = None;
        }
        self.chart = Some(chart);
    }

    /// The selected member if a window on a part of the force layout is on it, or will be once it has a place.
    fn followed(&self) -> Option<&MemberId> {
        let selected = self.view.selected.as_ref().filter(|_| self.layout == Layout::Force && self.view.camera.zoom > 1.0)?;
        let place = self.chart.as_ref().and_then(|chart| chart.place_of(selected));
        let middle = self.view.camera.middle;
        let is_on_it = place.is_none_or(|place| (place.x - middle.x).abs() < 1e-9 && (place.y - middle.y).abs() < 1e-9);
        is_on_it.then_some(selected)
    }

    /// The order for the force layout if it is shown, not settled and not asked for yet.
    fn order(&mut self) -> Option<LayoutOrder> {
        let chart = self.chart.as_ref().filter(|chart| chart.awaits_force() && self.settling.is_none())?;
        self.layouts += 1;
        self.settling = Some(self.layouts);
        Some(LayoutOrder { generation: self.layouts, roster: Arc::clone(&chart.roster), former: chart.former() })
    }
}

impl App {
    /// Sees to it that the force layout is there soon when it is shown; a small one is there at once.
    pub(in crate::app) fn settle_map(&mut self) -> Vec<Effect> {
        let Some(order) = self.map.order() else { return Vec::new() };
        if Force::is_quick(&order.roster)
            && let Some(force) = Force::of(&order.roster, order.former.as_ref(), &mut |_so_far| {}, &|| false)
        {
            self.laid_out(order.generation, &force, Progress::Settled);
            return Vec::new();
        }
        vec![Effect::LayOut(Box::new(order))]
    }

    /// Better places have come.
    pub(in crate::app) fn laid_out(&mut self, generation: u64, force: &Force, progress: Progress) {
        if self.map.settling != Some(generation) {
            return;
        }
        let followed = self.map.followed().cloned();
        self.map.chart = self.map.chart.as_ref().map(|chart| chart.with_force(force, progress));
        let place = followed.and_then(|member| self.map.chart.as_ref()?.place_of(&member));
        if let Some(place) = place {
            self.map.view.camera = self.map.view.camera.centred_on(place);
        }
    }
}

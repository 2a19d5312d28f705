//! Measures are worked out apart from the screen, and only when they are looked at.

use std::sync::Arc;

use super::Measured;
use crate::{
    analysis::{Analysis, Scope},
    app::{App, Effect, Screen},
    graph::Measures,
};

/// A network to measure.
#[derive(Clone, Debug)]
pub struct MeasureOrder {
    pub generation: u64,
    pub analysis: Arc<Analysis>,
    pub scope: Scope,
}

impl App {
    /// Sees to it that the measures on the screen are those of the newest analysis, and what would be without the selected member.
    pub(in crate::app) fn settle_metrics(&mut self) -> Vec<Effect> {
        if self.screen != Screen::Metrics {
            return Vec::new();
        }
        let effects = self.order_measures();
        self.see_it_leave();
        effects
    }

    fn order_measures(&mut self) -> Vec<Effect> {
        let Some(analysis) = &self.analysis else { return Vec::new() };
        let scope = self.metrics.scope;
        if let Some(measured) = self.metrics.measured.as_mut().filter(|measured| measured.scope == scope) {
            if Arc::ptr_eq(&measured.analysis, analysis) {
                return Vec::new();
            }
            if measured.analysis.measures_alike(analysis) {
                measured.analysis = Arc::clone(analysis);
                return Vec::new();
            }
        }
        let is_ordered = |(_, ordered, of): &(u64, Arc<Analysis>, Scope)| Arc::ptr_eq(ordered, analysis) && *of == scope;
        if self.metrics.ordered.as_ref().is_some_and(is_ordered) {
            return Vec::new();
        }
        self.metrics.orders += 1;
        let generation = self.metrics.orders;
        self.metrics.ordered = Some((generation, Arc::clone(analysis), scope));
        vec![Effect::Measure(Box::new(MeasureOrder { generation, analysis: Arc::clone(analysis), scope }))]
    }

    /// Measures have come; older ones than those asked for last are dropped.
    pub(in crate::app) fn measured(&mut self, generation: u64, measures: Arc<Measures>) {
        let Some((_, analysis, scope)) = self.metrics.ordered.take_if(|ordered| ordered.0 == generation) else { return };
        self.metrics.measured = Some(Measured { analysis, scope, measures });
        self.metrics.leaving = None;
        self.metrics_in_view();
    }

    /// Works out what would be without the selected member, if that is not known yet.
    fn see_it_leave(&mut self) {
        let Some(member) = &self.selection.member else { return };
        if self.metrics.leaving.as_ref().is_some_and(|(known, _)| known == member) {
            return;
        }
        let place = self.metrics.place_of(member);
        self.metrics.leaving = self
            .metrics
            .measured
            .as_ref()
            .zip(place)
            .map(|(measured, place)| (member.clone(), measured.measures.leaving(&measured.analysis.network, place)));
    }
}

//! The last answer, kept while the same is asked: a frame of a pan asks nothing new.

use std::sync::{Arc, Mutex};

use super::{Only, Spotlight, Topic};
use crate::map::{chart::Chart, layout::Layout, view::View};

/// What an answer depends on beside the chart's network.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    topic: Option<Topic>,
    only: Option<Only>,
    /// The selected member where the topic is about it.
    selected: Option<usize>,
    layout: Layout,
}

/// What was asked last, and the answer.
type Last = (Asked, Arc<Spotlight>);

/// The last answer of a chart. Clones share it; an answer depends on nothing but what was asked, so nobody can see it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memo(Arc<Mutex<Option<Last>>>);

impl Memo {
    /// What stands out in a view, worked out only if something else was asked before.
    pub(crate) fn answer(&self, chart: &Chart, view: &View) -> Option<Arc<Spotlight>> {
        if view.topic.is_none() && view.only.is_none() {
            return None;
        }
        let selected = match view.topic {
            Some(Topic::Focus { .. } | Topic::Peers | Topic::Sources) => view.selected_in(chart),
            Some(Topic::Path { .. } | Topic::Supports | Topic::Changes { .. }) | None => None,
        };
        let asked = Asked { topic: view.topic.clone(), only: view.only.clone(), selected, layout: chart.layout };
        let Ok(mut last) = self.0.lock() else { return Spotlight::of(chart, view).map(Arc::new) };
        if let Some((_, answer)) = last.as_ref().filter(|(known, _)| *known == asked) {
            return Some(Arc::clone(answer));
        }
        let answer = Arc::new(Spotlight::of(chart, view)?);
        *last = Some((asked, Arc::clone(&answer)));
        Some(answer)
    }
}

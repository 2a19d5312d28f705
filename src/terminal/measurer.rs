//! The measurer: the measures of a network, worked out while the screen goes on.

use std::{
    io,
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, mpsc::Sender},
};

use super::{
    News,
    hired::{Hired, unless_gone},
};
use crate::app::{Attempt, Event, MeasureOrder};

/// Hires the thread that measures.
pub(super) fn hire(news: Sender<News>) -> io::Result<Hired<MeasureOrder>> {
    Hired::new("measures", move |order, cancelled| measure(&order, cancelled, &news))
}

fn measure(order: &MeasureOrder, cancelled: &dyn Fn() -> bool, news: &Sender<News>) -> ControlFlow<()> {
    let measured = catch_unwind(AssertUnwindSafe(|| order.analysis.measures(order.scope, cancelled)));
    let answer = match measured {
        Ok(None) => return ControlFlow::Continue(()),
        Ok(Some(measures)) => Event::Measured { generation: order.generation, measures: Arc::new(measures) },
        Err(_panic) => Event::Failed {
            what: Attempt::Measure,
            sentence: "The network could not be measured: permea made a mistake there. The map itself is sound; save it.".to_owned(),
        },
    };
    unless_gone(&news.send(News::Event(answer)))
}

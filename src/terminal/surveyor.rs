//! The surveyor: force layouts, shown while they settle.

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
use crate::{
    app::{Attempt, Event, LayoutOrder},
    map::{Force, Progress},
};

/// Hires the thread that lays out.
pub(super) fn hire(news: Sender<News>) -> io::Result<Hired<LayoutOrder>> {
    Hired::new("layout", move |order, cancelled| lay_out(&order, cancelled, &news))
}

fn lay_out(order: &LayoutOrder, cancelled: &dyn Fn() -> bool, news: &Sender<News>) -> ControlFlow<()> {
    let generation = order.generation;
    let laid_out = |force, progress| News::Event(Event::LaidOut { generation, force: Arc::new(force), progress });
    let mut show = |so_far| {
        // If the screen is gone, the end of this layout finds out.
        let _told = news.send(laid_out(so_far, Progress::SoFar));
    };
    let settled = catch_unwind(AssertUnwindSafe(|| Force::of(&order.roster, order.former.as_ref(), &mut show, &cancelled)));
    let answer = match settled {
        Ok(None) => return ControlFlow::Continue(()),
        Ok(Some(force)) => laid_out(force, Progress::Settled),
        Err(_panic) => News::Event(Event::Failed {
            what: Attempt::LayOut,
            sentence: "The force layout could not be worked out: permea made a mistake there. The other layouts are sound.".to_owned(),
        }),
    };
    unless_gone(&news.send(answer))
}

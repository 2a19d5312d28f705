//! A thread hired for orders of which only the newest matters.

use std::{
    io,
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{self, Sender},
    },
    thread,
};

/// A thread at work, and how it is told what to do.
#[derive(Debug)]
pub(super) struct Hired<Order> {
    orders: Sender<(u64, Order)>,
    newest: Arc<AtomicU64>,
}

impl<Order: Send + 'static> Hired<Order> {
    /// A thread of this name that does each order in turn until the work says that nobody is left to hear of it.
    ///
    /// The work is told by its second argument whether a newer order has come.
    pub(super) fn new(name: &str, work: impl FnMut(Order, &dyn Fn() -> bool) -> ControlFlow<()> + Send + 'static) -> io::Result<Self> {
        Self::hire(thread::Builder::new().name(name.to_owned()), work)
    }

    /// Such a thread with room for so many bytes on its stack.
    pub(super) fn with_stack(
        name: &str,
        stack_bytes: usize,
        work: impl FnMut(Order, &dyn Fn() -> bool) -> ControlFlow<()> + Send + 'static,
    ) -> io::Result<Self> {
        Self::hire(thread::Builder::new().name(name.to_owned()).stack_size(stack_bytes), work)
    }

    fn hire(
        thread: thread::Builder,
        mut work: impl FnMut(Order, &dyn Fn() -> bool) -> ControlFlow<()> + Send + 'static,
    ) -> io::Result<Self> {
        let (orders, waiting) = mpsc::channel::<(u64, Order)>();
        let newest = Arc::new(AtomicU64::new(0));
        let watched = Arc::clone(&newest);
        thread.spawn(move || {
            while let Ok((generation, order)) = waiting.recv() {
                let cancelled = || watched.load(Ordering::Relaxed) != generation;
                if !cancelled() && work(order, &cancelled).is_break() {
                    return;
                }
            }
        })?;
        Ok(Self { orders, newest })
    }

    /// Whatever is being worked on is not wanted any more.
    pub(super) fn stop(&self) {
        self.newest.store(u64::MAX, Ordering::Relaxed);
    }

    /// Gives an order; older ones are dropped, also the one being worked on.
    pub(super) fn order(&self, generation: u64, order: Order) {
        self.newest.store(generation, Ordering::Relaxed);
        // Without the thread nothing comes back, and its last panic has been told.
        let _given = self.orders.send((generation, order));
    }
}

/// Whether the work goes on after an answer was sent.
pub(super) fn unless_gone<Error>(sent: &Result<(), Error>) -> ControlFlow<()> {
    if sent.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
}

//! A thread with a stack for the deepest file that is read: what overflows a stack cannot be caught, and leaves the terminal as it is.

use std::{io, thread};

use super::{crash, worker::STACK_BYTES};

/// Does the work on a stack of 16 MB. A mistake of the program in it is told and reported, and ends in what stands for it.
///
/// The second half of the pair is what there is to say about it.
pub fn on_a_deep_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> io::Result<Result<T, String>> {
    crash::catch();
    let worker = thread::Builder::new().name("permea".to_owned()).stack_size(STACK_BYTES).spawn(work)?;
    Ok(worker.join().map_err(|_panic| crash::report()))
}

//! Ctrl-C for commands that work long: a flag to look at between two parts of the work.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use signal_hook::{consts::SIGINT, flag::register};

/// Whether somebody has pressed Ctrl-C since the watch began.
#[derive(Clone, Debug)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Watches for Ctrl-C from now on; it ends the program no longer.
    pub fn watch() -> io::Result<Self> {
        let pressed = Arc::new(AtomicBool::new(false));
        register(SIGINT, Arc::clone(&pressed))?;
        Ok(Self(pressed))
    }

    pub fn is_pressed(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

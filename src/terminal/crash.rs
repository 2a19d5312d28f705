//! A panic: the terminal is given back, a report is written, and two lines say where the work is and where the report is.
//!
//! The hook takes no memory, so it works where little else does. A report holds no field values: the place in the code, and
//! the words of the panic only if they stand so in the program, for words that were put together may hold a school's name.

use std::{
    panic::{self, Location, PanicHookInfo},
    sync::{Mutex, PoisonError},
    thread::{self, ThreadId},
};

use super::guard;
use crate::store;

/// The longest path of a source file that is remembered whole.
const FILE_BYTES: usize = 120;

/// What the last panic said. Without an allocation, so that the hook cannot fail.
static LAST_WORDS: Mutex<Option<Words>> = Mutex::new(None);

/// The thread of the screen, while there is one.
static SCREEN: Mutex<Option<ThreadId>> = Mutex::new(None);

/// Where a panic happened, and what it said if that stands in the program.
#[derive(Clone, Copy, Debug)]
struct Words {
    file: [u8; FILE_BYTES],
    line: u32,
    column: u32,
    said: Option<&'static str>,
}

impl Words {
    fn of(about: &PanicHookInfo<'_>) -> Self {
        let mut file = [b' '; FILE_BYTES];
        let (name, line, column) = about.location().map_or(("", 0, 0), |at: &Location<'_>| (at.file(), at.line(), at.column()));
        file.iter_mut().zip(name.bytes()).for_each(|(to, from)| *to = from);
        Self { file, line, column, said: about.payload().downcast_ref::<&'static str>().copied() }
    }

    fn report(&self) -> String {
        let file = String::from_utf8_lossy(&self.file);
        let said = self.said.unwrap_or("(its words are left out: they may hold a name)");
        format!(
            "permea {} stopped by a mistake of its own.\nAt {}:{}:{}\n{said}\n\nThis report holds nothing of any map.",
            env!("CARGO_PKG_VERSION"),
            file.trim_end(),
            self.line,
            self.column
        )
    }
}

/// From now on a panic prints nothing by itself. One on the screen's thread gives the terminal back before anything else.
pub(super) fn catch() {
    panic::set_hook(Box::new(|about| {
        let is_screen = SCREEN.try_lock().is_ok_and(|screen| *screen == Some(thread::current().id()));
        if is_screen {
            guard::restore();
        }
        if let Ok(mut last) = LAST_WORDS.try_lock() {
            *last = Some(Words::of(about));
        }
    }));
}

/// The thread that calls this draws the screen.
pub(super) fn this_is_the_screen() {
    *SCREEN.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread::current().id());
}

/// Writes the report of the last panic and says where it is; nothing if there was none.
pub(super) fn report() -> String {
    let words = LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner).take();
    let Some(words) = words else { return String::new() };
    match store::write_report(&words.report()) {
        Ok(path) => format!("A report for the makers of permea is in {}; it holds nothing of any map.", path.display()),
        Err(_no_place) => words.report(),
    }
}

//! This computer, as files say who wrote them: its name, and which of its starts this is.

use std::{env, fs};

use ecow::EcoString;

/// The name of this computer; empty if it does not say.
pub(super) fn host() -> EcoString {
    let named = ["HOSTNAME", "COMPUTERNAME"].into_iter().find_map(|name| env::var(name).ok());
    said_by("/proc/sys/kernel/hostname").or_else(|| named.map(Into::into)).unwrap_or_default()
}

/// What tells this start of the computer from every other; empty if it does not say.
pub(super) fn boot() -> EcoString {
    said_by("/proc/sys/kernel/random/boot_id").unwrap_or_default()
}

fn said_by(path: &str) -> Option<EcoString> {
    Some(fs::read_to_string(path).ok()?.trim().into())
}

//! Where the user's settings are, and what is kept about maps.

use std::{
    env,
    path::{Path, PathBuf},
};

use etcetera::{AppStrategy, AppStrategyArgs, app_strategy::choose_native_strategy};

/// The environment variable that puts the settings folder elsewhere.
pub const HOME_VARIABLE: &str = "PERMEA_HOME";

/// The path as a shell would take it: a leading `~` stands for the user's home folder.
pub fn with_home(path: &Path) -> PathBuf {
    let home = || env::home_dir().filter(|home| !home.as_os_str().is_empty());
    let rest = path.strip_prefix("~").ok();
    rest.and_then(|rest| Some(home()?.join(rest))).unwrap_or_else(|| path.to_owned())
}

/// The folder of the user's settings by the platform's convention, or where [`HOME_VARIABLE`] says.
///
/// `None` if the user has no home folder; then nothing is kept between two runs.
pub fn settings_folder() -> Option<PathBuf> {
    if let Some(home) = env::var_os(HOME_VARIABLE).filter(|home| !home.is_empty()) {
        return Some(PathBuf::from(home));
    }
    choose_native_strategy(names()).ok().map(|strategy| strategy.config_dir())
}

/// The private folder of what is kept about maps, by the platform's convention, or `state` in where [`HOME_VARIABLE`] says.
///
/// It is not beside the maps: what shares a folder would share every keystroke, and network disks weaken syncing.
pub fn state_folder() -> Option<PathBuf> {
    if let Some(home) = env::var_os(HOME_VARIABLE).filter(|home| !home.is_empty()) {
        return Some(PathBuf::from(home).join("state"));
    }
    let strategy = choose_native_strategy(names()).ok()?;
    Some(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()))
}

/// The same within a folder that a person chose: a program begun with [`HOME_VARIABLE`] as `permea` in that folder finds it too.
pub(super) fn state_below(folder: &Path) -> PathBuf {
    folder.join("permea").join("state")
}

fn names() -> AppStrategyArgs {
    AppStrategyArgs { top_level_domain: "org".to_owned(), author: "permea".to_owned(), app_name: "permea".to_owned() }
}

/// Who works here, as the computer knows them; empty if it does not say.
pub(super) fn user() -> String {
    ["USER", "USERNAME", "LOGNAME"].into_iter().find_map(|name| env::var(name).ok()).unwrap_or_default()
}

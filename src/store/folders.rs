//! Where the user's settings are.

use std::{env, path::PathBuf};

use etcetera::{AppStrategy, AppStrategyArgs, app_strategy::choose_native_strategy};

/// The environment variable that puts the settings folder elsewhere.
pub const HOME_VARIABLE: &str = "PERMEA_HOME";

/// The folder of the user's settings by the platform's convention, or where [`HOME_VARIABLE`] says.
///
/// `None` if the user has no home folder; then nothing is kept between two runs.
pub fn settings_folder() -> Option<PathBuf> {
    if let Some(home) = env::var_os(HOME_VARIABLE).filter(|home| !home.is_empty()) {
        return Some(PathBuf::from(home));
    }
    let names = AppStrategyArgs { top_level_domain: "org".to_owned(), author: "permea".to_owned(), app_name: "permea".to_owned() };
    choose_native_strategy(names).ok().map(|strategy| strategy.config_dir())
}

//! Built-in assets and the user's overrides to one `Settings`.

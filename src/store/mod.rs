//! Files: the format, saving, the settings folder, the clock.

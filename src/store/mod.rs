//! Files: the format, opening and saving a map, the settings folder, the clock and chance.
//!
//! A map that cannot be read whole is not opened, so it can never be saved over. The journal, backups, locks and merging
//! with what others saved have their place beside [`MapFile`].

mod aside;
mod chance;
mod clock;
mod computer;
mod copies;
mod disk;
mod display;
mod fault;
mod folder;
mod folders;
pub mod journal;
mod keeper;
pub mod format;
mod git;
mod joined;
mod lock;
mod look;
mod map_file;
mod new_file;
mod ordinary;
mod outside;
mod presence;
mod repair;
mod out_file;
mod report;
mod safe;
mod save;
mod screen_mark;
mod shown;
mod source;
mod user_files;

pub use aside::write_aside;
pub use chance::{new_guard, new_uid, seed};
pub use clock::{here, moment_of, now, today, zone};
pub use copies::{FoundCopy, Neighbours, copies_of, put_away};
pub use display::{Display, asked_fault};
pub use fault::{Fault, FaultKind, FileFault, OpenError, Reason, RecordFault, Severity, UsedTwice};
pub use folder::{NoFolder, dropped, list_folder};
pub use folders::{HOME_VARIABLE, settings_folder, state_folder, with_home};
pub use format::{FORMAT, Guard, Note};
pub use git::{
    GitError, Look, NotJoined, Repository, SetUp, Stages, Standing, SyncError, SyncWish, Synced, Trouble, Unjoined, authors,
    look_at_sharing, program_for_git, remember_offer, sync, unfinished,
};
pub use joined::{Version, keep_joined, write_joined};
pub use keeper::{
    Chronicle, Keeper, Kept, NotKept, Place, Saver, Saving, Sighted, Written, bring_back, bring_back_last, put_together, waiting_for,
};
pub use lock::{Window, WindowLock};
pub use look::{Copy, Glance, InPart, last_copy, look, look_at_bytes, record_lines, record_lines_in};
pub use map_file::{MapFile, Opened, open, open_bytes};
pub use new_file::write_new;
pub use ordinary::{lift_size_limit, read_stream, size_limit};
pub use out_file::{Existing, OutError, day_of, file_name_of, is_same_file, out_path, write_all_out, write_folder_out, write_out};
pub use outside::{Outside, Sighting, Tidings};
pub use presence::{BETWEEN_SIGNS, Other, Presence};
pub use repair::{Names, NoRepair, Repair};
pub use report::write_report;
pub use safe::{Found, KeptVersion, Left, Safe, Unsaved, discard, left_in, unsaved, unsaved_within};
pub use save::{SaveError, Saved, Told, folder_of};
pub use screen_mark::{ScreenMark, was_killed};
pub use shown::{quoted, shown};
pub use source::{SourceError, exists, files_of_source, read_source};
pub use user_files::{Unread, habits, keep_columns, kept_columns, overrides, read_text, remember};

//! Whether a new file is just what a map is that somebody keeps, beside a file that is not to be lost.

use std::{fs, io};

use tempfile::NamedTempFile;

/// Gives a new file the owner, the mode and whatever else the old one carries beside its bytes.
///
/// An error says that something cannot be kept this way; then the old file itself is to be written.
pub(super) fn keep_likeness(temporary: &NamedTempFile, old: &fs::File, about: &fs::Metadata) -> io::Result<()> {
    keep_owner(temporary, about)?;
    temporary.as_file().set_permissions(about.permissions())?;
    keep_attributes(temporary, old)?;
    temporary.as_file().sync_all()
}

#[cfg(unix)]
fn keep_owner(temporary: &NamedTempFile, about: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let made = temporary.as_file().metadata()?;
    if (made.uid(), made.gid()) == (about.uid(), about.gid()) {
        return Ok(());
    }
    fchown(temporary.as_file(), Some(about.uid()), Some(about.gid()))
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "other platforms have no owner to keep")]
fn keep_owner(_temporary: &NamedTempFile, _about: &fs::Metadata) -> io::Result<()> {
    Ok(())
}

/// Access lists and what else stands in extended attributes.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn keep_attributes(temporary: &NamedTempFile, old: &fs::File) -> io::Result<()> {
    use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fsetxattr};
    let mut names = vec![0_u8; 1 << 16];
    let length = match flistxattr(old, &mut names[..]) {
        Ok(length) => length,
        // The disk has none.
        Err(rustix::io::Errno::NOTSUP | rustix::io::Errno::NOSYS) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let mut value = vec![0_u8; 1 << 16];
    for name in names.get(..length).unwrap_or_default().split(|&byte| byte == 0).filter(|name| !name.is_empty()) {
        let length = fgetxattr(old, name, &mut value[..])?;
        fsetxattr(temporary.as_file(), name, value.get(..length).unwrap_or_default(), XattrFlags::empty())?;
    }
    Ok(())
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
#[expect(clippy::unnecessary_wraps, reason = "other platforms have no attributes to keep")]
fn keep_attributes(_temporary: &NamedTempFile, _old: &fs::File) -> io::Result<()> {
    Ok(())
}

//! Bytes taken for the work of three people, joined: made-up edits under every law, or three maps as they stand.

use permea::{
    compare::{Authors, merge},
    store::{Guard, format, open_bytes},
};

use crate::merge_laws::{edits::Dice, laws};

/// Bytes that begin with a bracket are up to three maps, parted by NUL; others choose the edits one by one.
pub(crate) fn take(bytes: &[u8]) {
    if bytes.first() == Some(&b'(') {
        return of_files(bytes);
    }
    // Every law takes ten times as long as those of two people, so that one input in eight has to do.
    let trial = if bytes.len() % 8 == 3 { laws::Trial::Every } else { laws::Trial::Two };
    if let Err(broken) = laws::try_laws_on(Dice::of_bytes(bytes), trial) {
        panic!("{broken}");
    }
}

fn of_files(bytes: &[u8]) {
    let mut maps = bytes.splitn(3, |&byte| byte == 0).filter_map(|map| open_bytes("map.ron", map).ok());
    let (Some(ours), Some(theirs)) = (maps.next(), maps.next()) else { return };
    let base = maps.next();
    // Two versions that cannot be joined are refused by name.
    let Ok(merged) = merge(base.as_ref(), &ours, &theirs, &Authors::default()) else { return };
    let text = format::write(&merged.network, &Guard::new("0123456789ab")).expect("what was joined can be written");
    assert!(open_bytes("map.ron", text.as_bytes()).is_ok_and(|again| again == merged.network), "what was joined does not read back");
}

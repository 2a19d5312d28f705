//! Reading ahead: what rows say by themselves is read on every core, while what they mean for the map is settled one row
//! after the other.

use rayon::prelude::*;

use super::unreadable::Unreadable;

/// How many rows are read at once: enough for every core, few enough to need little memory.
const ROWS_AT_ONCE: usize = 4_096;

/// Reads every row with `read`, which knows nothing of the others, and hands each over to `settle` in its order. While some
/// are settled here, the next are read on the other cores.
pub(super) fn read_ahead<'r, R: Sync, T: Send>(
    rows: &'r [R],
    read: impl Fn(usize, &'r R) -> T + Sync,
    mut settle: impl FnMut(usize, &'r R, T) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    if rows.len() <= ROWS_AT_ONCE {
        // Handing so few over to other cores is not worth it.
        return rows.iter().enumerate().try_for_each(|(index, row)| settle(index, row, read(index, row)));
    }
    let read_some = |(first, some): (usize, &'r [R])| {
        let read: Vec<T> = some.par_iter().enumerate().map(|(index, row)| read(first + index, row)).collect();
        (first, some, read)
    };
    let mut chunks = (0..).step_by(ROWS_AT_ONCE).zip(rows.chunks(ROWS_AT_ONCE));
    let mut ready = chunks.next().map(read_some);
    while let Some((first, some, read)) = ready {
        let mut following = None;
        rayon::in_place_scope(|scope| {
            if let Some(next) = chunks.next() {
                let (following, read_some) = (&mut following, &read_some);
                scope.spawn(move |_| *following = Some(read_some(next)));
            }
            (first..).zip(some.iter().zip(read)).try_for_each(|(index, (row, read))| settle(index, row, read))
        })?;
        ready = following;
    }
    Ok(())
}

/// Does both, at the same time where there is much to do.
pub(super) fn side_by_side<A: Send, B: Send>(rows: usize, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    if rows <= ROWS_AT_ONCE { (one(), other()) } else { rayon::join(one, other) }
}

/// Lets go of something large on another core: to free half a million small pieces takes nearly as long as to read them.
pub(super) fn let_go(large: impl Send + 'static) {
    rayon::spawn(move || drop(large));
}

//! Laws of reading other tools' files: no bytes stop the program, and a file that is cut off is never read as whole.

use proptest::prelude::*;

use super::{
    graphs::FILES,
    import::{empty, try_import},
};
use permea::exchange::{Options, Unreadable};

#[test]
fn a_file_cut_off_at_any_byte_is_read_or_refused() {
    for (name, bytes) in FILES {
        for length in 0..bytes.len() {
            let cut = try_import(&empty(), &[(name, &bytes[..length])], Options::default());
            let is_markup = matches!(name.rsplit('.').next(), Some("gexf" | "graphml"));
            let is_whole = bytes[length..].iter().all(u8::is_ascii_whitespace);
            assert!(!is_markup || is_whole || cut.is_err(), "{name} cut after {length} bytes reads as whole");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_after_a_good_start_stop_the_program(
        start in prop::sample::select(vec!["<gexf><graph>", "<graphml><graph>", "<?xml version=\"1.0\"?>"]),
        rest in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let bytes = [start.as_bytes(), &rest].concat();
        let _outcome = try_import(&empty(), &[("a", &bytes)], Options::default());
    }

    #[test]
    fn no_change_of_a_few_bytes_stops_the_program(
        file in prop::sample::select(FILES.to_vec()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = file.1.to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let outcome = try_import(&empty(), &[(file.0, &bytes)], Options::default());
        prop_assert!(!matches!(outcome, Err(Unreadable::Refused { .. })), "{outcome:?}");
    }
}

//! Bytes taken for a map file: a whole map that is written and read again, or a sentence that says what is wrong.

use permea::store::{Guard, format, open_bytes};

/// Opens the bytes. What opens is written the same way twice and reads back as itself; what does not is told in clean text.
pub(crate) fn take(bytes: &[u8]) {
    let network = match open_bytes("map.ron", bytes) {
        Ok(network) => network,
        Err(error) => return super::shown::is_clean(&error.to_string()),
    };
    let guard = Guard::new("0123456789ab");
    let text = format::write(&network, &guard).expect("what was read can be written");
    let again = open_bytes("map.ron", text.as_bytes()).expect("what was written can be read");
    assert!(again == network, "it reads back as something else");
    assert!(format::write(&again, &guard).expect("it is written again") == text, "it is written in two ways");
}

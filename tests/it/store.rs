//! The map's file: reading, writing and saving.

use permea::store::{Guard, format};

const DEMO: &str = include_str!("../../assets/demo.permea.ron");

/// The numbers of the lines that differ, printed for whoever reads the failure.
fn differing_lines(one: &str, other: &str) -> Vec<usize> {
    let pairs = one.lines().zip(other.lines()).enumerate().filter(|(_, (a, b))| a != b);
    pairs.inspect(|(at, (a, b))| println!("{}\n- {a}\n+ {b}", at + 1)).map(|(at, _)| at + 1).collect()
}

#[test]
fn a_map_that_was_read_is_written_as_it_stood() {
    let parsed = format::read(DEMO.as_bytes()).unwrap();
    let written = format::write(&parsed.network, &parsed.guard).unwrap();
    assert_eq!(differing_lines(DEMO, &written), [0_usize; 0]);
    assert!(written == DEMO);
}

#[test]
fn only_the_guard_differs_between_two_saves_of_one_network() {
    let parsed = format::read(DEMO.as_bytes()).unwrap();
    let other = format::write(&parsed.network, &Guard::new("ffffffffffff")).unwrap();
    let own = format::write(&parsed.network, &parsed.guard).unwrap();
    assert_eq!(differing_lines(&own, &other), [2]);
}

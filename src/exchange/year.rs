//! The year of a table, from its name.

use crate::model::Year;

/// The last year in a text: `ks4final-2018-2019.csv` is 2019, and so are `2018-19` and `2018/19`.
pub(super) fn year_in(text: &str) -> Option<Year> {
    let mut last = None;
    for (at, run) in digits(text) {
        let year = (run.len() == 4).then(|| run.parse().ok().and_then(Year::new)).flatten();
        let continues = (run.len() == 2).then(|| run.parse::<u16>().ok()).flatten();
        match (year, continues, last) {
            (Some(year), _, _) => last = Some((year, at + run.len())),
            (None, Some(short), Some((year, end))) if at == end + 1 && (year.get() + 1) % 100 == short => {
                last = Year::new(year.get() + 1).map(|year| (year, at + run.len()));
            }
            (None, _, _) => {}
        }
    }
    last.map(|(year, _)| year)
}

/// Every run of digits and the byte it starts at.
fn digits(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(|c: char| !c.is_ascii_digit()).filter_map(move |run| {
        let start = at;
        // One separator follows; it may be longer than a byte, which only shifts what no caller compares across it.
        at += run.len() + 1;
        (!run.is_empty()).then_some((start, run))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(name: &str) -> Option<u16> {
        year_in(name).map(Year::get)
    }

    #[test]
    fn the_last_year_of_the_name_counts() {
        assert_eq!(year("ks4final-2018-2019.csv"), Some(2019));
        assert_eq!(year("ks4final-2018-19.csv"), Some(2019));
        assert_eq!(year("2018/19"), Some(2019));
        assert_eq!(year("tables 2017 version 12.csv"), Some(2017));
        assert_eq!((year("ks4.csv"), year("ks4-20190601.csv")), (None, None));
    }
}

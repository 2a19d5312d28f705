//! What a format has no place for, counted, so that it can be said before anything is written.

use ecow::EcoString;

use crate::{
    model::{Network, RecordKind},
    report::words::{counted, words_of_kind},
};

/// What an export leaves out or changes, in the order in which it was met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lossy(Vec<Loss>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Loss {
    count: usize,
    one: EcoString,
    several: EcoString,
}

impl Lossy {
    /// So many of these are lost; the words go on after the number, as `measure is left out` and `measures are left out`.
    pub fn lose(&mut self, count: usize, one: &str, several: &str) {
        match self.0.iter_mut().find(|loss| loss.one == one) {
            Some(known) => known.count += count,
            None if count > 0 => self.0.push(Loss { count, one: one.into(), several: several.into() }),
            None => {}
        }
    }

    /// Every record of the network is left out but those of these kinds.
    pub fn lose_all_but(&mut self, network: &Network, kept: &[RecordKind]) {
        for kind in RecordKind::ALL.iter().copied().filter(|kind| !kept.contains(kind)) {
            let (one, several) = words_of_kind(kind);
            self.lose(network.count(kind), &format!("{one} is left out"), &format!("{several} are left out"));
        }
    }

    /// So many characters are replaced, because XML has none such.
    pub(super) fn lose_signs(&mut self, count: usize) {
        self.lose(count, "character that XML forbids is replaced by �", "characters that XML forbids are replaced by �");
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The lines for people: `lossy: 34 measures are left out`.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|loss| format!("lossy: {}", counted(loss.count, &loss.one, &loss.several)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_losses_are_counted_together_and_none_is_not_said() {
        let mut lossy = Lossy::default();
        lossy.lose(0, "note is left out", "notes are left out");
        lossy.lose(1, "measure is left out", "measures are left out");
        assert_eq!(lossy.lines().collect::<Vec<_>>(), ["lossy: 1 measure is left out"]);
        lossy.lose(12_344, "measure is left out", "measures are left out");
        assert_eq!(lossy.lines().collect::<Vec<_>>(), ["lossy: 12,345 measures are left out"]);
    }
}

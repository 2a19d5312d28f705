//! What whoever reads the files of an import answers: what they would change, what is asked first, or why they cannot be read.

use std::ops::ControlFlow;

use ecow::EcoString;

use super::{Asks, ImportChoices, ImportNews, ImportOrder};
use crate::{
    exchange::{Columns, Mapping, Options, Progress, Source, Unreadable, guess, propose},
    model::Member,
    report::Filter,
};

impl ImportOrder {
    /// Says what files of these names and bytes would change; nothing if that is not wanted any more.
    ///
    /// `columns` are the names of columns that are known, with those that were remembered; those accepted now come on top.
    pub fn answer(
        &self,
        files: &[(EcoString, Vec<u8>)],
        mut columns: Columns,
        watch: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Option<ImportNews> {
        let (generation, choices) = (self.generation, &self.choices);
        let refused = |sentence: String, asks: Asks| Some(ImportNews::Refused { generation, sentence, asks });
        for mapping in &choices.mappings {
            columns.accept(mapping);
        }
        let filter = match choices.filter(self) {
            Ok(filter) => filter,
            Err(sentence) => return refused(sentence, Asks::Nothing),
        };
        let passes = |member: &Member| filter.as_ref().is_none_or(|filter| filter.passes_record(member));
        let sources: Vec<Source<'_>> = files.iter().map(|(name, bytes)| Source { name: name.clone(), bytes, kind: choices.kind }).collect();
        let options = Options {
            year: choices.year,
            policies: Some(&choices.policies),
            answers: Some(&choices.answers),
            only: if filter.is_some() { Some(&passes) } else { None },
            sheet: choices.page.as_deref(),
            matrix: &choices.matrix,
        };
        let look = |file: &EcoString| {
            let source = sources.iter().find(|source| source.name == *file)?;
            guess(source, &columns, options.sheet).ok()
        };
        let refusal = match propose(&self.network, &sources, &columns, options, watch) {
            Ok(proposal) => {
                let remembered: Vec<Mapping> = proposal.remembered.iter().filter_map(look).collect();
                return Some(ImportNews::Proposed { generation, proposal: Box::new(proposal), remembered });
            }
            Err(Unreadable::Stopped) => return None,
            Err(refusal) => refusal,
        };
        let problem = matches!(refusal, Unreadable::TwoColumns { .. }).then(|| refusal.on_the_screen());
        if let Unreadable::UnknownKind { file, .. } | Unreadable::TwoColumns { file, .. } = &refusal
            && let Some(mapping) = look(file)
        {
            return Some(ImportNews::Unknown { generation, mapping: Box::new(mapping), problem });
        }
        let asks = if matches!(refusal, Unreadable::NoYear { .. }) {
            Asks::Year
        } else if matches!(refusal, Unreadable::Pages { .. }) {
            Asks::Page
        } else {
            Asks::Nothing
        };
        refused(refusal.on_the_screen(), asks)
    }
}

impl ImportChoices {
    /// Which members are added; all where nothing is said.
    fn filter(&self, order: &ImportOrder) -> Result<Option<Filter>, String> {
        if self.only.is_empty() {
            return Ok(None);
        }
        Filter::for_records(&self.only, &order.network).map(Some).map_err(|error| error.to_string())
    }
}

//! The caption: what a topic found, in words under the map.

use ecow::{EcoString, eco_format};

use super::{
    picture::{Ink, Label, Picture, Piece},
    spotlight::{Only, Spotlight},
    view::View,
};

/// Parts that follow each other; each stays on one line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Paragraph(pub(crate) Vec<Vec<Piece>>);

impl Paragraph {
    /// A sentence that breaks between its words.
    pub(crate) fn sentence(text: &str) -> Self {
        let word = |(at, word): (usize, &str)| {
            let text: EcoString = if at == 0 { word.into() } else { eco_format!(" {word}") };
            vec![Piece::Text(text, Ink::Text)]
        };
        Self(text.split_whitespace().enumerate().map(word).collect())
    }

    /// Its words, if it has no signs.
    pub(crate) fn said(&self) -> Option<String> {
        if self.0.is_empty() {
            return None;
        }
        let word = |piece: &Piece| if let Piece::Text(text, _) = piece { Some(text.clone()) } else { None };
        self.0.iter().flatten().map(word).collect::<Option<Vec<EcoString>>>().map(|words| words.concat())
    }

    /// Its lines in so many cells.
    fn lines(&self, room: u16) -> Vec<Vec<Piece>> {
        let mut lines: Vec<Vec<Piece>> = Vec::new();
        let mut used = 0_u16;
        for part in &self.0 {
            let width = part.iter().map(Piece::width).fold(0, u16::saturating_add);
            match lines.last_mut() {
                Some(line) if used.saturating_add(width) <= room => {
                    line.extend(part.iter().cloned());
                    used = used.saturating_add(width);
                }
                Some(_) | None => {
                    lines.push(unindented(part));
                    used = width;
                }
            }
        }
        lines
    }
}

/// A part at the beginning of a line has no blank before it.
fn unindented(part: &[Piece]) -> Vec<Piece> {
    let mut pieces = part.to_vec();
    if let Some(Piece::Text(text, _)) = pieces.first_mut() {
        *text = text.trim_start().into();
    }
    pieces
}

/// Says what is asked of the map: in notes for the header, in whole under the map where a note does not tell it.
pub(crate) fn ask(view: &View, spotlight: Option<&Spotlight>, picture: &mut Picture) {
    let note = spotlight.map(|spotlight| spotlight.note.clone()).filter(|note| !note.is_empty());
    let only = view.only.as_ref();
    let filter = only.filter(|only| only.is_long() || note.is_some()).map(|only| Paragraph::sentence(&only.sentence()));
    let found = spotlight.into_iter().flat_map(|spotlight| spotlight.caption.iter().cloned());
    lay(&filter.into_iter().chain(found).collect::<Vec<_>>(), picture);
    picture.asked.extend(note);
    picture.asked.extend(only.map(Only::note));
}

/// Lays the caption under the map, which gives up the rows for it; where there are too few, the first paragraphs go.
fn lay(caption: &[Paragraph], picture: &mut Picture) {
    /// The map keeps at least so many parts of its rows.
    const PART: i32 = 4;
    let room = u16::try_from(picture.map.width - 2).unwrap_or(0);
    let most = usize::try_from(picture.map.height / PART).unwrap_or(0);
    let paragraphs: Vec<Vec<Vec<Piece>>> = caption.iter().map(|paragraph| paragraph.lines(room)).collect();
    let from = (0..paragraphs.len()).find(|from| paragraphs.iter().skip(*from).map(Vec::len).sum::<usize>() <= most);
    let fits = |line: &Vec<Piece>| line.iter().map(Piece::width).fold(0, u16::saturating_add) <= room;
    let last = paragraphs.len().saturating_sub(1);
    let mut lines: Vec<Vec<Piece>> = paragraphs.into_iter().skip(from.unwrap_or(last)).flatten().filter(fits).collect();
    if lines.len() > most {
        // Even the last paragraph is too long: it begins, and the sentences of the shell tell the rest.
        lines.truncate(most.saturating_sub(1));
        lines.extend((most > 0).then(|| vec![Piece::Text("…".into(), Ink::Dim)]));
    }
    for pieces in lines.into_iter().rev() {
        picture.map.height -= 1;
        picture.caption.push(Label { x: picture.map.x + 1, y: picture.map.bottom(), pieces, strength: 1.0 });
    }
}

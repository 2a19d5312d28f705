//! Walking over the pieces of an expression.

use ecow::{EcoString, eco_format};

use super::{
    error::FilterError,
    parse::Parser,
    token::{Kind, Token},
};

/// Some consecutive letters of the expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: EcoString,
    pub(super) at: usize,
    pub(super) length: usize,
    pub(super) is_quoted: bool,
}

pub(super) fn is_word(text: &str, word: &str) -> bool {
    text.eq_ignore_ascii_case(word)
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    pub(super) fn peek_is_word(&self, wanted: &str) -> bool {
        matches!(self.peek(), Some(Token { kind: Kind::Word(word), .. }) if is_word(word, wanted))
    }

    pub(super) fn take_word(&mut self, wanted: &str) -> bool {
        let is_there = self.peek_is_word(wanted);
        self.next += usize::from(is_there);
        is_there
    }

    pub(super) fn take(&mut self, wanted: &Kind) -> bool {
        let is_there = self.peek().is_some_and(|token| token.kind == *wanted);
        self.next += usize::from(is_there);
        is_there
    }

    /// Whether a word that begins like a number comes after the next one: `within 2`, not the heading `Within reach`.
    pub(super) fn number_follows(&self) -> bool {
        let after = self.tokens.get(self.next + 1).map(|token| &token.kind);
        !matches!(after, Some(Kind::Operator(_)) | None)
    }

    /// Words up to a sign or a joining word, or one quoted text.
    pub(super) fn words(&mut self) -> Option<Piece> {
        let mut piece: Option<Piece> = None;
        while let Some(Token { kind: Kind::Word(word), at, length }) = self.peek().cloned() {
            let joins = ["and", "or"].iter().any(|joining| is_word(&word, joining));
            if joins || (piece.is_some() && ["in", "not"].iter().any(|sign| is_word(&word, sign))) {
                break;
            }
            self.next += 1;
            match &mut piece {
                None => piece = Some(Piece { text: word, at, length, is_quoted: false }),
                Some(piece) => {
                    piece.text = eco_format!("{} {word}", piece.text);
                    piece.length = at + length - piece.at;
                }
            }
        }
        piece
    }

    /// The field: quoted, or words, which a comma may part (`Attainment 8, 2019`).
    pub(super) fn field_piece(&mut self) -> Piece {
        if let Some(Token { kind: Kind::Quoted(text), at, length }) = self.peek().cloned() {
            self.next += 1;
            return Piece { text, at, length, is_quoted: true };
        }
        let nothing = Piece { text: EcoString::new(), at: 0, length: 1, is_quoted: false };
        let Some(mut piece) = self.words() else { return nothing };
        while self.peek().is_some_and(|token| token.kind == Kind::Comma) {
            self.next += 1;
            let Some(rest) = self.words() else { break };
            piece.text = eco_format!("{}, {}", piece.text, rest.text);
            piece.length = rest.at + rest.length - piece.at;
        }
        piece
    }

    pub(super) fn value_piece(&mut self) -> Result<Option<Piece>, FilterError> {
        match self.peek().cloned() {
            Some(Token { kind: Kind::Quoted(text), at, length }) => {
                self.next += 1;
                Ok(Some(Piece { text, at, length, is_quoted: true }))
            }
            Some(token @ Token { kind: Kind::Unclosed, .. }) => Err(self.unclosed(&token)),
            Some(Token { kind: Kind::Word(_) | Kind::Operator(_) | Kind::Open | Kind::Close | Kind::Comma, .. }) | None => Ok(self.words()),
        }
    }

    pub(super) fn unclosed(&self, token: &Token) -> FilterError {
        self.error(token.at, 1, "this quote is never closed")
    }

    pub(super) fn error(&self, at: usize, length: usize, message: impl Into<EcoString>) -> FilterError {
        FilterError { expression: self.expression.into(), at, length: length.max(1), message: message.into() }
    }

    pub(super) fn error_at_end(&self, message: impl Into<EcoString>) -> FilterError {
        let end = self.tokens.last().map_or(0, |token| token.at + token.length);
        self.error(end, 1, message)
    }

    /// At the next piece, else at the end, never before the place given.
    pub(super) fn expected_here(&self, from: usize, message: impl Into<EcoString>) -> FilterError {
        match self.peek() {
            Some(token) => self.error(token.at.max(from), token.length, message),
            None => self.error_at_end(message),
        }
    }
}

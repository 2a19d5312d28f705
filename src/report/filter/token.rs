//! The words and signs of an expression, each with its place.

use ecow::EcoString;

/// A sign between a field and a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Is,
    IsNot,
    Below,
    AtMost,
    Above,
    AtLeast,
    Contains,
}

/// One piece of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word(EcoString),
    Quoted(EcoString),
    /// A quote that nothing closes.
    Unclosed,
    Operator(Operator),
    Open,
    Close,
    Comma,
}

/// A piece and where it stands, in letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) at: usize,
    pub(super) length: usize,
}

/// Parts an expression into its pieces. It never fails: what is wrong is a piece of its own. Cost: O(length).
pub(super) fn tokens(expression: &str) -> Vec<Token> {
    let letters: Vec<char> = expression.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        if letter.is_whitespace() || letter.is_control() {
            at += 1;
            continue;
        }
        let (kind, length) = token(letters.get(at..).unwrap_or_default(), letter);
        tokens.push(Token { kind, at, length });
        at += length;
    }
    tokens
}

fn token(rest: &[char], letter: char) -> (Kind, usize) {
    let is_pair = rest.get(1) == Some(&'=');
    let operator = |operator, length| (Kind::Operator(operator), length);
    match letter {
        '(' => (Kind::Open, 1),
        ')' => (Kind::Close, 1),
        ',' => (Kind::Comma, 1),
        '=' => operator(Operator::Is, 1 + usize::from(is_pair)),
        '~' => operator(Operator::Contains, 1),
        '≠' => operator(Operator::IsNot, 1),
        '≤' => operator(Operator::AtMost, 1),
        '≥' => operator(Operator::AtLeast, 1),
        '!' if is_pair => operator(Operator::IsNot, 2),
        '<' if rest.get(1) == Some(&'>') => operator(Operator::IsNot, 2),
        '<' if is_pair => operator(Operator::AtMost, 2),
        '>' if is_pair => operator(Operator::AtLeast, 2),
        '<' => operator(Operator::Below, 1),
        '>' => operator(Operator::Above, 1),
        '"' | '\'' | '“' => quoted(rest, if letter == '“' { '”' } else { letter }),
        _ => {
            let length = rest.iter().take_while(|c| is_of_word(**c)).count().max(1);
            (Kind::Word(rest.iter().take(length).copied().collect()), length)
        }
    }
}

/// An apostrophe inside a word belongs to it: `St Mary's`.
fn is_of_word(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !"()=,~<>!\"≠≤≥“".contains(c)
}

fn quoted(rest: &[char], close: char) -> (Kind, usize) {
    let inside: EcoString = rest.iter().skip(1).take_while(|c| **c != close).copied().collect();
    let length = inside.chars().count() + 2;
    if length > rest.len() { (Kind::Unclosed, rest.len()) } else { (Kind::Quoted(inside), length) }
}

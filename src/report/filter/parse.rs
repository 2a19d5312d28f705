//! An expression to a test. Every text gives a test or an error with a place; nesting is limited.

use ecow::eco_format;

use super::{
    Fields, Scope,
    error::FilterError,
    test::Test,
    token::{Kind, Operator, Token, tokens},
    value::read,
    walk::{Piece, is_word},
    within,
};
use crate::{
    finding::Pattern,
    model::{Member, MemberId, nearest},
    report::column::{Column, Standard},
};

/// Brackets inside brackets.
const DEEPEST: usize = 50;

/// Reads a whole expression.
pub(super) fn parse(expression: &str, scope: Scope<'_>) -> Result<Test, FilterError> {
    let mut parser = Parser { expression, tokens: tokens(expression), next: 0, scope };
    let test = parser.any(0)?;
    match parser.tokens.get(parser.next) {
        None => Ok(test),
        Some(token) => {
            let message = match token.kind {
                Kind::Close => "this bracket closes nothing; take it out, or open one before it",
                Kind::Comma | Kind::Open => "a value with a comma or a bracket is put in quotes",
                Kind::Word(_) | Kind::Quoted(_) | Kind::Unclosed | Kind::Operator(_) => "two conditions are joined by `and` or `or`",
            };
            Err(parser.error(token.at, token.length, message))
        }
    }
}

pub(super) struct Parser<'a> {
    pub(super) expression: &'a str,
    pub(super) tokens: Vec<Token>,
    /// The place of the piece that is read next.
    pub(super) next: usize,
    pub(super) scope: Scope<'a>,
}

impl Parser<'_> {
    fn any(&mut self, depth: usize) -> Result<Test, FilterError> {
        let mut tests = vec![self.all(depth)?];
        while self.take_word("or") {
            tests.push(self.all(depth)?);
        }
        Ok(single(tests, Test::Any))
    }

    fn all(&mut self, depth: usize) -> Result<Test, FilterError> {
        let mut tests = vec![self.condition(depth)?];
        while self.take_word("and") {
            tests.push(self.condition(depth)?);
        }
        Ok(single(tests, Test::All))
    }

    fn condition(&mut self, depth: usize) -> Result<Test, FilterError> {
        let mut is_turned = false;
        while self.take_word("not") {
            is_turned = !is_turned;
        }
        let test = self.plain_condition(depth)?;
        Ok(if is_turned { Test::Not(Box::new(test)) } else { test })
    }

    fn plain_condition(&mut self, depth: usize) -> Result<Test, FilterError> {
        let Some(token) = self.peek().cloned() else { return Err(self.error_at_end("a condition is missing here, such as `stage = 1`")) };
        match &token.kind {
            Kind::Open => self.bracket(depth, &token),
            Kind::Word(word) if word.to_lowercase().starts_with("flag:") => self.flag(),
            Kind::Word(word) if word.eq_ignore_ascii_case("within") && self.number_follows() => self.within(),
            Kind::Word(word) if word.eq_ignore_ascii_case("near") && self.number_follows() => self.near(),
            Kind::Word(word) if is_word(word, "and") || is_word(word, "or") => {
                Err(self.error(token.at, token.length, eco_format!("a condition is missing before `{word}`")))
            }
            Kind::Word(_) | Kind::Quoted(_) => self.comparison(),
            Kind::Unclosed => Err(self.unclosed(&token)),
            Kind::Operator(_) | Kind::Close | Kind::Comma => {
                Err(self.error(token.at, token.length, "a field is missing here, as `stage` in `stage = 1`"))
            }
        }
    }

    fn bracket(&mut self, depth: usize, open: &Token) -> Result<Test, FilterError> {
        if depth >= DEEPEST {
            return Err(self.error(open.at, 1, eco_format!("more than {DEEPEST} brackets inside each other are not read")));
        }
        self.next += 1;
        let test = self.any(depth + 1)?;
        if self.take(&Kind::Close) {
            Ok(test)
        } else {
            Err(self.expected_here(open.at, "a closing bracket `)`, or `and` or `or`, is missing"))
        }
    }

    /// `flag:coasting`, `flag:any`.
    fn flag(&mut self) -> Result<Test, FilterError> {
        let Some(piece) = self.words() else { return Err(self.error_at_end("a pattern is missing")) };
        let name = piece.text.chars().skip("flag:".len()).collect::<String>();
        let column = Column::Standard(Standard::Flags);
        let name = name.trim();
        match (Pattern::from_name(name), name.to_lowercase().as_str()) {
            (Some(pattern), _) => {
                Ok(Test::OneOf(column, vec![super::test::Value::Text { folded: pattern.title().to_owned(), number: None }]))
            }
            (None, "any") => Ok(Test::Not(Box::new(Test::Missing(column)))),
            (None, "none") => Ok(Test::Missing(column)),
            (None, _) => {
                let names: Vec<&str> = Pattern::ALL.into_iter().map(Pattern::name).chain(["any", "none"]).collect();
                let meant = nearest(name, names.iter().copied()).map(|near| eco_format!("; did you mean `{near}`?")).unwrap_or_default();
                Err(self.error(piece.at, piece.length, eco_format!("`{name}` is no pattern: there are {}{meant}", names.join(", "))))
            }
        }
    }

    /// `within 2 of M`, `within 2 ties of M`.
    fn within(&mut self) -> Result<Test, FilterError> {
        let steps = self.measured("within", &["ties", "tie", "steps", "step"])?;
        let (id, _) = self.member()?;
        Ok(Test::Among(within(self.scope, &id, steps.clamp(0.0, 1e6) as usize)))
    }

    /// `near 5 km of M`.
    fn near(&mut self) -> Result<Test, FilterError> {
        let km = self.measured("near", &["km"])?;
        let (id, piece) = self.member()?;
        match self.scope.network.member(&id).and_then(Member::place) {
            Some(place) => Ok(Test::Near(place, km)),
            None => {
                Err(self.error(piece.at, piece.length, "the map does not know where this member is; enter its easting and northing first"))
            }
        }
    }

    /// The number after a keyword, an optional unit and `of`.
    fn measured(&mut self, keyword: &str, units: &[&str]) -> Result<f64, FilterError> {
        self.next += 1;
        let Some(Token { kind: Kind::Word(word), at, length }) = self.peek().cloned() else {
            return Err(self.error_at_end(eco_format!("a number is missing after `{keyword}`")));
        };
        self.next += 1;
        let bare = units.iter().find_map(|unit| word.strip_suffix(unit)).unwrap_or(&word);
        let number = bare.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
        let Some(number) = number else { return Err(self.error(at, length, eco_format!("`{word}` is no number, as `{keyword}` needs"))) };
        for unit in units {
            if self.take_word(unit) {
                break;
            }
        }
        if self.take_word("of") {
            Ok(number)
        } else {
            Err(self.expected_here(at, "`of` and a member are missing, as in `within 2 of urn:136455`"))
        }
    }

    fn member(&mut self) -> Result<(MemberId, Piece), FilterError> {
        let Some(piece) = self.value_piece()? else {
            return Err(self.error_at_end("a member is missing after `of`: its id, number or name"));
        };
        match self.scope.network.find_member(&piece.text) {
            Ok(member) => Ok((member.id.clone(), piece)),
            Err(error) => Err(self.error(piece.at, piece.length, eco_format!("{error}"))),
        }
    }

    /// `field op value`, `field in (a, b)`, `field not in (a, b)`.
    fn comparison(&mut self) -> Result<Test, FilterError> {
        let piece = self.field_piece();
        let column = self.column(&piece)?;
        if self.peek_is_word("not") {
            self.next += 1;
            let test = self.listed(&column)?;
            return Ok(Test::All(vec![Test::Not(Box::new(Test::Missing(column))), Test::Not(Box::new(test))]));
        }
        if self.peek_is_word("in") {
            return self.listed(&column);
        }
        let Some(Token { kind: Kind::Operator(operator), at, length }) = self.peek().cloned() else {
            return Err(self.error(
                piece.at,
                piece.length,
                eco_format!("`{}` is compared with nothing; write for example `{} = …`", piece.text, piece.text),
            ));
        };
        self.next += 1;
        let Some(value) = self.value_piece()? else { return Err(self.error(at, length, "a value is missing after this sign")) };
        self.compared(column, operator, &value)
    }

    fn compared(&self, column: Column, operator: Operator, value: &Piece) -> Result<Test, FilterError> {
        let asks_for_missing = !value.is_quoted && (value.text == "?" || is_word(&value.text, "none"));
        if !asks_for_missing {
            return Ok(Test::Compare(column.clone(), operator, read(self, &column, operator, value)?));
        }
        match operator {
            Operator::Is => Ok(Test::Missing(column)),
            Operator::IsNot => Ok(Test::Not(Box::new(Test::Missing(column)))),
            Operator::Below | Operator::AtMost | Operator::Above | Operator::AtLeast | Operator::Contains => {
                Err(self.error(value.at, value.length, "what is missing has no size: use `=` or `!=` with it"))
            }
        }
    }

    fn listed(&mut self, column: &Column) -> Result<Test, FilterError> {
        let at = self.peek().map_or(0, |token| token.at);
        if !(self.take_word("in") && self.take(&Kind::Open)) {
            return Err(self.expected_here(at, "a list in brackets is missing, as in `stage in (1, 2)`"));
        }
        let mut values = Vec::new();
        let mut tests = Vec::new();
        loop {
            let Some(piece) = self.value_piece()? else { return Err(self.expected_here(at, "a value is missing in the list")) };
            if !piece.is_quoted && (piece.text == "?" || is_word(&piece.text, "none")) {
                tests.push(Test::Missing(column.clone()));
            } else {
                values.push(read(self, column, Operator::Is, &piece)?);
            }
            if self.take(&Kind::Close) {
                tests.push(Test::OneOf(column.clone(), values));
                return Ok(single(tests, Test::Any));
            }
            if !self.take(&Kind::Comma) {
                return Err(self.expected_here(at, "a comma or a closing bracket is missing in the list"));
            }
        }
    }

    fn column(&self, piece: &Piece) -> Result<Column, FilterError> {
        if let Some(column) = self.scope.vocabulary.column(&piece.text) {
            return Ok(column);
        }
        if piece.is_quoted && self.scope.fields == Fields::MayCome {
            return Ok(Column::Own(piece.text.clone()));
        }
        let meant = self.scope.vocabulary.nearest(&piece.text);
        let all = || eco_format!("fields are the columns of `list`: {} …", fields_at_hand());
        let advice = meant.map_or_else(all, |name| eco_format!("did you mean `{name}`?"));
        Err(self.error(piece.at, piece.length, eco_format!("there is no field `{}`; {advice}", piece.text)))
    }
}

fn fields_at_hand() -> String {
    Standard::ALL.iter().take(14).map(|column| column.name()).collect::<Vec<_>>().join(" ")
}

fn single(mut tests: Vec<Test>, join: fn(Vec<Test>) -> Test) -> Test {
    if tests.len() == 1 { tests.pop().unwrap_or(Test::All(Vec::new())) } else { join(tests) }
}

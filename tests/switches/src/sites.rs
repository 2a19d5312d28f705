//! Where the mutants of a file stand in its syntax.

use std::ops::Range;

use proc_macro2::{LineColumn, Span};
use syn::{
    Arm, Attribute, BinOp, Block, Expr, ExprBinary, ExprStruct, ExprUnary, ImplItemConst, ImplItemFn, ItemConst, ItemFn, ReturnType,
    Signature, UnOp,
    spanned::Spanned,
    visit::{self, Visit},
};

use crate::listed::Listed;

/// A piece of the source that holds mutants.
#[derive(Debug)]
pub struct Site {
    pub range: Range<usize>,
    pub kind: Kind,
    /// The number of each mutant and what it puts there.
    pub mutants: Vec<(usize, String)>,
    /// Whether it is worked out by the compiler, where no switch can be asked.
    pub is_constant: bool,
}

#[derive(Debug)]
pub enum Kind {
    /// The statements of a function; with the type it returns, if only the body says which that is.
    Body { opaque: Option<String> },
    /// Two operands and the operator between them.
    Binary { operator: Range<usize> },
    /// An operand behind a sign that is taken away.
    Unary { operand: Range<usize> },
    /// What an arm asks for beside its pattern.
    Guard,
    /// The end of an arm's pattern.
    Arm,
    /// A struct without this field.
    Field { field: Range<usize> },
}

/// What was found in a file.
#[derive(Debug, Default)]
pub struct Found {
    pub sites: Vec<Site>,
    /// Mutants of functions for other systems.
    pub elsewhere: Vec<usize>,
    /// Mutants that are no Rust: `||` between two `let`s.
    pub unviable: Vec<usize>,
}

/// Finds the mutants of a file, given with their numbers.
pub fn find(text: &str, mutants: &[(usize, &Listed)]) -> Found {
    let file = syn::parse_file(text).expect("the compiler reads this file");
    let mut finder = Finder { text, mutants, found: Found::default(), constants: 0 };
    finder.visit_file(&file);
    finder.found
}

struct Finder<'a> {
    text: &'a str,
    mutants: &'a [(usize, &'a Listed)],
    found: Found,
    constants: usize,
}

impl Finder<'_> {
    fn byte(&self, place: LineColumn) -> usize {
        crate::listed::Place { line: place.line, column: place.column + 1 }.byte_in(self.text)
    }

    fn range(&self, span: Span) -> Range<usize> {
        self.byte(span.start())..self.byte(span.end())
    }

    /// The mutants of this genre whose span begins there.
    fn at(&self, genre: &str, start: LineColumn) -> Vec<(usize, String)> {
        let is_there =
            |listed: &Listed| listed.genre == genre && (listed.span.start.line, listed.span.start.column) == (start.line, start.column + 1);
        self.mutants.iter().filter(|(_, listed)| is_there(listed)).map(|(id, listed)| (*id, listed.replacement.clone())).collect()
    }

    fn add(&mut self, range: Range<usize>, kind: Kind, mutants: Vec<(usize, String)>) {
        if !mutants.is_empty() {
            self.found.sites.push(Site { range, kind, mutants, is_constant: self.constants > 0 });
        }
    }

    fn function(&mut self, attributes: &[Attribute], signature: &Signature, block: &Block) {
        let (Some(first), Some(last)) = (block.stmts.first(), block.stmts.last()) else { return };
        let mutants = self.at("FnValue", first.span().start());
        if attributes.iter().any(is_for_another_system) {
            self.found.elsewhere.extend(mutants.into_iter().map(|(id, _)| id));
            return;
        }
        let range = self.byte(first.span().start())..self.byte(last.span().end());
        let opaque = match &signature.output {
            ReturnType::Type(_, returned) => match &**returned {
                syn::Type::ImplTrait(opaque) => Some(self.text[self.range(opaque.bounds.span())].to_owned()),
                _ => None,
            },
            ReturnType::Default => None,
        };
        self.add(range, Kind::Body { opaque }, mutants);
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        self.constants += usize::from(item.sig.constness.is_some());
        self.function(&item.attrs, &item.sig, &item.block);
        visit::visit_item_fn(self, item);
        self.constants -= usize::from(item.sig.constness.is_some());
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        self.constants += usize::from(item.sig.constness.is_some());
        self.function(&item.attrs, &item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
        self.constants -= usize::from(item.sig.constness.is_some());
    }

    fn visit_item_const(&mut self, item: &'ast ItemConst) {
        self.constants += 1;
        visit::visit_item_const(self, item);
        self.constants -= 1;
    }

    fn visit_impl_item_const(&mut self, item: &'ast ImplItemConst) {
        self.constants += 1;
        visit::visit_impl_item_const(self, item);
        self.constants -= 1;
    }

    fn visit_expr_binary(&mut self, binary: &'ast ExprBinary) {
        let mutants = self.at("BinaryOperator", binary.op.span().start());
        if matches!(binary.op, BinOp::And(_)) && (has_let(&binary.left) || has_let(&binary.right)) {
            self.found.unviable.extend(mutants.into_iter().map(|(id, _)| id));
        } else {
            let operator = self.range(binary.op.span());
            self.add(self.range(binary.span()), Kind::Binary { operator }, mutants);
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_unary(&mut self, unary: &'ast ExprUnary) {
        if matches!(unary.op, UnOp::Not(_) | UnOp::Neg(_)) {
            let operand = self.range(unary.expr.span());
            self.add(self.range(unary.span()), Kind::Unary { operand }, self.at("UnaryOperator", unary.op.span().start()));
        }
        visit::visit_expr_unary(self, unary);
    }

    fn visit_arm(&mut self, arm: &'ast Arm) {
        let end = self.byte(arm.pat.span().end());
        if let Some((_, guard)) = &arm.guard {
            self.add(self.range(guard.span()), Kind::Guard, self.at("MatchArmGuard", guard.span().start()));
        } else {
            self.add(end..end, Kind::Arm, self.at("MatchArm", arm.pat.span().start()));
        }
        visit::visit_arm(self, arm);
    }

    fn visit_expr_struct(&mut self, made: &'ast ExprStruct) {
        for field in made.fields.pairs() {
            let mutants = self.at("StructField", field.value().span().start());
            let end = field.punct().map_or(field.value().span().end(), |comma| comma.span().end());
            let field = self.byte(field.value().span().start())..self.byte(end);
            self.add(self.range(made.span()), Kind::Field { field }, mutants);
        }
        visit::visit_expr_struct(self, made);
    }
}

fn is_for_another_system(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg") && attribute.meta.require_list().is_ok_and(|list| list.tokens.to_string().starts_with("not"))
}

fn has_let(operand: &Expr) -> bool {
    match operand {
        Expr::Let(_) => true,
        Expr::Binary(binary) if matches!(binary.op, BinOp::And(_)) => has_let(&binary.left) || has_let(&binary.right),
        _ => false,
    }
}

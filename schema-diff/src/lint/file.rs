//! A file as rules see it, and a place in it.

use std::collections::BTreeMap;
use std::ops::Range;

use entity_core::schema::QualName;

use super::Role;
use super::shape::{Altered, Column, Constraint, Shape};
use super::statement::Statement;
use crate::files::{Script, Segment, Token, Via};

/// All statements of a file.
pub(super) struct File<'a> {
    pub(super) role: Role<'a>,
    pub(super) statements: Vec<Statement<'a>>,
    /// The objects whose data the author knows to be lost.
    loses: &'a [String],
    segments: Vec<(Via, Range<usize>)>,
    /// The first statement that creates each table or materialised view.
    created: BTreeMap<QualName, usize>,
}

/// Where a statement stands.
#[derive(Clone)]
pub(super) struct Place<'a> {
    pub(super) file: &'a File<'a>,
    /// Its number in the file.
    pub(super) at: usize,
    /// How its segment runs.
    pub(super) via: Via,
    /// The statements that share its transaction.
    together: Range<usize>,
}

impl<'a> File<'a> {
    pub(super) fn new(script: &'a Script, role: Role<'a>, tokens: &'a [Vec<Token<'a>>]) -> Self {
        let both = script.statements().zip(tokens);
        let statements: Vec<_> = both.map(|(statement, tokens)| Statement::new(statement, tokens)).collect();
        let mut created = BTreeMap::new();
        for (at, statement) in statements.iter().enumerate() {
            if let Some(table) = statement.shape.created_table() {
                created.entry(table.clone()).or_insert(at);
            }
        }
        let segments = match role {
            Role::Alone if is_cut_by_itself(script, &statements) => own_segments(&statements),
            Role::Up | Role::Down(_) | Role::Alone => cut_segments(script),
        };
        Self { role, statements, loses: &script.loses, segments, created }
    }

    pub(super) fn places(&'a self) -> impl Iterator<Item = Place<'a>> {
        self.segments.iter().flat_map(move |(via, range)| {
            range.clone().map(move |at| {
                let together = match via {
                    Via::Transaction => range.clone(),
                    Via::Single => at..at + 1,
                };
                Place { file: self, at, via: *via, together }
            })
        })
    }
}

/// The pieces between the lines that cut a file.
fn cut_segments(script: &Script) -> Vec<(Via, Range<usize>)> {
    let mut start = 0;
    let segment = |segment: &Segment| {
        let range = start..start + segment.statements.len();
        start = range.end;
        (segment.via, range)
    };
    script.segments.iter().map(segment).collect()
}

/// Whether a file was written for a tool that runs one statement after the other.
fn is_cut_by_itself(script: &Script, statements: &[Statement<'_>]) -> bool {
    script.segments.len() == 1 && statements.iter().any(|statement| statement.controls_transaction)
}

/// What stands between BEGIN and COMMIT, and what stands outside.
fn own_segments(statements: &[Statement<'_>]) -> Vec<(Via, Range<usize>)> {
    let mut segments: Vec<(Via, Range<usize>)> = Vec::new();
    let mut is_open = false;
    for (at, statement) in statements.iter().enumerate() {
        let begins = statement.words.starts(&["begin", "start transaction"]);
        match segments.last_mut() {
            Some((Via::Transaction, range)) if is_open => range.end = at + 1,
            Some(_) | None => {
                segments.push((if begins { Via::Transaction } else { Via::Single }, at..at + 1));
            }
        }
        is_open = begins || is_open && !statement.controls_transaction;
    }
    segments
}

impl<'a> Place<'a> {
    pub(super) fn statement(&self) -> &'a Statement<'a> {
        &self.file.statements[self.at]
    }

    /// The statements before it in the file.
    pub(super) fn before(&self) -> &'a [Statement<'a>] {
        &self.file.statements[..self.at]
    }

    /// The statements after it in the file.
    pub(super) fn after(&self) -> &'a [Statement<'a>] {
        &self.file.statements[self.at + 1..]
    }

    /// The statements before it in its own transaction.
    pub(super) fn beside(&self) -> &'a [Statement<'a>] {
        &self.file.statements[self.together.start..self.at]
    }

    /// All statements of its own transaction.
    pub(super) fn together(&self) -> &'a [Statement<'a>] {
        &self.file.statements[self.together.clone()]
    }

    /// Whether the file creates the table before, so that nobody waits for it and it is empty or nearly so.
    pub(super) fn is_new(&self, table: &QualName) -> bool {
        self.file.created.get(table).is_some_and(|at| *at < self.at)
    }

    /// Whether the author says that this object's data is lost.
    pub(super) fn loses(&self, object: &str) -> bool {
        self.file.loses.iter().any(|lost| lost == object)
    }

    /// What happens to a table that was there before the file.
    pub(super) fn altered(&self) -> Option<&'a Altered<'a>> {
        let altered = self.statement().shape.altered()?;
        (!self.is_new(&altered.table)).then_some(altered)
    }

    /// The columns that a table gets that was there before the file.
    pub(super) fn added_columns(&self) -> impl Iterator<Item = (&'a QualName, &'a Column<'a>)> {
        let altered = self.altered();
        altered.into_iter().flat_map(|altered| altered.columns().map(|column| (&altered.table, column)))
    }

    /// The constraints that a table gets that was there before the file, apart from those of its new columns.
    pub(super) fn added_constraints(&self) -> impl Iterator<Item = (&'a QualName, &'a Constraint<'a>)> {
        let altered = self.altered();
        altered.into_iter().flat_map(|altered| altered.constraints().map(|constraint| (&altered.table, constraint)))
    }

    /// The columns that are written down, of new tables and others.
    pub(super) fn columns(&self) -> impl Iterator<Item = (&'a QualName, &'a Column<'a>)> {
        self.statement().shape.columns()
    }

    /// The table constraints that are written down, of new tables and others.
    pub(super) fn constraints(&self) -> impl Iterator<Item = (&'a QualName, &'a Constraint<'a>)> {
        self.statement().shape.constraints()
    }

    /// The statement with more words at the end, where they can only be about its one action.
    pub(super) fn alone_ending(&self, addition: &str) -> Option<String> {
        let is_single = self.statement().shape.altered().is_some_and(Altered::is_single);
        is_single.then(|| self.statement().ending(addition))
    }

    /// Whether it is the first statement that waits for a lock which stops readers or writers.
    pub(super) fn is_first_to_lock(&self) -> bool {
        self.locks(self.at) && !(0..self.at).any(|at| self.locks(at))
    }

    fn locks(&self, at: usize) -> bool {
        let statement = &self.file.statements[at];
        let is_old = |table: &QualName| self.file.created.get(table).is_none_or(|created| *created >= at);
        match &statement.shape {
            Shape::Alter(altered) => is_old(&altered.table),
            Shape::Index(index) => is_old(&index.table),
            Shape::Drop(dropped) => {
                matches!(dropped.kind.as_str(), "table" | "index" | "view" | "materialized view" | "trigger" | "policy")
            }
            Shape::Create(create) => create.kind == "trigger",
            Shape::Table(_) => false,
            Shape::Other => statement.words.starts(&["lock", "truncate", "reindex", "cluster", "vacuum full"]),
        }
    }
}

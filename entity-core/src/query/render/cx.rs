//! What an expression is written into, and whose columns it may speak of.

use std::any::TypeId;
use std::fmt::{self, Write as _};
use std::sync::Arc;

use sea_query::{PostgresQueryBuilder, QueryBuilder, SelectStatement, SqlWriter, Value as Place};

use super::super::filter::Filter;
use super::super::node::Node;
use super::super::source::From;
use super::Rendered;
use crate::entity::Entity;
use crate::value::{Bound, Param};

/// The parameters of a statement, and the aliases that it uses.
pub(super) struct Cx {
    pub(super) params: Vec<Arc<dyn Param>>,
    aliases: usize,
    mode: Mode,
    /// Expressions that must be written the same wherever they stand, and how: by their text with literals.
    known: Vec<(String, String)>,
    /// How many values were written.
    values: usize,
}

/// How values and columns are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Values as parameters, columns with their alias.
    Statement,
    /// Values as literals, columns with their alias: for views.
    View,
    /// Values as literals, columns alone: for predicates of indexes.
    Predicate,
    /// One of the last two, and something cannot be written so.
    Broken,
}

/// The sources that columns may belong to, the nearest first.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) sources: &'a [Named],
    pub(super) outer: Option<&'a Scope<'a>>,
}

/// A source and its alias.
pub(super) struct Named {
    pub(super) from: From,
    pub(super) alias: String,
}

impl Scope<'_> {
    pub(super) fn find(&self, id: TypeId) -> Option<&Named> {
        let here = self.sources.iter().find(|source| source.from.id == id);
        here.or_else(|| self.outer.and_then(|outer| outer.find(id)))
    }
}

impl Cx {
    pub(super) fn new() -> Self {
        Self { params: Vec::new(), aliases: 0, mode: Mode::Statement, known: Vec::new(), values: 0 }
    }

    pub(super) fn named(&mut self, from: From) -> Named {
        let alias = self.alias();
        Named { from, alias }
    }

    pub(super) fn alias(&mut self) -> String {
        self.aliases += 1;
        format!("t{}", self.aliases - 1)
    }

    /// What writes a statement that holds its values.
    pub(super) fn literal() -> Self {
        Self { mode: Mode::View, ..Self::new() }
    }

    /// Whether everything could be written.
    pub(super) fn is_whole(&self) -> bool {
        self.mode != Mode::Broken
    }

    /// Whether columns stand alone.
    pub(super) fn is_predicate(&self) -> bool {
        self.mode == Mode::Predicate
    }

    /// Whether values are parameters.
    pub(super) fn is_bound(&self) -> bool {
        self.mode == Mode::Statement
    }

    /// Notes that something cannot be written as a predicate.
    pub(super) fn refuse(&mut self) {
        if self.is_predicate() {
            self.mode = Mode::Broken;
        }
    }

    /// Writes a value.
    pub(super) fn place(&mut self, param: &Arc<dyn Param>, out: &mut String) {
        self.values += 1;
        if !self.is_bound() {
            match param.literal() {
                Some(literal) => out.push_str(&literal),
                None => self.mode = Mode::Broken,
            }
            return;
        }
        self.params.push(Arc::clone(param));
        // Writing to a text does not fail.
        let _ = write!(out, "${}", self.params.len());
    }

    /// How many expressions are known.
    pub(super) fn knows(&self) -> usize {
        self.known.len()
    }

    /// Forgets all but the first of what is known.
    pub(super) fn forget(&mut self, first: usize) {
        self.known.truncate(first);
    }

    /// Writes a node as `text` from now on.
    pub(super) fn learn_as(&mut self, node: &Node, scope: &Scope<'_>, text: String) {
        self.known.extend(print(node, scope).map(|(print, _)| (print, text)));
    }

    /// The text of a node, which is the same from now on: each of its values is one parameter. To the server, `$1` and
    /// `$2` are different values, so what it groups by would not be what it reads.
    pub(super) fn learn(&mut self, node: &Node, scope: &Scope<'_>) -> String {
        let text = self.text(node, scope);
        if let Some((print, 1..)) = print(node, scope) {
            self.known.push((print, text.clone()));
        }
        text
    }

    /// How a node is written, where that is known.
    pub(super) fn known(&self, node: &Node, scope: &Scope<'_>) -> Option<String> {
        if self.known.is_empty() {
            return None;
        }
        let (print, _) = print(node, scope)?;
        self.known.iter().find(|(known, _)| *known == print).map(|(_, text)| text.clone())
    }

    /// The text of a node.
    pub(super) fn text(&mut self, node: &Node, scope: &Scope<'_>) -> String {
        let mut text = String::with_capacity(32);
        self.expr(node, scope, &mut text);
        text
    }

    /// The text of a statement that sea-query holds together.
    pub(super) fn statement(&mut self, statement: &SelectStatement) -> String {
        let mut writer = Writer { sql: String::with_capacity(256), cx: self };
        statement.build_collect_into(PostgresQueryBuilder, &mut writer);
        writer.sql
    }

    pub(super) fn finish(self, sql: String) -> Rendered {
        Rendered { sql: sql.into(), params: self.params }
    }
}

/// What a node is, whatever parameters it would get, and how many values are in it. `None` where one has no literal.
pub(super) fn print(node: &Node, scope: &Scope<'_>) -> Option<(String, usize)> {
    // The aliases inside of it are none of those around it.
    let mut cx = Cx { aliases: 1 << 20, ..Cx::literal() };
    let text = cx.text(node, scope);
    cx.is_whole().then_some((text, cx.values))
}

/// Writes what sea-query makes.
struct Writer<'a> {
    sql: String,
    cx: &'a mut Cx,
}

impl fmt::Write for Writer<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.sql.write_str(text)
    }
}

impl fmt::Display for Writer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sql)
    }
}

impl SqlWriter for Writer<'_> {
    /// Limit and offset are the only values that sea-query itself holds.
    fn push_param<T: QueryBuilder>(&mut self, value: Place, _: &T) {
        if let Place::BigUnsigned(Some(rows)) = value {
            let rows: Arc<dyn Param> = Arc::new(Bound(i64::try_from(rows).unwrap_or(i64::MAX)));
            self.cx.place(&rows, &mut self.sql);
        }
    }

    fn as_writer(&mut self) -> &mut dyn fmt::Write {
        self
    }
}

/// A condition as SQL with literals instead of parameters, for index predicates. `None` where a value has no literal.
pub fn inline<E: Entity>(filter: &Filter<E>) -> Option<String> {
    inline_node(&filter.node)
}

pub(super) fn inline_node(node: &Node) -> Option<String> {
    let mut cx = Cx { mode: Mode::Predicate, ..Cx::new() };
    let text = cx.text(node, &Scope { sources: &[], outer: None });
    cx.is_whole().then_some(text)
}

//! Updates and removals of many rows.

use std::sync::Arc;

use sea_query::{Alias, Expr, PostgresQueryBuilder, Query, ReturningClause, TableRef, UpdateStatement};

use super::super::node::Node;
use super::super::projection::Level;
use super::super::source::From;
use super::Rendered;
use super::cx::{Cx, Scope};
use super::expr::live;
use super::select::table_name;
use crate::value::Param;

/// Which rows are changed, and what of them is read.
pub(crate) struct Changed<'a> {
    pub(crate) of: From,
    pub(crate) filters: &'a [Node],
    /// Whether rows are changed that are deleted softly.
    pub(crate) with_deleted: bool,
    /// What is read of the rows that were changed.
    pub(crate) returning: Option<&'a Level>,
}

/// `UPDATE … SET … WHERE …`.
pub(crate) fn update(changed: &Changed<'_>, set: &[(&'static str, Node)]) -> Rendered {
    let mut cx = Cx::new();
    let sources = [cx.named(changed.of)];
    let scope = Scope { sources: &sources, outer: None };
    let mut statement = Query::update();
    statement.table(aliased(changed.of, &sources[0].alias));
    for (column, node) in set {
        let text = cx.text(node, &scope);
        statement.value(Alias::new(*column), Expr::cust(text));
    }
    for condition in cx.changed(changed, &scope) {
        statement.and_where(Expr::cust(condition));
    }
    if let Some(returning) = cx.returning(changed, &scope) {
        statement.returning(returning);
    }
    let sql = text(&statement);
    cx.finish(sql)
}

/// `DELETE FROM … WHERE …`.
pub(crate) fn delete(changed: &Changed<'_>) -> Rendered {
    let mut cx = Cx::new();
    let sources = [cx.named(changed.of)];
    let scope = Scope { sources: &sources, outer: None };
    let mut statement = Query::delete();
    statement.from_table(aliased(changed.of, &sources[0].alias));
    for condition in cx.changed(changed, &scope) {
        statement.and_where(Expr::cust(condition));
    }
    if let Some(returning) = cx.returning(changed, &scope) {
        statement.returning(returning);
    }
    // Nothing in it is a value of sea-query's.
    let sql = statement.to_string(PostgresQueryBuilder);
    cx.finish(sql)
}

fn text(statement: &UpdateStatement) -> String {
    // Nothing in it is a value of sea-query's.
    statement.to_string(PostgresQueryBuilder)
}

fn aliased(of: From, alias: &str) -> TableRef {
    TableRef::Table(table_name(of.def), Some(sea_query::IntoIden::into_iden(Alias::new(alias))))
}

impl Cx {
    fn changed(&mut self, changed: &Changed<'_>, scope: &Scope<'_>) -> Vec<String> {
        let mut conditions: Vec<_> = changed.filters.iter().map(|filter| self.condition(filter, scope)).collect();
        if !changed.with_deleted {
            conditions.extend(live(changed.of.def, &scope.sources[0].alias));
        }
        conditions
    }

    fn returning(&mut self, changed: &Changed<'_>, scope: &Scope<'_>) -> Option<ReturningClause> {
        let level = changed.returning?;
        let columns: Vec<_> = level.columns.iter().map(|column| Expr::cust(self.text(column, scope))).collect();
        Some(Query::returning().exprs(columns))
    }

    /// Keeps the first numbers for parameters that somebody else gives.
    pub(super) fn reserve(&mut self, count: usize) {
        let nothing: Arc<dyn Param> = Arc::new(None::<crate::value::Bound<bool>>);
        self.params.extend(std::iter::repeat_n(nothing, count));
    }
}

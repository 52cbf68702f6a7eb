//! Updates and removals of many rows.

use std::sync::Arc;

use sea_query::{Alias, Expr, PostgresQueryBuilder, Query, ReturningClause, TableRef, UpdateStatement};

use super::super::nested::Related;
use super::super::node::{Exists, Node};
use super::super::projection::Level;
use super::super::source::From;
use super::Rendered;
use super::cx::{Cx, Scope};
use super::expr::{dot, live};
use super::select::table_name;
use crate::schema::Ident;
use crate::value::Param;

/// Which rows are changed, and what of them is read.
pub(crate) struct Changed<'a> {
    pub(crate) of: From,
    pub(crate) filters: &'a [Node],
    /// Rows of other tables that the update speaks of.
    pub(crate) joined: &'a [Exists],
    /// Whether rows are changed that are deleted softly.
    pub(crate) with_deleted: bool,
    /// What is read of the rows that were changed.
    pub(crate) returning: Option<&'a Level>,
}

/// `UPDATE … SET … WHERE …`.
pub(crate) fn update(changed: &Changed<'_>, set: &[(&'static str, Node)]) -> Rendered {
    let mut cx = Cx::new();
    let mut sources = vec![cx.named(changed.of)];
    sources.extend(changed.joined.iter().map(|exists| cx.named(exists.target)));
    let scope = Scope { sources: &sources, outer: None };
    let mut statement = Query::update();
    statement.table(aliased(changed.of, &sources[0].alias));
    for (exists, target) in changed.joined.iter().zip(&sources[1..]) {
        statement.from(aliased(target.from, &target.alias));
        let mut conditions = Vec::new();
        cx.along(exists, &sources[0].alias, target, &mut Vec::new(), &mut conditions);
        cx.matching(exists, &scope, &mut conditions);
        statement.and_where(Expr::cust(conditions.join(" AND ")));
    }
    for (column, node) in set {
        let text = cx.text(node, &scope);
        statement.value(Alias::new(*column), Expr::cust(text));
    }
    if let Some(version) = changed.of.def.version().filter(|version| set.iter().all(|(name, _)| *name != version.name))
    {
        let next = format!("{} + 1", dot(&sources[0].alias, version.name));
        statement.value(Alias::new(version.name), Expr::cust(next));
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

/// What happens to a row that is there already.
pub(crate) struct Conflict {
    /// The columns of the unique index, with its predicate.
    pub(crate) target: String,
    /// The columns that are set to the new values; none where the row is left as it is.
    pub(crate) set: Option<Vec<&'static str>>,
}

impl Conflict {
    fn sql(&self, of: From, alias: &str) -> String {
        let Self { target, set } = self;
        let Some(set) = set else { return format!(" ON CONFLICT {target} DO NOTHING") };
        let values = set.iter().map(|name| {
            let name = Ident::from_static(name);
            format!("{name} = EXCLUDED.{name}")
        });
        let version = of
            .def
            .version()
            .filter(|version| !set.contains(&version.name))
            .map(|version| format!("{} = {} + 1", Ident::from_static(version.name), dot(alias, version.name)));
        let values: Vec<_> = values.chain(version).collect();
        format!(" ON CONFLICT {target} DO UPDATE SET {}", values.join(", "))
    }
}

/// What follows an insert into a table under an alias: what happens to rows that are there already, and what is read.
/// `last` is read behind all else.
pub(crate) fn insert(
    of: From,
    before: impl FnOnce(&str) -> String,
    conflict: Option<&Conflict>,
    returning: Option<&Level>,
    last: Option<&str>,
) -> String {
    let mut cx = Cx::new();
    let sources = [cx.named(of)];
    let scope = Scope { sources: &sources, outer: None };
    let alias = &sources[0].alias;
    let mut sql = before(&format!(" AS {alias}"));
    sql.extend(conflict.map(|conflict| conflict.sql(of, alias)));
    let mut columns = returning.map(|level| cx.read_back(of, level, &scope)).unwrap_or_default();
    columns.extend(last.map(|last| last.replace("{}", alias)));
    if !columns.is_empty() {
        sql.push_str(" RETURNING ");
        sql.push_str(&columns.join(", "));
    }
    sql
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
        let columns = self.read_back(changed.of, changed.returning?, scope);
        Some(Query::returning().exprs(columns.into_iter().map(Expr::cust)))
    }

    /// What is read of rows that were written: the level's columns, and those that its relations go along.
    fn read_back(&mut self, of: From, level: &Level, scope: &Scope<'_>) -> Vec<String> {
        let keys: Vec<_> =
            level.relations.iter().flat_map(Related::keys).map(|name| Node::Column(of.id, name)).collect();
        level.columns.iter().chain(&keys).map(|column| self.text(column, scope)).collect()
    }

    /// Keeps the first numbers for parameters that somebody else gives.
    pub(super) fn reserve(&mut self, count: usize) {
        let nothing: Arc<dyn Param> = Arc::new(None::<crate::value::Bound<bool>>);
        self.params.extend(std::iter::repeat_n(nothing, count));
    }
}

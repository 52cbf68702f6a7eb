//! Makes the text of dynamic statements. sea-query writes it; the parameters stay ours.
//!
//! sea-query's own values are a closed set, so the tree holds the *place* of a parameter in our list instead, and the
//! writer notes the order in which the places appear.

mod expr;
mod inline;
mod writer;

use std::sync::Arc;

use sea_query::{Alias, Expr, NullOrdering, PostgresQueryBuilder, Query, SelectStatement, UpdateStatement};

use super::node::Node;
use super::select::Select;
use crate::entity::{Entity, EntityDef};
use crate::schema::{Direction, Nulls};
use crate::value::Param;
use expr::{Cx, Scope, table};
pub(crate) use inline::inline;
use writer::Writer;

/// The text of a statement and its parameters in the order of the text.
pub(crate) struct Rendered {
    pub(crate) sql: Arc<str>,
    pub(crate) params: Vec<Arc<dyn Param>>,
}

impl Rendered {
    /// The same statement, explained instead of run.
    pub(crate) fn explained(self) -> Self {
        Self { sql: format!("EXPLAIN {}", self.sql).into(), params: self.params }
    }
}

pub(crate) fn select<E: Entity, P>(query: &Select<E, P>, columns: &[&'static str]) -> Rendered {
    let mut cx = Cx::of(E::DEF);
    let scope = cx.root();
    let mut statement = base(query, &scope, &mut cx);
    for column in columns {
        statement.expr(Expr::col((Alias::new(&scope.alias), Alias::new(*column))));
    }
    for order in &query.order {
        let expr = cx.expr(&order.node, &scope);
        let direction = match order.direction {
            Direction::Asc => sea_query::Order::Asc,
            Direction::Desc => sea_query::Order::Desc,
        };
        match order.nulls {
            Some(Nulls::First) => statement.order_by_expr_with_nulls(expr, direction, NullOrdering::First),
            Some(Nulls::Last) => statement.order_by_expr_with_nulls(expr, direction, NullOrdering::Last),
            None => statement.order_by_expr(expr, direction),
        };
    }
    finish(statement, query, cx)
}

pub(crate) fn count<E: Entity, P>(query: &Select<E, P>) -> Rendered {
    let mut cx = Cx::of(E::DEF);
    let scope = cx.root();
    let mut inner = base(query, &scope, &mut cx);
    inner.expr(Expr::cust("1"));
    limits(&mut inner, query);
    let mut statement = Query::select();
    statement.expr(Expr::cust("count(*)")).from_subquery(inner, Alias::new("counted"));
    write(cx, &statement)
}

pub(crate) fn exists<E: Entity, P>(query: &Select<E, P>) -> Rendered {
    let mut cx = Cx::of(E::DEF);
    let scope = cx.root();
    let mut inner = base(query, &scope, &mut cx);
    inner.expr(Expr::cust("1"));
    limits(&mut inner, query);
    let mut statement = Query::select();
    statement.expr(Expr::exists(inner));
    write(cx, &statement)
}

/// `UPDATE … SET … WHERE …` over live rows that satisfy the filters.
pub(crate) fn update(def: &'static EntityDef, set: &[(usize, Arc<dyn Param>)], filters: &[Node]) -> Rendered {
    let mut cx = Cx::of(def);
    let mut statement = Query::update();
    statement.table(table(&def.qual_name()));
    for (column, param) in set {
        let place = cx.place(param.clone());
        statement.value(Alias::new(def.columns[*column].name), place);
    }
    live_rows(statement, def, filters, cx)
}

/// `DELETE FROM … WHERE …`, or the update that marks live rows as deleted.
pub(crate) fn delete(def: &'static EntityDef, filters: &[Node]) -> Rendered {
    let mut cx = Cx::of(def);
    if let Some(column) = def.deleted_at() {
        let mut statement = Query::update();
        statement.table(table(&def.qual_name())).value(Alias::new(column.name), Expr::cust("now()"));
        return live_rows(statement, def, filters, cx);
    }
    let scope = Scope::table(def);
    let mut statement = Query::delete();
    statement.from_table(table(&def.qual_name()));
    for filter in filters {
        statement.and_where(cx.expr(filter, &scope));
    }
    let mut writer = Writer::new(cx.params);
    statement.build_collect_into(PostgresQueryBuilder, &mut writer);
    writer.finish()
}

/// Ends an update with its filters, which leave out what is deleted.
fn live_rows(mut statement: UpdateStatement, def: &'static EntityDef, filters: &[Node], mut cx: Cx) -> Rendered {
    let scope = Scope::table(def);
    for filter in filters {
        statement.and_where(cx.expr(filter, &scope));
    }
    statement.and_where_option(live(def, &scope, &mut cx));
    let mut writer = Writer::new(cx.params);
    statement.build_collect_into(PostgresQueryBuilder, &mut writer);
    writer.finish()
}

fn base<E: Entity, P>(query: &Select<E, P>, scope: &Scope, cx: &mut Cx) -> SelectStatement {
    let mut statement = Query::select();
    statement.from_as(table(&E::DEF.qual_name()), Alias::new(&scope.alias));
    for filter in &query.filters {
        statement.and_where(cx.expr(filter, scope));
    }
    if !query.with_deleted
        && let Some(live) = live(E::DEF, scope, cx)
    {
        statement.and_where(live);
    }
    statement
}

fn finish<E, P>(mut statement: SelectStatement, query: &Select<E, P>, cx: Cx) -> Rendered {
    limits(&mut statement, query);
    write(cx, &statement)
}

fn limits<E, P>(statement: &mut SelectStatement, query: &Select<E, P>) {
    if let Some(limit) = query.limit {
        statement.limit(limit);
    }
    if let Some(offset) = query.offset {
        statement.offset(offset);
    }
}

fn live(def: &EntityDef, scope: &Scope, cx: &mut Cx) -> Option<Expr> {
    let column = def.deleted_at()?;
    Some(cx.expr(&Node::IsNull(Box::new(Node::Column(column.name))), scope))
}

fn write(cx: Cx, statement: &SelectStatement) -> Rendered {
    let mut writer = Writer::new(cx.params);
    statement.build_collect_into(PostgresQueryBuilder, &mut writer);
    writer.finish()
}

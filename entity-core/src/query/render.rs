//! Makes the text of dynamic statements. sea-query writes it; the parameters stay ours.
//!
//! sea-query's own values are a closed set, so the tree holds the *place* of a parameter in our list instead, and the
//! writer notes the order in which the places appear.

use std::fmt::{self, Write};
use std::sync::Arc;

use sea_query::{
    Alias, BinOper, Expr, ExprTrait, Func, NullOrdering, PostgresQueryBuilder, Query, QueryBuilder, SelectStatement,
    SqlWriter, Value as Place,
};

use super::node::{Compare, Exists, Node};
use super::select::Select;
use crate::entity::{Entity, EntityDef};
use crate::schema::{Direction, Ident, Nulls, QualName};
use crate::value::{Bound, Param};

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

/// What a piece of an expression is rendered into.
struct Cx {
    params: Vec<Arc<dyn Param>>,
    aliases: usize,
    /// Predicates of the root's partial indexes: what equals one of them is written out, so that a plan for any value
    /// of a parameter can use the index.
    predicates: Vec<String>,
}

/// Whose columns are meant.
#[derive(Clone)]
struct Scope {
    alias: String,
    root: bool,
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
    cx.write(&statement)
}

pub(crate) fn exists<E: Entity, P>(query: &Select<E, P>) -> Rendered {
    let mut cx = Cx::of(E::DEF);
    let scope = cx.root();
    let mut inner = base(query, &scope, &mut cx);
    inner.expr(Expr::cust("1"));
    limits(&mut inner, query);
    let mut statement = Query::select();
    statement.expr(Expr::exists(inner));
    cx.write(&statement)
}

/// `UPDATE … SET … WHERE …` over live rows that satisfy the filters.
pub(crate) fn update(def: &'static EntityDef, set: &[(usize, Arc<dyn Param>)], filters: &[Node]) -> Rendered {
    let mut cx = Cx::of(def);
    let scope = Scope { alias: def.table.to_owned(), root: true };
    let mut statement = Query::update();
    statement.table(table(&def.qual_name()));
    for (column, param) in set {
        let place = cx.place(param.clone());
        statement.value(Alias::new(def.columns[*column].name), place);
    }
    for filter in filters {
        statement.and_where(cx.expr(filter, &scope));
    }
    statement.and_where_option(live(def, &scope, &mut cx));
    let mut writer = Writer::new(cx.params);
    statement.build_collect_into(PostgresQueryBuilder, &mut writer);
    writer.finish()
}

/// `DELETE FROM … WHERE …`, or the update that marks live rows as deleted.
pub(crate) fn delete(def: &'static EntityDef, filters: &[Node]) -> Rendered {
    let mut cx = Cx::of(def);
    let scope = Scope { alias: def.table.to_owned(), root: true };
    if let Some(column) = def.deleted_at() {
        let mut statement = Query::update();
        statement.table(table(&def.qual_name())).value(Alias::new(column.name), Expr::cust("now()"));
        for filter in filters {
            statement.and_where(cx.expr(filter, &scope));
        }
        statement.and_where_option(live(def, &scope, &mut cx));
        let mut writer = Writer::new(cx.params);
        statement.build_collect_into(PostgresQueryBuilder, &mut writer);
        return writer.finish();
    }
    let mut statement = Query::delete();
    statement.from_table(table(&def.qual_name()));
    for filter in filters {
        statement.and_where(cx.expr(filter, &scope));
    }
    let mut writer = Writer::new(cx.params);
    statement.build_collect_into(PostgresQueryBuilder, &mut writer);
    writer.finish()
}

/// The node as SQL with literals, its columns without a table. `None` where a value has no literal.
pub(crate) fn inline(node: &Node) -> Option<String> {
    let both =
        |left: &Node, operator: &str, right: &Node| Some(format!("{} {operator} {}", inline(left)?, inline(right)?));
    let joined = |parts: &[Node], word: &str, empty: &str| {
        let parts = parts.iter().map(inline).collect::<Option<Vec<_>>>()?;
        if parts.is_empty() { Some(empty.to_owned()) } else { Some(format!("({})", parts.join(word))) }
    };
    match node {
        Node::Column(name) => Some(Ident::from_static(name).to_string()),
        Node::Bind(param) => param.literal(),
        Node::Compare(left, how, right) => both(left, how.sql(), right),
        Node::Operator(left, operator, right) => both(left, operator, right),
        Node::IsNull(node) => Some(format!("{} IS NULL", inline(node)?)),
        Node::Not(node) => Some(format!("NOT ({})", inline(node)?)),
        Node::And(parts) => joined(parts, " AND ", "true"),
        Node::Or(parts) => joined(parts, " OR ", "false"),
        Node::Call(function, arguments) => {
            let arguments = arguments.iter().map(inline).collect::<Option<Vec<_>>>()?;
            Some(format!("{function}({})", arguments.join(", ")))
        }
        Node::Cast(node, ty) => Some(format!("({})::{ty}", inline(node)?)),
        Node::Member(..) | Node::Exists(_) => None,
    }
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
    cx.write(&statement)
}

fn limits<E, P>(statement: &mut SelectStatement, query: &Select<E, P>) {
    if let Some(limit) = query.limit {
        statement.limit(limit);
    }
    if let Some(offset) = query.offset {
        statement.offset(offset);
    }
}

fn table(name: &QualName) -> sea_query::TableName {
    use sea_query::IntoIden;
    let namespace = (name.namespace != QualName::PUBLIC)
        .then(|| sea_query::SchemaName(None, Alias::new(name.namespace.as_str()).into_iden()));
    sea_query::TableName(namespace, Alias::new(name.name.as_str()).into_iden())
}

fn live(def: &EntityDef, scope: &Scope, cx: &mut Cx) -> Option<Expr> {
    let column = def.deleted_at()?;
    Some(cx.expr(&Node::IsNull(Box::new(Node::Column(column.name))), scope))
}

impl Cx {
    fn of(def: &EntityDef) -> Self {
        let predicates = def.indexes.iter().filter_map(|index| index.predicate?.sql()).collect();
        Self { params: Vec::new(), aliases: 0, predicates }
    }

    fn root(&mut self) -> Scope {
        Scope { root: true, ..self.scope() }
    }

    fn scope(&mut self) -> Scope {
        let alias = format!("t{}", self.aliases);
        self.aliases += 1;
        Scope { alias, root: false }
    }

    fn place(&mut self, param: Arc<dyn Param>) -> Expr {
        self.params.push(param);
        Expr::val(Place::BigInt(i64::try_from(self.params.len() - 1).ok()))
    }

    fn expr(&mut self, node: &Node, scope: &Scope) -> Expr {
        match node {
            Node::Column(name) => Expr::col((Alias::new(&scope.alias), Alias::new(*name))),
            Node::Bind(param) => self.place(param.clone()),
            Node::Compare(left, how, right) => self.compare(node, (left, *how, right), scope),
            Node::Operator(left, operator, right) => {
                let (left, right) = (self.expr(left, scope), self.expr(right, scope));
                left.binary(BinOper::Custom(operator), right)
            }
            Node::Member(left, right) => {
                let (left, right) = (self.expr(left, scope), self.expr(right, scope));
                left.eq(Func::cust("ANY").arg(right))
            }
            Node::IsNull(node) => self.expr(node, scope).is_null(),
            Node::Not(node) => self.expr(node, scope).not(),
            Node::And(parts) => self.chain(parts, scope, Expr::and, "TRUE"),
            Node::Or(parts) => self.chain(parts, scope, Expr::or, "FALSE"),
            Node::Call(function, arguments) => {
                let arguments: Vec<_> = arguments.iter().map(|argument| self.expr(argument, scope)).collect();
                Func::cust(*function).args(arguments).into()
            }
            Node::Cast(node, ty) => self.expr(node, scope).cast_as(Alias::new(*ty)),
            Node::Exists(exists) => self.exists(exists, scope),
        }
    }

    fn compare(&mut self, node: &Node, (left, how, right): (&Node, Compare, &Node), scope: &Scope) -> Expr {
        let left = self.expr(left, scope);
        if let (true, Node::Bind(param)) = (scope.root, right)
            && let Some(literal) = param.literal()
            && let Some(text) = inline(node)
            && self.predicates.contains(&text)
        {
            return left.binary(how.operator(), Expr::cust(literal));
        }
        let right = self.expr(right, scope);
        left.binary(how.operator(), right)
    }

    fn chain(&mut self, parts: &[Node], scope: &Scope, join: fn(Expr, Expr) -> Expr, empty: &'static str) -> Expr {
        let parts: Vec<_> = parts.iter().map(|part| self.expr(part, scope)).collect();
        parts.into_iter().reduce(join).unwrap_or_else(|| Expr::cust(empty))
    }

    fn exists(&mut self, exists: &Exists, outer: &Scope) -> Expr {
        let Exists { target, on, filter } = exists;
        let inner = self.scope();
        let mut statement = Query::select();
        statement.expr(Expr::cust("1")).from_as(table(&target.qual_name()), Alias::new(&inner.alias));
        for (local, foreign) in on {
            let foreign = Expr::col((Alias::new(&inner.alias), Alias::new(*foreign)));
            statement.and_where(foreign.eq(Expr::col((Alias::new(&outer.alias), Alias::new(*local)))));
        }
        if let Some(filter) = filter {
            statement.and_where(self.expr(filter, &inner));
        }
        if let Some(live) = live(target, &inner, self) {
            statement.and_where(live);
        }
        Expr::exists(statement)
    }

    fn write(self, statement: &SelectStatement) -> Rendered {
        let mut writer = Writer::new(self.params);
        statement.build_collect_into(PostgresQueryBuilder, &mut writer);
        writer.finish()
    }
}

impl Compare {
    fn sql(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    fn operator(self) -> BinOper {
        match self {
            Self::Equal => BinOper::Equal,
            Self::NotEqual => BinOper::NotEqual,
            Self::Less => BinOper::SmallerThan,
            Self::LessOrEqual => BinOper::SmallerThanOrEqual,
            Self::Greater => BinOper::GreaterThan,
            Self::GreaterOrEqual => BinOper::GreaterThanOrEqual,
        }
    }
}

/// Writes `$n` for each place and notes which parameter it is.
struct Writer {
    sql: String,
    given: Vec<Arc<dyn Param>>,
    params: Vec<Arc<dyn Param>>,
}

impl Writer {
    fn new(given: Vec<Arc<dyn Param>>) -> Self {
        Self { sql: String::with_capacity(256), params: Vec::with_capacity(given.len() + 2), given }
    }

    fn finish(self) -> Rendered {
        Rendered { sql: self.sql.into(), params: self.params }
    }
}

impl Write for Writer {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.sql.write_str(text)
    }
}

impl fmt::Display for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sql)
    }
}

impl SqlWriter for Writer {
    fn push_param<T: QueryBuilder>(&mut self, value: Place, _: &T) {
        let param = match value {
            Place::BigInt(Some(place)) => usize::try_from(place).ok().and_then(|place| self.given.get(place)).cloned(),
            // Limit and offset, the only numbers that sea-query binds by itself.
            Place::BigUnsigned(Some(rows)) => {
                let rows: Arc<dyn Param> = Arc::new(Bound(i64::try_from(rows).unwrap_or(i64::MAX)));
                Some(rows)
            }
            _ => None,
        };
        if let Some(param) = param {
            self.params.push(param);
            self.sql.push('$');
            self.sql.push_str(&self.params.len().to_string());
        }
    }

    fn as_writer(&mut self) -> &mut dyn Write {
        self
    }
}

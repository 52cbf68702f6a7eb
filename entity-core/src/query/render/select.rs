//! Queries.

use std::borrow::Cow;

use sea_query::{
    Alias, CommonTableExpression, Expr, IntoIden, JoinType, LockBehavior, LockType, NullOrdering, Query, SchemaName,
    SelectStatement, TableName, TableRef, UnionType, WithClause,
};

use super::super::core::{Combine, Common, Core, Cut, Distinct, How, Joined, Lock, On, Strength, Wait};
use super::super::nested::Related;
use super::super::node::{Exists, Node};
use super::super::order::Key;
use super::super::projection::Level;
use super::super::source::From;
use super::Rendered;
use super::cx::{Cx, Named, Scope};
use super::expr::{equal, live};
use crate::entity::EntityDef;
use crate::schema::{Direction, Nulls, QualName};

/// The rows of a query.
pub(crate) fn select(core: &Core, level: &Level) -> Rendered {
    let mut cx = Cx::new();
    let statement = cx.core(core, Some(level), None);
    let sql = cx.statement(&statement);
    tagged(cx, sql, core)
}

/// The number of rows of a query.
pub(crate) fn count(core: &Core, level: &Level) -> Rendered {
    let mut cx = Cx::new();
    let inner = cx.uncolumned(core, level);
    let mut statement = Query::select();
    statement.expr(Expr::cust("count(*)")).from_subquery(inner, Alias::new("counted"));
    let sql = cx.statement(&statement);
    tagged(cx, sql, core)
}

/// Whether a query has a row.
pub(crate) fn exists(core: &Core, level: &Level) -> Rendered {
    let mut cx = Cx::new();
    let inner = cx.uncolumned(core, level);
    let mut statement = Query::select();
    statement.expr(Expr::exists(inner));
    let sql = cx.statement(&statement);
    tagged(cx, sql, core)
}

/// The query of a view: values as literals. `None` where one has none.
pub(crate) fn view(core: &Core, def: &EntityDef) -> Option<String> {
    let mut cx = Cx::literal();
    let statement = cx.aliased(core, def, None);
    let sql = cx.statement(&statement);
    cx.is_whole().then_some(sql)
}

/// An order as text, with the names of columns alone.
pub(crate) fn order(from: From, keys: &[Key]) -> String {
    let mut cx = Cx::new();
    let sources = [Named { from, alias: String::new() }];
    let mut text = String::new();
    cx.order(keys, &Scope { sources: &sources, outer: None }, &mut text);
    text
}

/// A comment that the server's log and statistics show. Without stars nothing ends it early.
fn tagged(cx: Cx, mut sql: String, core: &Core) -> Rendered {
    if let Some(tag) = core.tag {
        let tag = tag.replace('*', "");
        sql.push_str(&format!(" /* {tag} */"));
    }
    cx.finish(sql)
}

pub(super) fn table_name(def: &EntityDef) -> TableName {
    let QualName { namespace, name } = def.qual_name();
    let namespace =
        (namespace != QualName::PUBLIC).then(|| SchemaName(None, Alias::new(namespace.as_str()).into_iden()));
    TableName(namespace, Alias::new(name.as_str()).into_iden())
}

impl Cx {
    /// A query as a statement. Where `level` is given, its columns are read unless the query says which.
    pub(super) fn core(&mut self, core: &Core, level: Option<&Level>, outer: Option<&Scope<'_>>) -> SelectStatement {
        let mut statement = Query::select();
        let mut sources = vec![self.named(core.from)];
        sources.extend(core.joins.iter().map(|joined| self.named(joined.source)));
        let scope = Scope { sources: &sources, outer };
        self.common(&mut statement, core, outer);
        statement.from_as(table_name(core.from.def), Alias::new(&sources[0].alias));
        for (at, joined) in core.joins.iter().enumerate() {
            self.join(&mut statement, core, joined, &sources[..=at], &sources[at + 1], outer);
        }
        self.filters(&mut statement, core, level, &scope);
        let known = self.knows();
        for node in &core.group {
            let text = self.learn(node, &scope);
            statement.add_group_by([Expr::cust(text)]);
        }
        let distinct = self.distinct(&mut statement, core, &scope);
        let nodes = read(core, level);
        let is_named = !core.combined.is_empty() && core.order.iter().any(|key| !is_read(&key.node, &nodes, &scope));
        // What is different or combined is ordered by what it reads.
        let is_ordered_by = matches!(core.distinct, Distinct::Rows) || !core.combined.is_empty();
        let write = if is_ordered_by { Self::learn } else { Self::text };
        let columns: Vec<String> = nodes.iter().map(|node| write(self, node, &scope)).collect();
        // sea-query's DISTINCT ON takes columns alone, so it is written before the first of what is read.
        let mut before = distinct;
        for (at, column) in columns.iter().enumerate() {
            let name = if is_named || core.first.is_some() { format!(" AS c{at}") } else { String::new() };
            statement.expr(Expr::cust(std::mem::take(&mut before) + column + &name));
        }
        for node in &core.having {
            let text = self.text(node, &scope);
            statement.and_having(Expr::cust(format!("({text})")));
        }
        if let Some(first) = &core.first {
            statement = self.cut(statement, first, columns.len(), &scope);
        }
        for (how, other) in &core.combined {
            let other = self.core(other, level, outer);
            statement.union(
                match how {
                    Combine::Union => UnionType::Distinct,
                    Combine::UnionAll => UnionType::All,
                    Combine::Intersect => UnionType::Intersect,
                    Combine::Except => UnionType::Except,
                },
                other,
            );
        }
        let mut statement = if is_named { self.named_rows(statement, &nodes, &scope) } else { statement };
        let places = if core.combined.is_empty() { &[][..] } else { &columns };
        self.orders(&mut statement, &core.order, places, &scope);
        self.forget(known);
        bounded(&mut statement, core.limit, core.offset);
        if let Some(lock) = &core.lock {
            locked(&mut statement, lock, &scope);
        }
        statement
    }

    /// What stands before the columns where only the first of equal rows are kept.
    fn distinct(&mut self, statement: &mut SelectStatement, core: &Core, scope: &Scope<'_>) -> String {
        match &core.distinct {
            Distinct::No => String::new(),
            Distinct::Rows => {
                statement.distinct();
                String::new()
            }
            Distinct::On(nodes) => {
                let nodes: Vec<String> = nodes.iter().map(|node| self.learn(node, scope)).collect();
                format!("DISTINCT ON ({}) ", nodes.join(", "))
            }
        }
    }

    /// Combined rows as a source, whose columns an order may compute with.
    fn named_rows(&mut self, rows: SelectStatement, nodes: &[Cow<'_, Node>], scope: &Scope<'_>) -> SelectStatement {
        let alias = self.alias();
        let mut statement = Query::select();
        for (at, node) in nodes.iter().enumerate() {
            let column = format!("{alias}.c{at}");
            statement.expr(Expr::cust(column.clone()));
            self.learn_as(node, scope, column);
        }
        statement.from_subquery(rows, Alias::new(alias));
        statement
    }

    /// A query whose columns do not matter, unless they decide which rows there are: different ones, or the one that
    /// functions over all of them give.
    fn uncolumned(&mut self, core: &Core, level: &Level) -> SelectStatement {
        let decides = core.columns.is_some() || !core.combined.is_empty();
        let matters = !matches!(core.distinct, Distinct::No) || decides;
        if matters {
            return self.core(core, Some(level), None);
        }
        let core = Core { columns: Some(vec![Node::Text("1".into())]), order: Vec::new(), ..core.clone() };
        self.core(&core, Some(level), None)
    }

    fn filters(&mut self, statement: &mut SelectStatement, core: &Core, level: Option<&Level>, scope: &Scope<'_>) {
        let mut conditions = Vec::new();
        if let Some(tree) = &core.tree {
            conditions.extend(self.tree(statement, core, tree, scope));
        }
        for filter in &core.filters {
            conditions.push(self.condition(filter, scope));
        }
        for related in
            level.into_iter().flat_map(|level| &level.relations).filter(|related| related.required && !related.sure)
        {
            conditions.push(self.text(&Node::Exists(related.exists.clone()), scope));
        }
        if !core.with_deleted {
            conditions.extend(live(core.from.def, &scope.sources[0].alias));
        }
        for condition in conditions {
            statement.and_where(Expr::cust(condition));
        }
    }

    /// A condition that can stand beside AND.
    pub(super) fn condition(&mut self, node: &Node, scope: &Scope<'_>) -> String {
        let text = self.text(node, scope);
        match node {
            Node::Or(parts) if parts.len() > 1 => format!("({text})"),
            Node::Template(..) => format!("({text})"),
            _ => text,
        }
    }

    fn join(
        &mut self,
        statement: &mut SelectStatement,
        core: &Core,
        joined: &Joined,
        before: &[Named],
        target: &Named,
        outer: Option<&Scope<'_>>,
    ) {
        let how = match joined.how {
            How::Inner => JoinType::InnerJoin,
            How::Left => JoinType::LeftJoin,
        };
        let def = joined.source.def;
        let live = |alias: &str| if core.with_deleted { None } else { live(def, alias) };
        let scope = Scope { sources: before, outer };
        match &joined.on {
            On::Relation(exists) => {
                let own = scope.find(exists.outer.id).map_or_else(String::new, |source| source.alias.clone());
                let mut conditions = self.links(statement, exists, how, &own, target);
                conditions.extend(live(&target.alias));
                statement.join_as(how, table_name(def), Alias::new(&target.alias), all(conditions));
            }
            On::Condition(condition) => {
                // The condition speaks of the joined source too.
                let here = [Named { from: target.from, alias: target.alias.clone() }];
                let scope = Scope { sources: &here, outer: Some(&scope) };
                let mut conditions: Vec<_> = condition.iter().map(|node| self.condition(node, &scope)).collect();
                conditions.extend(live(&target.alias));
                statement.join_as(how, table_name(def), Alias::new(&target.alias), all(conditions));
            }
            On::Lateral(inner) => {
                let inner = self.aliased(inner, def, Some(&scope));
                statement.join_lateral(how, inner, Alias::new(&target.alias), Expr::cust("true"));
            }
        }
    }

    /// Joins the table between two entities, where there is one, and says how the target belongs to it.
    fn links(
        &mut self,
        statement: &mut SelectStatement,
        exists: &Exists,
        how: JoinType,
        own: &str,
        target: &Named,
    ) -> Vec<String> {
        let Some((link, pairs)) = &exists.through else {
            return exists.on.iter().map(|pair| equal(pair, own, &target.alias)).collect();
        };
        let alias = self.alias();
        let mut conditions: Vec<_> = pairs.iter().map(|pair| equal(pair, own, &alias)).collect();
        conditions.extend(live(link, &alias));
        statement.join_as(how, table_name(link), Alias::new(&alias), all(conditions));
        exists.on.iter().map(|pair| equal(pair, &alias, &target.alias)).collect()
    }

    /// A query whose columns bear the names of those of an entity.
    fn aliased(&mut self, core: &Core, def: &EntityDef, outer: Option<&Scope<'_>>) -> SelectStatement {
        let mut core = core.clone();
        let columns = core.columns.take().unwrap_or_default();
        let named = columns.into_iter().zip(def.columns).map(|(node, column)| {
            let name = crate::schema::Ident::from_static(column.name);
            Node::Template(vec!["".into(), format!(" AS {name}").into()], vec![node])
        });
        core.columns = Some(named.collect());
        self.core(&core, None, outer)
    }

    /// Puts the common table expressions before the statement.
    fn common(&mut self, statement: &mut SelectStatement, core: &Core, outer: Option<&Scope<'_>>) {
        if core.with.is_empty() {
            return;
        }
        let mut clause = WithClause::new();
        for Common { def, base, step } in &core.with {
            let mut query = self.core(base, None, outer);
            if let Some(step) = step {
                let step = self.core(step, None, outer);
                query.union(UnionType::Distinct, step);
                clause.recursive(true);
            }
            let mut expression = CommonTableExpression::new();
            expression.table_name(Alias::new(def.table));
            expression.columns(def.columns.iter().map(|column| Alias::new(column.name)));
            expression.query(query);
            clause.cte(expression);
        }
        statement.with_cte(clause);
    }

    /// A query with an order and a limit of its own, as the first of those that are combined.
    fn cut(&mut self, mut rows: SelectStatement, cut: &Cut, columns: usize, scope: &Scope<'_>) -> SelectStatement {
        self.orders(&mut rows, &cut.order, &[], scope);
        bounded(&mut rows, cut.limit, cut.offset);
        let alias = self.alias();
        let mut statement = Query::select();
        for at in 0..columns {
            statement.expr(Expr::cust(format!("{alias}.c{at}")));
        }
        statement.from_subquery(rows, Alias::new(alias));
        statement
    }

    /// The order. That of combined queries goes by the places of the columns that are read.
    fn orders(&mut self, statement: &mut SelectStatement, order: &[Key], columns: &[String], scope: &Scope<'_>) {
        for key in order {
            let text = self.text(&key.node, scope);
            let place = columns.iter().position(|column| *column == text);
            let text = place.map_or(text, |place| (place + 1).to_string());
            let direction = match key.direction {
                Direction::Asc => sea_query::Order::Asc,
                Direction::Desc => sea_query::Order::Desc,
            };
            match key.nulls {
                Some(Nulls::First) => {
                    statement.order_by_expr_with_nulls(Expr::cust(text), direction, NullOrdering::First)
                }
                Some(Nulls::Last) => {
                    statement.order_by_expr_with_nulls(Expr::cust(text), direction, NullOrdering::Last)
                }
                None => statement.order_by_expr(Expr::cust(text), direction),
            };
        }
    }
}

fn bounded(statement: &mut SelectStatement, limit: Option<u64>, offset: Option<u64>) {
    if let Some(limit) = limit {
        statement.limit(limit);
    }
    if let Some(offset) = offset {
        statement.offset(offset);
    }
}

/// What is read: what the query says, else the level's columns, and those that its relations go along.
fn read<'a>(core: &'a Core, level: Option<&'a Level>) -> Vec<Cow<'a, Node>> {
    if let Some(columns) = &core.columns {
        return columns.iter().chain(&core.beside).map(Cow::Borrowed).collect();
    }
    let Some(level) = level else { return vec![Cow::Owned(Node::Text("1".into()))] };
    let keys = level.relations.iter().flat_map(Related::keys);
    let keys = keys.map(|name| Cow::Owned(Node::Column(core.from.id, name)));
    level.columns.iter().map(Cow::Borrowed).chain(keys).chain(core.beside.iter().map(Cow::Borrowed)).collect()
}

/// Whether a node is among those that are read.
fn is_read(node: &Node, nodes: &[Cow<'_, Node>], scope: &Scope<'_>) -> bool {
    let print = |node: &Node| super::cx::print(node, scope).map(|(print, _)| print);
    let own = print(node);
    own.is_none() || nodes.iter().any(|other| print(other) == own)
}

/// All of the conditions.
fn all(conditions: Vec<String>) -> Expr {
    Expr::cust(if conditions.is_empty() { "true".to_owned() } else { conditions.join(" AND ") })
}

fn locked(statement: &mut SelectStatement, lock: &Lock, scope: &Scope<'_>) {
    let strength = match lock.strength {
        Strength::Update => LockType::Update,
        Strength::NoKeyUpdate => LockType::NoKeyUpdate,
        Strength::Share => LockType::Share,
        Strength::KeyShare => LockType::KeyShare,
    };
    let tables: Vec<TableRef> = lock
        .of
        .iter()
        .filter_map(|id| scope.find(*id))
        .map(|source| TableName(None, Alias::new(&source.alias).into_iden()).into())
        .collect();
    match (lock.wait, tables.is_empty()) {
        (Wait::Until, true) => statement.lock(strength),
        (Wait::Until, false) => statement.lock_with_tables(strength, tables),
        (Wait::Nowait, true) => statement.lock_with_behavior(strength, LockBehavior::Nowait),
        (Wait::Nowait, false) => statement.lock_with_tables_behavior(strength, tables, LockBehavior::Nowait),
        (Wait::SkipLocked, true) => statement.lock_with_behavior(strength, LockBehavior::SkipLocked),
        (Wait::SkipLocked, false) => statement.lock_with_tables_behavior(strength, tables, LockBehavior::SkipLocked),
    };
}

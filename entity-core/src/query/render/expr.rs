//! Turns the tree behind filters and orders into sea-query's expressions.

use std::sync::Arc;

use sea_query::{Alias, BinOper, Expr, ExprTrait, Func, Query, Value as Place};

use super::super::node::{Compare, Exists, Node};
use super::{inline, live};
use crate::entity::EntityDef;
use crate::schema::QualName;
use crate::value::Param;

/// What a piece of an expression is rendered into.
pub(super) struct Cx {
    pub(super) params: Vec<Arc<dyn Param>>,
    aliases: usize,
    table: &'static str,
    /// Predicates of the root's partial indexes: what equals one of them is written out, so that a plan for any value
    /// of a parameter can use the index.
    predicates: Vec<String>,
}

/// Whose columns are meant.
#[derive(Clone)]
pub(super) struct Scope {
    pub(super) alias: String,
    root: bool,
}

impl Scope {
    /// The table itself, for statements that have no alias.
    pub(super) fn table(def: &EntityDef) -> Self {
        Self { alias: def.table.to_owned(), root: true }
    }
}

impl Cx {
    pub(super) fn of(def: &EntityDef) -> Self {
        let predicates = def.indexes.iter().filter_map(|index| index.predicate?.sql()).collect();
        Self { params: Vec::new(), aliases: 0, table: def.table, predicates }
    }

    pub(super) fn root(&mut self) -> Scope {
        Scope { root: true, ..self.scope() }
    }

    fn scope(&mut self) -> Scope {
        let mut alias = format!("t{}", self.aliases);
        self.aliases += 1;
        // In an update or delete the table goes by its own name, which must not be hidden.
        if alias == self.table {
            alias.push('_');
        }
        Scope { alias, root: false }
    }

    pub(super) fn place(&mut self, param: Arc<dyn Param>) -> Expr {
        self.params.push(param);
        Expr::val(Place::BigInt(i64::try_from(self.params.len() - 1).ok()))
    }

    pub(super) fn expr(&mut self, node: &Node, scope: &Scope) -> Expr {
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
}

impl Compare {
    pub(super) fn sql(self) -> &'static str {
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

pub(super) fn table(name: &QualName) -> sea_query::TableName {
    use sea_query::IntoIden;
    let namespace = (name.namespace != QualName::PUBLIC)
        .then(|| sea_query::SchemaName(None, Alias::new(name.namespace.as_str()).into_iden()));
    sea_query::TableName(namespace, Alias::new(name.name.as_str()).into_iden())
}

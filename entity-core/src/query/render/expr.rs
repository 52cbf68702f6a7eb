//! Writes the tree behind filters, orders and computed values.

use std::any::TypeId;
use std::fmt::Write as _;

use super::super::core::Core;
use super::super::node::{Aggregated, Comparison, Exists, Node, Over};
use super::super::order::Key;
use super::cx::{Cx, Named, Scope, inline_node};
use crate::entity::EntityDef;
use crate::schema::{Direction, Ident, Nulls};

impl Cx {
    /// Writes a node.
    pub(super) fn expr(&mut self, node: &Node, scope: &Scope<'_>, out: &mut String) {
        if let Some(known) = self.known(node, scope) {
            out.push_str(&known);
            return;
        }
        match node {
            Node::Column(of, name) => self.column(*of, name, scope, out),
            Node::Bind(param) => self.place(param, out),
            Node::Text(text) => out.push_str(text),
            Node::Template(texts, nodes) => {
                for (at, text) in texts.iter().enumerate() {
                    out.push_str(text);
                    if let Some(node) = nodes.get(at) {
                        self.operand(node, scope, out);
                    }
                }
            }
            Node::Compare(left, how, right) => self.compare(node, (left, *how, right), scope, out),
            Node::Operator(left, operator, right) => {
                self.operand(left, scope, out);
                out.push(' ');
                out.push_str(operator);
                out.push(' ');
                self.operand(right, scope, out);
            }
            Node::Member(left, right) => {
                self.refuse();
                self.operand(left, scope, out);
                out.push_str(" = ANY (");
                self.expr(right, scope, out);
                out.push(')');
            }
            Node::IsNull(node) => {
                self.operand(node, scope, out);
                out.push_str(" IS NULL");
            }
            Node::Not(node) => match &**node {
                Node::IsNull(node) => {
                    self.operand(node, scope, out);
                    out.push_str(" IS NOT NULL");
                }
                node => {
                    out.push_str("NOT (");
                    self.expr(node, scope, out);
                    out.push(')');
                }
            },
            Node::And(parts) => self.chain(parts, " AND ", "true", scope, out),
            Node::Or(parts) => self.chain(parts, " OR ", "false", scope, out),
            Node::Call(function, arguments) => {
                out.push_str(function);
                out.push('(');
                self.list(arguments, scope, out);
                out.push(')');
            }
            Node::Aggregate(call) => self.aggregate(call, scope, out),
            Node::Cast(node, ty) => {
                self.operand(node, scope, out);
                out.push_str("::");
                out.push_str(ty);
            }
            Node::Case(arms, otherwise) => self.case(arms, otherwise.as_deref(), scope, out),
            Node::Exists(exists) => self.relation("EXISTS ", exists, None, scope, out),
            Node::Value(both) => self.relation("", &both.0, Some(&both.1), scope, out),
            Node::Query(word, core) => self.query(word, core, scope, out),
        }
    }

    /// Writes a node beside an operator: in parentheses unless it holds together without.
    fn operand(&mut self, node: &Node, scope: &Scope<'_>, out: &mut String) {
        let whole = match node {
            Node::Column(..)
            | Node::Bind(_)
            | Node::Text(_)
            | Node::Call(..)
            | Node::Aggregate(_)
            | Node::Case(..)
            | Node::Exists(_)
            | Node::Value(_)
            | Node::Query(..)
            | Node::Cast(..) => true,
            Node::Template(texts, _) => texts.last().is_some_and(|last| last.ends_with([')', ']'])),
            Node::Compare(..)
            | Node::Operator(..)
            | Node::Member(..)
            | Node::IsNull(_)
            | Node::Not(_)
            | Node::And(_)
            | Node::Or(_) => false,
        };
        if whole {
            return self.expr(node, scope, out);
        }
        out.push('(');
        self.expr(node, scope, out);
        out.push(')');
    }

    fn column(&mut self, of: TypeId, name: &'static str, scope: &Scope<'_>, out: &mut String) {
        // The types let no column of another source through: one that is not found is of the first under an alias.
        let source = scope.find(of).or_else(|| scope.sources.first()).filter(|_| !self.is_predicate());
        out.push_str(&dot(source.map_or("", |source| &source.alias), name));
    }

    fn compare(
        &mut self,
        node: &Node,
        (left, how, right): (&Node, Comparison, &Node),
        scope: &Scope<'_>,
        out: &mut String,
    ) {
        self.operand(left, scope, out);
        out.push(' ');
        out.push_str(how.sql());
        out.push(' ');
        match self.constant(node, left, right, scope) {
            Some(literal) => out.push_str(&literal),
            None => self.operand(right, scope, out),
        }
    }

    /// What equals the predicate of a partial index, or a part of one, is written out, so that a plan for any value of a parameter can
    /// use the index.
    fn constant(&self, node: &Node, left: &Node, right: &Node, scope: &Scope<'_>) -> Option<String> {
        let (Node::Column(of, _), Node::Bind(param)) = (left, right) else { return None };
        if !self.is_bound() {
            return None;
        }
        let def = scope.find(*of)?.from.def;
        let predicates = def.indexes.iter().filter_map(|index| index.predicate);
        let mut predicates = predicates.peekable();
        predicates.peek()?;
        let literal = param.literal()?;
        let text = inline_node(node)?;
        let is_part = |predicate: String| predicate.split(" AND ").any(|part| part == text);
        predicates.filter_map(|predicate| predicate.sql()).any(is_part).then_some(literal)
    }

    fn chain(&mut self, parts: &[Node], word: &str, empty: &str, scope: &Scope<'_>, out: &mut String) {
        match parts {
            [] => out.push_str(empty),
            [only] => self.expr(only, scope, out),
            parts => {
                for (at, part) in parts.iter().enumerate() {
                    if at > 0 {
                        out.push_str(word);
                    }
                    // A comparison binds stronger than AND and OR do.
                    match part {
                        Node::Compare(..) | Node::Member(..) | Node::IsNull(_) | Node::Not(_) | Node::Operator(..) => {
                            self.expr(part, scope, out);
                        }
                        part => self.operand(part, scope, out),
                    }
                }
            }
        }
    }

    pub(super) fn list(&mut self, nodes: &[Node], scope: &Scope<'_>, out: &mut String) {
        for (at, node) in nodes.iter().enumerate() {
            if at > 0 {
                out.push_str(", ");
            }
            self.expr(node, scope, out);
        }
    }

    fn aggregate(&mut self, call: &Aggregated, scope: &Scope<'_>, out: &mut String) {
        let Aggregated { function, arguments, distinct, order, filter, over } = call;
        out.push_str(function);
        out.push_str(if *distinct { "(DISTINCT " } else { "(" });
        self.list(arguments, scope, out);
        self.order(order, scope, out);
        out.push(')');
        if let Some(filter) = filter {
            out.push_str(" FILTER (WHERE ");
            self.expr(filter, scope, out);
            out.push(')');
        }
        let Some(Over { partition, order, frame }) = over else { return };
        out.push_str(" OVER (");
        if !partition.is_empty() {
            out.push_str("PARTITION BY ");
            self.list(partition, scope, out);
        }
        self.order(order, scope, out);
        if let Some(frame) = frame {
            out.push(' ');
            out.push_str(frame);
        }
        out.push(')');
    }

    /// Writes ` ORDER BY …`, where there is an order.
    pub(super) fn order(&mut self, order: &[Key], scope: &Scope<'_>, out: &mut String) {
        for (at, key) in order.iter().enumerate() {
            out.push_str(if at == 0 { " ORDER BY " } else { ", " });
            self.key(key, scope, out);
        }
    }

    pub(super) fn key(&mut self, key: &Key, scope: &Scope<'_>, out: &mut String) {
        let Key { node, direction, nulls, nullable: _ } = key;
        self.operand(node, scope, out);
        out.push_str(match direction {
            Direction::Asc => " ASC",
            Direction::Desc => " DESC",
        });
        out.push_str(match nulls {
            Some(Nulls::First) => " NULLS FIRST",
            Some(Nulls::Last) => " NULLS LAST",
            None => "",
        });
    }

    fn case(&mut self, arms: &[(Node, Node)], otherwise: Option<&Node>, scope: &Scope<'_>, out: &mut String) {
        out.push_str("CASE");
        for (condition, value) in arms {
            out.push_str(" WHEN ");
            self.expr(condition, scope, out);
            out.push_str(" THEN ");
            self.expr(value, scope, out);
        }
        if let Some(value) = otherwise {
            out.push_str(" ELSE ");
            self.expr(value, scope, out);
        }
        out.push_str(" END");
    }

    /// Writes a sub-query over the rows of a relation.
    fn relation(&mut self, word: &str, exists: &Exists, read: Option<&Node>, outer: &Scope<'_>, out: &mut String) {
        self.refuse();
        let inner = [self.named(exists.target)];
        let own = outer.find(exists.outer.id).map_or_else(String::new, |source| source.alias.clone());
        let mut tables = vec![table(exists.target.def, &inner[0].alias)];
        let mut conditions = Vec::new();
        self.along(exists, &own, &inner[0], &mut tables, &mut conditions);
        let scope = Scope { sources: &inner, outer: Some(outer) };
        let read = read.map_or_else(|| "1".to_owned(), |node| self.text(node, &scope));
        self.matching(exists, &scope, &mut conditions);
        let (tables, conditions) = (tables.join(", "), conditions.join(" AND "));
        // Writing to a text does not fail.
        let _ = write!(out, "{word}(SELECT {read} FROM {tables} WHERE {conditions})");
    }

    /// The tables of a relation beside its target, and how their rows belong to that of the alias `own`.
    pub(super) fn along(
        &mut self,
        exists: &Exists,
        own: &str,
        target: &Named,
        tables: &mut Vec<String>,
        conditions: &mut Vec<String>,
    ) {
        let Exists { through, on, .. } = exists;
        let mut own = own.to_owned();
        if let Some((link, pairs)) = through {
            let alias = self.alias();
            tables.push(table(link, &alias));
            conditions.extend(pairs.iter().map(|pair| equal(pair, &own, &alias)));
            conditions.extend(live(link, &alias));
            own = alias;
        }
        conditions.extend(on.iter().map(|pair| equal(pair, &own, &target.alias)));
    }

    /// Which rows of a relation's target count.
    pub(super) fn matching(&mut self, exists: &Exists, scope: &Scope<'_>, conditions: &mut Vec<String>) {
        if let Some(filter) = &exists.filter {
            let mut text = String::new();
            self.operand(filter, scope, &mut text);
            conditions.push(text);
        }
        let target = scope.sources.iter().find(|source| source.from.id == exists.target.id);
        if let (false, Some(target)) = (exists.with_deleted, target) {
            conditions.extend(live(exists.target.def, &target.alias));
        }
    }

    pub(super) fn query(&mut self, word: &str, core: &Core, scope: &Scope<'_>, out: &mut String) {
        self.refuse();
        let statement = self.core(core, None, Some(scope));
        let text = self.statement(&statement);
        // Writing to a text does not fail.
        let _ = write!(out, "{word}({text})");
    }
}

/// `foreign = local` of a pair.
pub(super) fn equal((local, foreign): &(&'static str, &'static str), own: &str, other: &str) -> String {
    format!("{} = {}", dot(other, foreign), dot(own, local))
}

/// A column of an alias.
pub(super) fn dot(alias: &str, column: &'static str) -> String {
    let column = Ident::from_static(column);
    if alias.is_empty() { column.to_string() } else { format!("{}.{column}", quoted(alias)) }
}

/// An alias as the server reads it: those of ours need no quotes, the names of tables may.
pub(super) fn quoted(alias: &str) -> String {
    Ident::from(alias).to_string()
}

/// A table and its alias.
pub(super) fn table(def: &EntityDef, alias: &str) -> String {
    format!("{} AS {}", def.qual_name(), quoted(alias))
}

/// The condition that a row is not deleted softly, where its entity has that.
pub(super) fn live(def: &EntityDef, alias: &str) -> Option<String> {
    def.deleted_at().map(|column| format!("{} IS NULL", dot(alias, column.name)))
}

//! A query as data, whatever its types say.

use std::any::TypeId;
use std::time::Duration;

use super::node::{Exists, Node};
use super::order::Key;
use super::source::From;
use crate::entity::EntityDef;

/// A query.
#[derive(Clone)]
pub struct Core {
    pub(crate) from: From,
    pub(crate) joins: Vec<Joined>,
    pub(crate) filters: Vec<Node>,
    pub(crate) order: Vec<Key>,
    /// What is read, where that is not the shape's to say.
    pub(crate) columns: Option<Vec<Node>>,
    /// What is read behind all that, for the library itself.
    pub(crate) beside: Vec<Node>,
    pub(crate) distinct: Distinct,
    pub(crate) group: Vec<Node>,
    pub(crate) having: Vec<Node>,
    pub(crate) limit: Option<u64>,
    pub(crate) offset: Option<u64>,
    pub(crate) with_deleted: bool,
    pub(crate) lock: Option<Lock>,
    /// What the first of combined queries has for itself.
    pub(crate) first: Option<Cut>,
    pub(crate) combined: Vec<(Combine, Core)>,
    pub(crate) with: Vec<Common>,
    pub(crate) tree: Option<Tree>,
    pub(crate) tag: Option<&'static str>,
    pub(crate) timeout: Option<Duration>,
}

/// The order of rows, and which of them in that order.
#[derive(Clone)]
pub(crate) struct Cut {
    pub(crate) order: Vec<Key>,
    pub(crate) limit: Option<u64>,
    pub(crate) offset: Option<u64>,
}

/// Whether equal rows are kept.
#[derive(Clone)]
pub(crate) enum Distinct {
    No,
    Rows,
    On(Vec<Node>),
}

/// A source beside the first.
#[derive(Clone)]
pub(crate) struct Joined {
    pub(crate) source: From,
    pub(crate) how: How,
    pub(crate) on: On,
}

/// How a source is joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    Inner,
    Left,
}

/// Which rows of a source belong to which.
#[derive(Clone)]
pub(crate) enum On {
    Relation(Exists),
    Condition(Option<Node>),
    /// Rows of a query that may speak of the sources before it.
    Lateral(Box<Core>),
}

/// How two queries become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Combine {
    Union,
    UnionAll,
    Intersect,
    Except,
}

/// A query that stands before the others, under a name.
#[derive(Clone)]
pub(crate) struct Common {
    pub(crate) def: &'static EntityDef,
    pub(crate) base: Core,
    pub(crate) step: Option<Core>,
}

/// Rows that are reached from others of the same table, again and again.
#[derive(Clone)]
pub(crate) struct Tree {
    /// Pairs of a column of a row that is reached already and one of the rows that are next.
    pub(crate) on: Vec<(&'static str, &'static str)>,
    /// Which rows are the first.
    pub(crate) start: Node,
    /// Whether the first rows are left out of the result.
    pub(crate) proper: bool,
    /// How many steps at most.
    pub(crate) depth: Option<u32>,
}

/// A lock on the rows that are read.
#[derive(Clone)]
pub(crate) struct Lock {
    pub(crate) strength: Strength,
    pub(crate) of: Vec<TypeId>,
    pub(crate) wait: Wait,
}

/// How strong a lock is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strength {
    Update,
    NoKeyUpdate,
    Share,
    KeyShare,
}

/// What happens where somebody else has the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wait {
    Until,
    Nowait,
    SkipLocked,
}

impl Core {
    pub(crate) fn of(from: From) -> Self {
        Self {
            from,
            joins: Vec::new(),
            filters: Vec::new(),
            order: Vec::new(),
            columns: None,
            beside: Vec::new(),
            distinct: Distinct::No,
            group: Vec::new(),
            having: Vec::new(),
            limit: None,
            offset: None,
            with_deleted: false,
            lock: None,
            first: None,
            combined: Vec::new(),
            with: Vec::new(),
            tree: None,
            tag: None,
            timeout: None,
        }
    }

    /// Adds a query to be combined with. What was said of order, limit and offset so far is the first query's own.
    pub(crate) fn combine(&mut self, how: Combine, other: Self) {
        let is_cut = !self.order.is_empty() || self.limit.is_some() || self.offset.is_some();
        if self.combined.is_empty() && is_cut {
            let order = std::mem::take(&mut self.order);
            self.first = Some(Cut { order, limit: self.limit.take(), offset: self.offset.take() });
        }
        self.combined.push((how, other));
    }

    /// The same query, in which the shape says what is read.
    pub(crate) fn whole(mut self) -> Self {
        self.columns = None;
        self.combined = self.combined.into_iter().map(|(how, core)| (how, core.whole())).collect();
        self
    }

    /// Whether it is the plain list of all rows, whose text is constant.
    pub(crate) fn is_plain(&self) -> bool {
        let Self {
            from: _,
            joins,
            filters,
            order,
            columns,
            beside,
            distinct,
            group,
            having,
            limit,
            offset,
            with_deleted,
            lock,
            first,
            combined,
            with,
            tree,
            tag,
            timeout,
        } = self;
        let lists = joins.is_empty() && filters.is_empty() && order.is_empty() && group.is_empty() && having.is_empty();
        let parts = combined.is_empty()
            && first.is_none()
            && with.is_empty()
            && lock.is_none()
            && tree.is_none()
            && columns.is_none();
        let bounds = beside.is_empty() && limit.is_none() && offset.is_none() && tag.is_none() && timeout.is_none();
        lists && parts && bounds && !with_deleted && matches!(distinct, Distinct::No)
    }

    /// Whether each row of the query is a row of its first source.
    pub(crate) fn is_of_rows(&self) -> bool {
        self.group.is_empty() && self.combined.is_empty() && matches!(self.distinct, Distinct::No)
    }
}

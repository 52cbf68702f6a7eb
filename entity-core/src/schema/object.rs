//! The kinds of object, and their ids.

use std::fmt;

use super::{
    Aggregate, Collation, Column, Comment, CompositeType, Constraint, DefaultPrivilege, DefaultScope, Domain,
    DomainCheck, EnumType, EventTrigger, Extension, ForeignDataWrapper, ForeignServer, Function, Grant, Ident, Index,
    MaterializedView, Namespace, Owner, Policy, Publication, PublishedNamespace, PublishedTable, QualName, RangeType,
    Rule, Sequence, Statistics, Table, TextSearchConfiguration, TextSearchDictionary, Trigger, View, ViewColumn,
};

/// Lists the kinds once: variant, how its id is made, and its name in PostgreSQL's words.
///
/// The order is that of listings: what others need comes first.
macro_rules! kinds {
    ($($(#[$doc:meta])+ $kind:ident($($part:ty),+) = $noun:literal;)+) => {
        /// The id of an object: its kind and its whole name. Unique within a database.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ObjectId {
            $($(#[$doc])+ $kind($($part),+),)+
        }

        /// The kind of an object.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ObjectKind {
            $($(#[$doc])+ $kind,)+
        }

        /// An object with what it consists of.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Object {
            $($(#[$doc])+ $kind($kind),)+
        }

        impl ObjectId {
            /// The kind.
            pub fn kind(&self) -> ObjectKind {
                match self {
                    $(Self::$kind(..) => ObjectKind::$kind,)+
                }
            }
        }

        impl ObjectKind {
            /// Every kind, in their order.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// The kind in PostgreSQL's words, lower case.
            pub fn noun(self) -> &'static str {
                match self {
                    $(Self::$kind => $noun,)+
                }
            }
        }
    };
}

kinds! {
    /// An extension.
    Extension(Ident) = "extension";
    /// A namespace.
    Namespace(Ident) = "namespace";
    /// A collation.
    Collation(QualName) = "collation";
    /// An enum type.
    EnumType(QualName) = "enum type";
    /// A text search dictionary.
    TextSearchDictionary(QualName) = "text search dictionary";
    /// A text search configuration.
    TextSearchConfiguration(QualName) = "text search configuration";
    /// A domain.
    Domain(QualName) = "domain";
    /// A check on a domain.
    DomainCheck(QualName, Ident) = "domain constraint";
    /// A composite type that stands alone.
    CompositeType(QualName) = "composite type";
    /// A range type.
    RangeType(QualName) = "range type";
    /// A sequence that is no identity column's own.
    Sequence(QualName) = "sequence";
    /// A function or procedure with the types of its arguments (`pg_get_function_identity_arguments`, types only).
    Function(QualName, String) = "function";
    /// An aggregate with the types of its arguments.
    Aggregate(QualName, String) = "aggregate";
    /// A foreign data wrapper.
    ForeignDataWrapper(Ident) = "foreign data wrapper";
    /// A foreign server.
    ForeignServer(Ident) = "foreign server";
    /// A table.
    Table(QualName) = "table";
    /// A column of a table.
    Column(QualName, Ident) = "column";
    /// A constraint of a table.
    Constraint(QualName, Ident) = "constraint";
    /// An index.
    Index(QualName) = "index";
    /// Extended statistics.
    Statistics(QualName) = "statistics";
    /// A policy of a table.
    Policy(QualName, Ident) = "policy";
    /// A view.
    View(QualName) = "view";
    /// A materialised view.
    MaterializedView(QualName) = "materialized view";
    /// A column of a view or materialised view.
    ViewColumn(QualName, Ident) = "view column";
    /// A rewrite rule of a table or view.
    Rule(QualName, Ident) = "rule";
    /// A trigger of a table or view.
    Trigger(QualName, Ident) = "trigger";
    /// An event trigger.
    EventTrigger(Ident) = "event trigger";
    /// A publication.
    Publication(Ident) = "publication";
    /// A table in a publication.
    PublishedTable(QualName, Ident) = "published table";
    /// A namespace in a publication.
    PublishedNamespace(Ident, Ident) = "published namespace";
    /// What a role may do with what is yet to be made.
    DefaultPrivilege(DefaultScope, Ident) = "default privilege";
    /// What a role may do with an object.
    Grant(Box<ObjectId>, Ident) = "grant";
    /// The owner of an object.
    Owner(Box<ObjectId>) = "owner";
    /// The comment on an object.
    Comment(Box<ObjectId>) = "comment";
}

/// The parts of an id.
enum Name<'a> {
    /// A name of its own in the database.
    Plain(&'a Ident),
    /// A name in a namespace.
    Qualified(&'a QualName),
    /// A name in a namespace, and the types of arguments.
    Signature(&'a QualName, &'a str),
    /// A name in a table.
    Part(&'a QualName, &'a Ident),
    /// A namespace in something else that has a name.
    Within(&'a Ident, &'a Ident),
    /// Said to a role of what is yet to be made.
    Scoped(&'a DefaultScope, &'a Ident),
    /// A name in a domain.
    Narrowing(&'a QualName, &'a Ident),
    /// No name: something said of another object.
    On(&'a ObjectId),
}

impl ObjectId {
    fn name(&self) -> Name<'_> {
        match self {
            Self::Extension(name)
            | Self::Namespace(name)
            | Self::EventTrigger(name)
            | Self::ForeignDataWrapper(name)
            | Self::ForeignServer(name)
            | Self::Publication(name) => Name::Plain(name),
            Self::Collation(name)
            | Self::EnumType(name)
            | Self::TextSearchDictionary(name)
            | Self::TextSearchConfiguration(name)
            | Self::Domain(name)
            | Self::CompositeType(name)
            | Self::RangeType(name)
            | Self::Sequence(name)
            | Self::Table(name)
            | Self::View(name)
            | Self::MaterializedView(name)
            | Self::Index(name)
            | Self::Statistics(name) => Name::Qualified(name),
            Self::DomainCheck(domain, name) => Name::Narrowing(domain, name),
            Self::Function(name, arguments) | Self::Aggregate(name, arguments) => Name::Signature(name, arguments),
            Self::Column(table, name)
            | Self::ViewColumn(table, name)
            | Self::Constraint(table, name)
            | Self::Policy(table, name)
            | Self::Rule(table, name)
            | Self::Trigger(table, name)
            | Self::PublishedTable(table, name) => Name::Part(table, name),
            Self::PublishedNamespace(namespace, publication) => Name::Within(namespace, publication),
            Self::DefaultPrivilege(scope, role) => Name::Scoped(scope, role),
            Self::Comment(on) | Self::Grant(on, _) | Self::Owner(on) => Name::On(on),
        }
    }

    /// The object without which this one cannot exist, where its id says so. It goes when that one goes.
    ///
    /// A part says the name of its table alone: [`Catalog::resolved`](super::Catalog::resolved) tells a view from a table.
    pub fn parent(&self) -> Option<ObjectId> {
        match self.name() {
            // An index goes with its table, which its id does not name.
            Name::Qualified(_) if self.kind() == ObjectKind::Index => None,
            Name::Plain(_) => None,
            Name::Qualified(name) | Name::Signature(name, _) => Some(Self::Namespace(name.namespace.clone())),
            Name::Part(table, _) => Some(Self::Table(table.clone())),
            Name::Within(namespace, _) => Some(Self::Namespace(namespace.clone())),
            Name::Scoped(scope, _) => scope.namespace.clone().map(Self::Namespace),
            Name::Narrowing(domain, _) => Some(Self::Domain(domain.clone())),
            Name::On(on) => Some(on.clone()),
        }
    }

    /// The table, or other relation, whose part this is.
    pub fn table(&self) -> Option<&QualName> {
        match self.name() {
            Name::Part(table, _) => Some(table),
            Name::Plain(_)
            | Name::Qualified(_)
            | Name::Signature(..)
            | Name::Within(..)
            | Name::Scoped(..)
            | Name::Narrowing(..)
            | Name::On(_) => None,
        }
    }

    /// The name, of what has columns of its own: a table or view.
    pub fn relation(&self) -> Option<&QualName> {
        if let Self::Table(name) | Self::View(name) | Self::MaterializedView(name) = self { Some(name) } else { None }
    }

    /// The name, of what is called: a function or aggregate.
    pub fn routine(&self) -> Option<&QualName> {
        if let Self::Function(name, _) | Self::Aggregate(name, _) = self { Some(name) } else { None }
    }

    /// The object that this one says something about.
    pub fn on(&self) -> Option<&ObjectId> {
        match self.name() {
            Name::On(on) => Some(on),
            Name::Plain(_)
            | Name::Qualified(_)
            | Name::Signature(..)
            | Name::Part(..)
            | Name::Within(..)
            | Name::Scoped(..)
            | Name::Narrowing(..) => None,
        }
    }

    /// The same part of another table. What is no part stays as it is.
    pub fn in_table(&self, table: QualName) -> Self {
        match self {
            Self::Column(_, name) => Self::Column(table, name.clone()),
            Self::ViewColumn(_, name) => Self::ViewColumn(table, name.clone()),
            Self::Constraint(_, name) => Self::Constraint(table, name.clone()),
            Self::Rule(_, name) => Self::Rule(table, name.clone()),
            Self::Policy(_, name) => Self::Policy(table, name.clone()),
            Self::Trigger(_, name) => Self::Trigger(table, name.clone()),
            Self::PublishedTable(_, publication) => Self::PublishedTable(table, publication.clone()),
            whole => whole.clone(),
        }
    }

    /// The same object under another name and in another namespace. What has no namespace stays as it is.
    pub fn called(&self, name: QualName) -> Self {
        match self {
            Self::Collation(_) => Self::Collation(name),
            Self::Domain(_) => Self::Domain(name),
            Self::CompositeType(_) => Self::CompositeType(name),
            Self::RangeType(_) => Self::RangeType(name),
            Self::Sequence(_) => Self::Sequence(name),
            Self::EnumType(_) => Self::EnumType(name),
            Self::TextSearchDictionary(_) => Self::TextSearchDictionary(name),
            Self::TextSearchConfiguration(_) => Self::TextSearchConfiguration(name),
            Self::Function(_, arguments) => Self::Function(name, arguments.clone()),
            Self::Aggregate(_, arguments) => Self::Aggregate(name, arguments.clone()),
            Self::View(_) => Self::View(name),
            Self::Statistics(_) => Self::Statistics(name),
            Self::MaterializedView(_) => Self::MaterializedView(name),
            Self::Table(_) => Self::Table(name),
            Self::Index(_) => Self::Index(name),
            Self::Extension(_)
            | Self::Namespace(_)
            | Self::ForeignDataWrapper(_)
            | Self::ForeignServer(_)
            | Self::Column(..)
            | Self::Constraint(..)
            | Self::ViewColumn(..)
            | Self::Rule(..)
            | Self::Policy(..)
            | Self::Trigger(..)
            | Self::EventTrigger(_)
            | Self::Publication(_)
            | Self::DomainCheck(..)
            | Self::PublishedTable(..)
            | Self::PublishedNamespace(..)
            | Self::DefaultPrivilege(..)
            | Self::Grant(..)
            | Self::Owner(_)
            | Self::Comment(_) => self.clone(),
        }
    }

    /// The same said of another object. What is said of none stays as it is.
    pub fn said_of(&self, on: Self) -> Self {
        match self {
            Self::Comment(_) => Self::Comment(Box::new(on)),
            Self::Grant(_, role) => Self::Grant(Box::new(on), role.clone()),
            Self::Owner(_) => Self::Owner(Box::new(on)),
            whole => whole.clone(),
        }
    }

    /// The name with its namespace, of what has one of its own.
    pub fn qualified(&self) -> Option<&QualName> {
        match self.name() {
            Name::Qualified(name) | Name::Signature(name, _) => Some(name),
            Name::Plain(_)
            | Name::Part(..)
            | Name::Within(..)
            | Name::Scoped(..)
            | Name::Narrowing(..)
            | Name::On(_) => None,
        }
    }

    /// The name without what it stands in: of a column that of the column. Of a comment that of what it describes.
    pub fn last_name(&self) -> &Ident {
        match self.name() {
            Name::Plain(name)
            | Name::Part(_, name)
            | Name::Within(_, name)
            | Name::Scoped(_, name)
            | Name::Narrowing(_, name) => name,
            Name::Qualified(name) | Name::Signature(name, _) => &name.name,
            Name::On(on) => on.last_name(),
        }
    }

    /// The name as people write it on a command line: `table`, `table.column`, `namespace.table`, unquoted.
    pub fn plain(&self) -> String {
        match self.name() {
            Name::Plain(name) => name.as_str().to_owned(),
            Name::Qualified(name) => name.plain(),
            Name::Signature(name, arguments) => format!("{}({arguments})", name.plain()),
            Name::Part(whole, name) | Name::Narrowing(whole, name) => format!("{}.{}", whole.plain(), name.as_str()),
            Name::Within(namespace, name) => format!("{}.{}", namespace.as_str(), name.as_str()),
            Name::Scoped(scope, role) => format!("{scope} to {}", role.as_str()),
            Name::On(on) => on.plain(),
        }
    }
}

impl fmt::Display for ObjectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.noun())
    }
}

/// Kind and plain name, for messages: `column users.email`.
impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.on()) {
            (Self::Grant(_, role), Some(on)) => write!(f, "{} to {} on {on}", self.kind(), role.as_str()),
            (_, Some(on)) => write!(f, "{} on {on}", self.kind()),
            (_, None) => write!(f, "{} {}", self.kind(), self.plain()),
        }
    }
}

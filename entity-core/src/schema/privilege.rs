//! Rights, and who has them.

use std::collections::BTreeMap;
use std::fmt;

use super::Ident;

/// One right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Privilege {
    /// Read rows; for a sequence its state.
    Select,
    /// Add rows.
    Insert,
    /// Change rows; for a sequence, draw and set.
    Update,
    /// Remove rows.
    Delete,
    /// Empty the table.
    Truncate,
    /// Make foreign keys to it.
    References,
    /// Make triggers on it.
    Trigger,
    /// Vacuum, cluster, reindex and the like (PostgreSQL 17).
    Maintain,
    /// Use what is inside, or what it stands for.
    Usage,
    /// Make objects inside.
    Create,
    /// Call it.
    Execute,
}

impl Privilege {
    /// Every right, in the order in which they are listed.
    pub const ALL: &[Self] = &[
        Self::Select,
        Self::Insert,
        Self::Update,
        Self::Delete,
        Self::Truncate,
        Self::References,
        Self::Trigger,
        Self::Maintain,
        Self::Usage,
        Self::Create,
        Self::Execute,
    ];

    /// PostgreSQL's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Select => "SELECT",
            Self::Insert => "INSERT",
            Self::Update => "UPDATE",
            Self::Delete => "DELETE",
            Self::Truncate => "TRUNCATE",
            Self::References => "REFERENCES",
            Self::Trigger => "TRIGGER",
            Self::Maintain => "MAINTAIN",
            Self::Usage => "USAGE",
            Self::Create => "CREATE",
            Self::Execute => "EXECUTE",
        }
    }

    /// The right of PostgreSQL's word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|privilege| privilege.word() == word)
    }
}

impl fmt::Display for Privilege {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Rights, and for each whether its holder may pass it on (`WITH GRANT OPTION`).
pub type Privileges = BTreeMap<Privilege, bool>;

/// What one role may do with one object. Both are in its id; the role `public` is everybody.
///
/// **Shape** It exists where the rights are not those that the role has by itself. The rights of the owner are no grant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grant {
    /// The rights. Empty where those that everybody has by itself are taken away.
    pub privileges: Privileges,
    /// The rights without any grant (`acldefault`): everybody may call a function and use a type.
    pub initial: Privileges,
}

/// What one role may do with objects that are yet to be made. The scope and the role are in its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DefaultPrivilege {
    /// The rights; with a namespace those in addition to what holds in all of them.
    pub privileges: Privileges,
    /// The rights without `ALTER DEFAULT PRIVILEGES`.
    pub initial: Privileges,
}

/// Which objects that are yet to be made are meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DefaultScope {
    /// Who makes them; `None` is the user of the connection.
    pub role: Option<Ident>,
    /// Where they are; `None` is everywhere.
    pub namespace: Option<Ident>,
    /// Of what kind they are.
    pub class: DefaultClass,
}

/// As people say it: `tables in app by owner`.
impl fmt::Display for DefaultScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { role, namespace, class } = self;
        f.write_str(class.noun())?;
        if let Some(namespace) = namespace {
            write!(f, " in {}", namespace.as_str())?;
        }
        role.as_ref().map_or(Ok(()), |role| write!(f, " by {}", role.as_str()))
    }
}

/// The kinds that default privileges tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DefaultClass {
    /// Tables, views and the like.
    Tables,
    /// Sequences.
    Sequences,
    /// Functions, procedures and aggregates.
    Functions,
    /// Types and domains.
    Types,
    /// Namespaces.
    Namespaces,
    /// Large objects (PostgreSQL 18).
    LargeObjects,
}

impl DefaultClass {
    /// PostgreSQL's word, lower case.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Tables => "tables",
            Self::Sequences => "sequences",
            Self::Functions => "functions",
            Self::Types => "types",
            Self::Namespaces => "schemas",
            Self::LargeObjects => "large objects",
        }
    }
}

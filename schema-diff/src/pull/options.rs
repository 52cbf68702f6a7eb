//! What a table is beside its columns, keys and indexes, as attributes.
//!
//! What an attribute cannot say all of is left out whole, and made by SQL.

mod exclude;
mod grant;
mod partition;
mod policy;
mod sequence;

use entity_core::schema::{
    Catalog, Ident, Object, ObjectId, Parameters, Persistence, QualName, ReplicaIdentity, Table, TableKind,
};

use super::Cx;
use super::attributes::string;
use super::structs::Shape;

pub(super) use partition::{is_partitioned_sayably, of_partitions};
pub(super) use sequence::{drawn, owners};

/// What is said of a table.
#[derive(Default)]
pub(super) struct Options {
    /// Arguments of `#[entity(…)]`.
    pub(super) arguments: Vec<String>,
    /// The table, as far as they say.
    pub(super) table: Table,
    /// What they bring beside it.
    pub(super) said: Vec<(ObjectId, Object)>,
}

/// Says what can be said.
pub(super) fn said(cx: &Cx<'_>, shape: &Shape<'_>) -> Options {
    let mut options = Options::default();
    let id = ObjectId::Table(shape.table.name.clone());
    if let Some(Object::Table(table)) = cx.catalog.objects.get(&id) {
        options.keeping(table);
        let policies = policy::all(cx, shape.table.name);
        if options.row_security(table, !policies.is_empty()) {
            options.add(policies);
        }
    }
    options.add(grant::all(cx, shape));
    options.add(exclude::all(cx, shape));
    options.add(sequence::all(cx, shape));
    options
}

/// One thing that is said: its argument, and the objects that it brings.
struct Saying {
    argument: String,
    objects: Vec<(ObjectId, Object)>,
}

impl Options {
    fn add(&mut self, sayings: Vec<Saying>) {
        for Saying { argument, objects } in sayings {
            self.arguments.push(argument);
            self.said.extend(objects);
        }
    }

    fn keeping(&mut self, table: &Table) {
        let Table { kind, persistence, tablespace, options, replica_identity, .. } = table;
        self.table.kind = kind.clone();
        self.table.tablespace.clone_from(tablespace);
        let is_partitioned = matches!(kind, TableKind::Partitioned { .. });
        if *persistence == Persistence::Unlogged && !is_partitioned {
            self.table.persistence = *persistence;
            self.arguments.push("unlogged".to_owned());
        }
        if !options.is_empty() && !is_partitioned {
            self.table.options = options.clone();
            self.arguments.push(parameters(options));
        }
        self.arguments.extend(tablespace.as_ref().map(placed));
        let identity = match replica_identity {
            ReplicaIdentity::Full => Some("full"),
            ReplicaIdentity::Nothing => Some("nothing"),
            ReplicaIdentity::Default | ReplicaIdentity::Index => None,
        };
        if let Some(word) = identity {
            self.table.replica_identity = *replica_identity;
            self.arguments.push(format!("replica_identity = {word}"));
        }
    }

    /// Whether policies can be said: where they are, it is said whether they apply.
    fn row_security(&mut self, table: &Table, has_policies: bool) -> bool {
        let word = match (table.row_security, table.forced_row_security) {
            (true, true) => "row_level_security = forced",
            (true, false) => "row_level_security",
            (false, false) if has_policies => "row_level_security = none",
            (false, false) => return true,
            // Forced and not enabled: no attribute says that.
            (false, true) => return false,
        };
        self.table.row_security = table.row_security;
        self.table.forced_row_security = table.forced_row_security;
        self.arguments.push(word.to_owned());
        true
    }
}

/// `with(fillfactor = 70)`
pub(super) fn parameters(options: &Parameters) -> String {
    let options: Vec<String> = options.iter().map(|option| parameter(option)).collect();
    format!("with({})", options.join(", "))
}

/// `tablespace = "…"`
pub(super) fn placed(tablespace: &Ident) -> String {
    format!("tablespace = {}", string(tablespace.as_str()))
}

/// `name=value` as an attribute takes it.
fn parameter(option: &str) -> String {
    let (name, value) = option.split_once('=').unwrap_or((option, "true"));
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    format!("{name} = {}", if is_number { value.to_owned() } else { string(value) })
}

/// The objects from a first one on, as long as they belong to it.
fn from<'a>(
    catalog: &'a Catalog,
    first: ObjectId,
    belongs: impl Fn(&ObjectId) -> bool + 'a,
) -> impl Iterator<Item = (&'a ObjectId, &'a Object)> {
    catalog.objects.range(first..).take_while(move |(id, _)| belongs(id))
}

/// Before every name.
fn no_name() -> Ident {
    Ident::from_static("")
}

/// Whether entities can bring an object: it needs nothing that comes after them.
fn is_early(cx: &Cx<'_>, id: &ObjectId) -> bool {
    let is_struct = |name: &QualName| cx.tables.iter().any(|table| table.name == name);
    !cx.late.contains(id)
        && cx.catalog.needed_by(id).all(|needed| match needed.relation().or_else(|| needed.table()) {
            Some(relation) => is_struct(relation),
            None => true,
        })
}

//! Tables. What they consist of is folded into their statements by the planner.

use entity_core::schema::{ObjectId, Persistence, QualName, ReplicaIdentity, Table, TableKind};

use super::{Cause, Cx, Effect, Fact, Form, Frame, Op, Rules, Slot, fact, inherited, part, text};
use crate::plan::HazardKind;

mod link;

impl Rules for Table {
    const KEYWORD: &'static str = "TABLE";
    const STAGE: u8 = 4;
    const PHASE: u8 = 1;
    const NAMED_BY_CODE: bool = true;

    fn create(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Table(name) = id else { return Vec::new() };
        let settings = settings(&Self::default(), self);
        if part::is_apart(cx, name) {
            let alone = Self { partition: None, ..self.clone() };
            let frame = Op::new(Slot::Create, id, Form::Table(frame(name, &alone)));
            let settings = settings.into_iter().map(|clause| format!("ALTER TABLE {name} {clause}"));
            let arrival = link::arrival(cx, name, self).into_iter().chain(settings).collect();
            return vec![frame, Op::statements(Slot::Finish, id, arrival)];
        }
        let mut ops = vec![Op::new(Slot::Create, id, Form::Table(frame(name, self)))];
        if !settings.is_empty() {
            ops.push(Op::clause(Slot::Finish, id, name, settings));
        }
        ops
    }

    fn alter(&self, to: &Self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Table(name) = id else { return Vec::new() };
        let mut ops = link::changes(cx, id, self, to);
        ops.extend(rewrites(id, name, self, to));
        for clauses in [kept(self, to), settings(self, to)] {
            if !clauses.is_empty() {
                ops.push(Op::clause(Slot::Alter, id, name, clauses));
            }
        }
        // A toast table, which has parameters too, may come with a column: so they wait for a statement of their own.
        let parameters = text::change_options(&format!("TABLE {name}"), &self.options, &to.options);
        if !parameters.is_empty() {
            ops.push(Op::statements(Slot::Finish, id, parameters));
        }
        merged(ops)
    }

    fn drop(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let mut statements: Vec<String> = link::unreferenced(cx, id, self).into_iter().collect();
        statements.push(format!("DROP {}", self.spelled(id)));
        let op = Op::statements(Slot::Drop, id, statements);
        let keeps_rows = match &self.kind {
            TableKind::Foreign { .. } => true,
            // A parent that is made again gets its partitions back.
            TableKind::Partitioned { .. } => cx.effect(id) == Some(Effect::Replace),
            TableKind::Ordinary => false,
        };
        vec![if keeps_rows { op } else { op.hazard(HazardKind::DataLoss, "all rows of the table are lost") }]
    }

    fn facts(&self) -> Vec<Fact> {
        facts(self)
    }

    /// Where rows are kept cannot change in place.
    fn effect(&self, to: &Self) -> Effect {
        let is_kept = match (&self.kind, &to.kind) {
            (TableKind::Ordinary, TableKind::Ordinary) => true,
            (TableKind::Partitioned { key: from }, TableKind::Partitioned { key: to }) => from == to,
            (TableKind::Foreign { server: from, .. }, TableKind::Foreign { server: to, .. }) => from == to,
            (TableKind::Ordinary | TableKind::Partitioned { .. } | TableKind::Foreign { .. }, _) => false,
        };
        if is_kept { Effect::Quiet } else { Effect::Replace }
    }

    /// A partition waits beside while its parent is made again.
    fn reaction(&self, _cx: &Cx<'_>, _id: &ObjectId, cause: &Cause<'_>) -> Effect {
        let is_parent = inherited::parents(self).any(|parent| *cause.id == ObjectId::Table(parent.clone()));
        match cause.effect {
            Effect::Replace if is_parent => Effect::Release,
            Effect::Replace | Effect::Gone if is_computed(self, cause.id) => Effect::Replace,
            Effect::Quiet | Effect::Release | Effect::Retype | Effect::Rebuild | Effect::Replace | Effect::Gone => {
                Effect::Quiet
            }
        }
    }

    fn needs(&self, _id: &ObjectId) -> Vec<ObjectId> {
        inherited::parents(self).map(|parent| ObjectId::Table(parent.clone())).collect()
    }

    fn home(&self, id: &ObjectId) -> Option<QualName> {
        id.qualified().cloned()
    }

    fn relation(&self, id: &ObjectId) -> Option<QualName> {
        id.qualified().cloned()
    }

    fn parents(&self) -> Vec<&QualName> {
        inherited::parents(self).collect()
    }

    fn spelled(&self, id: &ObjectId) -> String {
        match self.kind {
            TableKind::Foreign { .. } => text::spelled("FOREIGN TABLE", id),
            TableKind::Ordinary | TableKind::Partitioned { .. } => text::spelled(Self::KEYWORD, id),
        }
    }
}

/// Whether a function of the partition key is what changes.
fn is_computed(table: &Table, cause: &ObjectId) -> bool {
    matches!(table.kind, TableKind::Partitioned { .. }) && matches!(cause, ObjectId::Function(..))
}

fn frame(name: &QualName, table: &Table) -> Frame {
    let Table { kind, persistence, of_type, inherits, partition, access_method, tablespace, options, .. } = table;
    let word = match (kind, persistence) {
        (TableKind::Foreign { .. }, _) => "FOREIGN TABLE",
        (TableKind::Ordinary | TableKind::Partitioned { .. }, Persistence::Permanent) => "TABLE",
        (TableKind::Ordinary | TableKind::Partitioned { .. }, Persistence::Unlogged) => "UNLOGGED TABLE",
    };
    let mut head = format!("CREATE {word} {name}");
    let mut tail = String::new();
    if let Some(of_type) = of_type {
        head += &format!(" OF {of_type}");
    }
    if let Some(partition) = partition {
        head += &format!(" PARTITION OF {}", partition.parent);
        tail += &format!(" {}", partition.bound);
    }
    if !inherits.is_empty() {
        tail += &format!(" INHERITS ({})", text::list(inherits));
    }
    match kind {
        TableKind::Ordinary => {}
        TableKind::Partitioned { key } => tail += &format!(" PARTITION BY {key}"),
        TableKind::Foreign { server, options } => tail += &format!(" SERVER {server}{}", text::server_options(options)),
    }
    if let Some(method) = access_method {
        tail += &format!(" USING {method}");
    }
    if !options.is_empty() {
        tail += &format!(" WITH ({})", text::list(options.iter().map(|option| text::option(option))));
    }
    if let Some(tablespace) = tablespace {
        tail += &format!(" TABLESPACE {tablespace}");
    }
    let empty = if partition.is_some() || of_type.is_some() { "" } else { " ()" };
    Frame { head, empty, tail }
}

/// What `CREATE TABLE` cannot say.
fn settings(from: &Table, to: &Table) -> Vec<String> {
    let Table { row_security, forced_row_security, replica_identity, .. } = to;
    let mut clauses = Vec::new();
    if from.row_security != *row_security {
        clauses.push(if *row_security { "ENABLE ROW LEVEL SECURITY" } else { "DISABLE ROW LEVEL SECURITY" });
    }
    if from.forced_row_security != *forced_row_security {
        clauses.push(if *forced_row_security { "FORCE ROW LEVEL SECURITY" } else { "NO FORCE ROW LEVEL SECURITY" });
    }
    if from.replica_identity != *replica_identity {
        clauses.extend(match replica_identity {
            ReplicaIdentity::Default => Some("REPLICA IDENTITY DEFAULT"),
            ReplicaIdentity::Nothing => Some("REPLICA IDENTITY NOTHING"),
            ReplicaIdentity::Full => Some("REPLICA IDENTITY FULL"),
            // The index says so.
            ReplicaIdentity::Index => None,
        });
    }
    clauses.into_iter().map(str::to_owned).collect()
}

/// What changes without touching rows.
fn kept(from: &Table, to: &Table) -> Vec<String> {
    let mut clauses = Vec::new();
    if from.of_type != to.of_type {
        clauses.push(to.of_type.as_ref().map_or_else(|| "NOT OF".to_owned(), |ty| format!("OF {ty}")));
    }
    if let (TableKind::Foreign { options: before, .. }, TableKind::Foreign { options, .. }) = (&from.kind, &to.kind)
        && before != options
    {
        clauses.push(text::server_option_changes(before, options));
    }
    clauses
}

/// What writes the table again, or copies it.
fn rewrites(id: &ObjectId, name: &QualName, from: &Table, to: &Table) -> Option<Op> {
    let mut clauses = Vec::new();
    if from.persistence != to.persistence {
        clauses.push(match to.persistence {
            Persistence::Permanent => "SET LOGGED".to_owned(),
            Persistence::Unlogged => "SET UNLOGGED".to_owned(),
        });
    }
    if from.access_method != to.access_method {
        let method = to.access_method.as_ref().map_or_else(|| "heap".to_owned(), ToString::to_string);
        clauses.push(format!("SET ACCESS METHOD {method}"));
    }
    if from.tablespace != to.tablespace {
        clauses.push(format!("SET TABLESPACE {}", text::tablespace(to.tablespace.as_ref())));
    }
    if clauses.is_empty() {
        return None;
    }
    let op = Op::clause(Slot::Alter, id, name, clauses);
    Some(op.hazard(HazardKind::Rewrite, "the table is written again"))
}

/// One op a slot: what rewrites the table is said in one statement with the rest.
fn merged(ops: Vec<Op>) -> Vec<Op> {
    let mut merged: Vec<Op> = Vec::new();
    for op in ops {
        let same = merged.iter_mut().find(|other| other.slot == op.slot);
        match (same, &op.form) {
            (Some(Op { form: Form::Clause(clause), hazards, .. }), Form::Clause(more)) => {
                clause.alter.extend(more.alter.iter().cloned());
                hazards.extend(op.hazards.iter().cloned());
            }
            (Some(Op { form: Form::Statements(statements), .. }), Form::Statements(more)) => {
                statements.extend(more.iter().cloned());
            }
            (Some(_) | None, _) => merged.push(op),
        }
    }
    merged
}

fn facts(table: &Table) -> Vec<Fact> {
    let Table {
        kind,
        persistence,
        of_type,
        inherits,
        partition,
        access_method,
        tablespace,
        options,
        row_security,
        forced_row_security,
        replica_identity,
    } = table;
    let (key, server, server_options) = match kind {
        TableKind::Ordinary => (None, None, &[][..]),
        TableKind::Partitioned { key } => (Some(key), None, &[][..]),
        TableKind::Foreign { server, options } => (None, Some(server), options.as_slice()),
    };
    let identity = match replica_identity {
        ReplicaIdentity::Default => None,
        ReplicaIdentity::Nothing => Some("nothing"),
        ReplicaIdentity::Full => Some("full"),
        ReplicaIdentity::Index => Some("an index"),
    };
    let partition = partition.as_ref().map(|partition| format!("{} {}", partition.parent, partition.bound));
    vec![
        fact::flag("unlogged", "unlogged", *persistence == Persistence::Unlogged),
        fact::option("type", "of ", of_type.as_ref()),
        fact::option("inherits", "inherits ", fact::filled(inherits)),
        fact::option("partition", "partition of ", partition),
        fact::option("partitions", "partitioned by ", key),
        fact::option("server", "server ", server),
        fact::option("server options", "options ", fact::filled(server_options)),
        fact::option("access method", "using ", access_method.as_ref()),
        fact::option("tablespace", "tablespace ", tablespace.as_ref()),
        fact::option("options", "with ", fact::filled(options)),
        fact::flag("row-level security", "row-level security", *row_security),
        fact::flag("forced row-level security", "also for the owner", *forced_row_security),
        fact::option("replica identity", "replica identity ", identity),
    ]
}

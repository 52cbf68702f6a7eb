//! Constraints of tables.

use entity_core::schema::{
    Action, Check, Constraint, Deferral, Exclusion, ForeignKey, Ident, Match, Object, ObjectId, PrimaryKey, QualName,
    Unique,
};

use super::{Bond, Cause, Cx, Effect, Fact, Online, Op, Rules, Slot, fact, text};
use crate::plan::{Change, HazardKind};

impl Rules for Constraint {
    const KEYWORD: &'static str = "CONSTRAINT";
    const STAGE: u8 = 4;
    const PHASE: u8 = 3;

    fn create(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        create(cx, id, self)
    }

    fn alter(&self, to: &Self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        alter(id, self, to)
    }

    fn drop(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        drop(id, self)
    }

    fn facts(&self) -> Vec<Fact> {
        facts(self)
    }

    fn effect(&self, to: &Self) -> Effect {
        effect(self, to)
    }

    fn reaction(&self, cx: &Cx<'_>, id: &ObjectId, cause: &Cause<'_>) -> Effect {
        reaction(cx, id, self, cause)
    }

    fn needs(&self, id: &ObjectId) -> Vec<ObjectId> {
        needs(id, self)
    }

    fn relation(&self, id: &ObjectId) -> Option<QualName> {
        let ObjectId::Constraint(table, name) = id else { return None };
        has_index(self).then(|| table.sibling(name.clone()))
    }

    fn key_of(&self, id: &ObjectId) -> Option<QualName> {
        id.table().filter(|_| is_key(self)).cloned()
    }

    fn looks_up(&self) -> Option<&QualName> {
        references(self)
    }
}

fn create(cx: &Cx<'_>, id: &ObjectId, constraint: &Constraint) -> Vec<Op> {
    let ObjectId::Constraint(table, name) = id else { return Vec::new() };
    let clause = format!("CONSTRAINT {name} {}", definition(constraint));
    if !is_validated(constraint) {
        // CREATE TABLE would take NOT VALID and forget it.
        return vec![Op::clause(Slot::Create, id, table, vec![format!("ADD {clause}")])];
    }
    let op = Op::part(id, table, format!("ADD {clause}"), clause).bond(bond(constraint)).place(place(constraint));
    if cx.is_new(table) {
        return vec![op];
    }
    let op = op.hazard(HazardKind::Scan, "the table is read under a lock");
    let op = match online_create(cx, (table, name), constraint) {
        Some(online) if cx.is_busy(table) => op.online(online),
        Some(_) | None => op,
    };
    vec![if cx.is_unchanged(id) { op } else { op.hazard(HazardKind::MayFail, broken_by(constraint)) }]
}

/// Checks and foreign keys are first believed, then validated. Keys get their index beside the traffic.
fn online_create(cx: &Cx<'_>, (table, name): (&QualName, &Ident), constraint: &Constraint) -> Option<Online> {
    let add = |definition: String| format!("ALTER TABLE {table} ADD CONSTRAINT {name} {definition}");
    match constraint {
        Constraint::ForeignKey(_) | Constraint::Check(_) => {
            let unchecked = add(format!("{} NOT VALID", definition(constraint)));
            Some(Online::default().here(Change::Create, unchecked).validate(table, name))
        }
        Constraint::PrimaryKey(key) => {
            let nullable = key.columns.iter().filter(|column| is_nullable(cx, table, column));
            let online = nullable.fold(Online::default(), |online, column| online.required_here(table, column));
            Some(online_key(online, (table, name), constraint))
        }
        Constraint::Unique(_) => Some(online_key(Online::default(), (table, name), constraint)),
        Constraint::Exclusion(_) => None,
    }
}

fn online_key(online: Online, (table, name): (&QualName, &Ident), constraint: &Constraint) -> Online {
    let (noun, nulls, columns, include, deferral) = match constraint {
        Constraint::PrimaryKey(key) => ("PRIMARY KEY", "", &key.columns, &key.include, key.deferral),
        Constraint::Unique(key) => {
            let nulls = if key.nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" };
            ("UNIQUE", nulls, &key.columns, &key.include, key.deferral)
        }
        Constraint::ForeignKey(_) | Constraint::Check(_) | Constraint::Exclusion(_) => return online,
    };
    let (columns, include) = (text::list(columns), included(include));
    let index = format!("CREATE UNIQUE INDEX CONCURRENTLY {name} ON {table} ({columns}){include}{nulls}");
    let deferral = text::deferral(deferral);
    let key = format!("ALTER TABLE {table} ADD CONSTRAINT {name} {noun} USING INDEX {name}{deferral}");
    let id = ObjectId::Index(table.sibling(name.clone()));
    online.beside(Change::Create, index).of(id).here(Change::Create, key)
}

fn is_nullable(cx: &Cx<'_>, table: &QualName, column: &Ident) -> bool {
    let id = ObjectId::Column(table.clone(), column.clone());
    matches!(cx.from.objects.get(&id), Some(Object::Column(column)) if !column.not_null)
}

fn definition(constraint: &Constraint) -> String {
    match constraint {
        Constraint::PrimaryKey(PrimaryKey { columns, include, deferral }) => {
            format!("PRIMARY KEY ({}){}{}", text::list(columns), included(include), text::deferral(*deferral))
        }
        Constraint::Unique(Unique { columns, include, nulls_not_distinct, deferral }) => {
            let nulls = if *nulls_not_distinct { "NULLS NOT DISTINCT " } else { "" };
            format!("UNIQUE {nulls}({}){}{}", text::list(columns), included(include), text::deferral(*deferral))
        }
        Constraint::ForeignKey(key) => foreign_key(key),
        Constraint::Check(Check { expr, no_inherit, validated }) => {
            let no_inherit = if *no_inherit { " NO INHERIT" } else { "" };
            format!("CHECK ({}){no_inherit}{}", text::bare(expr), not_valid(*validated))
        }
        Constraint::Exclusion(Exclusion { definition }) => definition.to_string(),
    }
}

fn included(columns: &[Ident]) -> String {
    if columns.is_empty() { String::new() } else { format!(" INCLUDE ({})", text::list(columns)) }
}

fn not_valid(validated: bool) -> &'static str {
    if validated { "" } else { " NOT VALID" }
}

fn foreign_key(key: &ForeignKey) -> String {
    let ForeignKey { columns, references, referenced_columns, on_delete, on_update, matching, deferral, validated } =
        key;
    format!(
        "FOREIGN KEY ({}) REFERENCES {references} ({}){}{}{}{}{}",
        text::list(columns),
        text::list(referenced_columns),
        match matching {
            Match::Simple => "",
            Match::Full => " MATCH FULL",
        },
        action(" ON DELETE ", *on_delete),
        action(" ON UPDATE ", *on_update),
        text::deferral(*deferral),
        not_valid(*validated),
    )
}

fn action(event: &str, action: Action) -> String {
    let word = match action {
        Action::NoAction => return String::new(),
        Action::Restrict => "RESTRICT",
        Action::Cascade => "CASCADE",
        Action::SetNull => "SET NULL",
        Action::SetDefault => "SET DEFAULT",
    };
    format!("{event}{word}")
}

fn bond(constraint: &Constraint) -> Bond {
    match constraint {
        Constraint::ForeignKey(_) => Bond::Weak,
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Check(_) | Constraint::Exclusion(_) => {
            Bond::Firm
        }
    }
}

fn place(constraint: &Constraint) -> usize {
    match constraint {
        Constraint::PrimaryKey(_) => 0,
        Constraint::Unique(_) => 1,
        Constraint::Exclusion(_) => 2,
        Constraint::ForeignKey(_) => 3,
        Constraint::Check(_) => 4,
    }
}

fn is_validated(constraint: &Constraint) -> bool {
    match constraint {
        Constraint::ForeignKey(key) => key.validated,
        Constraint::Check(check) => check.validated,
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Exclusion(_) => true,
    }
}

fn broken_by(constraint: &Constraint) -> &'static str {
    match constraint {
        Constraint::PrimaryKey(_) => "fails if two rows have the same key or a key is null",
        Constraint::Unique(_) => "fails if two rows have the same key",
        Constraint::ForeignKey(_) => "fails if a row refers to none",
        Constraint::Check(_) => "fails if a row does not meet the condition",
        Constraint::Exclusion(_) => "fails if two rows exclude each other",
    }
}

fn drop(id: &ObjectId, constraint: &Constraint) -> Vec<Op> {
    let ObjectId::Constraint(table, name) = id else { return Vec::new() };
    let op = Op::clause(Slot::Drop, id, table, vec![format!("DROP CONSTRAINT {name}")]);
    vec![op.bond(bond(constraint)).place(place(constraint))]
}

/// Validation, and a foreign key's deferral, change in place.
fn effect(from: &Constraint, to: &Constraint) -> Effect {
    let is_quiet = match (from, to) {
        (Constraint::ForeignKey(from), Constraint::ForeignKey(to)) => {
            let same = ForeignKey { validated: to.validated, deferral: to.deferral, ..from.clone() };
            same == *to && (to.validated || !from.validated)
        }
        (Constraint::Check(from), Constraint::Check(to)) => {
            let same = Check { validated: to.validated, ..from.clone() };
            same == *to && to.validated
        }
        (
            Constraint::PrimaryKey(_)
            | Constraint::Unique(_)
            | Constraint::ForeignKey(_)
            | Constraint::Check(_)
            | Constraint::Exclusion(_),
            _,
        ) => false,
    };
    if is_quiet { Effect::Quiet } else { Effect::Replace }
}

fn alter(id: &ObjectId, from: &Constraint, to: &Constraint) -> Vec<Op> {
    let ObjectId::Constraint(table, name) = id else { return Vec::new() };
    let mut clauses = Vec::new();
    if let (Constraint::ForeignKey(from), Constraint::ForeignKey(to)) = (from, to)
        && from.deferral != to.deferral
    {
        clauses.push(format!("ALTER CONSTRAINT {name}{}", deferral_in_full(to.deferral)));
    }
    if !is_validated(from) && is_validated(to) {
        clauses.push(format!("VALIDATE CONSTRAINT {name}"));
    }
    vec![Op::clause(Slot::Alter, id, table, clauses)]
}

fn deferral_in_full(deferral: Deferral) -> &'static str {
    match deferral {
        Deferral::Immediate => " NOT DEFERRABLE",
        Deferral::Deferrable => " DEFERRABLE INITIALLY IMMEDIATE",
        Deferral::Deferred => " DEFERRABLE INITIALLY DEFERRED",
    }
}

/// The server builds constraints again when a column gets another type, but cannot while the other end of a foreign key
/// still has the type before.
fn reaction(cx: &Cx<'_>, id: &ObjectId, constraint: &Constraint, cause: &Cause<'_>) -> Effect {
    match cause.effect {
        Effect::Quiet | Effect::Release => Effect::Quiet,
        Effect::Retype if is_retyped_at_both_ends(cx, id, constraint) => Effect::Replace,
        Effect::Retype => Effect::Quiet,
        Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Replace,
    }
}

fn is_retyped_at_both_ends(cx: &Cx<'_>, id: &ObjectId, constraint: &Constraint) -> bool {
    let (ObjectId::Constraint(table, _), Constraint::ForeignKey(key)) = (id, constraint) else { return false };
    let is_retyped = |table: &QualName, name: &Ident| {
        cx.effect(&ObjectId::Column(table.clone(), name.clone())) == Some(Effect::Retype)
    };
    key.columns
        .iter()
        .zip(&key.referenced_columns)
        .any(|(column, referenced)| is_retyped(table, column) && is_retyped(&key.references, referenced))
}

/// Whether an index of its name stands behind it.
fn has_index(constraint: &Constraint) -> bool {
    match constraint {
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Exclusion(_) => true,
        Constraint::ForeignKey(_) | Constraint::Check(_) => false,
    }
}

/// Whether a foreign key may refer to its columns.
fn is_key(constraint: &Constraint) -> bool {
    match constraint {
        Constraint::PrimaryKey(_) | Constraint::Unique(_) => true,
        Constraint::ForeignKey(_) | Constraint::Check(_) | Constraint::Exclusion(_) => false,
    }
}

/// The table that a foreign key refers to.
fn references(constraint: &Constraint) -> Option<&QualName> {
    match constraint {
        Constraint::ForeignKey(key) => Some(&key.references),
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Check(_) | Constraint::Exclusion(_) => None,
    }
}

/// Its own columns; for a foreign key also the columns referred to and the key that makes them unique.
fn needs(id: &ObjectId, constraint: &Constraint) -> Vec<ObjectId> {
    let ObjectId::Constraint(table, _) = id else { return Vec::new() };
    let columns = |table: &QualName, names: &[Ident]| -> Vec<ObjectId> {
        names.iter().map(|name| ObjectId::Column(table.clone(), name.clone())).collect()
    };
    match constraint {
        Constraint::PrimaryKey(key) => columns(table, &key.columns),
        Constraint::Unique(key) => columns(table, &key.columns),
        Constraint::ForeignKey(key) => {
            let mut needs = columns(table, &key.columns);
            needs.push(ObjectId::Table(key.references.clone()));
            needs.extend(columns(&key.references, &key.referenced_columns));
            needs
        }
        Constraint::Check(_) | Constraint::Exclusion(_) => Vec::new(),
    }
}

fn facts(constraint: &Constraint) -> Vec<Fact> {
    match constraint {
        Constraint::PrimaryKey(PrimaryKey { columns, include, deferral }) => vec![
            fact::fact("primary key", format!("primary key ({})", fact::list(columns))),
            fact::option("include", "include ", fact::filled(include)),
            of_deferral(*deferral),
        ],
        Constraint::Unique(Unique { columns, include, nulls_not_distinct, deferral }) => vec![
            fact::fact("unique", format!("unique ({})", fact::list(columns))),
            fact::flag("nulls not distinct", "nulls not distinct", *nulls_not_distinct),
            fact::option("include", "include ", fact::filled(include)),
            of_deferral(*deferral),
        ],
        Constraint::ForeignKey(key) => of_foreign_key(key),
        Constraint::Check(Check { expr, no_inherit, validated }) => vec![
            fact::fact("check", format!("check ({expr})")),
            fact::flag("no inherit", "no inherit", *no_inherit),
            fact::flag("not valid", "not valid", !validated),
        ],
        Constraint::Exclusion(Exclusion { definition }) => vec![fact::fact("exclusion", definition)],
    }
}

fn of_foreign_key(key: &ForeignKey) -> Vec<Fact> {
    let ForeignKey { columns, references, referenced_columns, on_delete, on_update, matching, deferral, validated } =
        key;
    vec![
        fact::fact("columns", format!("({})", fact::list(columns))),
        Fact {
            name: "references",
            phrase: format!("references {references} ({})", fact::list(referenced_columns)),
            value: format!("{references} ({})", fact::list(referenced_columns)),
        },
        of_action("on delete", *on_delete),
        of_action("on update", *on_update),
        fact::flag("match full", "match full", *matching == Match::Full),
        of_deferral(*deferral),
        fact::flag("not valid", "not valid", !validated),
    ]
}

fn of_action(name: &'static str, action: Action) -> Fact {
    let value = match action {
        Action::NoAction => "no action",
        Action::Restrict => "restrict",
        Action::Cascade => "cascade",
        Action::SetNull => "set null",
        Action::SetDefault => "set default",
    };
    let phrase = if action == Action::NoAction { String::new() } else { format!("{name} {value}") };
    Fact { name, value: value.to_owned(), phrase }
}

fn of_deferral(deferral: Deferral) -> Fact {
    let value = match deferral {
        Deferral::Immediate => None,
        Deferral::Deferrable => Some("deferrable"),
        Deferral::Deferred => Some("deferrable initially deferred"),
    };
    fact::option("deferral", "", value)
}

//! The way to change a table that is in use: short locks, long work beside the traffic.
//!
//! A rule says how its op is done at once; where that would hold a table for long, it adds an [`Online`] way. The
//! planner takes it unless the plan is for databases that nobody uses.

use entity_core::schema::{Ident, ObjectId, QualName};

use crate::plan::{Change, Transaction};

/// A statement of an online way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) when: When,
    pub(crate) transaction: Transaction,
    pub(crate) change: Change,
    /// What it makes, removes or changes, where that is not the op's own object.
    pub(crate) object: Option<ObjectId>,
    pub(crate) sql: String,
}

/// When a statement of an online way runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum When {
    /// In the place of the op.
    Here,
    /// After everything else, in a transaction of its own, so that no other lock is held meanwhile.
    Validate,
    /// After the validations.
    Finish,
}

/// The statements that do together what an op does, without holding its table for long.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Online {
    pub(crate) pieces: Vec<Piece>,
}

impl Online {
    fn add(mut self, when: When, transaction: Transaction, change: Change, sql: String) -> Self {
        self.pieces.push(Piece { when, transaction, change, object: None, sql });
        self
    }

    /// A short statement in the place of the op.
    pub(super) fn here(self, change: Change, sql: String) -> Self {
        self.add(When::Here, Transaction::Shared, change, sql)
    }

    /// A long statement in the place of the op, outside any transaction.
    pub(super) fn beside(self, change: Change, sql: String) -> Self {
        self.add(When::Here, Transaction::None, change, sql)
    }

    /// A statement about another object than the op's.
    pub(super) fn of(mut self, object: ObjectId) -> Self {
        if let Some(piece) = self.pieces.last_mut() {
            piece.object = Some(object);
        }
        self
    }

    /// A constraint that was added `NOT VALID` is checked against the rows, in a later transaction.
    pub(super) fn validate(self, table: &QualName, constraint: &Ident) -> Self {
        self.add(When::Validate, Transaction::Own, Change::Alter, validation(table, constraint))
    }

    /// `SET NOT NULL` by way of a check that is validated beside the traffic: the server believes the check and does not
    /// read the table under its lock.
    pub(super) fn required(self, table: &QualName, column: &Ident) -> Self {
        let check = check_name(table, column);
        let id = ObjectId::Constraint(table.clone(), check.clone());
        self.here(Change::Create, unchecked(table, column, &check)).of(id.clone()).validate(table, &check).of(id).add(
            When::Finish,
            Transaction::Shared,
            Change::Alter,
            requirement(table, column, &check),
        )
    }

    /// As [`Online::required`], for what the next statement needs at once.
    pub(super) fn required_here(self, table: &QualName, column: &Ident) -> Self {
        let check = check_name(table, column);
        let id = ObjectId::Constraint(table.clone(), check.clone());
        self.here(Change::Create, unchecked(table, column, &check))
            .of(id.clone())
            .add(When::Here, Transaction::Own, Change::Alter, validation(table, &check))
            .of(id)
            .here(Change::Alter, requirement(table, column, &check))
    }

    /// Gives the rows that are there the default of a column, a stretch of pages at a time. What has a value keeps it, so
    /// it can be broken off and run again.
    pub(super) fn backfill(self, table: &QualName, column: &Ident) -> Self {
        self.beside(Change::Alter, backfill(table, column))
    }
}

fn check_name(table: &QualName, column: &Ident) -> Ident {
    Ident::shortened(format!("{}_{}_is_not_null", table.name.as_str(), column.as_str()))
}

fn unchecked(table: &QualName, column: &Ident, check: &Ident) -> String {
    format!("ALTER TABLE {table} ADD CONSTRAINT {check} CHECK ({column} IS NOT NULL) NOT VALID")
}

fn validation(table: &QualName, constraint: &Ident) -> String {
    format!("ALTER TABLE {table} VALIDATE CONSTRAINT {constraint}")
}

fn requirement(table: &QualName, column: &Ident, check: &Ident) -> String {
    format!("ALTER TABLE {table}\n    ALTER COLUMN {column} SET NOT NULL,\n    DROP CONSTRAINT {check}")
}

/// Pages a batch: 8 MB of a table at a time.
const PAGES: u32 = 1000;

/// A table has no key that every table has but the place of its rows. Rows that an update moves have a value by then.
fn backfill(table: &QualName, column: &Ident) -> String {
    let body = format!(
        "\nDECLARE\n    page bigint := 0;\n    pages bigint := pg_relation_size({}) / current_setting('block_size')::bigint;\n\
         BEGIN\n    WHILE page <= pages LOOP\n        UPDATE {table} SET {column} = DEFAULT\n        \
         WHERE {column} IS NULL AND ctid >= format('(%s,0)', page)::tid AND ctid < format('(%s,0)', page + {PAGES})::tid;\n        \
         COMMIT;\n        page := page + {PAGES};\n    END LOOP;\nEND\n",
        entity_core::schema::Literal(&table.to_string()),
    );
    format!("DO {}", super::text::dollar_quoted(&body))
}

//! Tables. What they consist of is folded into their statements by the planner.

use entity_core::schema::{ObjectId, Persistence, Table};

use super::{Form, Op, Slot};
use crate::plan::HazardKind;

pub(super) fn create(id: &ObjectId, table: &Table) -> Vec<Op> {
    let ObjectId::Table(name) = id else { return Vec::new() };
    let Table { persistence } = table;
    let head = match persistence {
        Persistence::Permanent => format!("CREATE TABLE {name}"),
        Persistence::Unlogged => format!("CREATE UNLOGGED TABLE {name}"),
    };
    vec![Op::new(Slot::Create, id, Form::Table(head))]
}

pub(super) fn drop(id: &ObjectId) -> Vec<Op> {
    let ObjectId::Table(name) = id else { return Vec::new() };
    let op = Op::statement(Slot::Drop, id, format!("DROP TABLE {name}"));
    vec![op.hazard(HazardKind::DataLoss, "all rows of the table are lost")]
}

pub(super) fn alter(id: &ObjectId, to: &Table) -> Vec<Op> {
    let ObjectId::Table(name) = id else { return Vec::new() };
    let Table { persistence } = to;
    let clause = match persistence {
        Persistence::Permanent => "SET LOGGED",
        Persistence::Unlogged => "SET UNLOGGED",
    };
    let op = Op::statement(Slot::Alter, id, format!("ALTER TABLE {name} {clause}"));
    vec![op.hazard(HazardKind::Rewrite, "the table is written again")]
}

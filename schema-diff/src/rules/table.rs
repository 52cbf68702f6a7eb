//! Tables. What they consist of is folded into their statements by the planner.

use entity_core::schema::{ObjectId, Persistence, QualName, Table};

use super::{Cx, Fact, Form, Op, Rules, Slot, fact};
use crate::plan::HazardKind;

impl Rules for Table {
    const KEYWORD: &'static str = "TABLE";
    const STAGE: u8 = 4;
    const PHASE: u8 = 1;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Table(name) = id else { return Vec::new() };
        let Self { persistence } = self;
        let head = match persistence {
            Persistence::Permanent => format!("CREATE TABLE {name}"),
            Persistence::Unlogged => format!("CREATE UNLOGGED TABLE {name}"),
        };
        vec![Op::new(Slot::Create, id, Form::Table(head))]
    }

    fn alter(&self, to: &Self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let Self { persistence } = to;
        let clause = match persistence {
            Persistence::Permanent => "SET LOGGED",
            Persistence::Unlogged => "SET UNLOGGED",
        };
        let op = Op::statement(Slot::Alter, id, format!("ALTER {} {clause}", self.spelled(id)));
        vec![op.hazard(HazardKind::Rewrite, "the table is written again")]
    }

    fn drop(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let op = Op::statement(Slot::Drop, id, format!("DROP {}", self.spelled(id)));
        vec![op.hazard(HazardKind::DataLoss, "all rows of the table are lost")]
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { persistence } = self;
        vec![fact::flag("unlogged", "unlogged", *persistence == Persistence::Unlogged)]
    }

    fn home(&self, id: &ObjectId) -> Option<QualName> {
        id.qualified().cloned()
    }

    fn relation(&self, id: &ObjectId) -> Option<QualName> {
        id.qualified().cloned()
    }
}

//! Namespaces.

use entity_core::schema::{Namespace, ObjectId};

use super::{Cx, Fact, Op, Rules, Slot};

impl Rules for Namespace {
    const KEYWORD: &'static str = "SCHEMA";
    const STAGE: u8 = 0;
    const PHASE: u8 = 0;
    const NAMED_BY_CODE: bool = true;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let Self = self;
        vec![Op::statement(Slot::Create, id, format!("CREATE {}", self.spelled(id)))]
    }

    fn alter(&self, Self: &Self, _cx: &Cx<'_>, _id: &ObjectId) -> Vec<Op> {
        Vec::new()
    }

    fn facts(&self) -> Vec<Fact> {
        let Self = self;
        Vec::new()
    }

    fn privilege(&self) -> Option<&'static str> {
        Some("needs CREATE on the database")
    }
}

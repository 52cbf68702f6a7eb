//! Extensions.

use entity_core::schema::{Extension, ObjectId, QualName};

use super::{Cx, Fact, Op, Rules, Slot, fact};

impl Rules for Extension {
    const KEYWORD: &'static str = "EXTENSION";
    const STAGE: u8 = 1;
    const PHASE: u8 = 0;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let Self { namespace } = self;
        let place = match namespace {
            Some(namespace) if *namespace != QualName::PUBLIC => format!(" WITH SCHEMA {namespace}"),
            Some(_) | None => String::new(),
        };
        vec![Op::statement(Slot::Create, id, format!("CREATE {}{place}", self.spelled(id)))]
    }

    fn alter(&self, to: &Self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let Self { namespace: Some(namespace) } = to else { return Vec::new() };
        vec![Op::statement(Slot::Alter, id, format!("ALTER {} SET SCHEMA {namespace}", self.spelled(id)))]
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { namespace } = self;
        vec![fact::option("schema", "in ", namespace.as_ref())]
    }

    fn needs(&self, _id: &ObjectId) -> Vec<ObjectId> {
        self.namespace.clone().map(ObjectId::Namespace).into_iter().collect()
    }

    fn privilege(&self) -> Option<&'static str> {
        Some("needs a superuser, or CREATE on the database where the extension is trusted")
    }
}

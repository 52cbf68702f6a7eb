//! Rights on objects that are yet to be made.

use entity_core::schema::{DefaultPrivilege, DefaultScope, ObjectId};

use super::rights::{self, Target};
use super::{Cx, Effect, Fact, Op, Rules, Slot};

impl Rules for DefaultPrivilege {
    const KEYWORD: &'static str = "DEFAULT PRIVILEGES";
    const STAGE: u8 = 18;
    const PHASE: u8 = 0;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let Self { privileges, initial } = self;
        let unsaid = Self { privileges: initial.clone(), initial: initial.clone() };
        vec![change(Slot::Create, id, &unsaid, privileges)]
    }

    fn alter(&self, to: &Self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        vec![change(Slot::Alter, id, self, &to.privileges)]
    }

    /// They go with their namespace.
    fn drop(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        match id.parent().and_then(|namespace| cx.effect(&namespace)) {
            Some(Effect::Gone | Effect::Replace) => Vec::new(),
            Some(Effect::Quiet | Effect::Release | Effect::Retype | Effect::Rebuild) | None => {
                vec![change(Slot::Drop, id, self, &self.initial)]
            }
        }
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { privileges, initial } = self;
        rights::facts(privileges, initial)
    }

    fn privilege(&self) -> Option<&'static str> {
        Some("needs membership in the role")
    }
}

fn change(slot: Slot, id: &ObjectId, held: &DefaultPrivilege, wanted: &entity_core::schema::Privileges) -> Op {
    let statements = target(id).map(|target| {
        let mut statements = rights::revoke(&target, &held.privileges, wanted);
        statements.extend(rights::grant(&target, &held.privileges, wanted));
        statements
    });
    Op::statements(slot, id, statements.unwrap_or_default())
}

fn target(id: &ObjectId) -> Option<Target> {
    let ObjectId::DefaultPrivilege(scope, role) = id else { return None };
    let DefaultScope { role: maker, namespace, class } = scope;
    let maker = maker.as_ref().map(|maker| format!("FOR ROLE {maker} ")).unwrap_or_default();
    let within = namespace.as_ref().map(|namespace| format!("IN SCHEMA {namespace} ")).unwrap_or_default();
    Some(Target {
        prefix: format!("ALTER DEFAULT PRIVILEGES {maker}{within}"),
        on: class.noun().to_uppercase(),
        column: None,
        role: role.clone(),
    })
}

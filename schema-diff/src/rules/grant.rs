//! Rights on objects.
//!
//! They go with their object, and come back with it when it is made again. An object that is made starts with what the
//! default privileges of its namespace give, so its rights are written out where those might say something else.

use entity_core::schema::{
    Catalog, DefaultClass, DefaultScope, Grant, Ident, Object, ObjectId, ObjectKind, Privilege, Privileges,
};

use super::rights::{self, PUBLIC, Target};
use super::{Cause, Cx, Effect, Fact, Op, Rules, Slot, spelled};

impl Rules for Grant {
    const KEYWORD: &'static str = "GRANT";
    const STAGE: u8 = 4;
    const PHASE: u8 = 7;

    fn create(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let Self { privileges, initial } = self;
        let ObjectId::Grant(on, role) = id else { return Vec::new() };
        let Some(target) = target(cx.to, on, role) else { return Vec::new() };
        let held = if is_made(cx, on) { born(cx, on, role, initial) } else { Born::sure(initial.clone()) };
        let mut statements = rights::revoke(&target, &held.perhaps, privileges);
        statements.extend(rights::grant(&target, &held.surely, privileges));
        vec![Op::statements(Slot::Create, id, statements).place(place(on))]
    }

    fn alter(&self, to: &Self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Grant(on, role) = id else { return Vec::new() };
        let Some(target) = target(cx.to, on, role) else { return Vec::new() };
        let gone = revoked(cx, &target, on, (&self.privileges, &to.privileges));
        let come = rights::grant(&target, &self.privileges, &to.privileges);
        let ops = [(Slot::Release, gone), (Slot::Alter, come)];
        let ops = ops.into_iter().filter(|(_, statements)| !statements.is_empty());
        ops.map(|(slot, statements)| Op::statements(slot, id, statements).place(place(on))).collect()
    }

    /// Rights go with their object.
    fn drop(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Grant(on, role) = id else { return Vec::new() };
        if is_gone(cx, on) {
            return Vec::new();
        }
        let Some(target) = target(cx.from, on, role) else { return Vec::new() };
        let mut statements = revoked(cx, &target, on, (&self.privileges, &self.initial));
        statements.extend(rights::grant(&target, &self.privileges, &self.initial));
        vec![Op::statements(Slot::Drop, id, statements).place(place(on))]
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { privileges, initial } = self;
        rights::facts(privileges, initial)
    }

    fn reaction(&self, _cx: &Cx<'_>, _id: &ObjectId, cause: &Cause<'_>) -> Effect {
        match cause.effect {
            Effect::Quiet | Effect::Release | Effect::Retype => Effect::Quiet,
            Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Replace,
        }
    }
}

/// Takes rights of an object away that it did not have on its own: what default privileges gave it when it was made,
/// and nobody wants.
pub(crate) fn settle(cx: &Cx<'_>, on: &ObjectId) -> Vec<Op> {
    let mut roles: Vec<&Ident> = [cx.from, cx.to].into_iter().flat_map(|catalog| given(catalog, on)).collect();
    roles.sort_unstable();
    roles.dedup();
    roles.into_iter().filter_map(|role| settled(cx, on, role)).collect()
}

fn settled(cx: &Cx<'_>, on: &ObjectId, role: &Ident) -> Option<Op> {
    let id = ObjectId::Grant(Box::new(on.clone()), role.clone());
    if cx.to.objects.contains_key(&id) {
        return None;
    }
    let target = target(cx.to, on, role)?;
    let initial = initial(on, role);
    let held = born(cx, on, role, &initial);
    let mut statements = rights::revoke(&target, &held.perhaps, &initial);
    statements.extend(rights::grant(&target, &held.surely, &initial));
    (!statements.is_empty()).then(|| Op::statements(Slot::Create, &id, statements).place(place(on)))
}

/// The rights of an object that has just been made.
struct Born {
    /// At least these.
    surely: Privileges,
    /// At most these.
    perhaps: Privileges,
}

impl Born {
    fn sure(privileges: Privileges) -> Self {
        Self { surely: privileges.clone(), perhaps: privileges }
    }

    fn or(mut self, other: &Privileges) -> Self {
        self.surely.retain(|right, option| {
            *option &= other.get(right) == Some(&true);
            other.contains_key(right)
        });
        for (right, option) in other {
            *self.perhaps.entry(*right).or_default() |= *option;
        }
        self
    }
}

/// With the default privileges of before or after, or with none, where somebody else runs this.
fn born(cx: &Cx<'_>, on: &ObjectId, role: &Ident, initial: &Privileges) -> Born {
    let held = |catalog| with_defaults(catalog, on, role, initial);
    Born::sure(initial.clone()).or(&held(cx.from)).or(&held(cx.to))
}

fn with_defaults(catalog: &Catalog, on: &ObjectId, role: &Ident, initial: &Privileges) -> Privileges {
    let Some(class) = class(on) else { return initial.clone() };
    let default = |namespace: Option<Ident>| {
        let id = ObjectId::DefaultPrivilege(DefaultScope { role: None, namespace, class }, role.clone());
        match catalog.objects.get(&id) {
            Some(Object::DefaultPrivilege(default)) => Some(&default.privileges),
            Some(_) | None => None,
        }
    };
    let mut held = default(None).unwrap_or(initial).clone();
    for (right, option) in namespace(on).and_then(|namespace| default(Some(namespace))).into_iter().flatten() {
        *held.entry(*right).or_default() |= *option;
    }
    held
}

/// The roles whose rights on such an object default privileges decide.
fn given<'a>(catalog: &'a Catalog, on: &ObjectId) -> Vec<&'a Ident> {
    let (wanted, namespace) = (class(on), namespace(on));
    let everywhere = DefaultScope { role: None, namespace: None, class: DefaultClass::Tables };
    let first = ObjectId::DefaultPrivilege(everywhere, Ident::from_static(""));
    let given = catalog.from_first(first).filter_map(|(id, _)| match id {
        ObjectId::DefaultPrivilege(scope, role) => Some((scope, role)),
        _ => None,
    });
    let fits = given.filter(|(scope, _)| {
        scope.role.is_none()
            && Some(scope.class) == wanted
            && (scope.namespace.is_none() || scope.namespace == namespace)
    });
    fits.map(|(_, role)| role).collect()
}

fn namespace(on: &ObjectId) -> Option<Ident> {
    on.qualified().map(|name| name.namespace.clone())
}

/// Whether an object is made, so that its rights start anew.
fn is_made(cx: &Cx<'_>, on: &ObjectId) -> bool {
    !cx.from.objects.contains_key(on) && cx.to.objects.contains_key(on) || is_gone(cx, on)
}

/// Whether an object goes, for ever or for a while.
fn is_gone(cx: &Cx<'_>, on: &ObjectId) -> bool {
    match cx.effect(on) {
        Some(Effect::Rebuild | Effect::Replace | Effect::Gone) => true,
        Some(Effect::Quiet | Effect::Release | Effect::Retype) | None => false,
    }
}

/// What everybody may do with an object by itself.
fn initial(on: &ObjectId, role: &Ident) -> Privileges {
    let right = match class(on) {
        Some(DefaultClass::Functions) => Privilege::Execute,
        Some(DefaultClass::Types) => Privilege::Usage,
        Some(
            DefaultClass::Tables | DefaultClass::Sequences | DefaultClass::Namespaces | DefaultClass::LargeObjects,
        )
        | None => return Privileges::new(),
    };
    if role.as_str() == PUBLIC { Privileges::from([(right, false)]) } else { Privileges::new() }
}

/// The word of default privileges for the kind of an object.
fn class(on: &ObjectId) -> Option<DefaultClass> {
    match on.kind() {
        ObjectKind::Table | ObjectKind::View | ObjectKind::MaterializedView => Some(DefaultClass::Tables),
        ObjectKind::Function | ObjectKind::Aggregate => Some(DefaultClass::Functions),
        ObjectKind::EnumType | ObjectKind::Domain | ObjectKind::CompositeType | ObjectKind::RangeType => {
            Some(DefaultClass::Types)
        }
        ObjectKind::Sequence => Some(DefaultClass::Sequences),
        ObjectKind::Namespace => Some(DefaultClass::Namespaces),
        ObjectKind::Extension
        | ObjectKind::Collation
        | ObjectKind::DomainCheck
        | ObjectKind::Column
        | ObjectKind::Constraint
        | ObjectKind::Index
        | ObjectKind::Trigger
        | ObjectKind::ViewColumn
        | ObjectKind::Rule
        | ObjectKind::EventTrigger
        | ObjectKind::TextSearchDictionary
        | ObjectKind::TextSearchConfiguration
        | ObjectKind::ForeignDataWrapper
        | ObjectKind::ForeignServer
        | ObjectKind::Publication
        | ObjectKind::PublishedTable
        | ObjectKind::PublishedNamespace
        | ObjectKind::DefaultPrivilege
        | ObjectKind::Grant
        | ObjectKind::Owner
        | ObjectKind::Statistics
        | ObjectKind::Policy
        | ObjectKind::Comment => None,
    }
}

/// An object as `GRANT` names it.
fn target(catalog: &Catalog, on: &ObjectId, role: &Ident) -> Option<Target> {
    let (words, column) = match on.table() {
        Some(table) => (format!("TABLE {table}"), Some(on.last_name().clone())),
        None => (granted(catalog, on), None),
    };
    Some(Target { prefix: String::new(), on: words, column, role: role.clone() })
}

/// `GRANT` has one word for all that has rows, and another one for servers.
fn granted(catalog: &Catalog, on: &ObjectId) -> String {
    // The column names and `*` that an aggregate is spelled with are not for `GRANT`.
    if let ObjectId::Aggregate(name, arguments) = on {
        return format!("FUNCTION {name}({arguments})");
    }
    let spelled = spelled(catalog, on);
    for (word, other) in [
        ("VIEW ", "TABLE "),
        ("MATERIALIZED VIEW ", "TABLE "),
        ("FOREIGN TABLE ", "TABLE "),
        ("SERVER ", "FOREIGN SERVER "),
    ] {
        if let Some(name) = spelled.strip_prefix(word) {
            // Nowhere else does an aggregate without arguments have a star.
            return format!("{other}{}", name.replace("(*)", "()"));
        }
    }
    spelled
}

/// A table's rights come before those on its columns: what is revoked on a table is revoked on each of its columns.
fn place(on: &ObjectId) -> usize {
    usize::from(on.table().is_some())
}

/// The revokes, and what they take from columns along the way, given back.
fn revoked(cx: &Cx<'_>, target: &Target, on: &ObjectId, (held, wanted): (&Privileges, &Privileges)) -> Vec<String> {
    let mut statements = rights::revoke(target, held, wanted);
    if statements.is_empty() {
        return statements;
    }
    let lost = |right: &Privilege| held.contains_key(right) && held.get(right) != wanted.get(right);
    for (id, object) in &cx.to.objects {
        let (ObjectId::Grant(column, role), Object::Grant(grant)) = (id, object) else { continue };
        let is_part = column.table().is_some() && column.table() == on.qualified();
        if is_part && *role == target.role && cx.from.objects.contains_key(id) && !is_gone(cx, column) {
            let lost: Privileges = grant.privileges.clone().into_iter().filter(|(right, _)| lost(right)).collect();
            let column = self::target(cx.to, column, role);
            statements.extend(column.iter().flat_map(|column| rights::grant(column, &Privileges::new(), &lost)));
        }
    }
    statements
}

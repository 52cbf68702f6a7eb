//! Domains.

use entity_core::schema::{Catalog, Domain, Object, ObjectId, QualName};

use super::rebuild::{self, rebuild};
use super::{Cause, Cx, Effect, Fact, Form, Op, Rules, Slot, composite_type, fact};
use crate::plan::HazardKind;

impl Rules for Domain {
    const KEYWORD: &'static str = "DOMAIN";
    const STAGE: u8 = 2;
    const PHASE: u8 = 0;
    const NAMED_BY_CODE: bool = true;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Domain(name) = id else { return Vec::new() };
        vec![Op::new(Slot::Create, id, Form::Domain(create_sql(name, self)))]
    }

    fn alter(&self, to: &Self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Domain(name) = id else { return Vec::new() };
        if cx.effect(id) == Some(Effect::Rebuild) {
            return rebuild(cx, id, Self::KEYWORD, create_sql(name, to));
        }
        changed(cx, id, name, self, to)
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { base, default, not_null, not_null_name, collation } = self;
        vec![
            fact::fact("type", base),
            fact::option("collation", "collate ", collation.as_ref()),
            fact::flag("not null", "not null", *not_null),
            fact::option("name of not null", "named ", not_null_name.as_ref()),
            fact::option("default", "default ", default.as_ref()),
        ]
    }

    fn effect(&self, to: &Self) -> Effect {
        if self.base == to.base && self.collation == to.collation { Effect::Quiet } else { Effect::Rebuild }
    }

    fn reaction(&self, cx: &Cx<'_>, id: &ObjectId, cause: &Cause<'_>) -> Effect {
        let released = if self.default.is_some() { Effect::Release } else { Effect::Quiet };
        match cause.effect {
            Effect::Quiet | Effect::Release | Effect::Retype => Effect::Quiet,
            Effect::Rebuild if rebuild::uses(cx, &self.base, self.collation.as_ref(), cause.id) => Effect::Rebuild,
            Effect::Rebuild | Effect::Replace => released,
            Effect::Gone => match cx.to.objects.get(id) {
                Some(Object::Domain(to)) if to.default == self.default => released,
                Some(_) | None => Effect::Quiet,
            },
        }
    }
}

fn create_sql(name: &QualName, domain: &Domain) -> String {
    let Domain { base, default, not_null, not_null_name, collation } = domain;
    let mut sql = format!("CREATE DOMAIN {name} AS {base}");
    if let Some(collation) = collation {
        sql += &format!(" COLLATE {collation}");
    }
    if let Some(default) = default {
        sql += &format!(" DEFAULT {default}");
    }
    if let Some(name) = not_null_name {
        sql += &format!(" CONSTRAINT {name}");
    }
    if *not_null {
        sql += " NOT NULL";
    }
    sql
}

fn changed(cx: &Cx<'_>, id: &ObjectId, name: &QualName, from: &Domain, to: &Domain) -> Vec<Op> {
    let Domain { base: _, default, not_null, not_null_name, collation: _ } = to;
    let alter = |clause: String| format!("ALTER DOMAIN {name} {clause}");
    let is_released = cx.effect(id) == Some(Effect::Release) && from.default.is_some();
    let mut ops = Vec::new();
    if is_released {
        ops.push(Op::statement(Slot::Release, id, alter("DROP DEFAULT".to_owned())));
    }
    let mut statements = Vec::new();
    if is_released || from.default != *default {
        let clause = match default {
            Some(default) => Some(format!("SET DEFAULT {default}")),
            None => (!is_released).then(|| "DROP DEFAULT".to_owned()),
        };
        statements.extend(clause.map(alter));
    }
    let is_renamed = from.not_null && *not_null && from.not_null_name != *not_null_name;
    if from.not_null && (!not_null || is_renamed) {
        statements.push(alter("DROP NOT NULL".to_owned()));
    }
    let comes = *not_null && (!from.not_null || is_renamed);
    if comes {
        statements.push(match not_null_name {
            Some(name) => alter(format!("ADD CONSTRAINT {name} NOT NULL")),
            None => alter("SET NOT NULL".to_owned()),
        });
    }
    if !statements.is_empty() {
        let op = Op::statements(Slot::Alter, id, statements);
        ops.push(if comes { narrowed(op, "fails if a column of the domain holds null") } else { op });
    }
    ops
}

/// The domain that has to be made again since more is asked of its values: the server looks for values that do not fit in
/// columns of the domain, and refuses where it would have to look inside arrays and composite values.
pub(crate) fn stiffened(from: &Catalog, to: &Catalog, id: &ObjectId) -> Option<ObjectId> {
    let domain = match (id, from.objects.get(id), to.objects.get(id)?) {
        (ObjectId::DomainCheck(..), before, Object::DomainCheck(check)) => {
            let is_checked = |object: &Object| matches!(object, Object::DomainCheck(check) if check.validated);
            let is_kept = before.is_some_and(|before| is_checked(before) && *before == to.objects[id]);
            id.parent().filter(|_| check.validated && !is_kept)?
        }
        (ObjectId::Domain(_), Some(Object::Domain(before)), Object::Domain(after)) => {
            (after.not_null && !before.not_null).then(|| id.clone())?
        }
        (_, _, _) => return None,
    };
    let stays = from.objects.contains_key(&domain) && to.objects.contains_key(&domain);
    (stays && is_inside(from, &domain)).then_some(domain)
}

/// Whether a column holds values of a domain inside others.
fn is_inside(catalog: &Catalog, domain: &ObjectId) -> bool {
    let dependents = catalog.edges.iter().filter(|(_, needed)| needed == domain).map(|(dependent, _)| dependent);
    dependents.into_iter().any(|dependent| match (dependent, catalog.objects.get(dependent)) {
        (_, Some(Object::Column(column))) => {
            column.ty.as_str().ends_with("[]") && rebuild::is_of_type(catalog, &column.ty, domain)
        }
        (_, Some(Object::Domain(other))) if other.base.as_str().ends_with("[]") => {
            composite_type::is_stored(catalog, dependent)
        }
        (_, Some(Object::Domain(_))) => is_inside(catalog, dependent),
        (_, Some(Object::CompositeType(_) | Object::RangeType(_))) => composite_type::is_stored(catalog, dependent),
        (_, Some(_) | None) => false,
    })
}

/// Values that exist must meet what a domain now asks for.
pub(super) fn narrowed(op: Op, note: &str) -> Op {
    op.hazard(HazardKind::MayFail, note).hazard(HazardKind::Scan, "every table with a column of the domain is read")
}

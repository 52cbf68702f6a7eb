//! Composite types that stand alone.

use entity_core::schema::{Attribute, Catalog, CompositeType, Ident, ObjectId, QualName};

use super::rebuild::{self, rebuild};
use super::{Cause, Cx, Effect, Fact, Op, Rules, Slot, fact, text};
use crate::plan::HazardKind;

impl Rules for CompositeType {
    const KEYWORD: &'static str = "TYPE";
    const STAGE: u8 = 2;
    const PHASE: u8 = 0;
    const NAMED_BY_CODE: bool = true;

    fn create(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::CompositeType(name) = id else { return Vec::new() };
        vec![Op::statement(Slot::Create, id, create_sql(cx.to, name, self))]
    }

    fn alter(&self, to: &Self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::CompositeType(name) = id else { return Vec::new() };
        let ops = match cx.effect(id) {
            Some(Effect::Rebuild) => rebuild(cx, id, Self::KEYWORD, create_sql(cx.to, name, to)),
            Some(Effect::Quiet | Effect::Release | Effect::Retype | Effect::Replace | Effect::Gone) | None => {
                changed(cx, id, name, self, to)
            }
        };
        lossy(ops, name, self, to)
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { attributes } = self;
        let attributes: Vec<String> =
            attributes.iter().map(|(name, attribute)| attribute_sql(name, attribute)).collect();
        vec![fact::fact("attributes", format!("({})", fact::list(&attributes)))]
    }

    fn effect(&self, to: &Self) -> Effect {
        if self.attributes.keys().any(|name| !to.attributes.contains_key(name)) {
            Effect::Retype
        } else {
            Effect::Quiet
        }
    }

    /// The server refuses another type for an attribute while a column holds values of the composite type.
    fn effect_within(&self, to: &Self, from: &Catalog, id: &ObjectId) -> Effect {
        let is_same =
            |(name, attribute): (&Ident, &Attribute)| to.attributes.get(name).is_none_or(|to| to == attribute);
        match self.attributes.iter().all(is_same) {
            true => self.effect(to),
            false if is_stored(from, id) => Effect::Rebuild,
            false => Effect::Retype,
        }
    }

    fn reaction(&self, cx: &Cx<'_>, id: &ObjectId, cause: &Cause<'_>) -> Effect {
        match cause.effect {
            Effect::Rebuild if uses(cx, self, cause.id) && is_stored(cx.from, id) => Effect::Rebuild,
            Effect::Rebuild if uses(cx, self, cause.id) => Effect::Retype,
            Effect::Quiet | Effect::Release | Effect::Retype | Effect::Rebuild | Effect::Replace | Effect::Gone => {
                Effect::Quiet
            }
        }
    }

    fn relation(&self, id: &ObjectId) -> Option<QualName> {
        id.qualified().cloned()
    }
}

fn uses(cx: &Cx<'_>, ty: &CompositeType, id: &ObjectId) -> bool {
    ty.attributes.values().any(|attribute| rebuild::uses(cx, &attribute.ty, attribute.collation.as_ref(), id))
}

/// Whether a column holds values of a type, be it inside another one.
pub(super) fn is_stored(catalog: &Catalog, id: &ObjectId) -> bool {
    let mut seen = vec![id];
    let mut next = 0;
    while let Some(needed) = seen.get(next).copied() {
        next += 1;
        for (dependent, _) in catalog.edges.iter().filter(|(_, on)| on == needed) {
            match dependent {
                ObjectId::Column(..) => return true,
                ObjectId::Domain(_) | ObjectId::CompositeType(_) | ObjectId::RangeType(_)
                    if !seen.contains(&dependent) =>
                {
                    seen.push(dependent);
                }
                _ => {}
            }
        }
    }
    false
}

/// The attributes in their order.
pub(super) fn ordered<'a>(
    catalog: &Catalog,
    name: &QualName,
    ty: &'a CompositeType,
) -> Vec<(&'a Ident, &'a Attribute)> {
    let order = catalog.column_order.get(name).map_or(&[][..], Vec::as_slice);
    let place = |name: &Ident| order.iter().position(|other| other == name).unwrap_or(usize::MAX);
    let mut attributes: Vec<_> = ty.attributes.iter().collect();
    attributes.sort_by_key(|(name, _)| place(name));
    attributes
}

fn create_sql(catalog: &Catalog, name: &QualName, ty: &CompositeType) -> String {
    let attributes = ordered(catalog, name, ty).into_iter().map(|(name, attribute)| attribute_sql(name, attribute));
    format!("CREATE TYPE {name} AS ({})", text::list(attributes))
}

fn attribute_sql(name: &Ident, attribute: &Attribute) -> String {
    let Attribute { ty, collation } = attribute;
    let collate = collation.as_ref().map(|collation| format!(" COLLATE {collation}")).unwrap_or_default();
    format!("{name} {ty}{collate}")
}

fn changed(cx: &Cx<'_>, id: &ObjectId, name: &QualName, from: &CompositeType, to: &CompositeType) -> Vec<Op> {
    let is_rebuilt = |attribute: &Attribute| {
        let rebuilt = |(id, effect): (&ObjectId, &Effect)| {
            *effect == Effect::Rebuild && rebuild::uses(cx, &attribute.ty, attribute.collation.as_ref(), id)
        };
        cx.effects.iter().any(rebuilt)
    };
    let gone = from.attributes.keys().filter(|name| !to.attributes.contains_key(name));
    let mut clauses: Vec<String> = gone.map(|name| format!("DROP ATTRIBUTE {name}")).collect();
    for (name, attribute) in ordered(cx.to, name, to) {
        match from.attributes.get(name) {
            None => clauses.push(format!("ADD ATTRIBUTE {}", attribute_sql(name, attribute))),
            Some(before) if before != attribute || is_rebuilt(attribute) => {
                let Attribute { ty, collation } = attribute;
                let collate = collation.as_ref().map(|name| format!(" COLLATE {name}")).unwrap_or_default();
                clauses.push(format!("ALTER ATTRIBUTE {name} TYPE {ty}{collate}"));
            }
            Some(_) => {}
        }
    }
    if clauses.is_empty() {
        return Vec::new();
    }
    vec![Op::statement(Slot::Alter, id, format!("ALTER TYPE {name} {}", clauses.join(", ")))]
}

/// What columns hold in an attribute goes with it.
fn lossy(ops: Vec<Op>, name: &QualName, from: &CompositeType, to: &CompositeType) -> Vec<Op> {
    let gone: Vec<&Ident> = from.attributes.keys().filter(|name| !to.attributes.contains_key(name)).collect();
    let mut ops = ops.into_iter();
    let first = ops.next().map(|op| {
        gone.iter().fold(op, |op, attribute| {
            let subject = format!("{}.{}", name.plain(), attribute.as_str());
            op.hazard_on(HazardKind::DataLoss, subject, "all values of the attribute are lost")
        })
    });
    first.into_iter().chain(ops).collect()
}

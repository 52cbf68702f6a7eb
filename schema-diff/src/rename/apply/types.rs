//! The names of types and collations, wherever they are used.

use entity_core::schema::{
    Attribute, Column, CompositeType, Domain, Index, Object, ObjectId, QualName, RangeType, TypeName,
};

use super::Names;

impl Names<'_> {
    pub(super) fn rename_types(&self, object: &mut Object) {
        if let Object::Column(Column { ty, collation, .. }) | Object::Domain(Domain { base: ty, collation, .. }) =
            object
        {
            self.rename_type(ty);
            self.rename_collation(collation);
        } else if let Object::CompositeType(CompositeType { attributes }) = object {
            for Attribute { ty, collation } in attributes.values_mut() {
                self.rename_type(ty);
                self.rename_collation(collation);
            }
        } else if let Object::RangeType(RangeType { subtype, collation, .. }) = object {
            self.rename_type(subtype);
            self.rename_collation(collation);
        } else if let Object::Index(Index { keys, .. }) = object {
            keys.iter_mut().for_each(|key| self.rename_collation(&mut key.collation));
        }
    }

    fn rename_type(&self, ty: &mut TypeName) {
        let element = ty.as_str().trim_end_matches("[]");
        let suffix = &ty.as_str()[element.len()..];
        let renamed =
            self.ids.iter().find_map(|(from, to)| (type_name(from)?.to_string() == element).then_some(type_name(to)?));
        if let Some(renamed) = renamed {
            *ty = TypeName::from(format!("{renamed}{suffix}"));
        }
    }

    fn rename_collation(&self, collation: &mut Option<QualName>) {
        if let Some(name) = collation {
            *name = self.named(name, ObjectId::Collation);
        }
    }
}

/// The name of what is a type; each table is one too.
fn type_name(id: &ObjectId) -> Option<&QualName> {
    match id {
        ObjectId::EnumType(name)
        | ObjectId::Domain(name)
        | ObjectId::CompositeType(name)
        | ObjectId::RangeType(name)
        | ObjectId::Table(name) => Some(name),
        _ => None,
    }
}

//! Reads composite types that stand alone.

use std::collections::BTreeMap;

use entity_core::schema::{Attribute, CompositeType, Ident, Object, ObjectId, QualName, TypeName};

use super::reading::{Address, Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "composite types", sql: include_str!("sql/composite_type.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let name = record.name()?;
    let names = record.idents("names")?;
    let ty = CompositeType { attributes: attributes(record, &names)? };
    let id = ObjectId::CompositeType(name.clone());
    reading.locate(class::TYPE, record.get("array_oid")?, id.clone());
    let relation = record.get("relation_oid")?;
    reading.locate(class::CLASS, relation, id.clone());
    // Only comments are found by the number; whatever else an attribute needs, its type needs.
    for (number, attribute) in record.get::<Vec<i32>>("numbers")?.into_iter().zip(&names) {
        let address = Address { class: class::CLASS, object: relation, part: number };
        reading.locate_part(address, ObjectId::Column(name.clone(), attribute.clone()));
    }
    reading.insert(class::TYPE, record.get("oid")?, id, Object::CompositeType(ty));
    reading.catalog.column_order.insert(name, names);
    Ok(())
}

fn attributes(record: &Record<'_>, names: &[Ident]) -> Result<BTreeMap<Ident, Attribute>, Error> {
    let types: Vec<String> = record.get("types")?;
    let namespaces: Vec<String> = record.get("collation_namespaces")?;
    let collations: Vec<String> = record.get("collation_names")?;
    let collations = namespaces.into_iter().zip(collations);
    let attribute = |((name, ty), (namespace, collation)): ((&Ident, String), (String, String))| {
        let collation = (!collation.is_empty()).then(|| QualName::new(namespace, collation));
        (name.clone(), Attribute { ty: TypeName::from(ty), collation })
    };
    Ok(names.iter().zip(types).zip(collations).map(attribute).collect())
}

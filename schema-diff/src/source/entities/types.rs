//! What must exist before a column can have its type: extensions, enums, domains and composite types.

use std::collections::BTreeMap;

use entity_core::schema::{
    Attribute, CompositeType, Domain, DomainCheck, EnumType, Expr, Extension, Ident, LabelMove, Object, ObjectId,
    QualName, Rename, Subject, TypeName,
};
use entity_core::value::{AttributeDef, CompositeDef, DomainCheckDef, DomainDef, EnumDef, Origin};

use super::{Build, Error};

impl Build {
    /// Adds what a type needs, for the object that has it.
    pub(super) fn origin(&mut self, of: &ObjectId, origin: &Origin) -> Result<(), Error> {
        let id = match origin {
            Origin::Builtin => return Ok(()),
            Origin::Extension(name) => {
                let id = ObjectId::Extension(Ident::from_static(name));
                self.add(id.clone(), Object::Extension(Extension { namespace: None }));
                id
            }
            Origin::Enum(def) => self.enum_type(def)?,
            Origin::Domain(def) => self.domain(def)?,
            Origin::Composite(def) => self.composite_type(def)?,
        };
        self.need(of, id);
        Ok(())
    }

    fn enum_type(&mut self, def: &'static EnumDef) -> Result<ObjectId, Error> {
        let name = self.type_name(def.namespace, def.name);
        let id = ObjectId::EnumType(name.clone());
        let object =
            Object::EnumType(EnumType { labels: def.labels.iter().map(|label| label.name.to_owned()).collect() });
        if self.is_known(&id, &object)? {
            return Ok(id);
        }
        self.add(id.clone(), object);
        self.comment(id.clone(), def.comment);
        self.renamed(def.renamed_from, |from| ObjectId::EnumType(name.sibling(from)), id.clone());
        for label in def.labels {
            let subject = |label: &str| Subject::Label { ty: name.clone(), label: label.to_owned() };
            if let Some(from) = label.renamed_from {
                self.declared.renames.push(Rename { from: subject(from), to: subject(label.name) });
            }
            if let Some(from) = label.replaces {
                let (ty, from, to) = (name.clone(), from.to_owned(), label.name.to_owned());
                self.declared.moves.push(LabelMove { ty, from, to });
            }
        }
        Ok(id)
    }

    fn domain(&mut self, def: &'static DomainDef) -> Result<ObjectId, Error> {
        let name = self.type_name(def.namespace, def.name);
        let id = ObjectId::Domain(name.clone());
        let no_literal = || Error::NoLiteral { what: "the default", object: id.clone() };
        let default = def.default.map(|default| default().ok_or_else(no_literal)).transpose()?;
        let object = Object::Domain(Domain {
            default: default.map(Expr::from),
            not_null: def.not_null,
            collation: def.collation.map(|collation| collation.qual_name()),
            ..Domain::new(TypeName::from_static(def.base.name))
        });
        let checks: BTreeMap<ObjectId, Object> = def.checks.iter().map(|one| check(&name, one)).collect();
        if self.is_known(&id, &object)? {
            let is_check = |id: &ObjectId| matches!(id, ObjectId::DomainCheck(of, _) if *of == name);
            let known = self.declared.catalog.objects.iter().filter(|(id, _)| is_check(id));
            return if known.eq(&checks) { Ok(id) } else { Err(Error::TypeTwice(id)) };
        }
        self.origin(&id, &def.base.origin)?;
        self.add(id.clone(), object);
        for (check, object) in checks {
            self.need(&check, id.clone());
            self.add(check, object);
        }
        self.comment(id.clone(), def.comment);
        self.renamed(def.renamed_from, |from| ObjectId::Domain(name.sibling(from)), id.clone());
        Ok(id)
    }

    fn composite_type(&mut self, def: &'static CompositeDef) -> Result<ObjectId, Error> {
        let name = self.type_name(def.namespace, def.name);
        let id = ObjectId::CompositeType(name.clone());
        let attributes = def.attributes.iter().map(attribute).collect();
        let object = Object::CompositeType(CompositeType { attributes });
        if self.is_known(&id, &object)? {
            return Ok(id);
        }
        for attribute in def.attributes {
            self.origin(&id, &attribute.ty.origin)?;
            let column = ObjectId::Column(name.clone(), Ident::from_static(attribute.name));
            if attribute.comment.is_some() {
                self.need(&ObjectId::Comment(Box::new(column.clone())), id.clone());
            }
            self.comment(column, attribute.comment);
        }
        let order = def.attributes.iter().map(|attribute| Ident::from_static(attribute.name)).collect();
        self.declared.catalog.column_order.insert(name.clone(), order);
        self.add(id.clone(), object);
        self.comment(id.clone(), def.comment);
        self.renamed(def.renamed_from, |from| ObjectId::CompositeType(name.sibling(from)), id.clone());
        Ok(id)
    }

    fn type_name(&mut self, namespace: Option<&'static str>, name: &'static str) -> QualName {
        let namespace = namespace.map_or(QualName::PUBLIC, Ident::from_static);
        self.namespace(&namespace);
        QualName { namespace, name: Ident::from_static(name) }
    }

    /// Whether the type is there already, as it is for the second column that has it.
    fn is_known(&self, id: &ObjectId, object: &Object) -> Result<bool, Error> {
        match self.declared.catalog.objects.get(id) {
            Some(known) if known == object => Ok(true),
            Some(_) => Err(Error::TypeTwice(id.clone())),
            None => Ok(false),
        }
    }
}

fn attribute(def: &AttributeDef) -> (Ident, Attribute) {
    let AttributeDef { name, ty, collation, comment: _ } = def;
    let collation = collation.map(|collation| collation.qual_name());
    (Ident::from_static(name), Attribute { ty: TypeName::from_static(ty.name), collation })
}

fn check(domain: &QualName, def: &DomainCheckDef) -> (ObjectId, Object) {
    let id = ObjectId::DomainCheck(domain.clone(), Ident::from_static(def.name));
    (id, Object::DomainCheck(DomainCheck { expr: Expr::from(def.sql), validated: true }))
}

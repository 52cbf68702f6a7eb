//! Columns, and what must exist before they can have their types.

use entity_core::entity::{ColumnDef, GeneratedDef, IdentityDef};
use entity_core::schema::{
    Column, EnumType, Expr, Extension, Generated, Ident, Identity, LabelMove, Object, ObjectId, QualName, Rename,
    Storage, Subject, TypeName,
};
use entity_core::value::{EnumDef, Origin};

use super::{Build, Error};

fn generated(generated: GeneratedDef) -> Generated {
    match generated {
        GeneratedDef::Stored(expr) => Generated::Stored(Expr::from(expr)),
        GeneratedDef::Virtual(expr) => Generated::Virtual(Expr::from(expr)),
    }
}

impl Build {
    pub(super) fn column(&mut self, table: &QualName, column: &'static ColumnDef) -> Result<(), Error> {
        let name = Ident::from_static(column.name);
        let id = ObjectId::Column(table.clone(), name.clone());
        self.origin(&id, &column.ty.origin)?;
        let default = column.default.map(|default| default.sql().ok_or(id.clone())).transpose();
        let default = default.map_err(|object| Error::NoLiteral { what: "the default", object })?;
        let object = Column {
            not_null: !column.nullable,
            default: default.map(Expr::from),
            generated: column.generated.map(generated),
            identity: column.identity.map(|IdentityDef { generation, counter }| Identity {
                generation,
                name: None,
                counter,
            }),
            collation: column.collation.map(|collation| collation.qual_name()),
            compression: column.compression.map(Ident::from_static),
            // What the type itself has, the server says.
            storage: column.storage.map(|strategy| Storage { strategy, of_type: strategy }),
            statistics: column.statistics,
            ..Column::new(TypeName::from_static(column.ty.name))
        };
        self.add(id.clone(), Object::Column(object));
        self.comment(id.clone(), column.comment);
        self.renamed(column.renamed_from, |from| ObjectId::Column(table.clone(), Ident::from_static(from)), id);
        self.declared.catalog.column_order.entry(table.clone()).or_default().push(name);
        Ok(())
    }

    /// What must exist before a column can have its type.
    fn origin(&mut self, column: &ObjectId, origin: &Origin) -> Result<(), Error> {
        match origin {
            Origin::Builtin => Ok(()),
            Origin::Extension(name) => {
                let id = ObjectId::Extension(Ident::from_static(name));
                self.add(id.clone(), Object::Extension(Extension { namespace: None }));
                self.need(column, id);
                Ok(())
            }
            Origin::Enum(def) => {
                let id = self.enum_type(def)?;
                self.need(column, id);
                Ok(())
            }
        }
    }

    fn enum_type(&mut self, def: &'static EnumDef) -> Result<ObjectId, Error> {
        let namespace = def.namespace.map_or(QualName::PUBLIC, Ident::from_static);
        self.namespace(&namespace);
        let name = QualName { namespace, name: Ident::from_static(def.name) };
        let id = ObjectId::EnumType(name.clone());
        let object =
            Object::EnumType(EnumType { labels: def.labels.iter().map(|label| label.name.to_owned()).collect() });
        match self.declared.catalog.objects.get(&id) {
            Some(known) if *known == object => return Ok(id),
            Some(_) => return Err(Error::EnumTwice(id)),
            None => self.add(id.clone(), object),
        }
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
}

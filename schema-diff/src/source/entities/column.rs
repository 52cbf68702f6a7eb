//! Columns.

use entity_core::entity::{ColumnDef, GeneratedDef, IdentityDef};
use entity_core::schema::{Column, Expr, Generated, Ident, Identity, Object, ObjectId, QualName, Storage, TypeName};

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
        let default = column.default.map(|default| default.sql(table).ok_or(id.clone())).transpose();
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
        if let Some(sequence) = column.default.and_then(|default| default.sequence(table)) {
            self.need(&id, ObjectId::Sequence(sequence));
        }
        self.add(id.clone(), Object::Column(object));
        self.comment(id.clone(), column.comment);
        self.renamed(column.renamed_from, |from| ObjectId::Column(table.clone(), Ident::from_static(from)), id);
        self.declared.catalog.column_order.entry(table.clone()).or_default().push(name);
        Ok(())
    }
}

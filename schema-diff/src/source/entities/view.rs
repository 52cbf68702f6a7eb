//! Views: their queries as the user wrote them, and what their columns must be.

use entity_core::entity::{EntityDef, EntityKind, KeyDef, ViewQuery};
use entity_core::schema::{
    Expr, Ident, Index, MaterializedView, Object, ObjectId, OutputColumn, QualName, Query, TypeName, View, ViewColumn,
};

use super::index::{index_key, options};
use super::{Build, Error};

impl Build {
    /// A view, if the entity is one.
    pub(super) fn view(&mut self, entity: &'static EntityDef) -> Result<Option<ObjectId>, Error> {
        let name = entity.qual_name();
        let (id, query) = match entity.kind {
            EntityKind::View(query) => (ObjectId::View(name.clone()), query),
            EntityKind::MaterializedView(query) => (ObjectId::MaterializedView(name.clone()), query),
            EntityKind::Table | EntityKind::Rows => return Ok(None),
        };
        let query = self::query(&id, entity, query)?;
        let options = options(entity.options.parameters.map_or(&[], |parameters| parameters));
        let object = match id {
            ObjectId::View(_) => Object::View(View { query, options }),
            _ => Object::MaterializedView(MaterializedView { query, options, ..MaterializedView::default() }),
        };
        self.add_once(id.clone(), object, entity)?;
        for column in entity.columns {
            self.origin(&id, &column.ty.origin)?;
            let part = ObjectId::ViewColumn(name.clone(), Ident::from_static(column.name));
            self.add(part.clone(), Object::ViewColumn(ViewColumn::default()));
            self.comment(part, column.comment);
        }
        self.key(entity, &name)?;
        for index in entity.indexes {
            self.declared_index(entity, &name, index)?;
        }
        Ok(Some(id))
    }

    /// What names a row of a materialised view is a unique index: it has no constraints.
    fn key(&mut self, entity: &'static EntityDef, view: &QualName) -> Result<(), Error> {
        if entity.primary_key.is_empty() || matches!(entity.kind, EntityKind::View(_)) {
            return Ok(());
        }
        let name = Ident::shortened(format!("uniq_{}_{}", entity.table, entity.primary_key.join("_")));
        let keys = entity.primary_key.iter().map(|column| index_key(&KeyDef::asc(column))).collect();
        self.index(
            ObjectId::Index(view.sibling(name)),
            Index { unique: true, keys, ..Index::new(view.clone()) },
            entity,
        )
    }
}

fn query(id: &ObjectId, entity: &EntityDef, query: ViewQuery) -> Result<Query, Error> {
    let text = query().ok_or(Error::NoLiteral { what: "a value in the query", object: id.clone() })?;
    let text = text.trim_end().trim_end_matches(';').to_owned();
    let column = |column: &entity_core::entity::ColumnDef| OutputColumn {
        name: Ident::from_static(column.name),
        ty: TypeName::from_static(column.ty.name),
        collation: None,
    };
    Ok(Query { text: Expr::from(text), columns: entity.columns.iter().map(column).collect() })
}

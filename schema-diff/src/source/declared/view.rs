//! Whether views show what their entities say.

use entity_core::entity::EntityDef;
use entity_core::schema::QualName;

use super::super::Error;
use super::super::scratch::Database;
use super::super::script;

/// A column of a view, or a field, with its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The name.
    pub name: String,
    /// The type as SQL spells it.
    pub ty: String,
}

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` {}", self.name, self.ty)
    }
}

/// A view whose columns are not the fields of its entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The view.
    pub view: QualName,
    /// The entity.
    pub entity: &'static str,
    /// The field in the first place where they differ.
    pub field: Option<Shown>,
    /// The column in that place.
    pub column: Option<Shown>,
}

impl std::fmt::Display for Mismatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { view, entity, field, column } = self;
        match (field, column) {
            (Some(field), Some(column)) => write!(f, "the view {view} shows {column} where {entity} has {field}"),
            (Some(field), None) => write!(f, "the view {view} does not show {field} of {entity}"),
            (None, Some(column)) => write!(f, "the view {view} shows {column}, for which {entity} has no field"),
            (None, None) => write!(f, "the view {view} is not what {entity} says"),
        }
    }
}

/// Compares the columns of a view with the fields of its entity, in order.
pub(super) async fn fits(database: &Database, view: &EntityDef) -> Result<(), Error> {
    let names: Vec<&str> = view.columns.iter().map(|column| column.name).collect();
    let types: Vec<&str> = view.columns.iter().map(|column| column.ty.name).collect();
    let name = view.qual_name();
    let params: [&(dyn tokio_postgres::types::ToSql + Sync); 3] = [&name.to_string(), &names, &types];
    let row = database.query_opt(include_str!("view.sql"), &params).await.map_err(lost)?;
    let Some(row) = row else { return Ok(()) };
    let shown = |name: &str, ty: &str| -> Result<Option<Shown>, Error> {
        let (name, ty): (Option<String>, Option<String>) =
            (row.try_get(name).map_err(lost)?, row.try_get(ty).map_err(lost)?);
        Ok(name.map(|name| Shown { name, ty: ty.unwrap_or_default() }))
    };
    let (field, column) = (shown("field", "field_type")?, shown("shown", "shown_type")?);
    Err(Error::View(Mismatch { view: name, entity: view.rust_name, field, column }))
}

fn lost(error: tokio_postgres::Error) -> Error {
    script::Error::Lost(error.into()).into()
}

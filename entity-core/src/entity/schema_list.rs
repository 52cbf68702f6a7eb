//! The list of an application's entities.

use super::EntityDef;

/// The entities of an application. Write it with [`schema!`](crate::schema!).
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    entities: &'static [fn() -> &'static EntityDef],
    folder: &'static str,
}

impl Schema {
    /// A list. `folder` is the folder of the crate's `Cargo.toml`.
    pub const fn new(entities: &'static [fn() -> &'static EntityDef], folder: &'static str) -> Self {
        Self { entities, folder }
    }

    /// The definitions in the order of the list.
    pub fn entities(&self) -> impl Iterator<Item = &'static EntityDef> {
        self.entities.iter().map(|entity| entity())
    }

    /// The folder of the crate that holds the list; migrations are kept beside its `Cargo.toml`.
    pub const fn folder(&self) -> &'static str {
        self.folder
    }
}

/// Lists the entities of an application.
///
/// ```ignore
/// pub const SCHEMA: entity_core::Schema = entity_core::schema![User, GuardProfile, Job];
/// ```
#[macro_export]
macro_rules! schema {
    ($($entity:ty),* $(,)?) => {
        $crate::Schema::new(&[$(|| <$entity as $crate::Entity>::DEF),*], env!("CARGO_MANIFEST_DIR"))
    };
}

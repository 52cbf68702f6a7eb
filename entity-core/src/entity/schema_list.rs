//! The list of an application's entities, and of the SQL beside them.

use super::EntityDef;

/// The entities of an application. Write it with [`schema!`](crate::schema!).
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    entities: &'static [fn() -> &'static EntityDef],
    folder: &'static str,
    sql: &'static [SqlFile],
    extensions: &'static [ExtensionDef],
}

/// A file of statements that make what structs cannot say: functions, triggers, views, policies, grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SqlFile {
    /// The path as it was written, for messages.
    pub path: &'static str,
    /// The statements. What they need may stand in another file, or be a table of an entity.
    pub text: &'static str,
}

/// An extension that the application needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExtensionDef {
    /// Its name.
    pub name: &'static str,
    /// The lowest version that serves, such as `3.3`.
    pub at_least: Option<&'static str>,
}

impl ExtensionDef {
    /// An extension in whatever version the server has.
    pub const fn new(name: &'static str) -> Self {
        Self { name, at_least: None }
    }

    /// The same extension, not older than `version`.
    #[must_use]
    pub const fn at_least(self, version: &'static str) -> Self {
        Self { at_least: Some(version), ..self }
    }
}

impl Schema {
    /// A list. `folder` is the folder of the crate's `Cargo.toml`.
    pub const fn new(entities: &'static [fn() -> &'static EntityDef], folder: &'static str) -> Self {
        Self { entities, folder, sql: &[], extensions: &[] }
    }

    /// Adds files of statements; [`sql!`](crate::sql!) reads them while compiling.
    ///
    /// # Example
    /// ```ignore
    /// pub const SCHEMA: Schema = schema![User, Job].with_sql(sql!["sql/functions.sql", "sql/views.sql"]);
    /// ```
    #[must_use]
    pub const fn with_sql(self, sql: &'static [SqlFile]) -> Self {
        Self { sql, ..self }
    }

    /// Adds extensions. Those that column types need are known without being said.
    ///
    /// # Example
    /// ```ignore
    /// schema![User].with_extensions(&[ExtensionDef::new("pg_trgm"), ExtensionDef::new("postgis").at_least("3.3")])
    /// ```
    #[must_use]
    pub const fn with_extensions(self, extensions: &'static [ExtensionDef]) -> Self {
        Self { extensions, ..self }
    }

    /// The definitions in the order of the list.
    pub fn entities(&self) -> impl Iterator<Item = &'static EntityDef> {
        self.entities.iter().map(|entity| entity())
    }

    /// The files of statements.
    pub const fn sql(&self) -> &'static [SqlFile] {
        self.sql
    }

    /// The extensions that were asked for.
    pub const fn extensions(&self) -> &'static [ExtensionDef] {
        self.extensions
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
        $crate::Schema::new(&[$($crate::__private::listed::<$entity>),*], env!("CARGO_MANIFEST_DIR"))
    };
}

/// Reads .sql files while compiling, for [`Schema::with_sql`]. Paths are relative to the source file.
#[macro_export]
macro_rules! sql {
    ($($path:literal),+ $(,)?) => {
        &[$($crate::SqlFile { path: $path, text: include_str!($path) }),+]
    };
}

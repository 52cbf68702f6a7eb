//! Databases made from entities.

use entity_core::entity::Schema;
use entity_core::prelude::*;
use entity_core::schema::Catalog;
use harness::Database;
use schema_diff::plan;
use schema_diff::server::Target;
use schema_diff::source::Source;
use schema_diff::source::entities::declared;
use schema_diff::source::scratch::Scratch;

/// A database with the tables of these entities, and a pool on it. The database is dropped with the first value.
pub async fn made(schema: &Schema) -> (Database, Db) {
    let database = Database::empty().await;
    let target = Target::parse(&database.url()).expect("a URL");
    let scratch = Scratch::open(&target).await.expect("scratch databases");
    let declared = declared(schema).expect("entities that agree");
    let wanted = Source::Entities.catalog(&scratch, Some(&declared)).await.expect("entities that the server can spell");
    let plan = plan::plan(&Catalog::default(), &wanted).expect("a plan");
    let script: String = plan.steps.iter().map(|step| format!("{};\n", step.sql)).collect();
    database.run(&script).await;
    let db = crate::pool(&database, 5).await;
    (database, db)
}

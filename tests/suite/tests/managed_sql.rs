//! What structs cannot say stands in .sql files of the schema list, and takes part in everything.

use chrono::NaiveDate;
use entity_core::prelude::*;
use entity_core::schema::{Catalog, ObjectId, QualName};
use entity_core::{ExtensionDef, Schema, schema, sql};
use harness::Database;
use schema_diff::compare::compare;
use schema_diff::server::Target;
use schema_diff::source::entities::declared;
use schema_diff::source::scratch::Scratch;
use schema_diff::source::{Source, live};
use uuid::Uuid;

#[derive(Clone, Debug, Entity)]
#[entity(comment = none)]
#[expect(dead_code, reason = "only the definition is used")]
struct Invoice {
    #[column(primary_key, default = gen_random_uuid())]
    id: Uuid,
    #[column(default = sql("next_number()"))]
    number: i64,
    due: NaiveDate,
    #[column(default = false)]
    paid: bool,
}

const SCHEMA: Schema = schema![Invoice]
    .with_extensions(&[ExtensionDef::new("pg_trgm")])
    .with_sql(sql!["managed/views.sql", "managed/functions.sql"]);

async fn scratch(database: &Database) -> Scratch {
    Scratch::open(&Target::parse(&database.url()).expect("a URL")).await.expect("a server")
}

async fn wanted(scratch: &Scratch, schema: &Schema) -> Result<Catalog, schema_diff::source::Error> {
    Source::Entities.catalog(scratch, Some(&declared(schema)?)).await
}

#[tokio::test]
async fn files_and_entities_find_each_other() {
    let database = Database::empty().await;
    let scratch = scratch(&database).await;
    let wanted = wanted(&scratch, &SCHEMA).await.expect("everything is there");
    for id in [
        ObjectId::Table(QualName::public("invoices")),
        ObjectId::Function(QualName::public("next_number"), String::new()),
        ObjectId::Trigger(QualName::public("invoices"), "note_invoices".into()),
        ObjectId::Extension("pg_trgm".into()),
    ] {
        assert!(wanted.objects.contains_key(&id), "{id} is missing");
    }
    let up = compare(&scratch, &Catalog::default(), &wanted, &[]).await.expect("comparable").up().expect("no circle");
    let client = database.client().await;
    client.batch_execute("SET check_function_bodies = off").await.expect("a setting");
    for step in &up {
        client.batch_execute(&step.sql).await.unwrap_or_else(|error| panic!("{}: {error}", step.sql));
    }
    let live = live::catalog(&Target::parse(&database.url()).expect("a URL")).await.expect("readable");
    let again = compare(&scratch, &live, &wanted, &[]).await.expect("comparable");
    assert!(again.is_equal(), "{:?}", again.up());
}

#[tokio::test]
async fn what_is_missing_to_the_end_is_named() {
    const BROKEN: Schema = schema![Invoice].with_sql(&[
        entity_core::SqlFile {
            path: "sql/number.sql",
            text: "CREATE FUNCTION next_number() RETURNS bigint\nLANGUAGE sql AS 'SELECT 1'",
        },
        entity_core::SqlFile { path: "sql/gone.sql", text: "\n\nCREATE VIEW v AS SELECT * FROM nowhere" },
    ]);
    let database = Database::empty().await;
    let error = wanted(&scratch(&database).await, &BROKEN).await.expect_err("a table is missing").to_string();
    assert!(error.starts_with("sql/gone.sql:3: ") && error.contains("nowhere"), "{error}");
}

#[tokio::test]
async fn a_file_does_not_end_the_transaction_it_runs_in() {
    const BROKEN: Schema =
        schema![Invoice].with_sql(&[entity_core::SqlFile { path: "sql/commit.sql", text: "SELECT 1;\nCOMMIT;" }]);
    let error = declared(&BROKEN).expect_err("it would").to_string();
    assert_eq!(error, "sql/commit.sql:2 begins or ends a transaction");
}

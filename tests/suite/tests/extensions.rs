//! Extensions that must not be older than a version.

use entity_core::prelude::*;
use entity_core::{ExtensionDef, Schema, schema};
use harness::Database;
use schema_diff::server::{Connection, Target, extension};
use schema_diff::source::entities::declared;
use schema_diff::source::scratch::Scratch;
use schema_diff::source::{Source, needs};

#[derive(Clone, Debug, Entity)]
struct Note {
    #[column(primary_key)]
    id: i32,
}

const FITS: Schema = schema![Note].with_extensions(&[ExtensionDef::new("pg_trgm").at_least("1.5")]);
const NEVER: Schema = schema![Note].with_extensions(&[ExtensionDef::new("pg_trgm").at_least("99.1")]);

#[tokio::test]
async fn a_package_that_is_too_old_is_named_before_anything_is_made() {
    let database = Database::empty().await;
    let target = Target::parse(&database.url()).expect("a URL");
    let scratch = Scratch::open(&target).await.expect("a server");
    let fits = Source::Entities.catalog(&scratch, Some(&declared(&FITS).expect("entities"))).await;
    assert!(fits.is_ok(), "{fits:?}");
    let never = declared(&NEVER).expect("entities");
    let error = Source::Entities.catalog(&scratch, Some(&never)).await.expect_err("no such version");
    let text = error.to_string();
    let expected = "the entities need the extension `pg_trgm` in version 99.1 at least; the server has 1.";
    assert!(text.starts_with(expected), "{text}");
    assert!(error.help().expect("a remedy").starts_with("upgrade the package"));
    let connection = Connection::open(&target).await.expect("a connection");
    let error = needs::extensions(&connection, &never, |_| false).await.expect_err("no such version");
    assert_eq!(error.to_string(), text, "a database without it is asked about the package");
}

#[tokio::test]
async fn a_database_with_an_old_one_is_told_how_to_update_it() {
    let database = Database::empty().await;
    database.run("CREATE EXTENSION pg_trgm VERSION '1.3'").await;
    let connection = Connection::open(&Target::parse(&database.url()).expect("a URL")).await.expect("a connection");
    let fits = declared(&FITS).expect("entities");
    let error = needs::extensions(&connection, &fits, |_| false).await.expect_err("an old one");
    assert_eq!(
        error.to_string(),
        "the entities need the extension `pg_trgm` in version 1.5 at least; the database has 1.3"
    );
    let help = error.help().expect("a remedy");
    assert!(help.contains("ALTER EXTENSION pg_trgm UPDATE"), "{help}");
    let update = "ALTER EXTENSION pg_trgm UPDATE";
    let updates = |name: &str| extension::updated(update).is_some_and(|updated| updated == name);
    assert!(needs::extensions(&connection, &fits, updates).await.is_ok(), "a migration that updates it may run");
    database.run(update).await;
    assert!(needs::extensions(&connection, &fits, |_| false).await.is_ok());
}

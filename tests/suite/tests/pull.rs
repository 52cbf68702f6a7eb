//! A database that exists already, written as entities.

use harness::Database;
use schema_diff::compare::compare;
use schema_diff::server::Target;
use schema_diff::source::Source;
use schema_diff::source::entities::declared;
use schema_diff::source::scratch::Scratch;
use suite::{AEGIS_SQL, Tool};

/// The source as it was pulled. That it compiles is half of the test.
#[allow(dead_code, unreachable_pub, reason = "what a user pulls is used and seen from elsewhere")]
mod pulled {
    include!("pulled/aegis.rs");
}

const PULLED: &str = include_str!("pulled/aegis.rs");

#[tokio::test]
async fn the_pulled_source_is_the_one_that_compiles_here() {
    let database = Database::filled(AEGIS_SQL).await;
    let source = Tool::bare(&database).ok(&["pull"]);
    assert_eq!(source, PULLED, "if the new text is meant, put it into tests/pulled/aegis.rs");
}

#[tokio::test]
async fn the_pulled_entities_are_the_database() {
    let database = Database::filled(AEGIS_SQL).await;
    let target = Target::parse(&database.url()).expect("a URL");
    let scratch = Scratch::open(&target).await.expect("a scratch server");
    let declared = declared(&pulled::SCHEMA).expect("entities that agree");
    let wanted = Source::Entities.catalog(&scratch, Some(&declared)).await.expect("a catalog");
    let current = Source::Live(target).catalog(&scratch, None).await.expect("a catalog");
    let comparison = compare(&scratch, &current, &wanted, &[]).await.expect("comparable");
    assert!(comparison.is_equal(), "{:#?}", comparison.up());
}

#[tokio::test]
async fn what_cannot_be_said_is_named_and_no_file_is_written_over() {
    let database = Database::filled(
        r#"CREATE TYPE "Kind" AS ENUM ('in-stock', '1');
        CREATE TABLE "type" ("createdAt" date, created_at date, "self" int, "type" "Kind" DEFAULT '1', spot point);
        CREATE TABLE boxes (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, UNIQUE (id) INCLUDE (id));
        CREATE VIEW v AS SELECT 1 AS one;"#,
    )
    .await;
    let tool = Tool::bare(&database);
    let run = tool.ends(0, &["pull"]);
    let notes = ["column type.spot of type point", "that boxes.id is an identity column", "view v", "carries columns"];
    for note in notes {
        assert!(run.stderr.contains(note) && run.stdout.contains(note), "{note}\n{}\n{}", run.stderr, run.stdout);
    }
    let written = [
        "#[entity(table = \"type\", no_primary_key)]\npub struct Type {",
        "#[column(name = \"createdAt\")]\n    pub created_at_value",
        "pub r#type: Option<Kind>",
        "#[column(default = Kind::Label1)]",
        "#[pg_enum(name = \"in-stock\")]\n    InStock",
        "pub struct BoxRow",
    ];
    for text in written {
        assert!(run.stdout.contains(text), "{text}\n{}", run.stdout);
    }
    let marker = tool.file("marker", "");
    let out = marker.replace("marker", "entities");
    tool.ok(&["pull", "--out", &out]);
    assert!(tool.ends(1, &["pull", "--out", &out]).stderr.contains("is there already"));
}

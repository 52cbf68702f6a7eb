//! Labels that go while rows hold them: where their rows move is said on the command line or by the enum.
#![allow(dead_code, reason = "the entities are compared, not queried")]

use entity_core::entity::Schema;
use entity_core::{Entity, PgEnum};
use harness::Database;
use schema_diff::compare::compare;
use schema_diff::plan::Pace;
use schema_diff::server::Target;
use schema_diff::source::entities::declared;
use schema_diff::source::scratch::Scratch;
use schema_diff::source::{Source, live};
use suite::Tool;

const BEFORE: &str = "CREATE TYPE mood AS ENUM ('calm', 'wild', 'odd');
    CREATE TABLE pets (id bigint PRIMARY KEY, mood mood NOT NULL DEFAULT 'wild', moods mood[] NOT NULL DEFAULT '{odd}');
    CREATE INDEX pets_wild ON pets (id) WHERE mood = 'wild';";
const ROWS: &str = "INSERT INTO pets VALUES (1, 'calm', '{calm,odd}'), (2, 'odd', '{odd}'), (3, 'wild', '{}')";

/// The moods of the rows, in order.
async fn moods(database: &Database) -> Vec<(String, String)> {
    let client = database.client().await;
    let rows = client.query("SELECT mood::text, moods::text FROM pets ORDER BY id", &[]).await.expect("rows");
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(one, many)| ((*one).to_owned(), (*many).to_owned())).collect()
}

#[tokio::test]
async fn a_label_that_goes_is_mapped_on_the_command_line() {
    let database = Database::filled(BEFORE).await;
    database.run(ROWS).await;
    let tool = Tool::bare(&database);
    let after = BEFORE.replace("'calm', 'wild', 'odd'", "'calm', 'wild'").replace("'{odd}'", "'{wild}'");
    let wanted = tool.file("wanted.sql", &after);
    tool.ok(&["generate", "NoOdd", "--to", &wanted, "--map", "mood.odd=calm"]);
    let (up, _) = tool.newest();
    assert!(up.contains("WHEN 'odd' THEN 'calm'") && up.contains("array_replace"), "{up}");
    tool.ok(&["run"]);
    assert_eq!(moods(&database).await, pairs(&[("calm", "{calm,calm}"), ("calm", "{calm}"), ("wild", "{}")]));
    tool.ok(&["generate", "Nothing", "--to", &wanted]);
    assert_eq!(tool.count(), 1, "nothing is left to do");
    tool.ok(&["revert"]);
    let labels =
        database.client().await.query("SELECT unnest(enum_range(NULL::mood))::text", &[]).await.expect("labels");
    assert_eq!(labels.len(), 3, "the label is back; what its rows were is gone, as was accepted");
    for wrong in ["mood.odd=glad", "mood.glad=calm", "temper.odd=calm", "odd"] {
        let refused = tool.run(&["generate", "Again", "--to", &wanted, "--map", wrong]);
        assert!(refused.code != 0 && refused.stderr.contains("error"), "{wrong}: {}", refused.stderr);
    }
}

#[derive(Clone, Copy, Debug, PgEnum)]
enum Mood {
    Calm,
    #[pg_enum(replaces = "odd")]
    Wild,
}

#[derive(Debug, Entity)]
#[entity(index(id, where = "mood = 'wild'", name = "pets_wild"))]
struct Pet {
    #[column(primary_key)]
    id: i64,
    #[column(default = Mood::Wild)]
    mood: Mood,
    #[column(default = sql("'{wild}'"))]
    moods: Vec<Mood>,
}

const SCHEMA: Schema = Schema::new(&[|| Pet::DEF], "");

#[tokio::test]
async fn a_label_says_which_one_it_replaces() {
    let database = Database::filled(BEFORE).await;
    database.run(ROWS).await;
    let target = Target::parse(&database.url()).expect("a URL");
    let scratch = Scratch::open(&target).await.expect("a scratch server");
    let declared = declared(&SCHEMA).expect("entities that agree");
    let wanted = Source::Entities.catalog(&scratch, Some(&declared)).await.expect("a catalog");
    let current = live::catalog(&target).await.expect("a catalog");
    let mut comparison = compare(&scratch, &current, &wanted, &[]).await.expect("comparable");
    comparison.moves.clone_from(&declared.moves);
    comparison.pace = Pace::Fast;
    for step in comparison.up().expect("a plan") {
        database.run(&step.sql).await;
    }
    assert_eq!(moods(&database).await, pairs(&[("calm", "{calm,wild}"), ("wild", "{wild}"), ("wild", "{}")]));
    let current = live::catalog(&target).await.expect("a catalog");
    assert!(compare(&scratch, &current, &wanted, &[]).await.expect("comparable").is_equal());
}

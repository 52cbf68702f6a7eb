//! What is planned for tables in use: short locks, long work outside them, and the same result as in haste.

use harness::{Columns, Database, dump};
use suite::Tool;

const BEFORE: &str = "
CREATE TABLE owners (id bigint PRIMARY KEY);
CREATE TABLE pets (
  id bigint NOT NULL, owner_id bigint, name text, chip text, born date, room integer,
  CONSTRAINT pets_chip_length CHECK (length(chip) > 3)
);
CREATE INDEX idx_pets_born ON pets (born);
CREATE INDEX idx_pets_name ON pets (name);";

const AFTER: &str = "
CREATE TABLE owners (id bigint PRIMARY KEY);
CREATE TABLE pets (
  id bigint NOT NULL, owner_id bigint, name text NOT NULL, chip text, born date, room integer,
  token uuid NOT NULL DEFAULT gen_random_uuid(),
  CONSTRAINT pets_pkey PRIMARY KEY (id),
  CONSTRAINT pets_chip_unique UNIQUE (chip),
  CONSTRAINT pets_chip_length CHECK (length(chip) > 2),
  CONSTRAINT fk_pets_owners FOREIGN KEY (owner_id) REFERENCES owners (id)
);
CREATE INDEX idx_pets_name ON pets (name, born);
CREATE INDEX idx_pets_room ON pets (room);";

const ROWS: &str = "
INSERT INTO owners SELECT generate_series(1, 100);
INSERT INTO pets SELECT n, 1 + n % 100, 'pet ' || n, 'chip' || n, '2020-01-01', n % 7 FROM generate_series(1, 30000) AS n;";

struct Change {
    database: Database,
    tool: Tool,
    target: String,
}

async fn change() -> Change {
    let database = Database::filled(BEFORE).await;
    database.run(ROWS).await;
    let tool = Tool::bare(&database);
    let target = tool.file("wanted.sql", AFTER);
    Change { database, tool, target }
}

#[tokio::test]
async fn nothing_holds_the_table_for_long() {
    let Change { database, tool, target } = change().await;
    let (before, wanted) = (dump(&database.url(), Columns::Sorted), Database::filled(AFTER).await);
    tool.ok(&["generate", "Change", "--to", &target]);
    let (up, down) = tool.newest();
    for line in [
        "CREATE INDEX CONCURRENTLY idx_pets_room ON pets (room);",
        "DROP INDEX CONCURRENTLY idx_pets_born;",
        "CREATE INDEX CONCURRENTLY idx_pets_name_next ON pets (name, born);",
        "ALTER TABLE pets ADD CONSTRAINT fk_pets_owners FOREIGN KEY (owner_id) REFERENCES owners (id) NOT VALID;",
        "ALTER TABLE pets VALIDATE CONSTRAINT fk_pets_owners;",
        "ALTER TABLE pets ADD CONSTRAINT pets_chip_length CHECK (length(chip) > 2) NOT VALID;",
        "CREATE UNIQUE INDEX CONCURRENTLY pets_chip_unique ON pets (chip);",
        "ALTER TABLE pets ADD CONSTRAINT pets_chip_unique UNIQUE USING INDEX pets_chip_unique;",
        "ALTER TABLE pets ADD CONSTRAINT pets_pkey PRIMARY KEY USING INDEX pets_pkey;",
        "ALTER TABLE pets ADD CONSTRAINT pets_name_is_not_null CHECK (name IS NOT NULL) NOT VALID;",
        "ALTER TABLE pets ADD COLUMN token uuid;",
        "ALTER TABLE pets ALTER COLUMN token SET DEFAULT gen_random_uuid();",
        "UPDATE pets SET token = DEFAULT",
    ] {
        assert!(up.contains(line), "{line} is missing in\n{up}");
    }
    assert!(down.contains("CREATE INDEX CONCURRENTLY idx_pets_born"), "{down}");
    let revert: &[&str] = &["revert", "--accept-loss", "pets.token"];
    for (command, reference) in [(&["run"][..], None), (revert, Some(&before)), (&["run"], None)] {
        tool.ok(command);
        let reference = reference.cloned().unwrap_or_else(|| dump(&wanted.url(), Columns::Sorted));
        assert_eq!(dump(&database.url(), Columns::Sorted), reference, "{command:?}");
    }
    let client = database.client().await;
    let tokens = client.query_one("SELECT count(DISTINCT token), count(*) FROM pets", &[]).await.expect("answers");
    assert_eq!((tokens.get::<_, i64>(0), tokens.get::<_, i64>(1)), (30_000, 30_000), "each row has a token of its own");
}

#[tokio::test]
async fn haste_is_one_transaction() {
    let Change { database, tool, target } = change().await;
    let wanted = Database::filled(AFTER).await;
    tool.ok(&["generate", "Change", "--to", &target, "--fast"]);
    let (up, _) = tool.newest();
    assert!(!up.contains("CONCURRENTLY") && !up.contains("NOT VALID") && !up.contains("no-transaction"), "{up}");
    tool.ok(&["run"]);
    assert_eq!(dump(&database.url(), Columns::Sorted), dump(&wanted.url(), Columns::Sorted));
}

#[tokio::test]
async fn rows_that_do_not_fit_leave_everything_to_be_taken_up_again() {
    let Change { database, tool, target } = change().await;
    database.run("UPDATE pets SET owner_id = 4711 WHERE id = 17").await;
    tool.ok(&["generate", "Change", "--to", &target]);
    let refused = tool.ends(1, &["run"]).stderr;
    assert!(refused.contains("fk_pets_owners"), "{refused}");
    database.run("UPDATE pets SET owner_id = 7 WHERE id = 17").await;
    tool.ok(&["run"]);
    let wanted = Database::filled(AFTER).await;
    assert_eq!(dump(&database.url(), Columns::Sorted), dump(&wanted.url(), Columns::Sorted));
}

//! Lint has nothing to say about what the tool itself writes, apart from what a person must judge.

use harness::Database;
use suite::Tool;

const BEFORE: &str = "
CREATE TYPE mood AS ENUM ('calm', 'wild');
CREATE TABLE riders (id bigint PRIMARY KEY, name text);
CREATE TABLE horses (
  id bigint NOT NULL, rider_id bigint, name text, height numeric(4, 2), mood mood NOT NULL DEFAULT 'calm',
  CONSTRAINT horses_height CHECK (height > 0)
);
CREATE INDEX idx_horses_name ON horses (name);";

const AFTER: &str = "
CREATE TYPE mood AS ENUM ('calm', 'wild', 'tired');
CREATE TABLE riders (id bigint PRIMARY KEY, name text);
CREATE TABLE horses (
  id bigint NOT NULL, rider_id bigint, name text NOT NULL, height numeric(4, 2), mood mood NOT NULL DEFAULT 'calm',
  chip uuid NOT NULL DEFAULT gen_random_uuid(), seen timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT horses_pkey PRIMARY KEY (id),
  CONSTRAINT horses_chip_unique UNIQUE (chip),
  CONSTRAINT horses_height CHECK (height > 1),
  CONSTRAINT fk_horses_riders FOREIGN KEY (rider_id) REFERENCES riders (id)
);
CREATE INDEX idx_horses_rider_id ON horses (rider_id);
CREATE INDEX idx_horses_name ON horses (name, seen);
CREATE TABLE rides (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  horse_id bigint NOT NULL REFERENCES horses (id),
  started_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_rides_horse_id ON rides (horse_id, started_at);
COMMENT ON TABLE rides IS 'one row a ride';
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.seen = now(); RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON horses FOR EACH ROW EXECUTE FUNCTION touch();";

/// The rules that speak of a generated file.
fn said(tool: &Tool, file: &str) -> Vec<String> {
    let told = tool.ok(&["lint", "--json"]);
    let answer: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    let findings = answer["findings"].as_array().expect("a list").iter();
    let of_file = findings.filter(|finding| finding["path"].as_str().is_some_and(|path| path.ends_with(file)));
    let mut rules: Vec<String> = of_file.map(|finding| format!("{} {}", finding["rule"], finding["message"])).collect();
    rules.sort_unstable();
    rules
}

#[tokio::test]
async fn a_first_migration_is_quiet() {
    let database = Database::empty().await;
    let tool = Tool::bare(&database);
    let target = tool.file("wanted.sql", AFTER);
    tool.ok(&["generate", "Begin", "--to", &target]);
    assert_eq!(said(&tool, "up.sql"), Vec::<String>::new(), "{}", tool.newest().0);
}

#[tokio::test]
async fn a_change_of_tables_in_use_is_quiet() {
    let database = Database::filled(BEFORE).await;
    let tool = Tool::bare(&database);
    let target = tool.file("wanted.sql", AFTER);
    tool.ok(&["generate", "Change", "--to", &target]);
    assert_eq!(said(&tool, "up.sql"), Vec::<String>::new(), "{}", tool.newest().0);
}

#[tokio::test]
async fn haste_is_not() {
    let database = Database::filled(BEFORE).await;
    let tool = Tool::bare(&database);
    let target = tool.file("wanted.sql", AFTER);
    tool.ok(&["generate", "Change", "--to", &target, "--fast"]);
    let said = said(&tool, "up.sql").join("\n");
    for rule in [
        "foreign-key-without-not-valid",
        "index-without-concurrently",
        "primary-key-without-index",
        "set-not-null",
        "unique-without-index",
        "volatile-default",
    ] {
        assert!(said.contains(rule), "{rule} is not in\n{said}");
    }
}

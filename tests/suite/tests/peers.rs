//! The changes that other tools get wrong, each on Aegis with rows in place: up, down and up again.

use harness::{Columns, Database, dump};
use suite::{AEGIS_SQL, Tool};

const ROWS: &str = "
INSERT INTO users (id, email, password_hash, role, first_name, last_name)
  VALUES ('99999999-1111-4111-8111-999999999999', 'ann@example.com', 'hash', 'guard', 'Ann', 'Lee');
INSERT INTO guard_profiles (user_id, license_number, license_state, license_expiry, hourly_rate_cents, availability_status)
  VALUES ('99999999-1111-4111-8111-999999999999', 'L', 'CA', '2027-12-31', 5000, 'available');";

/// Every row as text, and the files that hold the tables: another file means that the table was written again.
async fn rows(database: &Database) -> (String, Vec<u32>) {
    let client = database.client().await;
    let text = "SELECT string_agg(line, E'\\n' ORDER BY line) FROM (
        SELECT regexp_replace(u::text, '[0-9-]+ [0-9:.]+[+]00', '', 'g') AS line FROM users u
        UNION ALL SELECT g.hourly_rate_cents || ' ' || g.availability_status FROM guard_profiles g) rows";
    let text = client.query_one(text, &[]).await.expect("answers").get(0);
    let files =
        "SELECT pg_relation_filenode(oid) FROM pg_class WHERE relname IN ('users', 'guard_profiles') ORDER BY relname";
    let files = client.query(files, &[]).await.expect("answers").iter().map(|row| row.get(0)).collect();
    (text, files)
}

struct Change {
    database: Database,
    tool: Tool,
    target: String,
    wanted: String,
}

/// Aegis with rows, and Aegis as it shall be.
async fn change(from: &str, to: &str) -> Change {
    let wanted = AEGIS_SQL.replace(from, to);
    assert_ne!(wanted, AEGIS_SQL, "the reference holds `{from}`");
    let database = Database::filled(AEGIS_SQL).await;
    database.run(ROWS).await;
    let tool = Tool::bare(&database);
    let target = tool.file("wanted.sql", &wanted);
    Change { database, tool, target, wanted }
}

impl Change {
    /// Generates with these further arguments, goes up, down and up, and gives the two files.
    async fn proved(&self, arguments: &[&str]) -> (String, String) {
        let Self { database, tool, target, wanted } = self;
        let before = dump(&database.url(), Columns::Sorted);
        let (data, _) = rows(database).await;
        if tool.count() == 0 {
            tool.ok(&[&["generate", "Change", "--to", target], arguments].concat());
        }
        let reference = Database::empty().await;
        reference.run(wanted).await;
        for round in 0..2 {
            tool.ok(&["run"]);
            assert_eq!(
                dump(&database.url(), Columns::Sorted),
                dump(&reference.url(), Columns::Sorted),
                "up, round {round}"
            );
            assert_eq!(rows(database).await.0, data, "no value was lost");
            if round == 0 {
                tool.ok(&["revert"]);
                assert_eq!(dump(&database.url(), Columns::Sorted), before, "down");
                assert_eq!(rows(database).await.0, data, "no value was lost");
            }
        }
        let equal = tool.ok(&["generate", "Again", "--to", target]);
        assert!(equal.contains("nothing to do"), "{equal}");
        tool.newest()
    }
}

#[tokio::test]
async fn a_varchar_is_widened_in_place() {
    let change = change("email              varchar(255)", "email              varchar(320)").await;
    let before = rows(&change.database).await;
    change.tool.ok(&["generate", "Widen", "--to", &change.target]);
    change.tool.ok(&["run"]);
    assert_eq!(rows(&change.database).await, before, "the table was not even written again");
    change.tool.ok(&["revert"]);
    let (up, _) = change.proved(&[]).await;
    assert!(up.contains("ALTER COLUMN email TYPE varchar(320)") && !up.contains("DROP COLUMN"), "{up}");
}

#[tokio::test]
async fn an_enum_label_comes_into_the_middle() {
    let change = change("('customer', 'guard', 'admin')", "('customer', 'moderator', 'guard', 'admin')").await;
    let (up, _) = change.proved(&[]).await;
    assert!(up.contains("ADD VALUE 'moderator'"), "{up}");
}

#[tokio::test]
async fn an_enum_of_a_partial_index_can_lose_its_new_label_again() {
    let change = change("('available', 'busy', 'offline')", "('available', 'on_break', 'busy', 'offline')").await;
    change.proved(&[]).await;
}

const GIVEN_NAME: &str = "given_name         varchar(100) NOT NULL CONSTRAINT chk_users_given_name_length CHECK (char_length(given_name) >= 2)";
const FIRST_NAME: &str = "first_name         varchar(100) NOT NULL CONSTRAINT chk_users_first_name_length CHECK (char_length(first_name) >= 2)";

#[tokio::test]
async fn a_column_is_renamed_when_somebody_says_so() {
    let change = change(FIRST_NAME, GIVEN_NAME).await;
    let undecided = change.tool.ends(3, &["generate", "Change", "--to", &change.target]);
    assert!(undecided.stderr.contains("--rename users.first_name=users.given_name"), "{}", undecided.stderr);
    assert!(undecided.stderr.contains("renamed_from = \"first_name\""), "{}", undecided.stderr);
    assert_eq!(change.tool.count(), 0, "nothing was written");
    let (up, down) = change.proved(&["--rename", "users.first_name=users.given_name"]).await;
    assert!(up.contains("RENAME COLUMN first_name TO given_name"), "{up}");
    assert!(up.contains("RENAME CONSTRAINT chk_users_first_name_length TO chk_users_given_name_length"), "{up}");
    assert!(!format!("{up}{down}").contains("DROP"), "{up}{down}");
}

#[tokio::test]
async fn a_column_that_is_no_rename_is_dropped_when_somebody_says_so() {
    let change = change(FIRST_NAME, GIVEN_NAME).await;
    change.database.run("DELETE FROM users").await;
    let loss = ["generate", "Change", "--to", &change.target, "--accept-loss", "users.first_name"];
    change.tool.ok(&loss);
    let (up, _) = change.tool.newest();
    assert!(up.contains("DROP COLUMN first_name") && up.contains("-- schema-diff: loses users.first_name"), "{up}");
    change.tool.ends(3, &["run"]);
    change.tool.ok(&["run", "--accept-loss", "users.first_name"]);
}

#[tokio::test]
async fn a_table_and_a_label_that_look_renamed_are_asked_for() {
    let table = change("location_history", "guard_positions").await;
    let asked = table.tool.ends(3, &["generate", "Change", "--to", &table.target]).stderr;
    assert!(asked.contains("--rename location_history=guard_positions"), "{asked}");
    let (up, _) = table.proved(&["--rename", "location_history=guard_positions"]).await;
    assert!(up.contains("ALTER TABLE location_history RENAME TO guard_positions") && !up.contains("DROP"), "{up}");

    let label = change("('active', 'inactive', 'suspended')", "('active', 'inactive', 'blocked')").await;
    let asked = label.tool.ends(3, &["generate", "Change", "--to", &label.target]).stderr;
    assert!(asked.contains("--rename user_status.suspended=user_status.blocked"), "{asked}");
    let (up, _) = label.proved(&["--rename", "user_status.suspended=user_status.blocked"]).await;
    assert!(up.contains("RENAME VALUE 'suspended' TO 'blocked'"), "{up}");
}

#[tokio::test]
async fn a_changed_check_is_replaced_under_its_name() {
    let change = change("CHECK (hourly_rate_cents >= 1000 AND", "CHECK (hourly_rate_cents >= 1500 AND").await;
    let (up, _) = change.proved(&[]).await;
    assert!(up.contains("chk_guard_profiles_hourly_rate_cents_range"), "{up}");
}

#[tokio::test]
async fn a_changed_predicate_is_a_changed_index() {
    let change = change("WHERE availability_status = 'available'", "WHERE availability_status <> 'offline'").await;
    let (up, _) = change.proved(&[]).await;
    assert!(up.contains("CREATE INDEX CONCURRENTLY idx_guard_profiles_availability_status_next"), "{up}");
}

#[tokio::test]
async fn an_index_dropped_by_hand_is_noticed_and_made_again() {
    let database = Database::filled(AEGIS_SQL).await;
    database.run("DROP INDEX idx_jobs_created_at").await;
    let tool = Tool::bare(&database);
    let target = tool.file("wanted.sql", AEGIS_SQL);
    let url = database.url();
    let found = tool.ends(2, &["diff", "--from", &url, "--to", &target]).stdout;
    assert!(found.contains("idx_jobs_created_at"), "{found}");
    tool.ok(&["generate", "BringItBack", "--to", &target]);
    tool.ok(&["run"]);
    tool.ok(&["diff", "--from", &url, "--to", &target]);
}

#[tokio::test]
async fn a_name_that_only_the_rule_for_names_changed_is_renamed_in_place() {
    let change = change("idx_users_role_status", "users_by_role").await;
    let (up, down) = change.proved(&[]).await;
    assert!(up.contains("ALTER INDEX idx_users_role_status RENAME TO users_by_role"), "{up}");
    assert!(!format!("{up}{down}").contains("DROP"), "{up}{down}");
}

#[tokio::test]
async fn the_name_of_the_database_makes_no_difference() {
    let (one, two) = (Database::filled(AEGIS_SQL).await, Database::filled(AEGIS_SQL).await);
    Tool::bare(&one).ok(&["diff", "--from", &one.url(), "--to", &two.url()]);
}

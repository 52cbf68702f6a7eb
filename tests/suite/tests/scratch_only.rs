//! Files of statements run in scratch databases, and nothing of them may reach the server behind or be passed over.

use std::fs;

use harness::Database;
use suite::Tool;

const UP: &str = "1700000000001-AddUsers";

fn migration(tool: &Tool, up: &str) {
    let folder = format!("{}/{UP}", tool.migrations());
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(format!("{folder}/up.sql"), up).expect("a file");
    fs::write(format!("{folder}/down.sql"), "").expect("a file");
}

#[track_caller]
fn refuses(tool: &Tool, arguments: &[&str], parts: &[&str]) {
    let told = tool.ends(1, arguments).stderr;
    for part in parts.iter().chain(&["error: ", "help: "]) {
        assert!(told.contains(part), "`{part}` is not in:\n{told}");
    }
}

#[tokio::test]
async fn a_file_does_not_drop_databases() {
    let (database, precious) = (Database::empty().await, Database::empty().await);
    let tool = Tool::bare(&database);
    let sql = format!("CREATE TABLE a (id int);\nDROP DATABASE {};", precious.name());
    let file = tool.file("wanted.sql", &sql);
    let parts = ["wanted.sql:2", "DROP DATABASE", "reaches outside", "by hand"];
    refuses(&tool, &["diff", "--from", &database.url(), "--to", &file], &parts);
    refuses(&tool, &["generate", "AddA", "--to", &file], &parts);
    migration(&tool, &sql);
    refuses(&tool, &["check"], &["up.sql:2", "DROP DATABASE"]);
    precious.run("SELECT 1").await;
}

#[tokio::test]
async fn the_harmless_lines_of_a_dump_still_pass() {
    let database = Database::empty().await;
    let tool = Tool::bare(&database);
    let dump = "\\restrict x\nCREATE TABLE a (id int);\nALTER TABLE a OWNER TO nobody_here;\n\
                GRANT SELECT ON a TO nobody_here;\nGRANT CONNECT ON DATABASE nowhere TO nobody_here;\n\
                COPY a (id) FROM stdin;\n1\n\\.\n\\unrestrict x\n";
    let file = tool.file("dump.sql", dump);
    tool.ok(&["diff", "--from", &file, "--to", &file]);
}

#[tokio::test]
async fn lines_for_psql_are_refused() {
    let database = Database::empty().await;
    let tool = Tool::bare(&database);
    let file = tool.file("all.sql", "CREATE TABLE a (id int);\n\\i tables.sql\n");
    refuses(&tool, &["diff", "--from", &file, "--to", &file], &["all.sql:2", "`\\i tables.sql`", "psql"]);
    migration(&tool, "\\i tables.sql");
    refuses(&tool, &["run"], &["up.sql:1", "`\\i tables.sql`", "psql"]);
    migration(&tool, "--schema-diff: no-transaction\nSELECT 1;");
    refuses(&tool, &["run"], &["up.sql:1", "`--schema-diff: no-transaction`", "known lines"]);
}

#[tokio::test]
async fn the_functions_of_a_range_type_are_its_own() {
    let database = Database::empty().await;
    database.run("CREATE TYPE span AS RANGE (subtype = time)").await;
    let tool = Tool::bare(&database);
    let empty = tool.file("empty.sql", "");
    tool.ok(&["diff", "--from", &database.url(), "--to", &empty]);
}

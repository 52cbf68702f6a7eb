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
    let found = tool.ends(2, &["diff", "--from", &database.url(), "--to", &empty]).stdout;
    assert_eq!(found.trim(), "span  - range type");
}

#[tokio::test]
async fn grants_and_owners_survive_an_object_that_is_made_again() {
    let database = Database::empty().await;
    database
        .run(
            "CREATE FUNCTION pay(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
             GRANT EXECUTE ON FUNCTION pay TO pg_monitor;
             REVOKE ALL ON FUNCTION pay FROM public;
             ALTER FUNCTION pay OWNER TO pg_read_all_data",
        )
        .await;
    let tool = Tool::bare(&database);
    let wanted = tool.file(
        "pay.sql",
        "CREATE FUNCTION pay(integer) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
         GRANT EXECUTE ON FUNCTION pay TO pg_monitor;
         REVOKE ALL ON FUNCTION pay FROM public;",
    );
    tool.ok(&["generate", "WidenPay", "--to", &wanted]);
    tool.ok(&["run"]);
    tool.ok(&["diff", "--from", &database.url(), "--to", &wanted]);
    tool.ends(2, &["diff", "--owners", "--from", &database.url(), "--to", &wanted]);
}

#[tokio::test]
async fn a_loss_that_nothing_suffers_is_noted() {
    let database = Database::empty().await;
    database.run("CREATE TABLE pets (id int, age int)").await;
    let tool = Tool::bare(&database);
    let wanted = tool.file("wanted.sql", "CREATE TABLE pets (id int);");
    let arguments = ["generate", "DropAge", "--to", &wanted, "--accept-loss", "pets.age", "--accept-loss", "pets.aeg"];
    let told = tool.ends(0, &arguments).stderr;
    assert!(told.contains("pets.aeg is not lost here") && !told.contains("pets.age is"), "{told}");
}

#[tokio::test]
async fn names_are_swapped_when_both_renames_are_said() {
    let database = Database::empty().await;
    database.run("CREATE TABLE s (a text, b integer)").await;
    let tool = Tool::bare(&database);
    let wanted = tool.file("wanted.sql", "CREATE TABLE s (a integer, b text);");
    let swap = ["generate", "Swap", "--to", &wanted, "--rename", "s.a=s.b"];
    refuses(&tool, &swap, &["s.a cannot be renamed to s.b"]);
    let both = [&swap[..], &["--rename", "s.a=s.c"]].concat();
    refuses(&tool, &both, &["the target has no"]);
    tool.ok(&[&swap[..], &["--rename", "s.b=s.a"]].concat());
    tool.ok(&["run"]);
    tool.ok(&["diff", "--from", &database.url(), "--to", &wanted]);
}

#[tokio::test]
async fn strict_refuses_what_has_no_model() {
    let database = Database::empty().await;
    database.run("CREATE CAST (text AS integer) WITH INOUT").await;
    let tool = Tool::bare(&database);
    let wanted = tool.file("wanted.sql", "CREATE TABLE pets (id int);");
    let url = database.url();
    tool.ends(2, &["diff", "--from", &url, "--to", &wanted]);
    let strict = ["diff", "--strict", "--from", &url, "--to", &wanted];
    refuses(&tool, &strict, &["this version does not model: cast", "without --strict"]);
    refuses(&tool, &["generate", "Pets", "--strict", "--to", &wanted], &["this version does not model: cast"]);
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_named() {
    let database = Database::empty().await;
    let tool = Tool::bare(&database);
    for command in ["run", "revert", "show", "check", "lint"] {
        refuses(&tool, &[command], &[&tool.migrations(), "does not exist"]);
    }
    fs::create_dir(tool.migrations()).expect("a folder");
    let told = tool.ok(&["run"]);
    assert!(told.contains(&format!("nothing to run: {} holds no migrations", tool.migrations())), "{told}");
    let empty = tool.file("empty.sql", "");
    refuses(&tool, &["diff", "--from", &tool.migrations(), "--to", &empty], &["holds no migrations"]);
    refuses(&tool, &["revert", "--to", "Nope"], &["no applied migration is called `Nope`", "no migration is applied"]);
}

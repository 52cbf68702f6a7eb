//! What needs servers of two majors. `cargo xtask matrix` runs it: `TEST_DATABASE_URL` is one, `OTHER_DATABASE_URL` another.

use harness::Database;
use suite::Tool;

#[tokio::test]
async fn a_scratch_server_of_another_major_is_refused() {
    let other = std::env::var("OTHER_DATABASE_URL").expect("`cargo xtask matrix` names another server");
    let database = Database::empty().await;
    let tool = Tool::bare(&database);
    let wanted = tool.file("wanted.sql", "CREATE TABLE pets (id bigint);");
    let run = tool.ends(1, &["generate", "Pets", "--to", &wanted, "--scratch-url", &other]);
    for text in ["the scratch server is PostgreSQL", "they spell differently", "or leave it out"] {
        assert!(run.stderr.contains(text), "{text}\n{}", run.stderr);
    }
    assert_eq!(tool.count(), 0, "nothing was written");
}

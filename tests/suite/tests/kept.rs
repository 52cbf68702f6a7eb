//! Columns of a parent that go while tables below keep them as their own, with their rows. The way back is none that the
//! server has, so these are no cases.

use harness::Database;
use schema_diff::compare::compare;
use schema_diff::plan::Pace;
use schema_diff::server::Target;
use schema_diff::source::live;
use schema_diff::source::scratch::Scratch;

const BEFORE: &str = "CREATE TABLE par (id int, n int, z int);
    CREATE TABLE kid (k int) INHERITS (par);
    CREATE TABLE kid2 (k int) INHERITS (par);
    CREATE TABLE grand (k2 int) INHERITS (kid);
    INSERT INTO grand (id, n) VALUES (1, 7);";

#[tokio::test]
async fn a_column_stays_with_the_tables_that_keep_it() {
    for (kid, grand) in [("k int, n int", "k2 int"), ("k int", "k2 int, n int")] {
        let after = format!(
            "CREATE TABLE par (id int, z int);
            CREATE TABLE kid ({kid}) INHERITS (par);
            CREATE TABLE kid2 (k int) INHERITS (par);
            CREATE TABLE grand ({grand}) INHERITS (kid);"
        );
        let (database, wanted) = (Database::filled(BEFORE).await, Database::filled(&after).await);
        let [target, wanted] = [&database, &wanted].map(|one| Target::parse(&one.url()).expect("a URL"));
        let scratch = Scratch::open(&target).await.expect("a scratch server");
        let wanted = live::catalog(&wanted).await.expect("a catalog");
        let current = live::catalog(&target).await.expect("a catalog");
        let mut comparison = compare(&scratch, &current, &wanted, &[]).await.expect("comparable");
        assert_eq!(comparison.to.unmodelled.len(), 1, "the way back is reported: {:?}", comparison.to.unmodelled);
        comparison.pace = Pace::Fast;
        for step in comparison.up().expect("a plan") {
            database.run(&step.sql).await;
        }
        let current = live::catalog(&target).await.expect("a catalog");
        let left = compare(&scratch, &current, &wanted, &[]).await.expect("comparable");
        assert!(left.is_equal(), "{kid}: {:#?}", left.up());
        let row = database.client().await.query_one("SELECT n FROM grand", &[]).await.expect("a row");
        assert_eq!(row.get::<_, i32>(0), 7, "the value is where it was");
    }
}

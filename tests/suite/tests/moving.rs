//! A database that somebody changes while it is read.

use harness::Database;
use schema_diff::introspect::Error;
use schema_diff::server::Target;
use schema_diff::source::{self, live};

#[tokio::test]
async fn a_reading_is_one_moment_or_says_that_there_was_none() {
    let database = Database::filled("CREATE TABLE moving (id int)").await;
    let target = Target::parse(&database.url()).expect("a URL");
    let client = database.client().await;
    let churn = tokio::spawn(async move {
        for number in 0.. {
            let sql = format!(
                "CREATE TABLE t{number} (id int CHECK (id > {number}), b int DEFAULT {number}); \
                 CREATE INDEX ON t{number} ((id + {number})); DROP TABLE IF EXISTS t{};",
                number - 1
            );
            client.batch_execute(&sql).await.expect("runs");
        }
    });
    let (mut whole, mut moving) = (0, 0);
    for _ in 0..40 {
        match live::catalog(&target).await {
            Ok(catalog) => {
                whole += 1;
                assert!(catalog.objects.len() > 1, "the table that stays is there");
            }
            Err(source::Error::Introspect(error @ Error::Moving { .. })) => {
                moving += 1;
                assert_eq!(error.help().as_deref(), Some("try again when no migration runs"));
            }
            Err(error) => panic!("{error}"),
        }
    }
    churn.abort();
    println!("{whole} whole readings, {moving} given up");
    assert!(whole > 0, "most readings are whole");
}

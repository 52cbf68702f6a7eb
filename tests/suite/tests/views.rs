//! Views as entities: declared by typed queries and by SQL, read, refreshed, and changed by migrations.

use entity_core::prelude::*;
use entity_core::{Schema, assert_statements, assert_uses_index, schema};
use harness::Database;
use schema_diff::server::Target;
use schema_diff::source::Source;
use schema_diff::source::entities::declared;
use schema_diff::source::scratch::Scratch;
use suite::Tool;
use suite::shop::first::{Article, NewSale, Sale, Seller, Total};

const ROWS: &str = "INSERT INTO articles (name) SELECT 'article ' || n FROM generate_series(0, 99) n;
    INSERT INTO articles (name) VALUES ('sample'), ('it''s free'), ('new');
    INSERT INTO sales (id, article, pieces, cents)
    SELECT n, 'article ' || n % 100, n % 7, 100 + n % 5 FROM generate_series(1, 3000) n;
    INSERT INTO sales (id, article, pieces, cents) VALUES (5001, 'sample', 99, 1), (5002, 'it''s free', 99, 1);
    ANALYZE sales; REFRESH MATERIALIZED VIEW totals; ANALYZE totals;";

async fn shop() -> (Database, Db) {
    let (database, db) = suite::made(&suite::shop::first::SCHEMA).await;
    database.run(ROWS).await;
    (database, db)
}

/// An article with what it came to.
#[derive(Debug, PartialEq, Projection)]
#[projection(of = Article)]
struct Line {
    name: String,
    total: Option<Total>,
}

#[tokio::test]
async fn views_are_read_like_tables() {
    let (_database, db) = shop().await;
    assert_eq!(Total::query().count(&db).await.expect("a number"), 100, "values of the query are in the view");
    let total = Total::find("article 7".to_owned(), &db).await.expect("read").expect("a row");
    assert_eq!(total.sales, 30);
    let sellers = Seller::query().order_by(Seller::pieces.desc()).order_by(Seller::article.asc()).limit(2);
    let sellers = sellers.all(&db).await.expect("rows");
    assert_eq!(sellers.len(), 2);
    assert!(sellers[0].pieces >= sellers[1].pieces && sellers[1].pieces > Some(9));
    // From a table to a view and back, in two statements.
    let lines = Article::query().filter(Article::name.is_in(["article 7", "sample"])).order_by(Article::name.asc());
    let lines = assert_statements!(2, db, lines.project::<Line>().all(&db)).await.expect("rows");
    let line = |name: &str, total| Line { name: name.to_owned(), total };
    assert_eq!(lines, [line("article 7", Some(total)), line("sample", None)]);
    let known = Total::query().filter(Total::of.any(Article::name.ends_with("7"))).count(&db).await.expect("a number");
    assert_eq!(known, 10);
    assert_uses_index!(db, Total::query().filter(Total::article.eq("article 7")), "uniq_totals_article");
}

#[tokio::test]
async fn a_materialised_view_is_refreshed_while_it_is_read() {
    let (database, db) = shop().await;
    let sale = NewSale { id: 9000, article: "new".to_owned(), pieces: 50, cents: 1 };
    sale.insert(&db).await.expect("a row");
    assert_eq!(Total::find("new".to_owned(), &db).await.expect("read"), None, "it is as it was");
    let reader = database.client().await;
    reader.batch_execute("BEGIN; SELECT FROM totals").await.expect("a lock for reading");
    Total::refresh_concurrently(&db).await.expect("readers do not hinder it");
    let found = Total::find("new".to_owned(), &db).await.expect("read").expect("a row");
    assert_eq!((found.sales, found.pieces), (1, Some(50)));
    reader.batch_execute("COMMIT").await.expect("the end");
    Sale::delete_many().filter(Sale::article.eq("new")).execute(&db).await.expect("gone");
    Total::refresh(&db).await.expect("nobody reads");
    assert_eq!(Total::find("new".to_owned(), &db).await.expect("read"), None);
}

#[tokio::test]
async fn migrations_follow_views_with_what_they_need() {
    let database = Database::empty().await;
    let tool = Tool::of("shop", &database);
    let [first, second, third] = ["first", "second", "third"].map(|state| tool.with("SHOP", state));
    first.ok(&["generate", "First"]);
    first.ok(&["run"]);
    database.run(ROWS).await;
    assert!(first.ok(&["diff", "--from", &database.url(), "--to", "entities"]).contains("no difference"));
    first.ok(&["generate", "Nothing"]);
    assert_eq!(first.count(), 1, "the second is empty");

    // A view that somebody wrote into a migration by hand is nobody's to drop.
    first.ok(&["create", "ByHand"]);
    first.write_newest("CREATE VIEW by_hand AS SELECT id FROM sales;", "DROP VIEW by_hand;");
    first.ok(&["run"]);
    let kept = first.ok(&["generate", "Nothing"]);
    assert!(kept.contains("nothing to do") && first.count() == 2, "it is left alone: {kept}");

    // A column changes its type below both views, and both show one more.
    second.ok(&["generate", "Second"]);
    let (up, _) = second.newest();
    let place = |text: &str| up.find(text).unwrap_or_else(|| panic!("{text} is not in\n{up}"));
    assert!(place("DROP VIEW sellers") < place("DROP MATERIALIZED VIEW totals"));
    assert!(place("DROP MATERIALIZED VIEW totals") < place("ALTER COLUMN cents TYPE bigint"));
    assert!(place("ALTER COLUMN cents TYPE bigint") < place("CREATE MATERIALIZED VIEW totals"));
    assert!(place("CREATE MATERIALIZED VIEW totals") < place("CREATE VIEW sellers"));
    second.ok(&["run"]);
    let client = database.client().await;
    let row = client.query_one("SELECT dearest FROM sellers WHERE article = 'article 7'", &[]).await.expect("filled");
    assert_eq!(row.get::<_, Option<i64>>(0), Some(102));

    // One goes with its entity, the other is renamed in place.
    third.ok(&["generate", "Third"]);
    let (up, down) = third.newest();
    assert!(up.contains("DROP VIEW sellers") && up.contains("ALTER MATERIALIZED VIEW totals RENAME TO sums"), "{up}");
    assert!(!up.contains("DROP MATERIALIZED") && down.contains("CREATE VIEW sellers"), "{up}{down}");
    third.ok(&["run"]);
    third.ok(&["check"]);
    third.ok(&["revert", "--steps", "3"]);
    first.ok(&["verify"]);
    assert!(first.ok(&["diff", "--from", &database.url(), "--to", "entities"]).contains("no difference"));
}

mod wrong {
    use entity_core::prelude::*;

    #[derive(Debug, Entity)]
    #[entity(view = "SELECT id, article, pieces::bigint AS pieces FROM sales;")]
    #[expect(dead_code, reason = "it is never read")]
    pub(super) struct Cast {
        id: i64,
        article: String,
        pieces: i32,
    }

    #[derive(Debug, Entity)]
    #[entity(view = "SELECT article, id FROM sales")]
    #[expect(dead_code, reason = "it is never read")]
    pub(super) struct Swapped {
        id: i64,
        article: String,
    }

    #[derive(Debug, Entity)]
    #[entity(view = "SELECT id FROM sales")]
    #[expect(dead_code, reason = "it is never read")]
    pub(super) struct Short {
        id: i64,
        article: String,
    }

    #[derive(Debug, Entity)]
    #[entity(view = "SELECT id FROM sale")]
    #[expect(dead_code, reason = "it is never read")]
    pub(super) struct Astray {
        id: i64,
    }
}

#[tokio::test]
async fn a_view_that_shows_something_else_is_refused() {
    let database = Database::empty().await;
    let scratch = Scratch::open(&Target::parse(&database.url()).expect("a URL")).await.expect("a server");
    let refused = async |schema: Schema| {
        let declared = declared(&schema).expect("entities that agree");
        let error = Source::Entities.catalog(&scratch, Some(&declared)).await.expect_err("it does not fit");
        (error.to_string(), error.help().unwrap_or_default())
    };
    let (error, help) = refused(schema![Sale, Article, Total, wrong::Cast]).await;
    assert_eq!(error, "the view casts shows `pieces` bigint where Cast has `pieces` integer");
    assert!(help.contains("cast in the query"), "{help}");
    let (error, _) = refused(schema![Sale, Article, Total, wrong::Swapped]).await;
    assert_eq!(error, "the view swappeds shows `article` text where Swapped has `id` bigint");
    let (error, _) = refused(schema![Sale, Article, Total, wrong::Short]).await;
    assert_eq!(error, "the view shorts does not show `article` text of Short");
    let (error, _) = refused(schema![Sale, Article, Total, wrong::Astray]).await;
    assert!(error.contains("relation \"sale\" does not exist"), "{error}");
}

//! Pages by key, chunks, streams, locks and the time a query may take.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use entity_core::assert_statements;
use entity_core::prelude::*;
use entity_core::query::{Cursor, IntoOrder};
use harness::Database;
use suite::blog::{Comment, Person, Post, blog};

/// What is counted.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(index(rank, id))]
struct Item {
    #[column(primary_key)]
    id: i64,
    rank: i32,
    note: Option<String>,
    weight: Option<f64>,
}

const SCHEMA: Schema = entity_core::schema![Item];

async fn items(sql: &str) -> (Database, Db) {
    let (database, db) = suite::made(&SCHEMA).await;
    database.run(sql).await;
    (database, db)
}

const FEW: &str = "
INSERT INTO items SELECT n, n % 3, CASE WHEN n % 4 = 0 THEN NULL ELSE 'n' || n % 5 END,
       (ARRAY[NULL, 'NaN', '-Infinity', 0, 1.5, 'Infinity'])[1 + n % 6]::float8
FROM generate_series(1, 40) n";

/// The sorts that a request may ask for.
#[derive(Clone, Copy, Debug)]
enum Sort {
    Rank,
    Note,
    Weight,
    Odd,
}

impl IntoOrder for Sort {
    type Of = Item;

    fn into_order(self) -> entity_core::query::Order<Item> {
        match self {
            Self::Rank => Item::rank.desc(),
            Self::Note => Item::note.asc_nulls_first(),
            Self::Weight => Item::weight.desc_nulls_last(),
            Self::Odd => Item::id.modulo(2).asc(),
        }
    }
}

/// Every order that tests go through.
fn orders() -> Vec<Select<Item>> {
    let all = Item::query;
    vec![
        all(),
        all().order_by(Item::rank.asc()),
        all().order_by(Item::rank.desc()),
        all().order_by(Item::rank.desc()).order_by(Item::id.asc()),
        all().order_by(Item::note.asc()),
        all().order_by(Item::note.desc()),
        all().order_by(Item::note.asc_nulls_first()),
        all().order_by(Item::note.desc_nulls_last()),
        all().order_by(Item::rank.asc()).order_by(Item::note.desc()).order_by(Item::weight.asc()),
        all().order_by(Item::weight.desc_nulls_last()).order_by(Item::rank.asc()),
        all().order_by(Sort::Rank).order_by(Sort::Note),
        all().order_by(Sort::Odd).order_by(Sort::Weight),
        all().filter(Item::rank.ne(1)).order_by(Item::note.lower().desc()),
    ]
}

fn ids(rows: &[Item]) -> Vec<i64> {
    rows.iter().map(|item| item.id).collect()
}

#[tokio::test]
async fn pages_go_through_every_row_once_in_any_order_both_ways() {
    let (_database, db) = items(FEW).await;
    for query in orders() {
        let whole = query.clone().page(1000).fetch(&db).await.expect("answers");
        assert_eq!((whole.next.is_none(), whole.previous.is_none()), (true, true));
        for size in [1, 3, 7, 40] {
            let (mut forth, mut from) = (Vec::new(), None::<Cursor>);
            loop {
                let page = query.clone().page(size).after(from.clone()).fetch(&db).await.expect("answers");
                assert_eq!(page.previous.is_some(), from.is_some());
                forth.extend(ids(&page.rows));
                from = page.next;
                if from.is_none() {
                    break;
                }
            }
            assert_eq!(forth, ids(&whole.rows), "{}", query.clone().page(size).sql());
            let last = query.clone().page(size).before(None);
            let first_of_last = last.fetch(&db).await.expect("answers");
            assert!(first_of_last.previous.is_none(), "without a cursor it is the first page");
            // Back from the end.
            let (mut back, mut from) = (Vec::new(), end(&query, &db).await);
            while let Some(cursor) = from {
                let page = query.clone().page(size).before(cursor).fetch(&db).await.expect("answers");
                assert!(page.next.is_some());
                back.splice(0..0, ids(&page.rows));
                from = page.previous;
            }
            back.push(*ids(&whole.rows).last().expect("rows"));
            assert_eq!(back, ids(&whole.rows), "{}", query.clone().page(size).sql());
        }
    }
}

/// The cursor of the last row.
async fn end(query: &Select<Item>, db: &Db) -> Option<Cursor> {
    let mut from = None;
    loop {
        let page = query.clone().page(1).after(from.clone()).fetch(db).await.expect("answers");
        match page.next {
            Some(next) => from = Some(next),
            // The last row has no cursor behind it; that of its own is the `previous` of a page of it alone.
            None => return page.previous,
        }
    }
}

#[tokio::test]
async fn a_page_is_one_statement_and_an_index_serves_it() {
    let (database, db) = items("INSERT INTO items SELECT n, n % 100 FROM generate_series(1, 50000) n; ANALYZE").await;
    let query = || Item::query().order_by(Item::rank.asc());
    let first = assert_statements!(1, db, query().page(10).fetch(&db)).await.expect("answers");
    let second = query().page(10).after(first.next.clone());
    let second = assert_statements!(1, db, second.fetch(&db)).await.expect("answers");
    assert_eq!(ids(&second.rows), (11..=20).map(|n| n * 100).collect::<Vec<_>>());
    drop(database);
}

#[tokio::test]
async fn a_projection_with_relations_is_paged() {
    #[derive(Debug, Projection)]
    #[projection(of = Post)]
    struct Card {
        title: String,
        comments: Vec<Comment>,
    }
    let (_database, db) = blog().await;
    let query = || Post::query().order_by(Post::views.desc()).project::<Card>().page(2);
    let first = query().fetch(&db).await.expect("answers");
    assert_eq!(
        first.rows.iter().map(|card| (&*card.title, card.comments.len())).collect::<Vec<_>>(),
        [("On databases", 1), ("Rust and foxes", 3)]
    );
    let second = query().after(first.next).fetch(&db).await.expect("answers");
    assert_eq!((second.rows.len(), second.next.is_none()), (1, true));
    let tuples = Person::query().order_by(Person::name.asc()).select((Person::name,)).page(3).fetch(&db).await;
    assert_eq!(tuples.expect("answers").rows, [("Ada".to_owned(),), ("Bob".to_owned(),), ("Cid".to_owned(),)]);
}

#[tokio::test]
async fn a_cursor_of_another_query_or_key_is_refused() {
    let (database, db) = items(FEW).await;
    let by_rank = || Item::query().order_by(Item::rank.asc()).page(5);
    let cursor = by_rank().fetch(&db).await.expect("answers").next.expect("more");
    let by_note = Item::query().order_by(Item::note.asc()).page(5);
    let error = by_note.after(cursor.clone()).fetch(&db).await.expect_err("another order");
    assert!(error.is_bad_cursor() && error.help().is_some(), "{error}");
    for text in ["", "x", "AAAA", "' OR 1=1 --", "\u{0}", &format!("{cursor}A"), &"é".repeat(1000)] {
        let error = by_rank().after(Cursor::from(text)).fetch(&db).await.expect_err("no cursor");
        assert!(error.is_bad_cursor(), "{text}: {error}");
    }
    let mut config = Config::from_url(&database.url()).expect("a URL");
    config.cursor_key = Some(Secret::new("the application's own".to_owned()));
    let signing = Db::connect(&config).await.expect("connects");
    assert!(by_rank().after(cursor).fetch(&signing).await.expect_err("unsigned").is_bad_cursor());
    let signed = by_rank().fetch(&signing).await.expect("answers").next.expect("more");
    assert!(by_rank().after(signed.clone()).fetch(&db).await.expect_err("signed").is_bad_cursor());
    assert_eq!(by_rank().after(signed).fetch(&signing).await.expect("answers").rows.len(), 5);
    let grouped = Item::query().group_by(Item::rank).select((Item::rank,)).page(5).fetch(&db).await;
    assert!(grouped.expect_err("groups").to_string().contains("no key to page by"));
}

const MANY: &str = "INSERT INTO items SELECT n * 10, (n * 7919) % 50 FROM generate_series(1, 100000) n; ANALYZE";

#[tokio::test]
async fn a_hundred_thousand_rows_with_ties_come_once_each_while_others_insert() {
    let (_database, db) = items(MANY).await;
    let writer = tokio::spawn({
        let db = db.clone();
        async move {
            for n in 0_i64.. {
                let rows = (0..50).map(|m| NewItem { id: (n * 50 + m) * 10 + 5, rank: i32::try_from(m).unwrap_or(0) });
                if Item::insert_many(rows.collect::<Vec<_>>(), &db).await.is_err() {
                    break;
                }
            }
        }
    });
    let mut seen = BTreeSet::new();
    let mut inserted = 0;
    let mut chunks = Item::query().order_by(Item::rank.desc()).chunks(2500);
    while let Some(rows) = chunks.next(&db).await.expect("answers") {
        for item in rows {
            assert!(seen.insert(item.id), "{} came twice", item.id);
            inserted += usize::from(item.id % 10 == 5);
        }
    }
    writer.abort();
    let missing: Vec<_> = (1..=100_000).map(|n| n * 10).filter(|id| !seen.contains(id)).collect();
    assert!(missing.is_empty(), "{} rows are missing", missing.len());
    assert!(inserted > 0, "rows were inserted meanwhile");
}

#[tokio::test]
async fn a_stream_gives_row_by_row_and_may_be_dropped() {
    let (_database, db) = items("INSERT INTO items SELECT n, 0 FROM generate_series(1, 200000) n").await;
    let mut rows = Item::query().order_by(Item::id.asc()).stream(&db).await.expect("answers");
    for expected in 1..=1000 {
        assert_eq!(rows.next().await.expect("answers").map(|item| item.id), Some(expected));
    }
    drop(rows);
    // The connection of the stream is gone, and the pool makes another.
    assert_eq!(Item::query().count(&db).await.expect("answers"), 200_000);
    let mut rows = Item::query().filter(Item::id.le(3)).select((Item::id,)).stream(&db).await.expect("answers");
    let mut count = 0;
    while let Some((id,)) = rows.next().await.expect("answers") {
        count += id;
    }
    assert_eq!(count, 6);
    let in_tx = db
        .transaction(async |tx| {
            let mut rows = Item::query().limit(10).stream(tx).await?;
            let first = rows.next().await?;
            drop(rows);
            Ok::<_, Error>((first.is_some(), Item::query().count(tx).await?))
        })
        .await;
    assert_eq!(in_tx.expect("answers"), (true, 200_000));
}

#[tokio::test]
async fn a_query_that_takes_too_long_is_given_up() {
    let (_database, db) = items(FEW).await;
    let slow: Filter<Item> = entity_core::raw!("pg_sleep({}) IS NOT NULL", 5.0);
    let started = Instant::now();
    let query = Item::query().filter(slow.clone()).timeout(Duration::from_millis(100));
    let error = query.all(&db).await.expect_err("too slow");
    assert!(error.is_timeout(), "{error}");
    assert!(started.elapsed() < Duration::from_secs(4));
    // Nothing is left running, and the connection is whole.
    let running: Filter<Activity> =
        entity_core::raw!("query LIKE '%pg_sleep%' AND state = 'active' AND pid <> pg_backend_pid()");
    assert_eq!(Activity::query().filter(running).count(&db).await.expect("answers"), 0);
    let quick = Item::query().timeout(Duration::from_secs(5)).count(&db).await.expect("answers");
    assert_eq!(quick, 40);
}

/// The server's list of sessions.
#[derive(Debug, Entity)]
#[entity(schema = "pg_catalog", table = "pg_stat_activity", no_primary_key)]
struct Activity {
    #[allow(dead_code)]
    pid: i32,
}

#[tokio::test]
async fn a_tag_is_a_comment_that_cannot_be_left() {
    let (_database, db) = items(FEW).await;
    let query = Item::query().tag("items **// DROP TABLE items /* list");
    assert!(query.sql().ends_with("/* items // DROP TABLE items / list */"), "{}", query.sql());
    assert_eq!(query.all(&db).await.expect("answers").len(), 40);
}

#[tokio::test]
async fn locked_rows_are_skipped_waited_for_or_refused() {
    let (_database, db) = items(FEW).await;
    let first = || Item::query().order_by(Item::id.asc()).limit(1);
    let apart = db.apart();
    let taken = db
        .transaction(async |tx| {
            let one = first().for_update().one(tx).await?;
            let other = apart
                .transaction(async |tx| {
                    let next = first().for_update().skip_locked().one(tx).await?;
                    let refused = first().for_update().nowait().one(tx).await.expect_err("somebody has it");
                    assert_eq!(refused.sqlstate(), Some("55P03"));
                    Ok::<_, Error>(next)
                })
                .await;
            // The second transaction ended with a failed statement, so nothing of it was kept.
            assert!(other.is_err());
            Ok::<_, Error>(one)
        })
        .await
        .expect("locked");
    assert_eq!(taken.id, 1);
    let sql = Comment::query().join(Comment::post).for_share().of(Comment::id).skip_locked().sql();
    assert!(sql.ends_with("FOR SHARE OF \"t0\" SKIP LOCKED"), "{sql}");
}

//! Pages: paginator_tests.rs and cursor_tests.rs.

use entity_core::assert_statements;
use entity_core::prelude::*;
use entity_core::query::Cursor;
use suite::blog::{Person, Post, blog};

use crate::world::{all, names, text};

/// A row that is only a number, and what it is sorted by.
#[derive(Clone, Debug, PartialEq, Entity)]
struct Row {
    #[column(primary_key)]
    id: i32,
    part: i32,
}

const ROWS: Schema = entity_core::schema![Row];

async fn ten() -> (harness::Database, Db) {
    let (database, db) = suite::made(&ROWS).await;
    Row::insert_many((1..=10).map(|id| NewRow { id, part: id % 3 }), &db).await.expect("inserted");
    (database, db)
}

async fn ids(query: Select<Row>, db: &Db) -> Vec<i32> {
    all(query, db).await.into_iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn numbered_pages_are_a_count_and_an_offset() {
    let (_database, db) = ten().await;
    let count = assert_statements!(1, db, Row::query().count(&db)).await.expect("answers");
    let pages = |size: u64| count.div_ceil(size);
    assert_eq!((count, pages(3), pages(5), pages(10), pages(7), pages(100)), (10, 4, 2, 1, 2, 1));
    let page = |number: u64| Row::query().order_by(Row::id.asc()).limit(3).offset(number * 3);
    assert_eq!(ids(page(0), &db).await, [1, 2, 3]);
    assert_eq!(ids(page(2), &db).await, [7, 8, 9]);
    assert_eq!(ids(page(3), &db).await, [10]);
    assert_eq!(ids(page(4), &db).await, [] as [i32; 0]);
}

#[tokio::test]
async fn all_pages_one_after_the_other() {
    let (_database, db) = ten().await;
    let mut chunks = Row::query().order_by(Row::id.asc()).chunks(4);
    let mut seen = Vec::new();
    while let Some(rows) = chunks.next(&db).await.expect("answers") {
        seen.push(rows.iter().map(|row| row.id).collect::<Vec<_>>());
    }
    assert_eq!(seen, [vec![1, 2, 3, 4], vec![5, 6, 7, 8], vec![9, 10]]);
}

#[tokio::test]
async fn a_cursor_goes_on_in_both_directions() {
    let (_database, db) = ten().await;
    for (query, first, second) in [
        (Row::query().order_by(Row::id.asc()), vec![1, 2, 3, 4], vec![5, 6, 7, 8]),
        (Row::query().order_by(Row::id.desc()), vec![10, 9, 8, 7], vec![6, 5, 4, 3]),
    ] {
        let fetch = async |after: Option<Cursor>, before: Option<Cursor>| {
            let page = query.clone().page(4);
            let page = if before.is_some() { page.before(before) } else { page.after(after) };
            let page = assert_statements!(1, db, page.fetch(&db)).await.expect("answers");
            (page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), page.next, page.previous)
        };
        let (rows, next, previous) = fetch(None, None).await;
        assert_eq!((rows, previous), (first.clone(), None));
        let (rows, next, previous) = fetch(next, None).await;
        assert_eq!(rows, second);
        let (last, end, _) = fetch(next, None).await;
        assert_eq!((last.len(), end), (2, None));
        assert_eq!(fetch(None, previous).await.0, first);
    }
}

#[tokio::test]
async fn a_cursor_holds_several_columns_and_finds_ties() {
    let (_database, db) = ten().await;
    let query = || Row::query().order_by(Row::part.asc()).order_by(Row::id.desc());
    let whole = ids(query(), &db).await;
    assert_eq!(whole, [9, 6, 3, 10, 7, 4, 1, 8, 5, 2]);
    let (mut seen, mut from) = (Vec::new(), None);
    loop {
        let page = query().page(3).after(from).fetch(&db).await.expect("answers");
        seen.extend(page.rows.iter().map(|row| row.id));
        from = page.next;
        if from.is_none() {
            break;
        }
    }
    assert_eq!(seen, whole);
    // A cursor of another order, or one that somebody made up, is refused.
    let cursor = query().page(3).fetch(&db).await.expect("answers").next.expect("more");
    assert!(Row::query().page(3).after(cursor).fetch(&db).await.expect_err("another order").is_bad_cursor());
    assert!(query().page(3).after(Cursor::from("5")).fetch(&db).await.expect_err("made up").is_bad_cursor());
}

#[tokio::test]
async fn bounds_that_the_program_knows_are_conditions() {
    let (_database, db) = ten().await;
    let between = || Row::query().filter(Row::id.gt(5)).filter(Row::id.lt(8));
    assert_eq!(ids(between().order_by(Row::id.asc()).limit(1), &db).await, [6]);
    assert_eq!(ids(between().order_by(Row::id.desc()).limit(3), &db).await, [7, 6]);
    // The last two before 5: the other way round, and turned.
    let mut last = ids(Row::query().filter(Row::id.lt(5)).order_by(Row::id.desc()).limit(2), &db).await;
    last.reverse();
    assert_eq!(last, [3, 4]);
    let order = Row::id.asc();
    assert_eq!(ids(Row::query().order_by(order.reversed()).limit(2), &db).await, [10, 9]);
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Row)]
struct Shifted {
    id: i32,
    #[projection(expr = Row::id.plus(1000))]
    shifted: i32,
}

#[tokio::test]
async fn a_page_is_read_as_a_shape() {
    let (_database, db) = ten().await;
    let page = || Row::query().order_by(Row::id.asc()).project::<Shifted>().page(2);
    let first = page().fetch(&db).await.expect("answers");
    assert_eq!(first.rows, [1, 2].map(|id| Shifted { id, shifted: id + 1000 }));
    let second = page().after(first.next).fetch(&db).await.expect("answers");
    assert_eq!(second.rows[0], Shifted { id: 3, shifted: 1003 });
}

#[derive(Debug, Projection)]
#[projection(of = Person)]
struct Author {
    name: String,
    posts: Vec<Post>,
}

#[tokio::test]
async fn a_page_counts_parents_however_many_rows_are_below() {
    let (_database, db) = blog().await;
    let page =
        |after: Option<Cursor>| Person::query().order_by(Person::name.asc()).project::<Author>().page(2).after(after);
    let first = assert_statements!(2, db, page(None).fetch(&db)).await.expect("answers");
    let shown: Vec<_> = first.rows.iter().map(|author| (&*author.name, author.posts.len())).collect();
    assert_eq!(shown, [("Ada", 0), ("Bob", 2)]);
    let second = page(first.next).fetch(&db).await.expect("answers");
    assert_eq!((second.rows.len(), second.rows[0].posts.len(), second.next), (2, 1, None));
    // By a column of the parent of each row.
    let by_author = Post::query().join(Post::author).order_by(Person::name.desc()).order_by(Post::id.asc());
    assert_eq!(by_author.limit(1).one(&db).await.expect("answers").title, text("A draft"));
    assert_eq!(names(Person::query().order_by(Person::name.asc()).offset(2), &db).await, ["Cid", "Dee"]);
}

//! Reading: query_tests.rs, exists_tests.rs, raw_sql_tests.rs, the cookbook, and the pages on select and conditions.

use entity_core::prelude::*;
use entity_core::query::{TsQuery, json_object};
use entity_core::{assert_statements, raw};
use serde_json::json;
use suite::blog::{Comment, Person, Post, Role, blog};

use crate::world::{all, maybe, names, one, posts, text};

#[tokio::test]
async fn one_row_or_none_and_all_rows_or_none() {
    let (_database, db) = blog().await;
    let nobody = || Person::query().filter(Person::name.contains_text("Good"));
    assert_eq!(nobody().first(&db).await.expect("answers"), None);
    assert_eq!(nobody().all(&db).await.expect("answers"), []);
    let error = nobody().one(&db).await.expect_err("nobody");
    assert!(error.is_not_found() && error.sqlstate().is_none());
    assert_eq!(Person::find(999, &db).await.expect("answers"), None);
    assert_eq!(Person::find(3, &db).await.expect("answers").map(|person| person.name), maybe("Cid"));
    let first = Person::query().order_by(Person::id.desc()).first(&db).await.expect("answers");
    assert_eq!(first.map(|person| person.id), Some(4));
    assert_eq!(Person::query().all(&db).await.expect("answers").len(), 4);
    let with_d = Person::query().filter(Person::name.icontains_text("d")).order_by(Person::id.asc());
    assert_eq!(names(with_d, &db).await, ["Ada", "Cid", "Dee"]);
}

#[tokio::test]
async fn whether_there_is_a_row() {
    let (_database, db) = blog().await;
    let exists = async |query: Select<Post>| assert_statements!(1, db, query.exists(&db)).await.expect("answers");
    assert!(exists(Post::query()).await);
    assert!(!exists(Post::query().filter(Post::title.eq("none"))).await);
    assert!(exists(Post::query().filter(Post::views.gt(12).and(Post::tags.has("sql")))).await);
    assert!(exists(Post::query().order_by(Post::title.asc()).limit(2)).await);
    assert!(exists(Post::query().offset(2)).await);
    assert!(!exists(Post::query().offset(10).limit(1)).await, "an offset behind the last row finds none");
    let joined = |name: &str| Post::query().join(Post::author).filter(Person::name.eq(name)).exists(&db);
    assert!(joined("Bob").await.expect("answers") && !joined("Ada").await.expect("answers"));
}

#[tokio::test]
async fn rows_are_counted_on_the_server() {
    let (_database, db) = blog().await;
    for (query, expected) in [
        (Comment::query(), 5),
        (Comment::query().filter(Comment::id.gt(4)), 2),
        (Comment::query().filter(Comment::id.le(3)), 2),
        (Comment::query().filter(Comment::id.gt(100)), 0),
        (Comment::query().limit(3), 3),
        (Comment::query().with_deleted(), 6),
    ] {
        assert_eq!(assert_statements!(1, db, query.count(&db)).await.expect("answers"), expected);
    }
}

#[tokio::test]
async fn rows_are_tuples_or_json() {
    let (_database, db) = blog().await;
    let bob = || Person::query().filter(Person::id.eq(2));
    assert_eq!(one(bob().select((Person::name,)), &db).await, (text("Bob"),));
    assert_eq!(one(bob().select((Person::name, Person::salary)), &db).await, (text("Bob"), Some(500)));
    let object = json_object().with("name", Person::name).with("pay", Person::salary).build();
    assert_eq!(one(bob().select((object,)), &db).await, (json!({"name": "Bob", "pay": 500}),));
    let posts = Person::posts.aggregate(json_object().with("t", Post::title).build().json_agg());
    let (posts,) = one(bob().select((posts,)), &db).await;
    assert_eq!(posts, Some(json!([{"t": "Rust and foxes"}, {"t": "On databases"}])));
}

#[tokio::test]
async fn conditions_nest_and_some_are_absent() {
    let (_database, db) = blog().await;
    let by_id = |filter: Filter<Person>| Person::query().filter(filter).order_by(Person::id.asc());
    let nested = Filter::any([
        Filter::all([Person::role.eq(Role::Author), Person::salary.lt(450)]),
        Filter::all([Person::id.is_in([1, 2, 4]), Person::name.like("%e%")]),
    ]);
    assert_eq!(names(by_id(nested.clone()), &db).await, ["Cid", "Dee"]);
    assert_eq!(names(by_id(!nested), &db).await, ["Ada", "Bob"]);
    let asked = |name: Option<&str>, role: Option<Role>| {
        Person::query()
            .filter_opt(name.map(|name| Person::name.starts_with(name)))
            .filter_opt(role.map(|role| Person::role.eq(role)))
            .order_by(Person::id.asc())
    };
    assert_eq!(names(asked(None, None), &db).await.len(), 4);
    assert_eq!(names(asked(None, Some(Role::Author)), &db).await, ["Bob", "Cid"]);
    assert_eq!(names(asked(Some("C"), Some(Role::Author)), &db).await, ["Cid"]);
    // A bound that may be absent.
    let bounded = |limit: Option<u64>| {
        let query = Person::query().order_by(Person::id.asc());
        query.limit_opt(limit)
    };
    assert_eq!(names(bounded(Some(1)), &db).await, ["Ada"]);
    assert_eq!(names(bounded(None), &db).await.len(), 4);
}

#[tokio::test]
async fn conditions_hold_subqueries_and_enums() {
    let (_database, db) = blog().await;
    let widest = Post::query().select((Post::views.max(),)).scalar();
    assert_eq!(posts(Post::query().filter(Post::views.eq(widest)), &db).await, [2]);
    let liked = Comment::query().group_by(Comment::post_id).having(Comment::likes.sum().gt(5));
    let liked = liked.select((Comment::post_id,));
    assert_eq!(posts(Post::query().filter(Post::id.in_query(liked)), &db).await, [1]);
    let any = Person::query().filter(Person::role.is_in([Role::Author, Role::Editor])).order_by(Person::id.asc());
    assert_eq!(names(any, &db).await, ["Ada", "Bob", "Cid"]);
    assert_eq!(names(Person::query().filter(Person::role.not_in([Role::Author, Role::Editor])), &db).await, ["Dee"]);
}

#[tokio::test]
async fn fragments_have_typed_places_and_no_names_to_misspell() {
    let (_database, db) = blog().await;
    let either: Filter<Person> = raw!("{} = {} OR {} = {}", Person::name, "Ada", Person::name, "Dee");
    let query = Person::query().filter(either).filter(Person::id.gt(1));
    assert!(!query.sql().contains("Ada"), "{}", query.sql());
    assert_eq!(names(query, &db).await, ["Dee"], "a fragment stands in parentheses");
    let padded: Expr<Person, String> = raw!("lpad({}, {}, {})", Person::name, 5, "*");
    assert_eq!(one(Person::query().filter(Person::id.eq(1)).select((padded,)), &db).await, (text("**Ada"),));
}

#[tokio::test]
async fn distinct_rows_and_the_first_of_each() {
    let (_database, db) = blog().await;
    let filtered =
        |name: Option<&str>| Person::query().filter_opt(name.map(|name| Person::name.contains_text(name))).distinct();
    assert_eq!(all(filtered(Some("e")).select((Person::role,)), &db).await, [(Role::Reader,)]);
    assert_eq!(all(filtered(None).select((Person::role,)), &db).await.len(), 3);
    let first = Person::query().distinct_on(Person::role).order_by(Person::role.asc()).order_by(Person::id.asc());
    assert_eq!(names(first, &db).await, ["Dee", "Bob", "Ada"]);
}

#[tokio::test]
async fn words_are_searched_with_a_rank() {
    let (_database, db) = blog().await;
    let fox = || TsQuery::websearch("english", "fox or tables");
    let found = Post::query().filter(Post::words.search(fox())).order_by(Post::words.rank(fox()).desc());
    assert_eq!(posts(found, &db).await, [1, 2]);
    let none = Post::query().filter(Post::body.search(TsQuery::plain("english", "whales")));
    assert_eq!(posts(none, &db).await, [] as [i64; 0]);
}

//! Partial models: partial_model_tests.rs.

use entity_core::assert_statements;
use entity_core::prelude::*;
use suite::blog::{Card, Comment, Person, Post, blog};

use crate::world::{all, maybe, one, text};

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Person2 {
    id: i64,
    #[projection(column = name)]
    title: String,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Post)]
struct Flat {
    id: i64,
    title: String,
    #[projection(expr = Post::views.plus(1000))]
    shifted: i32,
    #[projection(expr = Post::views.eq(Post::id.cast()))]
    same: Option<bool>,
}

#[tokio::test]
async fn a_shape_has_columns_renamed_columns_and_expressions() {
    let (_database, db) = blog().await;
    let query = Post::query().filter(Post::id.eq(2)).project::<Flat>();
    assert!(!query.sql().contains("body"), "{}", query.sql());
    let expected = Flat { id: 2, title: text("On databases"), shifted: 1030, same: Some(false) };
    assert_eq!(one(query, &db).await, expected);
    let renamed = one(Person::query().filter(Person::id.eq(1)).project::<Person2>(), &db).await;
    assert_eq!(renamed, Person2 { id: 1, title: text("Ada") });
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Post)]
struct Reviewed {
    title: String,
    author: Person2,
    reviewer: Option<Person2>,
}

#[tokio::test]
async fn nested_shapes_are_there_or_not_and_two_of_one_table_need_no_alias() {
    let (_database, db) = blog().await;
    let posts = all(Post::query().order_by(Post::id.asc()).project::<Reviewed>(), &db).await;
    let (ada, bob) = (|| Person2 { id: 1, title: text("Ada") }, || Person2 { id: 2, title: text("Bob") });
    assert_eq!(posts[0], Reviewed { title: text("Rust and foxes"), author: bob(), reviewer: Some(ada()) });
    assert_eq!(posts[1], Reviewed { title: text("On databases"), author: bob(), reviewer: None });
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Basics {
    id: i64,
    name: String,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Details {
    #[projection(flatten)]
    basics: Basics,
    salary: Option<i32>,
}

#[tokio::test]
async fn a_shape_holds_another_of_the_same_row() {
    let (_database, db) = blog().await;
    let query = Person::query().filter(Person::id.eq(3)).project::<Details>();
    let details = assert_statements!(1, db, one(query, &db)).await;
    assert_eq!(details, Details { basics: Basics { id: 3, name: text("Cid") }, salary: Some(400) });
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Comment)]
struct Line {
    text: String,
    post: Entry,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Post)]
struct Entry {
    title: String,
    author: Owner,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Owner {
    name: String,
    card: Option<Card>,
}

#[tokio::test]
async fn shapes_nest_over_four_tables() {
    let (_database, db) = blog().await;
    let lines = Comment::query().filter(Comment::likes.le(3)).order_by(Comment::id.asc()).project::<Line>();
    let lines = assert_statements!(4, db, all(lines, &db)).await;
    let shown: Vec<_> = lines
        .iter()
        .map(|line| {
            let Line { text, post: Entry { title, author } } = line;
            (&**text, &**title, &*author.name, author.card.as_ref().map(|card| &*card.text))
        })
        .collect();
    // The comment on the post that was taken away is left out, for its post is no option.
    let expected =
        [("nice", "Rust and foxes", "Bob", Some("writes")), ("more of this", "On databases", "Bob", Some("writes"))];
    assert_eq!(shown, expected);
}

#[tokio::test]
async fn columns_of_four_tables_are_one_flat_row() {
    let (_database, db) = blog().await;
    let rows = Comment::query()
        .join(Comment::post)
        .join(Post::author)
        .left_join(Person::card)
        .filter(Comment::id.eq(1))
        .select((Comment::text, Post::title, Person::name, Card::text));
    let rows = assert_statements!(1, db, all(rows, &db)).await;
    assert_eq!(rows, [(text("nice"), text("Rust and foxes"), text("Bob"), maybe("writes"))]);
}

#[derive(Debug, Patch)]
#[patch(of = Person)]
struct Renaming {
    name: Option<String>,
    salary: Option<Option<i32>>,
}

#[tokio::test]
async fn a_shape_that_was_read_goes_back_as_changes() {
    let (_database, db) = blog().await;
    let Details { basics, salary } = one(Person::query().filter(Person::id.eq(2)).project::<Details>(), &db).await;
    let changes = Renaming { name: Some(basics.name.to_lowercase()), salary: Some(salary.map(|pay| pay * 2)) };
    let changed = Person::update(basics.id).patch(changes).returning::<Details>(&db).await.expect("updated");
    let expected = Details { basics: Basics { id: 2, name: text("bob") }, salary: Some(1000) };
    assert_eq!(changed, [expected]);
}

#[derive(Debug, Projection)]
#[projection(of = Person)]
struct Working {
    #[projection(flatten)]
    basics: Basics,
    #[projection(expr = Person::posts.count())]
    posts: i64,
    #[projection(expr = Person::posts.aggregate(Post::views.max()))]
    most: Option<i32>,
    #[projection(expr = Person::lead.get(Person::name.upper()))]
    lead: Option<String>,
}

#[tokio::test]
async fn numbers_and_columns_of_relations_stand_beside_columns() {
    let (_database, db) = blog().await;
    let rows = Person::query().order_by(Person::id.asc()).project::<Working>();
    let rows = assert_statements!(1, db, all(rows, &db)).await;
    let shown: Vec<_> = rows.iter().map(|row| (&*row.basics.name, row.posts, row.most, row.lead.as_deref())).collect();
    let expected = [
        ("Ada", 0, None, None),
        ("Bob", 2, Some(30), Some("ADA")),
        ("Cid", 1, Some(0), Some("ADA")),
        ("Dee", 0, None, Some("BOB")),
    ];
    assert_eq!(shown, expected);
}

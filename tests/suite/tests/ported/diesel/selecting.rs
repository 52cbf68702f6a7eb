//! What is read: select.rs, select_by.rs and distinct.rs.

use entity_core::prelude::*;
use entity_core::query::count_rows;
use entity_core::{assert_statements, raw};
use suite::blog::{Comment, Person, Post, Role, blog};

use crate::world::{all, maybe, one, posts, text};

#[tokio::test]
async fn columns_are_read_as_a_tuple_in_any_order() {
    let (_database, db) = blog().await;
    let query = Person::query().filter(Person::id.gt(2)).order_by(Person::id.asc());
    let rows = all(query.clone().select((Person::name, Person::salary)), &db).await;
    assert_eq!(rows, [(text("Cid"), Some(400)), (text("Dee"), None)]);
    let turned = all(query.clone().select((Person::salary, Person::name)), &db).await;
    assert_eq!(turned, [(Some(400), text("Cid")), (None, text("Dee"))]);
    let single = all(query.select((Person::name,)), &db).await;
    assert_eq!(single, [(text("Cid"),), (text("Dee"),)]);
    // A condition may follow what is read.
    let later = Person::query().select((Person::name,)).filter(Person::id.eq(1));
    assert_eq!(one(later, &db).await, (text("Ada"),));
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Paid {
    name: String,
    #[projection(column = salary)]
    pay: Option<i32>,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Shouted {
    #[projection(flatten)]
    paid: Paid,
    #[projection(flatten)]
    person: Whole,
    #[projection(expr = Person::name.upper())]
    loud: String,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Whole {
    id: i64,
    name: String,
    role: Role,
}

#[tokio::test]
async fn columns_are_read_into_a_struct_of_its_own() {
    let (_database, db) = blog().await;
    let query = Person::query().filter(Person::id.eq(2)).project::<Paid>();
    assert!(!query.sql().contains("lead_id"), "{}", query.sql());
    assert_eq!(one(query, &db).await, Paid { name: text("Bob"), pay: Some(500) });
    // Structs in structs, and an expression beside them.
    let shouted = one(Person::query().filter(Person::id.eq(2)).project::<Shouted>(), &db).await;
    let person = Whole { id: 2, name: text("Bob"), role: Role::Author };
    assert_eq!(shouted, Shouted { paid: Paid { name: text("Bob"), pay: Some(500) }, person, loud: text("BOB") });
}

#[tokio::test]
async fn expressions_with_parameters_are_read_too() {
    let (_database, db) = blog().await;
    let query = Person::query().order_by(Person::id.asc()).limit(2);
    // A condition may be null, so it is an option, also where its column is never null.
    let is_ada = all(query.clone().select((Person::name.eq("Ada"),)), &db).await;
    assert_eq!(is_ada, [(Some(true),), (Some(false),)]);
    let greeting = all(query.select((Person::name.concat(", hello"),)), &db).await;
    assert_eq!(greeting, [(text("Ada, hello"),), (text("Bob, hello"),)]);
    let count: Expr<Person, i64> = raw!("count(*)");
    assert_eq!(one(Person::query().select((count,)), &db).await, (4,));
}

/// A table and a column that are called by words of the language.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(table = "select")]
struct Chosen {
    #[column(primary_key)]
    id: i32,
    #[column(name = "join")]
    with: i32,
    r#where: Option<String>,
}

const CHOSEN: Schema = entity_core::schema![Chosen];

#[tokio::test]
async fn reserved_words_are_names_like_any_other() {
    let (_database, db) = suite::made(&CHOSEN).await;
    Chosen::insert_many((1..=3).map(|id| NewChosen { id, with: id * 10 }), &db).await.expect("inserted");
    let rows = all(Chosen::query().order_by(Chosen::with.desc()).select((Chosen::with, Chosen::r#where)), &db).await;
    assert_eq!(rows, [(30, None), (20, None), (10, None)]);
    let whole = one(Chosen::query().filter(Chosen::with.eq(20)), &db).await;
    assert_eq!(whole, Chosen { id: 2, with: 20, r#where: None });
}

#[tokio::test]
async fn columns_are_found_whatever_their_order_in_the_table() {
    let (database, db) = suite::made(&CHOSEN).await;
    database.run("ALTER TABLE \"select\" DROP COLUMN \"join\", ADD COLUMN \"join\" integer NOT NULL DEFAULT 7").await;
    let row = NewChosen { id: 1, with: 5 }.r#where(text("here")).insert(&db).await.expect("inserted");
    assert_eq!(row, Chosen { id: 1, with: 5, r#where: maybe("here") });
    assert_eq!(all(Chosen::query(), &db).await, [row]);
}

#[tokio::test]
async fn a_query_inside_selects_rows_or_is_a_value() {
    let (_database, db) = blog().await;
    let bob = Person::query().filter(Person::name.eq("Bob")).select((Person::id,));
    let of_bob = Post::query().filter(Post::author_id.in_query(bob)).order_by(Post::id.asc());
    assert_eq!(posts(of_bob, &db).await, [1, 2]);
    // One that is no query by itself, for it speaks of the row around it: it runs nowhere else, the compiler says.
    let named = Person::query()
        .inside::<Post>()
        .filter(Person::id.versus(Post::author_id).eq())
        .filter(Person::role.eq(Role::Author))
        .select((Person::name,));
    let rows = all(Post::query().order_by(Post::id.asc()).select((Post::id, named.scalar())), &db).await;
    assert_eq!(rows, [(1, maybe("Bob")), (2, maybe("Bob")), (3, maybe("Cid"))]);
}

#[tokio::test]
async fn several_aggregates_are_one_row_without_groups() {
    let (_database, db) = blog().await;
    let summary = Person::query().select((count_rows(), Person::name.max(), Person::salary.min()));
    assert_eq!(assert_statements!(1, db, one(summary, &db)).await, (4, maybe("Dee"), Some(400)));
}

#[tokio::test]
async fn distinct_rows_and_the_first_row_of_each() {
    let (_database, db) = blog().await;
    let roles = Person::query().distinct().order_by(Person::role.asc()).select((Person::role,));
    assert_eq!(all(roles.clone(), &db).await, [(Role::Reader,), (Role::Author,), (Role::Editor,)]);
    assert_eq!(roles.count(&db).await.expect("answers"), 3, "the different ones are counted");
    let best =
        Comment::query().distinct_on(Comment::post_id).order_by(Comment::post_id.asc()).order_by(Comment::likes.desc());
    assert_eq!(crate::world::comments(best, &db).await, [5, 4, 6]);
    // Where the order begins otherwise, the server says so.
    let unordered = Comment::query().distinct_on(Comment::post_id).order_by(Comment::likes.desc()).all(&db).await;
    assert_eq!(unordered.expect_err("another order").sqlstate(), Some("42P10"));
}

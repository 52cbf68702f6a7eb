//! Writing rows: crud/, empty_insert_tests.rs, upsert_tests.rs, returning_tests.rs, delete_by_id_tests.rs,
//! sql_err_tests.rs and soft_delete_tests.rs.

use entity_core::assert_statements;
use entity_core::prelude::*;
use entity_core::query::now;
use entity_core::repository::UpsertedRows;
use serde_json::json;
use suite::blog::{Comment, Label, NewComment, NewLabel, NewPerson, Person, Post, Role, blog};

use crate::world::{all, comments, maybe, names, posts, text};

fn label(id: i64, word: &str) -> NewLabel {
    NewLabel { id, word: text(word) }
}

/// A row whose number the server counts.
#[derive(Clone, Debug, PartialEq, Entity)]
struct Bakery {
    #[column(primary_key, identity)]
    id: i32,
    name: String,
    #[column(default = 1.5)]
    margin: f64,
}

const BAKERIES: Schema = entity_core::schema![Bakery];

#[tokio::test]
async fn an_inserted_row_comes_back_with_its_key_and_defaults() {
    let (_database, db) = suite::made(&BAKERIES).await;
    let sea = assert_statements!(1, db, NewBakery { name: text("Sea") }.insert(&db)).await.expect("inserted");
    assert_eq!(sea, Bakery { id: 1, name: text("Sea"), margin: 1.5 });
    let rows = ["Top", "Lake"].map(|name| NewBakery { name: text(name) }.margin(2.0));
    let rows = Bakery::insert_many_returning::<Bakery, _>(rows, &db);
    let rows = assert_statements!(1, db, rows).await.expect("inserted");
    assert_eq!(rows.iter().map(|bakery| bakery.id).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(Bakery::find(3, &db).await.expect("answers"), Some(rows[1].clone()));
}

#[tokio::test]
async fn a_row_is_read_changed_and_read_again() {
    let (_database, db) = suite::made(&BAKERIES).await;
    let sea = NewBakery { name: text("Sea") }.insert(&db).await.expect("inserted");
    let breeze = sea.edit().set(Bakery::name, "Breeze").set(Bakery::margin, 12.0).returning::<Bakery>(&db);
    let breeze = assert_statements!(1, db, breeze).await.expect("updated");
    assert_eq!(breeze, [Bakery { id: 1, name: text("Breeze"), margin: 12.0 }]);
    assert_eq!(all(Bakery::query(), &db).await, breeze);
    // A row that is gone is not updated, and the number says so.
    assert!(sea.delete(&db).await.expect("deleted"));
    assert_eq!(sea.edit().set(Bakery::name, "Ghost").execute(&db).await.expect("answers"), 0);
    assert_eq!(Bakery::query().count(&db).await.expect("answers"), 0);
}

#[tokio::test]
async fn many_rows_are_updated_and_given_back() {
    let (_database, db) = blog().await;
    let logged = Post::update_many().filter(Post::author_id.eq(2)).set(Post::meta, json!({"remarks": "saved"}));
    let logged = assert_statements!(1, db, logged.returning::<Post>(&db)).await.expect("updated");
    assert_eq!(logged.len(), 2);
    assert!(logged.iter().all(|post| post.meta == json!({"remarks": "saved"})));
    let nothing = Post::update_many().filter(Post::author_id.eq(2)).returning::<Post>(&db);
    assert_eq!(assert_statements!(0, db, nothing).await.expect("nothing to set"), []);
    let out = Post::update_many().filter(Post::title.contains_text("draft")).set_expr(Post::published_at, now());
    assert_eq!(out.execute(&db).await.expect("updated"), 1);
    assert_eq!(Post::query().filter(Post::published_at.is_null()).count(&db).await.expect("answers"), 0);
}

#[tokio::test]
async fn rows_are_deleted_by_themselves_by_key_and_by_condition() {
    let (_database, db) = blog().await;
    let unused = Label::find(3, &db).await.expect("answers").expect("is there");
    assert!(unused.delete(&db).await.expect("deleted"));
    let by_key = |id: i64| Label::delete_many().filter(Label::id.eq(id)).execute(&db);
    assert_eq!(assert_statements!(1, db, by_key(2)).await.expect("deleted"), 1);
    assert_eq!(by_key(2).await.expect("answers"), 0);
    let gone = Label::delete_many().filter(Label::word.like("te%")).returning::<Label>(&db).await.expect("deleted");
    assert_eq!(gone, [Label { id: 1, word: text("tech") }]);
    assert!(!Label::query().exists(&db).await.expect("answers"));
}

#[tokio::test]
async fn rows_that_are_there_are_ignored_or_updated() {
    let (_database, db) = blog().await;
    assert!(label(10, "new").upsert(Label::id).or_ignore(&db).await.expect("answers").is_some());
    assert!(label(10, "again").upsert(Label::id).or_ignore(&db).await.expect("answers").is_none());
    let rows = || [label(1, "tech"), label(2, "animals"), label(11, "eleven")];
    let first = Label::upsert_many(rows(), Label::id).execute(&db).await.expect("upserted");
    assert_eq!(first, UpsertedRows { inserted: 1, updated: 2 });
    let second = Label::upsert_many(rows(), Label::id).execute(&db).await.expect("upserted");
    assert_eq!(second, UpsertedRows { inserted: 0, updated: 3 });
    let kept = Label::upsert_many([label(1, "other"), label(12, "twelve")], Label::id).or_ignore(&db).await;
    assert_eq!(kept.expect("answers"), 1);
    assert_eq!(Label::find(1, &db).await.expect("answers").map(|label| label.word), maybe("tech"));
}

#[tokio::test]
async fn nothing_to_insert_is_nothing_to_send() {
    let (_database, db) = blog().await;
    let none = std::iter::empty::<NewLabel>().collect::<Vec<_>>();
    assert_eq!(assert_statements!(0, db, Label::insert_many(none, &db)).await.expect("nothing"), 0);
    // Rows that set different columns are one statement all the same.
    let person = |id, name: &str| NewPerson { id, name: text(name) };
    let rows = [person(10, "Fay").salary(5), person(11, "Gus").role(Role::Author), person(12, "Hal").into_row()];
    assert_eq!(assert_statements!(1, db, Person::insert_many(rows, &db)).await.expect("inserted"), 3);
}

#[tokio::test]
async fn errors_say_which_constraint_was_broken() {
    let (_database, db) = blog().await;
    let taken = label(1, "other").insert(&db).await.expect_err("taken");
    assert_eq!((taken.unique_violation(), taken.sqlstate()), (Some("labels_pkey"), Some("23505")));
    let orphan = NewComment { id: 50, post_id: 1000, text: text("?") }.insert(&db).await.expect_err("no such post");
    assert_eq!((orphan.unique_violation(), orphan.sqlstate()), (None, Some("23503")));
    let own = Error::refused("something else");
    assert_eq!((own.unique_violation(), own.sqlstate(), own.is_refused()), (None, None, true));
}

#[derive(Debug, Projection)]
#[projection(of = Post)]
struct Discussed {
    id: i64,
    comments: Vec<Comment>,
    #[projection(relation = comments, with_deleted)]
    ever: Vec<Comment>,
}

#[tokio::test]
async fn a_soft_delete_hides_a_row_from_queries_relations_and_chains() {
    let (_database, db) = blog().await;
    let nice = Comment::find(1, &db).await.expect("answers").expect("is there");
    assert!(assert_statements!(1, db, nice.delete(&db)).await.expect("deleted"));
    assert_eq!(Comment::find(1, &db).await.expect("answers"), None);
    assert_eq!(Comment::query().count(&db).await.expect("answers"), 4);
    assert_eq!(Comment::query().with_deleted().count(&db).await.expect("answers"), 6);
    let deleted = Comment::query().with_deleted().filter(Comment::deleted_at.is_not_null()).order_by(Comment::id.asc());
    assert_eq!(comments(deleted, &db).await, [1, 3]);
    let first = Post::query().order_by(Post::id.asc()).project::<Discussed>().one(&db).await.expect("answers");
    assert_eq!((first.id, first.comments.len(), first.ever.len()), (1, 2, 4));
    let pairs = Post::query().left_join(Post::comments).filter(Post::id.eq(1)).select((Comment::id,));
    assert_eq!(all(pairs, &db).await.len(), 2);
    let by_dee = Post::query().filter(Post::comments.any(Comment::author.any(Person::name.eq("Dee"))));
    assert_eq!(posts(by_dee, &db).await, [2], "the one on the first post is gone");
    assert!(Comment::restore(1, &db).await.expect("restored"));
    assert_eq!(Comment::query().count(&db).await.expect("answers"), 5);
    assert!(nice.hard_delete(&db).await.expect("removed"));
    assert_eq!(Comment::query().with_deleted().count(&db).await.expect("answers"), 5);
    assert_eq!(names(Person::query().with_deleted().filter(Person::deleted_at.is_not_null()), &db).await, ["Eve"]);
}

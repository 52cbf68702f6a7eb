//! Changes and removals: update.rs, delete.rs, errors.rs and the guide on updates.

use entity_core::prelude::*;
use entity_core::query::now;
use entity_core::{assert_statements, raw};
use suite::blog::{Comment, Label, NewComment, NewLabel, Person, Post, PostLabel, Role, blog};

use crate::world::{all, maybe, names, one, text};

async fn person(id: i64, db: &Db) -> Person {
    Person::find(id, db).await.expect("answers").expect("is there")
}

#[tokio::test]
async fn one_row_several_or_all_are_updated() {
    let (_database, db) = blog().await;
    assert_eq!(Person::update(2).set(Person::name, "Jim").execute(&db).await.expect("updated"), 1);
    let authors = Person::update_many().filter(Person::role.eq(Role::Author));
    let authors = authors.set(Person::role, Role::Editor).set(Person::salary, 1000).execute(&db);
    assert_eq!(assert_statements!(1, db, authors).await.expect("updated"), 2);
    let jim = person(2, &db).await;
    assert_eq!((&*jim.name, jim.role, jim.salary), ("Jim", Role::Editor, Some(1000)));
    // Without a condition it does not compile, unless that is said.
    let everybody = Person::update_many().all_rows().set(Person::name, "X").execute(&db).await;
    assert_eq!(everybody.expect("updated"), 4, "who left is left alone");
    assert_eq!(names(Person::query().limit(1), &db).await, ["X"]);
}

#[tokio::test]
async fn a_nullable_column_is_set_to_a_value_and_to_null() {
    let (_database, db) = blog().await;
    Person::update(4).set(Person::salary, 7).execute(&db).await.expect("updated");
    assert_eq!(person(4, &db).await.salary, Some(7));
    Person::update(4).set(Person::salary, None).execute(&db).await.expect("updated");
    assert_eq!(person(4, &db).await.salary, None);
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Pay {
    name: String,
    salary: Option<i32>,
    lead: Option<Named>,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Named {
    name: String,
}

#[tokio::test]
async fn updated_rows_come_back_whole_or_as_a_shape() {
    let (_database, db) = blog().await;
    let whole = Person::update(2).set(Person::salary, 1).returning::<Person>(&db).await.expect("updated");
    assert_eq!((whole.len(), whole[0].id, whole[0].salary), (1, 2, Some(1)));
    let some = Person::update_many().filter(Person::id.eq(2)).set(Person::salary, 2).returning::<Pay>(&db).await;
    let lead = Some(Named { name: text("Ada") });
    assert_eq!(some.expect("updated"), [Pay { name: text("Bob"), salary: Some(2), lead }]);
}

#[derive(Debug, Default, Patch)]
#[patch(of = Person)]
struct Change {
    salary: Option<Option<i32>>,
    name: Option<String>,
}

#[tokio::test]
async fn a_struct_of_changes_sets_what_it_has_and_nothing_is_no_error() {
    let (_database, db) = blog().await;
    let change = Change { name: maybe("Jim"), ..Change::default() };
    assert_eq!(Person::update(2).patch(change).execute(&db).await.expect("updated"), 1);
    let bob = person(2, &db).await;
    assert_eq!((&*bob.name, bob.salary), ("Jim", Some(500)));
    let nulled = Change { salary: Some(None), name: None };
    assert_eq!(bob.edit().patch(nulled).returning::<Person>(&db).await.expect("updated")[0].salary, None);
    let nothing = Person::update_many().all_rows().patch(Change::default()).execute(&db);
    assert_eq!(assert_statements!(0, db, nothing).await.expect("nothing"), 0);
}

#[tokio::test]
async fn columns_take_what_expressions_give() {
    let (_database, db) = blog().await;
    let visits = Post::update_many().all_rows().increment(Post::views, 1).execute(&db);
    assert_eq!(assert_statements!(1, db, visits).await.expect("updated"), 3);
    let drafts = Post::update_many().filter(Post::published_at.is_null()).set_expr(Post::published_at, now());
    assert_eq!(drafts.execute(&db).await.expect("updated"), 1);
    let due = Post::update_many().filter(Post::published_at.le(now())).set(Post::title, "[REDACTED]");
    assert_eq!(due.set_expr(Post::body, Post::body.upper()).execute(&db).await.expect("updated"), 3);
    let read = Post::query().filter(Post::id.eq(3)).select((Post::views, Post::title, Post::body));
    assert_eq!(one(read, &db).await, (1, text("[REDACTED]"), text("NOTHING YET")));
    // From the row that another table has for it.
    let by_lead = Comment::update_many().join(Comment::author).filter(Person::role.eq(Role::Reader));
    let by_lead = by_lead.set_expr(Comment::text, Person::name.versus(Comment::text).coalesce());
    assert_eq!(by_lead.execute(&db).await.expect("updated"), 3);
    assert_eq!(Comment::find(1, &db).await.expect("answers").map(|comment| comment.text), maybe("Dee"));
}

#[tokio::test]
async fn a_member_of_an_array_is_replaced() {
    let (_database, db) = blog().await;
    let members: Expr<Post, Vec<String>> = raw!("array_replace({}, {}, {})", Post::tags, "fox", "postgres");
    Post::update(1).set_expr(Post::tags, members).execute(&db).await.expect("updated");
    assert_eq!(one(Post::query().filter(Post::id.eq(1)), &db).await.tags, ["rust", "postgres"]);
    Post::update(1).set_expr(Post::tags, Post::tags.removed(text("rust"))).execute(&db).await.expect("updated");
    Post::update(2).set_expr(Post::tags, Post::tags.appended(text("new"))).execute(&db).await.expect("updated");
    let tags = Post::query().filter(Post::id.le(2)).order_by(Post::id.asc()).select((Post::tags,));
    assert_eq!(all(tags, &db).await, [(vec![text("postgres")],), (vec![text("sql"), text("new")],)]);
}

#[tokio::test]
async fn rows_are_deleted_by_condition_by_themselves_and_given_back() {
    let (_database, db) = blog().await;
    let gone = Label::delete_many().filter(Label::word.eq("unused")).returning::<Label>(&db).await.expect("deleted");
    assert_eq!(gone, [Label { id: 3, word: text("unused") }]);
    let tech = Label::find(1, &db).await.expect("answers").expect("is there");
    assert!(tech.delete(&db).await.expect("deleted") && !tech.delete(&db).await.expect("gone already"));
    assert_eq!(PostLabel::query().count(&db).await.expect("answers"), 1, "the server cascades");
    NewLabel { id: 7, word: text("seven") }.insert(&db).await.expect("inserted");
    let either = Label::delete_many().filter(Label::word.eq("seven").or(Label::word.eq("animals")));
    assert_eq!(assert_statements!(1, db, either.execute(&db)).await.expect("deleted"), 2);
    assert_eq!(Label::query().count(&db).await.expect("answers"), 0);
}

#[tokio::test]
async fn broken_constraints_are_named() {
    let (database, db) = blog().await;
    database.run("CREATE UNIQUE INDEX names_are_unique ON people (name)").await;
    let taken = Person::update(2).set(Person::name, "Ada").execute(&db).await.expect_err("taken");
    assert_eq!((taken.unique_violation(), taken.sqlstate()), (Some("names_are_unique"), Some("23505")));
    let orphan = NewComment { id: 99, post_id: 999, text: text("lost") }.insert(&db).await.expect_err("no such post");
    assert_eq!((orphan.unique_violation(), orphan.sqlstate()), (None, Some("23503")));
    assert!(orphan.constraint().is_some_and(|name| name.contains("post")), "{orphan:?}");
    // The statement that failed is prepared and used again.
    let label = |id| NewLabel { id, word: format!("word {id}") };
    assert!(label(1).insert(&db).await.expect_err("taken").unique_violation().is_some());
    assert_eq!(label(9).insert(&db).await.expect("inserted").id, 9);
}

//! Insert, update, upsert, delete, restore, copy: each is one statement.

use entity_core::assert_statements;
use entity_core::prelude::*;
use entity_core::repository::{Upserted, UpsertedRows, graph};
use harness::Database;
use suite::blog::{Comment, Label, NewComment, NewLabel, NewPerson, NewPost, Person, Post, Role, blog};

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Named {
    id: i64,
    name: String,
    posts: Vec<Post>,
}

fn person(id: i64, name: &str) -> NewPerson {
    NewPerson { id, name: name.to_owned() }
}

#[tokio::test]
async fn rows_come_back_as_a_projection_in_the_order_given() {
    let (_database, db) = blog().await;
    let named: Named = person(10, "Fay").insert_returning(&db).await.expect("inserted");
    assert_eq!(named, Named { id: 10, name: "Fay".to_owned(), posts: Vec::new() });
    // They differ in what they set, and come back in their order.
    let rows = [
        person(13, "Gus").salary(5),
        person(11, "Hal").role(Role::Author),
        person(12, "Ida").salary(7),
        person(14, "Jon").role(Role::Editor),
    ];
    let many = Person::insert_many_returning::<Person, _>(rows, &db);
    let many = assert_statements!(1, db, many).await.expect("inserted");
    assert_eq!(many.iter().map(|person| person.id).collect::<Vec<_>>(), [13, 11, 12, 14]);
    assert_eq!(many[1].role, Role::Author);
    let none = Person::insert_many_returning::<Person, NewPerson>([], &db);
    assert!(assert_statements!(0, db, none).await.expect("nothing").is_empty());
}

#[tokio::test]
async fn updates_set_values_expressions_and_what_was_joined() {
    let (_database, db) = blog().await;
    let raised = Person::update_many().filter(Person::salary.lt(500)).increment(Person::salary, 50);
    assert_eq!(assert_statements!(1, db, raised.execute(&db)).await.expect("updated"), 1, "the one who left is left");
    assert_eq!(Person::find(3, &db).await.expect("answers").expect("Cid").salary, Some(450));
    let louder = Person::update(4).set_expr(Person::name, Person::name.upper().concat("!"));
    let shown = louder.returning::<Person>(&db).await.expect("updated");
    assert_eq!(shown[0].name, "DEE!");
    let nothing = Person::update(4).set_opt(Person::name, None::<String>);
    assert_eq!(assert_statements!(0, db, nothing.execute(&db)).await.expect("nothing"), 0);
    // Each takes the salary of whom they report to.
    let as_lead = Comment::update_many()
        .join(Comment::post)
        .filter(Post::views.ge(30))
        .set_expr(Comment::likes, Post::views)
        .set_expr(Comment::text, Post::title.versus(Comment::text).coalesce());
    assert!(as_lead.sql().contains(" FROM "), "{}", as_lead.sql());
    assert_eq!(as_lead.execute(&db).await.expect("updated"), 1);
    let comment = Comment::find(4, &db).await.expect("answers").expect("is there");
    assert_eq!((comment.likes, &*comment.text), (30, "On databases"));
    let by_sub = Person::update_many()
        .filter(Person::lead_id.is_not_null())
        .set_expr(Person::salary, Person::lead.get(Person::salary));
    assert_eq!(by_sub.execute(&db).await.expect("updated"), 3);
    assert_eq!(Person::find(2, &db).await.expect("answers").expect("Bob").salary, Some(900));
}

#[tokio::test]
async fn upserts_say_what_they_did() {
    let (_database, db) = blog().await;
    let label = |id, word: &str| NewLabel { id, word: word.to_owned() };
    let new = label(9, "news").upsert(Label::word);
    let new = assert_statements!(1, db, new.execute(&db)).await.expect("upserted");
    assert_eq!(new, Upserted::Inserted(Label { id: 9, word: "news".to_owned() }));
    let same = label(99, "news").upsert(Label::word).execute(&db).await.expect("upserted");
    assert_eq!(same, Upserted::Updated(Label { id: 9, word: "news".to_owned() }), "the key stays");
    let renamed = label(9, "old news").upsert(Label::id).execute(&db).await.expect("upserted");
    assert_eq!(renamed.into_row().word, "old news");
    assert!(label(9, "ignored").upsert(Label::id).or_ignore(&db).await.expect("answers").is_none());
    assert!(label(10, "kept").upsert(Label::id).or_ignore(&db).await.expect("answers").is_some());
    let many = Label::upsert_many([label(1, "TECH"), label(2, "ANIMALS"), label(50, "more")], Label::id);
    let counts = assert_statements!(1, db, many.execute(&db)).await.expect("upserted");
    assert_eq!(counts, UpsertedRows { inserted: 1, updated: 2 });
    // Rows that differ in what they set, and only some columns of those that are there.
    let rows = [person(2, "Robert").salary(1), person(20, "New").role(Role::Author)];
    let many = Person::upsert_many(rows, Person::id).set_only((Person::salary,));
    assert_eq!(many.execute(&db).await.expect("upserted"), UpsertedRows { inserted: 1, updated: 1 });
    let bob = Person::find(2, &db).await.expect("answers").expect("Bob");
    assert_eq!((&*bob.name, bob.salary), ("Bob", Some(1)));
    let error = person(1, "x").upsert(Person::name).execute(&db).await.expect_err("no unique index");
    assert!(error.to_string().contains("Person has no unique index on (name)"), "{error}");
    // A partial unique index brings its predicate.
    let (_database, aegis) = suite::aegis().await;
    let user = || suite::new_user("ann@example.com");
    let first = user().upsert(aegis::User::email).execute(&aegis).await.expect("upserted");
    assert!(first.is_inserted());
    let again = user().phone_number("1".to_owned()).upsert(aegis::User::email).execute(&aegis).await.expect("upserted");
    assert!(!again.is_inserted() && again.into_row().phone_number.as_deref() == Some("1"));
    assert!(first.into_row().delete(&aegis).await.expect("deleted"));
    assert!(user().upsert(aegis::User::email).execute(&aegis).await.expect("upserted").is_inserted());
}

#[tokio::test]
async fn rows_are_deleted_softly_restored_and_removed() {
    let (_database, db) = blog().await;
    let cid = Person::find(3, &db).await.expect("answers").expect("Cid");
    assert!(cid.delete(&db).await.expect("deleted") && !cid.delete(&db).await.expect("gone already"));
    assert!(Person::find(3, &db).await.expect("answers").is_none());
    assert!(assert_statements!(1, db, Person::restore(3, &db)).await.expect("restored"));
    assert!(!Person::restore(3, &db).await.expect("lives"));
    let gone = Comment::delete_many().filter(Comment::likes.lt(4)).returning::<Comment>(&db).await.expect("deleted");
    assert_eq!(gone.len(), 3);
    assert!(gone.iter().all(|comment| comment.deleted_at.is_some()));
    assert_eq!(Comment::restore_many().filter(Comment::likes.gt(0)).execute(&db).await.expect("restored"), 3);
    let removed = Comment::hard_delete_many().filter(Comment::likes.eq(0)).execute(&db).await.expect("removed");
    assert_eq!(removed, 1, "one that was deleted softly is removed too");
    assert_eq!(Comment::query().with_deleted().count(&db).await.expect("answers"), 5);
    assert!(cid.hard_delete(&db).await.expect("removed"));
    assert_eq!(Person::query().with_deleted().count(&db).await.expect("answers"), 4);
}

#[tokio::test]
async fn rows_of_a_query_become_rows_of_a_table() {
    let (_database, db) = blog().await;
    let shouted = Label::query().select((Label::id.plus(100), Label::word.upper()));
    let count = Label::insert_from((Label::id, Label::word), shouted, &db);
    assert_eq!(assert_statements!(1, db, count).await.expect("inserted"), 3);
    assert_eq!(Label::find(101, &db).await.expect("answers").expect("is there").word, "TECH");
}

#[tokio::test]
async fn a_row_and_those_below_it_are_inserted_together_or_not_at_all() {
    let (_database, db) = blog().await;
    let post = |id| NewPost { id, author_id: 2, title: "New".to_owned(), body: "Text".to_owned() };
    let comment = |id, post: &Post| NewComment { id, post_id: post.id, text: "first".to_owned() };
    let whole = graph(post(70)).with(|post| vec![comment(700, post), comment(701, post)]);
    let (root, below) = assert_statements!(2, db, whole.insert(&db)).await.expect("inserted");
    assert_eq!((root.id, below), (70, 2));
    let broken = graph(post(71)).with(|post| vec![comment(710, post), comment(700, post)]);
    assert!(broken.insert(&db).await.expect_err("taken").unique_violation().is_some());
    assert!(Post::find(71, &db).await.expect("answers").is_none());
}

/// Counts its changes.
#[derive(Clone, Debug, PartialEq, Entity)]
struct Document {
    #[column(primary_key)]
    id: i64,
    text: String,
    #[column(version)]
    version: i32,
}

const DOCUMENTS: Schema = entity_core::schema![Document];

async fn documents() -> (Database, Db) {
    let (database, db) = suite::made(&DOCUMENTS).await;
    NewDocument { id: 1, text: "first".to_owned() }.insert(&db).await.expect("inserted");
    (database, db)
}

#[tokio::test]
async fn who_changes_a_row_that_somebody_else_has_changed_is_told() {
    let (_database, db) = documents().await;
    let read = async || Document::find(1, &db).await.expect("answers").expect("is there");
    let (mine, theirs) = (read().await, read().await);
    assert_eq!(mine.version, 1);
    assert_eq!(mine.edit().set(Document::text, "mine").execute(&db).await.expect("first"), 1);
    let error = theirs.edit().set(Document::text, "theirs").execute(&db).await.expect_err("stale");
    assert!(error.is_stale() && error.help().is_some(), "{error}");
    assert_eq!(read().await, Document { id: 1, text: "mine".to_owned(), version: 2 });
    // Every other way to change it counts too.
    Document::update(1).set(Document::text, "a").execute(&db).await.expect("updated");
    Document::update_many().all_rows().set(Document::text, "b").execute(&db).await.expect("updated");
    NewDocument { id: 1, text: "c".to_owned() }.upsert(Document::id).execute(&db).await.expect("updated");
    let edited = read().await.edit().set(Document::text, "d").returning::<Document>(&db).await.expect("edited");
    assert_eq!(edited[0].version, 6);
    let gone = read().await;
    assert!(gone.delete(&db).await.expect("removed"));
    assert!(gone.edit().set(Document::text, "x").execute(&db).await.expect_err("gone").is_stale());
}

#[tokio::test]
async fn copy_takes_rows_in_and_out() {
    let (_database, db) = blog().await;
    let comments = |from: i64, count: i64| {
        (from..from + count).map(|id| NewComment { id, post_id: 1, text: format!("a \"quoted\", {id}\n") })
    };
    let copied = Comment::copy_in(comments(1000, 20_000).collect::<Vec<_>>(), &db);
    assert_eq!(assert_statements!(1, db, copied).await.expect("copied"), 20_000);
    assert_eq!(Comment::query().filter(Comment::likes.eq(0)).count(&db).await.expect("answers"), 20_000);
    // Some set more than others.
    let mixed = comments(50_000, 2).map(|row| row.likes(1)).chain(comments(60_000, 1).map(|row| row.author_id(1)));
    assert_eq!(Comment::copy_in(mixed.collect::<Vec<_>>(), &db).await.expect("copied"), 3);
    let taken = Comment::copy_in(comments(1000, 1).collect::<Vec<_>>(), &db).await.expect_err("taken");
    assert_eq!(taken.unique_violation(), Some("comments_pkey"));
    assert_eq!(Person::query().count(&db).await.expect("the connection is whole"), 4);
    let mut out = Comment::copy_out(&db).await.expect("begins");
    let mut text = Vec::new();
    while let Some(bytes) = out.next().await.expect("goes on") {
        text.extend_from_slice(&bytes);
    }
    let text = String::from_utf8(text).expect("text");
    assert!(text.starts_with("id,post_id,author_id,text,likes,deleted_at\n"), "{}", &text[..80]);
    assert!(text.contains("\"a \"\"quoted\"\", 1000\n\""));
    // Whoever stops early leaves nothing behind.
    let mut out = Comment::copy_out(&db).await.expect("begins");
    assert!(out.next().await.expect("goes on").is_some());
    drop(out);
    assert_eq!(Person::query().count(&db).await.expect("answers"), 4);
}

#[derive(Debug, Default, serde::Deserialize, Patch)]
#[patch(of = Person)]
struct Change {
    name: Option<String>,
    #[serde(default, deserialize_with = "entity_core::patch::present")]
    salary: Option<Option<i32>>,
    #[patch(column = lead_id)]
    #[serde(default, deserialize_with = "entity_core::patch::present")]
    reports_to: Option<Option<i64>>,
}

#[tokio::test]
async fn a_patch_sets_what_it_mentions() {
    let (_database, db) = blog().await;
    let change = |json: serde_json::Value| serde_json::from_value::<Change>(json).expect("a change");
    let read = async |id| Person::find(id, &db).await.expect("answers").expect("is there");
    let renamed = Person::update(2).patch(change(serde_json::json!({"name": "Rob", "salary": null})));
    assert_eq!(assert_statements!(1, db, renamed.execute(&db)).await.expect("updated"), 1);
    let bob = read(2).await;
    assert_eq!((&*bob.name, bob.salary, bob.lead_id), ("Rob", None, Some(1)));
    let moved = bob.edit().patch(change(serde_json::json!({"reports_to": 3}))).returning::<Person>(&db).await;
    assert_eq!(moved.expect("updated")[0].lead_id, Some(3));
    let nothing = Person::update(2).patch(Change::default());
    assert_eq!(assert_statements!(0, db, nothing.execute(&db)).await.expect("nothing to do"), 0);
}

//! New rows: insert.rs, insert_from_select.rs, copy.rs and the guide on inserts.

use entity_core::prelude::*;
use entity_core::query::exists;
use entity_core::{assert_statements, raw};
use suite::blog::{Comment, Label, NewComment, NewLabel, Person, Post, Role, blog};

use crate::world::{all, maybe, text};

/// Somebody with a number, a name and hair.
#[derive(Clone, Debug, PartialEq, Entity)]
struct User {
    #[column(primary_key, identity)]
    id: i64,
    #[column(default = "Sean")]
    name: String,
    #[column(default = "green")]
    hair: Option<String>,
}

const USERS: Schema = entity_core::schema![User];

fn user(id: i64, name: &str, hair: Option<&str>) -> User {
    User { id, name: text(name), hair: hair.map(text) }
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = User)]
struct Hair {
    name: String,
    hair: Option<String>,
}

#[tokio::test]
async fn many_rows_are_inserted_by_one_statement_and_counted_or_given_back() {
    let (_database, db) = suite::made(&USERS).await;
    let two = || ["Sean", "Tess"].map(|name| NewUser {}.name(text(name)));
    assert_eq!(assert_statements!(1, db, User::insert_many(two(), &db)).await.expect("inserted"), 2);
    let rows = User::insert_many_returning::<User, _>(two(), &db);
    let rows = assert_statements!(1, db, rows).await.expect("inserted");
    assert_eq!(rows, [user(3, "Sean", Some("green")), user(4, "Tess", Some("green"))]);
    let some = User::insert_many_returning::<Hair, _>(two(), &db).await.expect("inserted");
    assert_eq!(some[1], Hair { name: text("Tess"), hair: maybe("green") });
    let one: Hair = NewUser {}.hair(None).insert_returning(&db).await.expect("inserted");
    assert_eq!(one, Hair { name: text("Sean"), hair: None });
    assert_eq!(User::query().count(&db).await.expect("answers"), 7);
}

#[tokio::test]
async fn what_a_row_does_not_set_has_its_default_and_null_is_a_value() {
    let (_database, db) = suite::made(&USERS).await;
    assert_eq!(NewUser {}.insert(&db).await.expect("inserted"), user(1, "Sean", Some("green")));
    let rows = [
        NewUser {}.name(text("Tess")).hair(text("brown")),
        NewUser {}.name(text("Jim")),
        NewUser {}.hair(None),
        NewUser {}.into_row(),
    ];
    let rows = assert_statements!(1, db, User::insert_many_returning::<User, _>(rows, &db)).await.expect("inserted");
    let seen: Vec<_> = rows.iter().map(|user| (&*user.name, user.hair.as_deref())).collect();
    assert_eq!(seen, [("Tess", Some("brown")), ("Jim", Some("green")), ("Sean", None), ("Sean", Some("green"))]);
    // A key may be given although the server counts them.
    assert_eq!(NewUser {}.id(70).insert(&db).await.expect("inserted").id, 70);
}

#[tokio::test]
async fn no_rows_are_no_statement() {
    let (_database, db) = blog().await;
    let none = || Vec::<NewLabel>::new();
    assert_eq!(assert_statements!(0, db, Label::insert_many(none(), &db)).await.expect("nothing"), 0);
    let rows = Label::insert_many_returning::<Label, _>(none(), &db);
    assert!(assert_statements!(0, db, rows).await.expect("nothing").is_empty());
    let upserted = Label::upsert_many(none(), Label::id).execute(&db);
    assert_eq!(assert_statements!(0, db, upserted).await.expect("nothing").inserted, 0);
}

/// What a request brings.
#[derive(serde::Deserialize)]
struct LabelForm {
    id: i64,
    word: String,
}

impl From<LabelForm> for NewLabel {
    fn from(form: LabelForm) -> Self {
        Self { id: form.id, word: form.word }
    }
}

#[tokio::test]
async fn a_request_becomes_rows() {
    let (_database, db) = blog().await;
    let json = r#"[{"id": 10, "word": "news"}, {"id": 11, "word": "sport"}]"#;
    let forms: Vec<LabelForm> = serde_json::from_str(json).expect("forms");
    let inserted = Label::insert_many(forms.into_iter().map(NewLabel::from), &db).await;
    assert_eq!(inserted.expect("inserted"), 2);
    assert_eq!(Label::find(11, &db).await.expect("answers").map(|label| label.word), maybe("sport"));
}

#[tokio::test]
async fn rows_of_a_query_are_inserted_on_the_server() {
    let (_database, db) = blog().await;
    let from = || Person::query().select((Person::id.plus(100), Person::name.concat(" says hi")));
    let count = Label::insert_from((Label::id, Label::word), from(), &db);
    assert_eq!(assert_statements!(1, db, count).await.expect("inserted"), 4);
    let words = Label::query().filter(Label::id.gt(100)).order_by(Label::id.asc()).select((Label::word,));
    assert_eq!(all(words, &db).await[0], (text("Ada says hi"),));
    // Again, all of them are there. Those that are may be left out by a condition.
    let again = Label::insert_from((Label::id, Label::word), from(), &db).await;
    assert_eq!(again.expect_err("taken").unique_violation(), Some("labels_pkey"));
    let there = Label::query().inside::<Person>().filter(Label::id.versus(Person::id.plus(100)).eq());
    let missing = Label::insert_from((Label::id, Label::word), from().filter(exists(there).not()), &db);
    assert_eq!(missing.await.expect("nothing"), 0);
    let whole =
        Comment::query().filter(Comment::id.eq(1)).select((Comment::id.plus(90), Comment::post_id, Comment::text));
    let copied = Comment::insert_from((Comment::id, Comment::post_id, Comment::text), whole, &db).await;
    assert_eq!(copied.expect("inserted"), 1);
    assert_eq!(Comment::find(91, &db).await.expect("answers").map(|comment| comment.text), maybe("nice"));
}

#[tokio::test]
async fn copy_takes_typed_rows_in_and_gives_text_out() {
    let (_database, db) = blog().await;
    let rows = [NewLabel { id: 10, word: text("a,b") }, NewLabel { id: 11, word: text("c\t\"d\"") }];
    assert_eq!(assert_statements!(1, db, Label::copy_in(rows, &db)).await.expect("copied"), 2);
    let mut out = Label::copy_out(&db).await.expect("begins");
    let mut csv = Vec::new();
    while let Some(bytes) = out.next().await.expect("goes on") {
        csv.extend_from_slice(&bytes);
    }
    drop(out);
    let csv = String::from_utf8(csv).expect("text");
    assert_eq!(csv, "id,word\n1,tech\n2,animals\n3,unused\n10,\"a,b\"\n11,\"c\t\"\"d\"\"\"\n");
    // One row that is taken takes all of them back.
    let rows = [NewLabel { id: 12, word: text("new") }, NewLabel { id: 10, word: text("taken") }];
    assert!(Label::copy_in(rows, &db).await.expect_err("taken").unique_violation().is_some());
    assert_eq!(Label::query().count(&db).await.expect("answers"), 5);
    // Typed rows come out by a stream.
    let mut rows = Label::query().order_by(Label::id.desc()).select((Label::word,)).stream(&db).await.expect("begins");
    assert_eq!(rows.next().await.expect("goes on"), Some((text("c\t\"d\""),)));
}

#[tokio::test]
async fn filters_borrow_and_new_rows_own() {
    let (_database, db) = blog().await;
    let word = text("borrowed");
    NewLabel { id: 10, word: word.clone() }.insert(&db).await.expect("inserted");
    let found = Label::query().filter(Label::word.eq(&word)).one(&db).await.expect("answers");
    assert_eq!(found.id, 10);
    let by_raw: Filter<Label> = raw!("{} = {}", Label::word, &*word);
    assert_eq!(Label::query().filter(by_raw).count(&db).await.expect("answers"), 1);
    let comment = NewComment { id: 10, post_id: 1, text: text("with an author") }.author_id(2).likes(4);
    let comment = comment.insert(&db).await.expect("inserted");
    assert_eq!((comment.author_id, comment.likes, comment.deleted_at), (Some(2), 4, None));
    let authors = Post::query().filter(Post::author.any(Person::role.eq(Role::Author)));
    assert_eq!(authors.count(&db).await.expect("answers"), 3);
}

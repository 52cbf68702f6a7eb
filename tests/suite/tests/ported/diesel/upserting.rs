//! Rows that may be there: the documentation of `on_conflict`, and the upserts of update.rs.

use entity_core::assert_statements;
use entity_core::prelude::*;
use entity_core::repository::{Upserted, UpsertedRows};
use suite::blog::{Label, NewLabel, NewPerson, NewPostLabel, Person, PostLabel, Role, blog};

use crate::world::{all, maybe, text};

fn label(id: i64, word: &str) -> NewLabel {
    NewLabel { id, word: text(word) }
}

#[tokio::test]
async fn a_row_that_is_there_is_left_as_it_is() {
    let (_database, db) = blog().await;
    let ignored = label(99, "tech").upsert(Label::word).or_ignore(&db);
    assert_eq!(assert_statements!(1, db, ignored).await.expect("answers"), None);
    let new = label(10, "new").upsert(Label::word).or_ignore(&db).await.expect("answers");
    assert_eq!(new.map(|label| label.id), Some(10));
    // Another unique column than the one that was named is still an error.
    let other = label(1, "brand new").upsert(Label::word).or_ignore(&db).await.expect_err("the key is taken");
    assert_eq!(other.unique_violation(), Some("labels_pkey"));
    // Several columns are named as they are declared, in any order.
    let pair = |post_id, label_id| NewPostLabel { post_id, label_id }.upsert((PostLabel::label_id, PostLabel::post_id));
    assert!(pair(1, 1).or_ignore(&db).await.expect("answers").is_none());
    assert!(pair(3, 1).or_ignore(&db).await.expect("answers").is_some());
    let many =
        Label::upsert_many([label(1, "other"), label(11, "eleven"), label(11, "twice")], Label::id).or_ignore(&db);
    assert_eq!(assert_statements!(1, db, many).await.expect("answers"), 1);
    assert_eq!(Label::find(1, &db).await.expect("answers").map(|label| label.word), maybe("tech"));
}

#[tokio::test]
async fn a_row_that_is_there_takes_what_the_new_one_sets() {
    let (_database, db) = blog().await;
    let renamed = label(1, "TECH").upsert(Label::id).execute(&db);
    let renamed = assert_statements!(1, db, renamed).await.expect("upserted");
    assert_eq!(renamed, Upserted::Updated(Label { id: 1, word: text("TECH") }));
    let rows = [label(1, "Tech"), label(2, "Animals"), label(20, "More")];
    let many = Label::upsert_many(rows, Label::id).execute(&db);
    let many = assert_statements!(1, db, many).await.expect("upserted");
    assert_eq!(many, UpsertedRows { inserted: 1, updated: 2 });
    let words = Label::query().order_by(Label::id.asc()).select((Label::word,));
    let expected = ["Tech", "Animals", "unused", "More"].map(|word| (text(word),));
    assert_eq!(all(words, &db).await, expected);
}

#[tokio::test]
async fn some_columns_alone_are_taken() {
    let (_database, db) = blog().await;
    let bob = |salary| NewPerson { id: 2, name: text("Robert") }.salary(salary);
    let updated = bob(1).upsert(Person::id).set_only(Person::salary).execute(&db).await.expect("upserted").into_row();
    assert_eq!((&*updated.name, updated.salary, updated.lead_id), ("Bob", Some(1), Some(1)));
    let both = bob(2).upsert(Person::id).set_only((Person::salary, Person::name)).execute(&db).await;
    let both = both.expect("upserted").into_row();
    assert_eq!((&*both.name, both.salary), ("Robert", Some(2)));
}

#[tokio::test]
async fn what_was_not_given_stays_and_null_is_given_by_name() {
    let (database, db) = blog().await;
    database.run("UPDATE people SET deleted_at = now() WHERE id = 3").await;
    let person = |id, name: &str| NewPerson { id, name: text(name) };
    let bob = person(2, "Robert").upsert(Person::id).execute(&db).await.expect("upserted").into_row();
    assert_eq!((&*bob.name, bob.salary, bob.lead_id, bob.role), ("Robert", Some(500), Some(1), Role::Author));
    let poor = person(2, "Bob").salary(None).upsert(Person::id).execute(&db).await.expect("upserted").into_row();
    assert_eq!((&*poor.name, poor.salary, poor.lead_id), ("Bob", None, Some(1)));
    let gone = person(3, "Cyd").upsert(Person::id).execute(&db).await.expect("upserted").into_row();
    assert!(gone.deleted_at.is_some(), "an upsert does not bring back what was deleted");
    // Rows of one statement may differ in what they give.
    let rows = [person(2, "Bo").salary(7), person(4, "Di").into_row(), person(60, "New").lead_id(None)];
    let many = Person::upsert_many(rows, Person::id).execute(&db);
    assert_eq!(assert_statements!(1, db, many).await.expect("upserted"), UpsertedRows { inserted: 1, updated: 2 });
    let rows = Person::query().filter(Person::id.is_in([2, 4, 60])).order_by(Person::id.asc());
    let rows = all(rows.select((Person::name, Person::salary, Person::lead_id)), &db).await;
    let expected = [(text("Bo"), Some(7), Some(1)), (text("Di"), None, Some(2)), (text("New"), None, None)];
    assert_eq!(rows, expected);
}

/// A plan, of whose codes one is in use at a time.
#[derive(Clone, Debug, PartialEq, Entity)]
struct Tariff {
    #[column(primary_key)]
    id: i64,
    #[column(unique(where = "active"))]
    code: String,
    active: bool,
    price: Option<i32>,
}

const TARIFFS: Schema = entity_core::schema![Tariff];

#[tokio::test]
async fn a_partial_unique_index_brings_its_predicate() {
    let (_database, db) = suite::made(&TARIFFS).await;
    let tariff = |id, active, price: i32| NewTariff { id, code: text("basic"), active }.price(price);
    for row in [tariff(1, true, 10), tariff(2, false, 20)] {
        assert!(row.upsert(Tariff::code).execute(&db).await.expect("upserted").is_inserted());
    }
    let again = tariff(3, true, 30).upsert(Tariff::code).execute(&db).await.expect("upserted");
    assert_eq!(again.into_row(), Tariff { id: 1, code: text("basic"), active: true, price: Some(30) });
    assert!(tariff(4, false, 40).upsert(Tariff::code).execute(&db).await.expect("upserted").is_inserted());
}

#[tokio::test]
async fn a_target_without_a_unique_index_is_refused_before_anything_is_sent() {
    let (_database, db) = blog().await;
    let upsert = NewPerson { id: 1, name: text("Ada") }.upsert(Person::name).execute(&db);
    let error = assert_statements!(0, db, upsert).await.expect_err("not unique");
    assert!(error.to_string().contains("no unique index on (name)"), "{error}");
}

#[tokio::test]
async fn what_depends_on_the_row_that_is_there_is_an_update_in_a_transaction() {
    let (_database, db) = blog().await;
    let raise = async |id: i64, name: &str| {
        db.transaction(async |tx| {
            let new = NewPerson { id, name: name.to_owned() }.salary(1).upsert(Person::id).or_ignore(tx).await?;
            if new.is_none() {
                Person::update(id).increment(Person::salary, 1).execute(tx).await?;
            }
            Ok::<_, Error>(())
        })
        .await
        .expect("committed");
        Person::find(id, &db).await.expect("answers").map(|person| (person.name, person.salary))
    };
    assert_eq!(raise(2, "other").await, Some((text("Bob"), Some(501))));
    assert_eq!(raise(50, "New").await, Some((text("New"), Some(1))));
    assert_eq!(raise(50, "again").await.map(|(name, _)| name), maybe("New"));
}

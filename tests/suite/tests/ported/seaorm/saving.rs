//! Whole graphs, keys of every sort and what is called around writes: active_model_ex_tests.rs,
//! string_primary_key_tests.rs, byte_primary_key_tests.rs and transaction_tests.rs.

use std::sync::Mutex;

use entity_core::assert_statements;
use entity_core::entity::{Changes, Hooks, Removal, Written};
use entity_core::prelude::*;
use entity_core::repository::graph;
use rust_decimal::Decimal;
use suite::blog::{
    Card, Comment, NewCard, NewComment, NewLabel, NewPerson, NewPost, NewPostLabel, Person, Post, PostLabel, blog,
};

use crate::world::{all, text};

fn post(id: i64) -> NewPost {
    NewPost { id, author_id: 2, title: text("New"), body: text("Text") }
}

#[tokio::test]
async fn a_row_and_those_below_it_are_saved_together() {
    let (_database, db) = blog().await;
    let whole = graph(NewPerson { id: 10, name: text("Sam") })
        .with(|sam| vec![NewCard { id: 10, person_id: sam.id, text: text("Sam.jpg") }])
        .with(|sam| vec![NewPost { author_id: sam.id, ..post(10) }, NewPost { author_id: sam.id, ..post(11) }]);
    let (sam, below) = assert_statements!(3, db, whole.insert(&db)).await.expect("inserted");
    assert_eq!((sam.id, below), (10, 3));
    assert_eq!(Post::query().filter(Post::author_id.eq(10)).count(&db).await.expect("answers"), 2);
    // Everything or nothing.
    let broken = graph(NewPerson { id: 11, name: text("Tom") })
        .with(|tom| vec![NewCard { id: 10, person_id: tom.id, text: text("taken") }]);
    assert!(broken.insert(&db).await.expect_err("taken").unique_violation().is_some());
    assert_eq!(Person::find(11, &db).await.expect("answers"), None);
    // A row above that is new comes first, in a transaction.
    let card = db
        .transaction(async |tx| {
            let eve = NewPerson { id: 12, name: text("Eva") }.insert(tx).await?;
            NewCard { id: 12, person_id: eve.id, text: text("new") }.insert(tx).await
        })
        .await;
    assert_eq!(card.expect("committed").person_id, 12);
}

#[tokio::test]
async fn the_rows_below_are_replaced_in_a_transaction() {
    let (_database, db) = blog().await;
    let labels = async |wanted: &[i64]| {
        db.transaction(async |tx| {
            let gone = PostLabel::delete_many().filter(PostLabel::post_id.eq(1));
            gone.filter(PostLabel::label_id.not_in(wanted)).execute(tx).await?;
            let rows = wanted.iter().map(|label_id| NewPostLabel { post_id: 1, label_id: *label_id });
            PostLabel::upsert_many(rows, (PostLabel::post_id, PostLabel::label_id)).execute(tx).await
        })
        .await
        .expect("committed");
        let left = PostLabel::query().filter(PostLabel::post_id.eq(1)).order_by(PostLabel::label_id.asc());
        all(left.select((PostLabel::label_id,)), &db).await.into_iter().map(|(id,)| id).collect::<Vec<_>>()
    };
    NewLabel { id: 9, word: text("food") }.insert(&db).await.expect("inserted");
    assert_eq!(labels(&[2, 9]).await, [2, 9]);
    assert_eq!(labels(&[2, 9]).await, [2, 9], "again changes nothing");
    assert_eq!(labels(&[]).await, [] as [i64; 0]);
}

#[tokio::test]
async fn what_refers_to_a_row_goes_with_it_as_the_table_says() {
    let (_database, db) = blog().await;
    let bob = Person::find(2, &db).await.expect("answers").expect("is there");
    assert!(assert_statements!(1, db, bob.hard_delete(&db)).await.expect("removed"));
    let left = (Card::query().count(&db).await, Post::query().count(&db).await, Comment::query().count(&db).await);
    assert_eq!((left.0.expect("cards"), left.1.expect("posts"), left.2.expect("comments")), (1, 1, 1));
    let dee = Person::find(4, &db).await.expect("answers").expect("is there");
    assert_eq!(dee.lead_id, None, "who was led has no lead");
}

/// A repository, whose key is a text; another key is of bytes.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(table = "repositories")]
struct Depot {
    #[column(primary_key)]
    id: String,
    owner: String,
    description: Option<String>,
}

/// A blob, whose key is bytes.
#[derive(Clone, Debug, PartialEq, Entity)]
struct Blob {
    #[column(primary_key)]
    id: Vec<u8>,
    value: String,
}

const KEYS: Schema = entity_core::schema![Depot, Blob];

#[tokio::test]
async fn keys_are_texts_and_bytes() {
    let (_database, db) = suite::made(&KEYS).await;
    let depot = NewDepot { id: text("unique-id-001"), owner: text("GC") }.insert(&db).await.expect("inserted");
    let none = Depot::update(text("not-there")).set(Depot::description, "x").execute(&db).await;
    assert_eq!(none.expect("answers"), 0);
    let described = depot.edit().set(Depot::description, "text").returning::<Depot>(&db).await.expect("updated");
    assert_eq!(described[0].description.as_deref(), Some("text"));
    let cleared = depot.edit().set(Depot::description, None).returning::<Depot>(&db).await.expect("updated");
    assert_eq!(cleared, [depot]);
    let blob = NewBlob { id: vec![1, 2, 3], value: text("first") }.insert(&db).await.expect("inserted");
    assert_eq!(Blob::find(vec![1, 2, 3], &db).await.expect("answers"), Some(blob.clone()));
    assert_eq!(Blob::find(vec![1, 2, 4], &db).await.expect("answers"), None);
    let by_key = Blob::query().filter(Blob::id.eq(vec![1_u8, 2, 3])).select((Blob::id, Blob::value));
    assert_eq!(all(by_key, &db).await, [(vec![1, 2, 3], text("first"))]);
    assert!(blob.delete(&db).await.expect("deleted"));
}

/// A cake that is watched.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(hooks = CakeHooks)]
struct Cake {
    #[column(primary_key)]
    id: i64,
    name: String,
    price: Decimal,
}

const CAKES: Schema = entity_core::schema![Cake];

struct CakeHooks;

/// What the hooks of this process saw; one test alone has cakes.
static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn saw(what: String) {
    SEEN.lock().expect("not poisoned").push(what);
}

impl Hooks<Cake> for CakeHooks {
    fn before_insert(row: &mut CakeInsert) -> Result<(), Error> {
        match row.edit(Cake::price) {
            Some(price) if price.is_zero() => Err(Error::refused("a cake has a price")),
            _ => Ok(()),
        }
    }

    fn before_update(changes: &Changes<Cake>) -> Result<(), Error> {
        if changes.sets(Cake::id) { Err(Error::refused("a cake keeps its number")) } else { Ok(()) }
    }

    fn before_delete(_: Removal) -> Result<(), Error> {
        Err(Error::refused("cakes are kept"))
    }

    fn after(written: &Written) {
        saw(format!("{:?} {}", written.write, written.rows));
    }

    fn after_commit(written: &Written) {
        saw(format!("committed {:?}", written.write));
    }
}

#[tokio::test]
async fn hooks_refuse_writes_and_hear_of_them() {
    let (_database, db) = suite::made(&CAKES).await;
    let cake = |id, price| NewCake { id, name: text("Mud"), price: Decimal::from(price) };
    let outcome: Result<(), Error> = db
        .transaction(async |tx| {
            assert!(cake(1, 0).insert(tx).await.expect_err("no price").is_refused());
            let mud = cake(2, 10).insert(tx).await?;
            assert!(mud.delete(tx).await.expect_err("kept").is_refused());
            assert!(mud.edit().set(Cake::id, 3).execute(tx).await.expect_err("kept").is_refused());
            // What a hook refuses was never sent, so the transaction is whole.
            mud.edit().set(Cake::name, "Cheese").execute(tx).await.map(drop)
        })
        .await;
    outcome.expect("committed");
    assert_eq!(*SEEN.lock().expect("not poisoned"), ["Insert 1", "Update 1", "committed Insert", "committed Update"]);
    assert_eq!(all(Cake::query().select((Cake::name,)), &db).await, [(text("Cheese"),)]);
}

#[tokio::test]
async fn whether_a_row_is_new_is_decided_by_the_server() {
    let (_database, db) = blog().await;
    let save = |text: &str| NewComment { id: 90, post_id: 1, text: text.to_owned() }.upsert(Comment::id).execute(&db);
    assert!(assert_statements!(1, db, save("first")).await.expect("saved").is_inserted());
    let again = assert_statements!(1, db, save("second")).await.expect("saved");
    assert!(!again.is_inserted());
    assert_eq!(again.into_row().text, "second");
}

//! Transactions and locks: transactions.rs, and the locks of select.rs.

use std::time::Duration;

use entity_core::assert_statements;
use entity_core::exec::{Isolation, TxOptions};
use entity_core::prelude::*;
use suite::blog::{Comment, Label, NewComment, NewLabel, Person, Post, blog};

use crate::world::text;

fn label(id: i64) -> NewLabel {
    NewLabel { id, word: format!("word {id}") }
}

async fn count(on: &impl Executor) -> u64 {
    Label::query().count(on).await.expect("answers")
}

#[tokio::test]
async fn others_see_nothing_before_the_commit() {
    let (_database, db) = blog().await;
    let apart = db.apart();
    let value = db
        .transaction(async |tx| {
            label(10).insert(tx).await?;
            assert_eq!((count(tx).await, count(&apart).await), (4, 3));
            Ok::<_, Error>(7)
        })
        .await;
    assert_eq!((value.expect("committed"), count(&db).await), (7, 4));
}

#[tokio::test]
async fn an_error_takes_everything_back() {
    let (_database, db) = blog().await;
    let outcome: Result<(), Error> = db
        .transaction(async |tx| {
            label(10).insert(tx).await?;
            Err(Error::refused("not today"))
        })
        .await;
    assert!(outcome.expect_err("refused").is_refused());
    assert_eq!(count(&db).await, 3);
    let failed: Result<Label, Error> = db
        .transaction(async |tx| {
            label(10).insert(tx).await?;
            label(1).insert(tx).await
        })
        .await;
    assert!(failed.expect_err("taken").unique_violation().is_some());
    assert_eq!(count(&db).await, 3);
}

#[tokio::test]
async fn transactions_nest_as_savepoints() {
    let (_database, db) = blog().await;
    let outcome: Result<(), Error> = db
        .transaction(async |tx| {
            label(10).insert(tx).await?;
            let inner: Result<(), Error> = tx
                .transaction(async |tx| {
                    label(11).insert(tx).await?;
                    assert_eq!(count(tx).await, 5);
                    Err(Error::refused("only this"))
                })
                .await;
            assert!(inner.is_err());
            assert_eq!(count(tx).await, 4);
            tx.transaction(async |tx| label(12).insert(tx).await.map(drop)).await?;
            assert_eq!(count(tx).await, 5);
            Err(Error::refused("after all"))
        })
        .await;
    assert!(outcome.is_err());
    assert_eq!(count(&db).await, 3);
}

#[tokio::test]
async fn a_failed_statement_that_is_passed_over_does_not_spoil_what_follows() {
    let (_database, db) = blog().await;
    let outcome: Result<(), Error> = db
        .transaction(async |tx| {
            let _ = tx
                .transaction(async |tx| {
                    // The error is swallowed, so the savepoint cannot be kept.
                    drop(label(1).insert(tx).await);
                    Ok::<_, Error>(())
                })
                .await;
            tx.transaction(async |tx| label(10).insert(tx).await.map(drop)).await
        })
        .await;
    outcome.expect("committed");
    assert_eq!(count(&db).await, 4);
    let serializable = TxOptions::new().isolation(Isolation::Serializable);
    let counted = db.transaction_with(serializable, async |tx| Label::query().count(tx).await).await;
    assert_eq!(counted.expect("the connection is whole"), 4);
}

#[tokio::test]
async fn locked_rows_make_others_wait_for_them_alone() {
    let (_database, db) = blog().await;
    let apart = db.apart();
    let rename = |id: i64| {
        let update = Person::update(id).set(Person::name, "Jim");
        let apart = apart.clone();
        async move { tokio::time::timeout(Duration::from_millis(300), update.execute(&apart)).await }
    };
    db.transaction(async |tx| {
        let bob = Person::query().filter(Person::name.eq("Bob")).for_update().one(tx).await?;
        assert_eq!(bob.id, 2);
        assert_eq!(rename(3).await.expect("does not wait")?, 1);
        assert!(rename(2).await.is_err(), "waits");
        Ok::<_, Error>(())
    })
    .await
    .expect("committed");
    assert_eq!(rename(2).await.expect("does not wait any more").expect("updated"), 1);
}

#[tokio::test]
async fn locked_rows_are_refused_or_skipped() {
    let (_database, db) = blog().await;
    let apart = db.apart();
    let first = || Person::query().order_by(Person::id.asc()).limit(1);
    db.transaction(async |tx| {
        assert_eq!(first().for_update().one(tx).await?.name, "Ada");
        let refused = apart.transaction(async |tx| first().for_update().nowait().one(tx).await).await;
        assert_eq!(refused.expect_err("locked").sqlstate(), Some("55P03"));
        let next = apart.transaction(async |tx| first().for_update().skip_locked().one(tx).await).await;
        assert_eq!(next?.name, "Bob");
        Ok::<_, Error>(())
    })
    .await
    .expect("committed");
}

#[tokio::test]
async fn weaker_locks_let_others_refer_to_the_row() {
    let (_database, db) = blog().await;
    let apart = db.apart();
    let comment = |id| NewComment { id, post_id: 1, text: text("refers to it") };
    db.transaction(async |tx| {
        Post::query().filter(Post::id.eq(1)).for_no_key_update().one(tx).await?;
        assert_eq!(comment(70).insert(&apart).await?.post_id, 1);
        let shared = apart.transaction(async |tx| Post::query().filter(Post::id.eq(2)).for_key_share().one(tx).await);
        assert_eq!(shared.await?.id, 2);
        Ok::<_, Error>(())
    })
    .await
    .expect("committed");
    let waits = db
        .transaction(async |tx| {
            Post::query().filter(Post::id.eq(1)).for_update().one(tx).await?;
            let insert = comment(71).insert(&apart);
            Ok::<_, Error>(tokio::time::timeout(Duration::from_millis(300), insert).await.is_err())
        })
        .await;
    assert!(waits.expect("committed"), "the full lock does not");
    // Of several sources, those are locked that are named.
    let of_one = Comment::query().join(Comment::post).for_share().of(Comment::id);
    let locked = db.transaction(async |tx| assert_statements!(1, db, of_one.all(tx)).await).await;
    assert!(locked.expect("committed").len() >= 5);
}

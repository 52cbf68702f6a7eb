//! Transactions: transaction_tests.rs.

use std::time::Duration;

use entity_core::exec::{Isolation, TxOptions};
use entity_core::prelude::*;
use suite::blog::{Label, NewLabel, blog};

fn label(id: i64) -> NewLabel {
    NewLabel { id, word: format!("bakery {id}") }
}

async fn count(on: &impl Executor) -> u64 {
    Label::query().filter(Label::word.starts_with("bakery")).count(on).await.expect("answers")
}

/// A function that takes the transaction, and references beside it.
async fn two(tx: &mut Tx, first: &str, second: &str) -> Result<u64, Error> {
    for (id, word) in (10..).zip([first, second]) {
        NewLabel { id, word: word.to_owned() }.insert(tx).await?;
    }
    Ok(count(tx).await)
}

#[tokio::test]
async fn a_closure_or_a_function_commits() {
    let (_database, db) = blog().await;
    let (first, second) = (String::from("bakery by the sea"), String::from("bakery on top"));
    let seen = db.transaction(async |tx| two(tx, &first, &second).await).await;
    assert_eq!((seen.expect("committed"), count(&db).await), (2, 2));
    drop((first, second));
}

#[tokio::test]
async fn an_error_rolls_back_and_is_given_back() {
    let (_database, db) = blog().await;
    let outcome: Result<(), Error> = db
        .transaction(async |tx| {
            label(10).insert(tx).await?;
            label(11).insert(tx).await?;
            assert_eq!(count(tx).await, 2);
            label(10).insert(tx).await?;
            unreachable!("the key is taken");
        })
        .await;
    assert_eq!(outcome.expect_err("taken").unique_violation(), Some("labels_pkey"));
    assert_eq!(count(&db).await, 0);
}

/// An error of the application.
#[derive(Debug, PartialEq)]
enum Refusal {
    TooMany(u64),
    Database,
}

impl From<Error> for Refusal {
    fn from(_: Error) -> Self {
        Self::Database
    }
}

#[tokio::test]
async fn an_error_of_ones_own_rolls_back_too() {
    let (_database, db) = blog().await;
    let outcome: Result<(), Refusal> = db
        .transaction(async |tx| {
            label(10).insert(tx).await?;
            Err(Refusal::TooMany(count(tx).await))
        })
        .await;
    assert_eq!(outcome, Err(Refusal::TooMany(1)));
    assert_eq!(count(&db).await, 0);
    let outcome: Result<Label, Refusal> = db.transaction(async |tx| Ok(label(1).insert(tx).await?)).await;
    assert_eq!(outcome, Err(Refusal::Database));
}

#[tokio::test]
async fn a_transaction_that_is_dropped_is_rolled_back() {
    let (_database, db) = blog().await;
    let work = db.transaction(async |tx| {
        label(10).insert(tx).await?;
        tokio::time::sleep(Duration::from_secs(60)).await;
        Ok::<_, Error>(())
    });
    assert!(tokio::time::timeout(Duration::from_millis(50), work).await.is_err());
    assert_eq!(count(&db).await, 0);
}

#[tokio::test]
async fn savepoints_nest_and_each_ends_for_itself() {
    let (_database, db) = blog().await;
    db.transaction(async |tx| {
        label(10).insert(tx).await?;
        tx.transaction(async |tx| {
            label(11).insert(tx).await?;
            let inner: Result<(), Error> = tx
                .transaction(async |tx| {
                    label(12).insert(tx).await?;
                    assert_eq!(count(tx).await, 3);
                    Err(Error::refused("roll back"))
                })
                .await;
            assert!(inner.is_err());
            assert_eq!(count(tx).await, 2);
            tx.transaction(async |tx| label(13).insert(tx).await.map(drop)).await
        })
        .await?;
        let middle: Result<(), Error> = tx
            .transaction(async |tx| {
                label(14).insert(tx).await?;
                tx.transaction(async |tx| label(15).insert(tx).await.map(drop)).await?;
                assert_eq!(count(tx).await, 5);
                Err(Error::refused("both"))
            })
            .await;
        assert!(middle.is_err());
        assert_eq!(count(tx).await, 3);
        Ok::<_, Error>(())
    })
    .await
    .expect("committed");
    assert_eq!(count(&db).await, 3);
}

#[tokio::test]
async fn isolation_and_access_are_chosen() {
    let (_database, db) = blog().await;
    let levels = [Isolation::ReadCommitted, Isolation::RepeatableRead, Isolation::Serializable];
    for (id, isolation) in (10..).zip(levels) {
        let options = TxOptions::new().isolation(isolation);
        db.transaction_with(options, async |tx| label(id).insert(tx).await.map(drop)).await.expect("committed");
    }
    let read_only = TxOptions::new().read_only();
    let seen = db.transaction_with(read_only, async |tx| Ok::<_, Error>(count(tx).await)).await;
    assert_eq!(seen.expect("committed"), 3);
    let refused = db.transaction_with(read_only, async |tx| label(99).insert(tx).await).await;
    assert_eq!(refused.expect_err("read only").sqlstate(), Some("25006"));
}

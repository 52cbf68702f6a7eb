//! Transactions: isolation, retries, what comes after a commit, and what goes past one.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use entity_core::assert_statements;
use entity_core::exec::{Isolation, TxOptions};
use entity_core::prelude::*;
use suite::blog::{NewPerson, Person, blog};

#[tokio::test]
async fn isolation_read_only_and_deferrable_are_the_servers() {
    let (_database, db) = blog().await;
    let serializable = TxOptions::new().isolation(Isolation::Serializable).read_only().deferrable();
    let said = db
        .transaction_with(serializable, async |tx| {
            let modes: entity_core::query::Expr<Person, String> = entity_core::raw!(
                "concat(current_setting('transaction_isolation'), ' ', current_setting('transaction_read_only'), ' ', \
                 current_setting('transaction_deferrable'))"
            );
            let (modes,) = Person::query().limit(1).select((modes,)).one(tx).await?;
            let refused = Person::update(1).set(Person::name, "x").execute(tx).await.expect_err("read only");
            assert_eq!(refused.sqlstate(), Some("25006"));
            Ok::<_, Error>(modes)
        })
        .await;
    // The refused write ended the transaction.
    assert!(said.is_err());
    let repeatable = TxOptions::new().isolation(Isolation::RepeatableRead);
    let counts = db
        .transaction_with(repeatable, async |tx| {
            let before = Person::query().count(tx).await?;
            NewPerson { id: 77, name: "Zoe".to_owned() }.insert(&db.apart()).await?;
            Ok::<_, Error>((before, Person::query().count(tx).await?))
        })
        .await
        .expect("committed");
    assert_eq!(counts, (4, 4), "what others commit is not seen");
}

#[tokio::test]
async fn two_that_collide_both_succeed_in_the_end() {
    let (_database, db) = blog().await;
    let runs = Arc::new(AtomicUsize::new(0));
    let committed = Arc::new(AtomicUsize::new(0));
    let tasks: Vec<_> = (0..4)
        .map(|_| {
            let (db, runs, committed) = (db.clone(), Arc::clone(&runs), Arc::clone(&committed));
            tokio::spawn(async move {
                let options = TxOptions::new().isolation(Isolation::Serializable).attempts(50);
                db.transaction_retry(options, async move |tx| {
                    runs.fetch_add(1, Ordering::Relaxed);
                    let ada = Person::find(1, tx).await?.ok_or_else(|| Error::refused("no Ada"))?;
                    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                    Person::update(1).set(Person::salary, ada.salary.unwrap_or(0) + 1).execute(tx).await?;
                    let committed = Arc::clone(&committed);
                    tx.after_commit(move || {
                        committed.fetch_add(1, Ordering::Relaxed);
                    });
                    Ok::<_, Error>(())
                })
                .await
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("no panic").expect("committed");
    }
    assert_eq!(Person::find(1, &db).await.expect("answers").expect("Ada").salary, Some(904));
    assert!(runs.load(Ordering::Relaxed) > 4, "some had to run again");
    assert_eq!(committed.load(Ordering::Relaxed), 4, "what comes after a commit comes once");
}

#[tokio::test]
async fn a_deadlock_is_run_again_also_when_the_closure_has_an_error_of_its_own() {
    #[derive(Debug)]
    enum Own {
        Library,
        Mine,
    }
    impl From<Error> for Own {
        fn from(_: Error) -> Self {
            Self::Library
        }
    }
    let (_database, db) = blog().await;
    let swap = |first: i64, second: i64| {
        let db = db.clone();
        async move {
            db.transaction_retry(TxOptions::new(), async move |tx| {
                Person::update(first).increment(Person::salary, 1).execute(tx).await?;
                tokio::time::sleep(std::time::Duration::from_millis(200)).await;
                Person::update(second).increment(Person::salary, 1).execute(tx).await?;
                Ok::<_, Own>(())
            })
            .await
        }
    };
    let (one, other) = tokio::join!(tokio::spawn(swap(1, 2)), tokio::spawn(swap(2, 1)));
    one.expect("no panic").expect("committed");
    other.expect("no panic").expect("committed");
    let tries = AtomicUsize::new(0);
    let own: Result<(), Own> = db
        .transaction_retry(TxOptions::new(), async |_| {
            tries.fetch_add(1, Ordering::Relaxed);
            Err(Own::Mine)
        })
        .await;
    assert!(matches!(own, Err(Own::Mine)));
    assert_eq!(tries.load(Ordering::Relaxed), 1, "an error of the closure's own is no reason to run again");
}

#[tokio::test]
async fn a_transaction_without_statements_sends_none() {
    let (_database, db) = blog().await;
    let done = async { db.transaction(async |_| Ok::<_, Error>(7)).await };
    assert_eq!(assert_statements!(0, db, done).await.expect("done"), 7);
    let failed: Result<(), Error> = db.transaction(async |_| Err(Error::refused("no"))).await;
    assert!(failed.expect_err("no").is_refused());
    assert_eq!(Person::query().count(&db).await.expect("answers"), 4);
}

#[tokio::test]
async fn the_pool_inside_of_a_transaction_is_found() {
    let (_database, db) = blog().await;
    let error = db
        .transaction(async |tx| {
            NewPerson { id: 50, name: "Kay".to_owned() }.insert(tx).await?;
            Person::find(50, &db).await
        })
        .await
        .expect_err("past the transaction");
    assert!(error.to_string().contains("inside of an open transaction"), "{error}");
    assert!(error.help().is_some_and(|help| help.contains("tx")));
    // What is meant to go past it says so; and another task is free to.
    let other = db.clone();
    db.transaction(async |tx| {
        NewPerson { id: 51, name: "Lou".to_owned() }.insert(tx).await?;
        assert!(Person::find(51, &db.apart()).await?.is_none());
        let seen = tokio::spawn(async move { Person::find(51, &other).await }).await.expect("no panic")?;
        assert!(seen.is_none());
        Ok::<_, Error>(())
    })
    .await
    .expect("committed");
    assert!(Person::find(51, &db).await.expect("answers").is_some());
}

#[tokio::test]
async fn the_last_statement_takes_the_commit_along() {
    let (database, db) = blog().await;
    let told = Arc::new(AtomicUsize::new(0));
    let after = Arc::clone(&told);
    let given = db
        .transaction(async |tx| {
            tx.after_commit(move || {
                after.fetch_add(1, Ordering::Relaxed);
            });
            Person::update(1).increment(Person::salary, -100).execute(tx).await?;
            let paid = Person::update(2).increment(Person::salary, 100).execute(&tx.last()).await?;
            // It is committed: others see it, and nothing can follow.
            let seen = Person::find(2, &db.apart()).await?.and_then(|person| person.salary);
            assert_eq!((paid, seen), (1, Some(600)));
            let late = Person::find(1, tx).await.expect_err("it is over");
            assert!(late.to_string().contains("committed already"), "{late}");
            let nested = tx.transaction(async |_| Ok::<_, Error>(())).await.expect_err("it is over");
            assert!(nested.to_string().contains("committed already"), "{nested}");
            Ok::<_, Error>(7)
        })
        .await
        .expect("committed");
    assert_eq!((given, told.load(Ordering::Relaxed)), (7, 1));

    // The one statement of a transaction brings BEGIN and COMMIT along, the first time and when it is known.
    for id in [50, 51] {
        let new = NewPerson { id, name: "Fay".to_owned() };
        db.transaction(async |tx| new.insert(&tx.last()).await).await.expect("committed");
    }
    assert_eq!(Person::query().filter(Person::name.eq("Fay")).count(&db).await.expect("a number"), 2);

    // One that fails commits nothing, and the connection is whole.
    let twice = db
        .transaction(async |tx| {
            Person::update(3).set(Person::name, "lost").execute(tx).await?;
            NewPerson { id: 1, name: "twice".to_owned() }.insert(&tx.last()).await
        })
        .await;
    assert_eq!(twice.expect_err("the key is taken").unique_violation(), Some("people_pkey"));
    assert_eq!(Person::find(3, &db).await.expect("read").map(|person| person.name).as_deref(), Some("Cid"));

    // Inside a savepoint nothing is committed early.
    let taken_back = db
        .transaction(async |tx| {
            tx.transaction(async |tx| Person::update(3).set(Person::name, "inner").execute(&tx.last()).await).await?;
            Err::<(), _>(Error::refused("no"))
        })
        .await;
    assert!(taken_back.is_err());
    assert_eq!(Person::find(3, &db).await.expect("read").map(|person| person.name).as_deref(), Some("Cid"));
    let open = "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in%' AND datname = current_database()";
    assert_eq!(database.client().await.query_one(open, &[]).await.expect("a number").get::<_, i64>(0), 0);
}

#[tokio::test]
async fn a_collision_at_the_commit_of_the_last_statement_runs_again() {
    let (_database, db) = blog().await;
    let tasks: Vec<_> = (0..4)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                let options = TxOptions::new().isolation(Isolation::Serializable).attempts(50);
                db.transaction_retry(options, async move |tx| {
                    let ada = Person::find(1, tx).await?.ok_or_else(|| Error::refused("no Ada"))?;
                    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                    Person::update(1).set(Person::salary, ada.salary.unwrap_or(0) + 1).execute(&tx.last()).await
                })
                .await
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("it runs").expect("committed in the end");
    }
    assert_eq!(Person::find(1, &db).await.expect("read").and_then(|ada| ada.salary), Some(904));
}

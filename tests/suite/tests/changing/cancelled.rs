//! Futures that are dropped at any moment leave nothing behind.

use std::time::Duration;

use entity_core::exec::TxOptions;
use entity_core::prelude::*;
use suite::blog::{Label, NewLabel, NewPerson, Person, blog};

/// Numbers that follow from a seed.
fn next(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}

async fn work(kind: u64, id: i64, db: &Db) -> Result<(), Error> {
    match kind {
        0 => Person::query().filter(Person::id.gt(0)).all(db).await.map(drop),
        1 => NewLabel { id, word: format!("word {id}") }.insert(db).await.map(drop),
        2 => {
            db.transaction(async |tx| {
                NewPerson { id, name: "half".to_owned() }.insert(tx).await?;
                Person::update(1).increment(Person::salary, 1).execute(tx).await?;
                Err::<(), _>(Error::refused("never committed"))
            })
            .await
        }
        3 => {
            db.transaction(async |tx| {
                let inner: Result<(), Error> = tx
                    .transaction(async |tx| NewPerson { id, name: "half".to_owned() }.insert(tx).await.map(drop))
                    .await;
                inner.and(Err(Error::refused("never committed")))
            })
            .await
        }
        4 => db
            .transaction_retry(TxOptions::new().read_only(), async |tx| Person::query().count(tx).await)
            .await
            .map(drop),
        5 => {
            let mut rows = Label::query().stream(db).await?;
            while rows.next().await?.is_some() {}
            Ok(())
        }
        6 => Label::query().timeout(Duration::from_micros(200)).all(db).await.map(drop),
        // Both halves are committed, or neither.
        7 => {
            db.transaction(async |tx| {
                NewPerson { id, name: "whole".to_owned() }.insert(tx).await?;
                NewLabel { id: -id, word: format!("whole {id}") }.insert(&tx.last()).await.map(drop)
            })
            .await
        }
        _ => Label::copy_in([NewLabel { id, word: format!("copied {id}") }], db).await.map(drop),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_are_dropped_and_the_pool_is_whole() {
    let (database, db) = blog().await;
    let rounds: u64 = std::env::var("RANDOM_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(10_000);
    let tasks = (0..4_u64).map(|task| {
        let db = db.clone();
        tokio::spawn(async move {
            let mut seed = 0x9e37_79b9_7f4a_7c15 ^ (task + 1);
            for round in 0..rounds / 4 {
                let id = 10_000 + i64::try_from(round * 4 + task).expect("small");
                let patience = Duration::from_micros(next(&mut seed) % 3000);
                let kind = next(&mut seed) % 9;
                // Whether it was done or dropped, both is right.
                drop(tokio::time::timeout(patience, work(kind, id, &db)).await);
            }
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.expect("no panic");
    }
    // Whatever was still on its way is over soon.
    let idle = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
                AND (state LIKE 'idle in transaction%' OR state = 'active')";
    let watch = database.client().await;
    let mut open: i64 = -1;
    for _ in 0..100 {
        open = watch.query_one(idle, &[]).await.expect("answers").get(0);
        if open == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(open, 0, "no transaction is open and nothing runs");
    let locks = "SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation WHERE c.relname = 'people'";
    let held: i64 = watch.query_one(locks, &[]).await.expect("answers").get(0);
    assert_eq!(held, 0, "no lock is held");
    assert_eq!(Person::query().filter(Person::name.eq("half")).count(&db).await.expect("answers"), 0);
    let unchanged = Person::find(1, &db).await.expect("answers").expect("Ada");
    assert_eq!(unchanged.salary, Some(900), "nothing of what was never committed is there");
    // Persons who are whole have their label, and labels their person.
    let whole = "SELECT count(*), count(p.id), count(l.id) FROM (SELECT * FROM people WHERE name = 'whole') p \
                 FULL JOIN (SELECT * FROM labels WHERE id < 0) l ON l.id = -p.id";
    let row = watch.query_one(whole, &[]).await.expect("answers");
    let [pairs, people, labels]: [i64; 3] = [0, 1, 2].map(|column| row.get(column));
    assert!(pairs > 0 && pairs == people && pairs == labels, "{pairs} pairs, {people} people, {labels} labels");
    watch.execute("DELETE FROM people WHERE name = 'whole'", &[]).await.expect("gone");
    // Every connection of the pool can be had at once.
    let all =
        futures_util::future::join_all((0..5).map(|_| db.transaction(async |tx| Person::query().count(tx).await)));
    for count in all.await {
        assert_eq!(count.expect("a connection"), 4);
    }
}

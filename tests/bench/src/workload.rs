//! The workloads.

use std::hint::black_box;

use entity_core::Db;
use entity_core::prelude::*;

use crate::entity::{NewUser, User};
use crate::measure::{Row, measure};
use crate::raw::Raw;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Runs the workloads whose name begins with `only`.
pub async fn all(db: Db, mut raw: Raw, rounds: u32, only: String) -> Result<Vec<Row>> {
    raw.prepare(&[100, 10_000]).await?;
    let mut rows = Vec::new();
    for (count, times) in [(1, 40), (100, 20), (10_000, 1)] {
        if "load".starts_with(&only) {
            rows.push(load(&db, &raw, count, rounds * times).await?);
        }
    }
    if "insert".starts_with(&only) {
        rows.push(insert_one(&db, &raw, rounds * 20).await?);
        for (count, times) in [(100, 10), (10_000, 1)] {
            rows.push(insert_many(&db, &raw, count, rounds * times).await?);
        }
    }
    if "point select".starts_with(&only) {
        rows.push(find(&db, &raw, rounds * 40).await?);
    }
    if "update".starts_with(&only) {
        rows.push(update(&db, &raw, rounds * 40).await?);
    }
    Ok(rows)
}

/// Empties the table and puts that many rows in.
async fn fill(raw: &Raw, count: usize) -> Result<()> {
    let fill = "INSERT INTO bench_users (name, hair_color)
         SELECT 'User ' || n, CASE WHEN n % 2 = 0 THEN 'black' ELSE 'brown' END FROM generate_series(1,";
    raw.run(&format!("TRUNCATE bench_users RESTART IDENTITY; {fill} {count}) n; ANALYZE bench_users")).await?;
    Ok(())
}

async fn load(db: &Db, raw: &Raw, count: usize, times: u32) -> Result<Row> {
    fill(raw, count).await?;
    let by_hand = || async {
        assert_eq!(black_box(raw.load().await?).len(), count);
        Ok(())
    };
    let ours = || async {
        assert_eq!(black_box(User::query().all(db).await?).len(), count);
        Ok(())
    };
    measure(format!("load {count}"), times, by_hand, ours).await
}

async fn insert_one(db: &Db, raw: &Raw, times: u32) -> Result<Row> {
    fill(raw, 0).await?;
    let sql = "INSERT INTO bench_users (name, hair_color) VALUES ($1, $2) RETURNING id, name, hair_color";
    let statement = raw.statement(sql).await?;
    let by_hand = || async {
        raw.insert_returning(&statement, &("User".to_owned(), Some("black".to_owned()))).await?;
        Ok(())
    };
    let ours = || async {
        NewUser { name: "User".to_owned() }.hair_color("black".to_owned()).insert(db).await?;
        Ok(())
    };
    measure("insert 1", times, by_hand, ours).await
}

async fn insert_many(db: &Db, raw: &Raw, count: usize, times: u32) -> Result<Row> {
    fill(raw, 0).await?;
    let by_hand = || async {
        let rows: Vec<_> = (0..count).map(|n| (format!("User {n}"), Some("black".to_owned()))).collect();
        raw.insert(&rows).await?;
        Ok(())
    };
    let ours = || async {
        let rows = (0..count).map(|n| NewUser { name: format!("User {n}") }.hair_color("black".to_owned()));
        User::insert_many(rows, db).await?;
        Ok(())
    };
    measure(format!("insert {count}"), times, by_hand, ours).await
}

async fn find(db: &Db, raw: &Raw, times: u32) -> Result<Row> {
    fill(raw, 1000).await?;
    let by_hand = || async {
        assert!(black_box(raw.find(500).await?).is_some());
        Ok(())
    };
    let ours = || async {
        assert!(black_box(User::find(500, db).await?).is_some());
        Ok(())
    };
    measure("point select", times, by_hand, ours).await
}

async fn update(db: &Db, raw: &Raw, times: u32) -> Result<Row> {
    fill(raw, 1000).await?;
    let by_hand = || async {
        assert_eq!(raw.update(500, "by hand").await?, 1);
        Ok(())
    };
    let ours = || async {
        assert_eq!(User::update(500).set(User::name, "ours").execute(db).await?, 1);
        Ok(())
    };
    measure("update by key", times, by_hand, ours).await
}

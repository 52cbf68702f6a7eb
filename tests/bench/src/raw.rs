//! The same work by hand: prepared statements, rows collected and read by position.
#![allow(dead_code, reason = "the rows are made, not looked at")]

use std::collections::HashMap;

use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Error, NoTls, Statement};

/// A row as one would write it.
#[derive(Debug)]
pub struct RawUser {
    pub id: i32,
    pub name: String,
    pub hair_color: Option<String>,
}

/// A connection with its prepared statements.
pub struct Raw {
    client: Client,
    prepared: HashMap<usize, Statement>,
    load: Option<Statement>,
    find: Option<Statement>,
    update: Option<Statement>,
}

impl Raw {
    pub async fn connect(url: &str) -> Result<Self, Error> {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        drop(tokio::spawn(connection));
        Ok(Self { client, prepared: HashMap::new(), load: None, find: None, update: None })
    }

    pub async fn run(&self, sql: &str) -> Result<(), Error> {
        self.client.batch_execute(sql).await
    }

    /// Prepares what the workloads need.
    pub async fn prepare(&mut self, sizes: &[usize]) -> Result<(), Error> {
        let client = &self.client;
        self.load = Some(client.prepare("SELECT id, name, hair_color FROM bench_users").await?);
        self.find = Some(client.prepare("SELECT id, name, hair_color FROM bench_users WHERE id = $1").await?);
        self.update = Some(client.prepare("UPDATE bench_users SET name = $1 WHERE id = $2").await?);
        for size in sizes {
            let values: Vec<_> = (0..*size).map(|row| format!("(${}, ${})", 2 * row + 1, 2 * row + 2)).collect();
            let sql = format!("INSERT INTO bench_users (name, hair_color) VALUES {}", values.join(", "));
            self.prepared.insert(*size, self.client.prepare(&sql).await?);
        }
        Ok(())
    }

    pub async fn load(&self) -> Result<Vec<RawUser>, Error> {
        let rows = self.client.query(self.load.as_ref().expect("prepared"), &[]).await?;
        Ok(rows.iter().map(|row| RawUser { id: row.get(0), name: row.get(1), hair_color: row.get(2) }).collect())
    }

    pub async fn find(&self, id: i32) -> Result<Option<RawUser>, Error> {
        let row = self.client.query_opt(self.find.as_ref().expect("prepared"), &[&id]).await?;
        Ok(row.map(|row| RawUser { id: row.get(0), name: row.get(1), hair_color: row.get(2) }))
    }

    pub async fn update(&self, id: i32, name: &str) -> Result<u64, Error> {
        self.client.execute(self.update.as_ref().expect("prepared"), &[&name, &id]).await
    }

    /// Inserts by one statement with that many rows of VALUES.
    pub async fn insert(&self, rows: &[(String, Option<String>)]) -> Result<u64, Error> {
        let params: Vec<&(dyn ToSql + Sync)> =
            rows.iter().flat_map(|(name, hair)| [name as &(dyn ToSql + Sync), hair as &(dyn ToSql + Sync)]).collect();
        self.client.execute(&self.prepared[&rows.len()], &params).await
    }

    /// Inserts one row and reads it back, as `insert` of ours does.
    pub async fn insert_returning(
        &self,
        statement: &Statement,
        row: &(String, Option<String>),
    ) -> Result<RawUser, Error> {
        let row = self.client.query_one(statement, &[&row.0, &row.1]).await?;
        Ok(RawUser { id: row.get(0), name: row.get(1), hair_color: row.get(2) })
    }

    pub async fn statement(&self, sql: &str) -> Result<Statement, Error> {
        self.client.prepare(sql).await
    }
}

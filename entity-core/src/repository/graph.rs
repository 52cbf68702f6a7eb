//! A row and the rows below it, together.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use super::insert::{InsertRow, insert_many};
use crate::entity::{Insert, New};
use crate::error::Error;
use crate::exec::{Db, Tx};

type Children<'a, E> =
    Box<dyn for<'t> FnOnce(&E, &'t Tx) -> Pin<Box<dyn Future<Output = Result<u64, Error>> + Send + 't>> + Send + 'a>;

/// A new row, and what is made of it once it has its key.
#[must_use = "nothing is inserted until `insert`"]
pub struct Graph<'a, R: New> {
    root: R,
    children: Vec<Children<'a, <R::Row as Insert>::Entity>>,
}

impl<R: New> fmt::Debug for Graph<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Graph").field("children", &self.children.len()).finish_non_exhaustive()
    }
}

/// Begins with a new row: `graph(NewPost { … }).with(|post| vec![NewComment { post_id: post.id, … }])`.
pub fn graph<'a, R: New>(root: R) -> Graph<'a, R> {
    Graph { root, children: Vec::new() }
}

impl<'a, R: New> Graph<'a, R> {
    /// Adds rows that refer to the first one. Each kind is one statement, however many rows there are.
    pub fn with<C, F>(mut self, children: F) -> Self
    where
        C: New<Row: 'static>,
        F: FnOnce(&<R::Row as Insert>::Entity) -> Vec<C> + Send + 'a,
    {
        self.children.push(Box::new(move |root, tx| {
            let rows: Vec<C::Row> = children(root).into_iter().map(New::into_row).collect();
            Box::pin(async move { insert_many(rows, tx).await })
        }));
        self
    }

    /// Inserts all of it in one transaction: everything or nothing. Gives the first row back, and how many rows there
    /// are below it.
    ///
    /// # Errors
    /// When a row breaks a rule or a constraint.
    pub async fn insert(self, db: &Db) -> Result<(<R::Row as Insert>::Entity, u64), Error> {
        let Self { root, children } = self;
        db.transaction(async move |tx| {
            let root = root.insert(tx).await?;
            let mut count = 0;
            for rows in children {
                count += rows(&root, tx).await?;
            }
            Ok((root, count))
        })
        .await
    }
}

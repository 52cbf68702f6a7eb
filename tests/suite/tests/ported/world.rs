//! What the ported scenarios share: queries that tell their statement when they fail.

use entity_core::prelude::*;
use entity_core::query::{Record, Scope};
use suite::blog::{Comment, Person, Post};

/// The rows of a query.
pub(crate) async fn all<Q: Scope, P: Record>(query: Select<Q, P>, db: &Db) -> Vec<P> {
    let sql = query.sql();
    query.all(db).await.unwrap_or_else(|error| panic!("{error}\n{sql}"))
}

/// The first row of a query.
pub(crate) async fn one<Q: Scope, P: Record>(query: Select<Q, P>, db: &Db) -> P {
    let sql = query.sql();
    query.one(db).await.unwrap_or_else(|error| panic!("{error}\n{sql}"))
}

/// The names of people, in the order of the query.
pub(crate) async fn names<Q: Scope>(query: Select<Q, Person>, db: &Db) -> Vec<String> {
    all(query, db).await.into_iter().map(|person| person.name).collect()
}

/// The ids of posts, in the order of the query.
pub(crate) async fn posts<Q: Scope>(query: Select<Q, Post>, db: &Db) -> Vec<i64> {
    all(query, db).await.into_iter().map(|post| post.id).collect()
}

/// The ids of comments, in the order of the query.
pub(crate) async fn comments<Q: Scope>(query: Select<Q, Comment>, db: &Db) -> Vec<i64> {
    all(query, db).await.into_iter().map(|comment| comment.id).collect()
}

/// Texts with their owner elsewhere, to be compared with literals.
pub(crate) fn text(text: &str) -> String {
    text.to_owned()
}

/// The same of what may be absent.
pub(crate) fn maybe(text: &str) -> Option<String> {
    Some(text.to_owned())
}

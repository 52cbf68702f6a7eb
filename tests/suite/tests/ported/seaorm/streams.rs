//! Streams and locks: stream_tests.rs, and the pages on streaming and on locks of the reference.

use entity_core::prelude::*;
use futures_util::{StreamExt, TryStreamExt};
use suite::blog::{Comment, NewLabel, Person, Post, blog};

use crate::world::text;

#[tokio::test]
async fn rows_come_one_after_the_other() {
    let (_database, db) = blog().await;
    let mut rows = Person::query().filter(Person::id.eq(2)).stream(&db).await.expect("begins");
    let first = StreamExt::next(&mut rows).await.expect("a row").expect("goes on");
    assert_eq!(first.name, "Bob");
    assert!(StreamExt::next(&mut rows).await.is_none());
    drop(rows);
    let named: Vec<(String,)> = Person::query()
        .filter(Person::name.contains_text("d"))
        .order_by(Person::name.asc())
        .select((Person::name,))
        .stream(&db)
        .await
        .expect("begins")
        .try_collect()
        .await
        .expect("goes on");
    assert_eq!(named, [(text("Ada"),), (text("Cid"),)]);
}

#[tokio::test]
async fn a_stream_of_pairs_and_one_that_is_dropped_early() {
    let (_database, db) = blog().await;
    let pairs = Person::query().left_join(Person::posts).order_by(Person::id.asc()).order_by(Post::id.asc());
    let mut pairs = pairs.select((Person::name, Post::title)).stream(&db).await.expect("begins");
    assert_eq!(pairs.next().await.expect("goes on"), Some((text("Ada"), None)));
    drop(pairs);
    assert_eq!(Person::query().count(&db).await.expect("the pool is whole"), 4);
}

#[tokio::test]
async fn a_stream_runs_inside_of_a_transaction() {
    let (_database, db) = blog().await;
    let seen = db
        .transaction(async |tx| {
            NewLabel { id: 10, word: text("new") }.insert(tx).await?;
            let mut rows = suite::blog::Label::query().order_by(suite::blog::Label::id.asc()).stream(tx).await?;
            let mut words = Vec::new();
            while let Some(label) = rows.next().await? {
                words.push(label.word);
            }
            Ok::<_, Error>(words)
        })
        .await;
    assert_eq!(seen.expect("committed"), ["tech", "animals", "unused", "new"]);
}

#[derive(Debug, Projection)]
#[projection(of = Post)]
struct WithComments {
    #[allow(dead_code, reason = "it is never read from a stream")]
    comments: Vec<Comment>,
}

#[tokio::test]
async fn relations_come_in_chunks_not_in_streams() {
    let (_database, db) = blog().await;
    let refused = Post::query().project::<WithComments>().stream(&db).await.err();
    assert!(refused.is_some_and(|error| error.to_string().contains("chunks")));
    let mut chunks = Post::query().project::<WithComments>().chunks(2);
    let mut sizes = Vec::new();
    while let Some(posts) = chunks.next(&db).await.expect("goes on") {
        sizes.push(posts.iter().map(|post| post.comments.len()).collect::<Vec<_>>());
    }
    assert_eq!(sizes, [vec![3, 1], vec![0]]);
}

#[tokio::test]
async fn locks_are_taken_inside_of_transactions_alone() {
    let (_database, db) = blog().await;
    let apart = db.apart();
    let counts = db
        .transaction(async |tx| {
            let shared = Person::query().for_share().all(tx).await?.len();
            // Others may lock likewise, but not change.
            let likewise =
                apart.transaction(async |tx| Person::query().for_share().nowait().all(tx).await).await?.len();
            let exclusive = apart.transaction(async |tx| Person::query().for_update().skip_locked().all(tx).await);
            Ok::<_, Error>((shared, likewise, exclusive.await?.len()))
        })
        .await;
    assert_eq!(counts.expect("committed"), (4, 4, 0));
}

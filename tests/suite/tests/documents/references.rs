//! References that are searched by words, and open talks.

use entity_core::prelude::*;
use entity_core::query::TsQuery;
use entity_core::raw;
use entity_core::value::TsVector;
use insta::assert_snapshot;
use suite::store::{AiSession, Reference, store};

use super::{goes_by, plan};

#[tokio::test]
async fn an_index_on_an_expression_is_met_by_the_same_expression() {
    let (_database, db) = store().await;
    let text = || -> Expr<Reference, TsVector> {
        raw!(
            "to_tsvector('english', {} || ' ' || {} || ' ' || {})",
            Reference::referrer_name,
            Reference::company,
            Reference::role
        )
    };
    let search = || Reference::query().filter(text().search(TsQuery::websearch("english", "nurse 'company 250'")));
    assert_snapshot!("references_by_words", search().sql());
    goes_by(&plan(search(), &db).await, "idx_references_fulltext");
    let found = search().all(&db).await.expect("references");
    assert!(!found.is_empty() && found.iter().all(|one| one.role == "nurse" && one.company == "Company 250"));
}

#[tokio::test]
async fn open_talks_go_by_their_partial_index() {
    let (_database, db) = store().await;
    let open = || {
        AiSession::query()
            .filter(AiSession::user_id.eq(100))
            .filter(AiSession::ended_at.is_null())
            .order_by(AiSession::started_at.desc())
    };
    assert_snapshot!("open_talks", open().sql());
    goes_by(&plan(open(), &db).await, "idx_ai_sessions_open");
    assert_eq!(open().count(&db).await.expect("a number"), 100);
}

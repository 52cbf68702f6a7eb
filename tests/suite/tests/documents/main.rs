//! The queries of the documents that this library comes from, at the size that they speak of: what they send is pinned,
//! and the plan that the server makes of it, without any nudge, goes by the index that was meant for it.

mod guards;
mod references;
mod store;

use entity_core::prelude::*;
use entity_core::query::{Record, Scope};

/// The plan of a query as it is run.
async fn plan<Q: Scope, P: Record>(query: Select<Q, P>, db: &Db) -> String {
    query.explain(db).await.expect("a plan").join("\n")
}

/// Says that the plan goes by an index, and reads no table from end to end.
#[track_caller]
fn goes_by(plan: &str, index: &str) {
    assert!(plan.contains(index), "{index} is not in\n{plan}");
    assert!(!plan.contains("Seq Scan"), "{plan}");
}

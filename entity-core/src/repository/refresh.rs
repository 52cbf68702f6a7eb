//! Computing materialised views anew.

use super::update::execute;
use crate::entity::Materialized;
use crate::error::Error;
use crate::exec::Executor;
use crate::query::Rendered;

pub(super) async fn refresh<V: Materialized>(how: &str, on: &impl Executor) -> Result<(), Error> {
    let sql = format!("REFRESH MATERIALIZED VIEW {how}{}", V::DEF.qual_name());
    let rendered = Rendered { sql: sql.into(), params: Vec::new() };
    let lease = on.lease().await?;
    execute(&rendered, V::DEF, &lease).await.map(|_| ())
}

use entity_core::prelude::*;

#[derive(Entity)]
#[entity(materialized_view = "SELECT id, name FROM lands", unique(name, where = "id > 1"))]
struct Land {
    id: i64,
    name: String,
}

async fn wrong(db: Db) -> Result<(), entity_core::Error> {
    Land::refresh(&db).await?;
    Land::refresh_concurrently(&db).await
}

fn main() {}

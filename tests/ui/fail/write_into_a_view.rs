use entity_core::prelude::*;

#[derive(Entity)]
#[entity(view = "SELECT id, name FROM lands")]
struct Land {
    #[column(primary_key)]
    id: i64,
    name: String,
}

async fn wrong(db: Db) -> Result<(), entity_core::Error> {
    Land::update(1).set(Land::name, "new").execute(&db).await?;
    Land::delete_many().all_rows().execute(&db).await?;
    Land::refresh(&db).await
}

fn main() {}

use entity_core::prelude::*;

#[derive(Entity)]
#[entity(no_primary_key)]
struct Event {
    name: String,
}

async fn run(db: &Db) -> Result<(), Error> {
    let _ = Event::find(1, db).await?;
    Ok(())
}

fn main() {}

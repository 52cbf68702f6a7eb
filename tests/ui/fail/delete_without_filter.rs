use entity_core::prelude::*;

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    email: String,
    age: i32,
}

async fn run(db: &Db) -> Result<(), Error> {
    User::delete_many().execute(db).await?;
    Ok(())
}

fn main() {}

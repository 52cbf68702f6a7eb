use entity_core::prelude::*;

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    email: String,
    age: i32,
}

#[derive(Entity)]
struct Job {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<Job>,
    #[references(User, on_delete = cascade, relation = owner)]
    owner_id: Id<User>,
    title: Option<String>,
}

async fn run(db: &Db) -> Result<(), Error> {
    let job = NewJob { owner_id: Id::random() };
    User::insert_many([job], db).await?;
    Ok(())
}

fn main() {}

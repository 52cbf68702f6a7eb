use entity_core::prelude::*;

#[derive(Entity)]
struct Job {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<Job>,
    #[references(User, on_delete = cascade, relation = owner)]
    owner_id: Id<User>,
    title: String,
}

#[derive(Entity)]
#[relation(has_many = jobs: Job)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    email: String,
}

fn main() {}

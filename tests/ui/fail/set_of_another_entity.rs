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

fn main() {
    let _ = User::update(Id::random()).set(Job::title, "x");
}

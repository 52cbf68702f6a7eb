use entity_core::prelude::*;

#[derive(Entity)]
#[relation(has_many = jobs: Job.user_id)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    name: String,
    nick: Option<String>,
    age: i32,
}

#[derive(Entity)]
struct Job {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<Job>,
    #[references(User, on_delete = cascade, relation = user)]
    user_id: Id<User>,
    title: String,
}

fn main() {
    let _ = User::age.search(entity_core::query::TsQuery::plain("english", "x"));
}

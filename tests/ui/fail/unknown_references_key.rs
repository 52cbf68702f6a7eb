use entity_core::prelude::*;

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    #[references(User, on_delete = cascade, deferred)]
    boss_id: Id<User>,
}

fn main() {}

use entity_core::prelude::*;

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    #[references(User, on_delete = cascade, relation = boss)]
    boss_id: Id<User>,
    #[references(User, on_delete = cascade, relation = boss)]
    owner_id: Id<User>,
}

fn main() {}

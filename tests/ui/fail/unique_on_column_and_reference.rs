use entity_core::prelude::*;

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    #[column(unique)]
    #[references(User, on_delete = cascade, unique)]
    boss_id: Id<User>,
}

fn main() {}

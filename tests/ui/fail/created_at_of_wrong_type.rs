use entity_core::prelude::*;
use chrono::NaiveDateTime;

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    #[column(created_at)]
    created_at: NaiveDateTime,
}

fn main() {}

use entity_core::prelude::*;
use chrono::{DateTime, Utc};

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    #[column(created_at)]
    created_at: DateTime<Utc>,
    #[column(created_at)]
    made_at: DateTime<Utc>,
}

fn main() {}

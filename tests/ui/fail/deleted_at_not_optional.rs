use entity_core::prelude::*;
use chrono::{DateTime, Utc};

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    #[column(deleted_at)]
    deleted_at: DateTime<Utc>,
}

fn main() {}

use entity_core::prelude::*;
use chrono::{DateTime, Utc};

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    start_time: DateTime<Utc>,
    #[validate(after(strat_time))]
    end_time: DateTime<Utc>,
}

fn main() {}

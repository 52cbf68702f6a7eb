use entity_core::prelude::*;

#[derive(Entity)]
#[entity(view = "SELECT id, city, since FROM towns", check(name = "a", "id > 0"), hooks = Watch, tablespace = "fast")]
struct Town {
    #[column(primary_key, default = 1)]
    id: i64,
    #[column(collate = "C")]
    #[validate(length(min = 2))]
    city: String,
    #[column(version)]
    since: i64,
}

fn main() {}

use entity_core::prelude::*;

#[derive(Entity)]
#[entity(index(using = gin, tags.desc()))]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    tags: serde_json::Value,
}

fn main() {}

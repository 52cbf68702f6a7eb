use entity_core::prelude::*;

#[derive(Entity)]
#[entity(index(email, where = aeg.gt(18)))]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    email: String,
    age: i32,
}

fn main() {}

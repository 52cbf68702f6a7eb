use entity_core::prelude::*;

struct Address;

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    #[references(Address, on_delete = cascade)]
    address_id: Id<Address>,
}

fn main() {}

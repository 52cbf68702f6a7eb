use entity_core::prelude::*;

#[derive(Entity)]
struct Ticket {
    #[column(primary_key, identity)]
    id: Id<Ticket>,
    #[column(identity = always)]
    code: String,
}

fn main() {}

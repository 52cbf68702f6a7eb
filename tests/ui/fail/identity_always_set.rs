use entity_core::prelude::*;

#[derive(Entity)]
struct Ticket {
    #[column(primary_key, identity = always)]
    id: i64,
    title: String,
}

fn main() {
    let _ = NewTicket { title: "Lamp".to_owned() }.id(1);
}

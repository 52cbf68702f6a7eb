use entity_core::prelude::*;

#[derive(Entity)]
#[entity(
    sequence(start = 1),
    sequence(name = "still", increment = 0),
    sequence(name = "typed", type = text),
    sequence(name = "owned", owned_by = numbr),
    sequence(name = "twice"),
    sequence(name = "twice"),
    sequence(name = "words", start = "one")
)]
struct Invoice {
    #[column(primary_key, default = nextval())]
    id: i64,
    #[column(default = nextval(Numbers))]
    number: i64,
}

fn main() {}

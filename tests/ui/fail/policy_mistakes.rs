use entity_core::prelude::*;

#[derive(Entity)]
#[entity(
    row_level_security = force,
    policy(using = "true"),
    policy(name = "none"),
    policy(name = "new", for = insert, using = "true"),
    policy(name = "seen", for = select, check = "true"),
    policy(name = "merged", for = merge, using = "true"),
    policy(name = "some", to(reader), using = "true"),
    policy(name = "some", using = "true"),
    policy(name = "some", using = "false"),
    policy(name = "other", usng = "true")
)]
struct Note {
    #[column(primary_key)]
    id: i64,
}

fn main() {}

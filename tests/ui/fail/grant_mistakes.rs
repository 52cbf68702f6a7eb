use entity_core::prelude::*;

#[derive(Entity)]
#[entity(
    grant(select),
    grant(to("reader")),
    grant(read, to("reader")),
    grant(delete(id), to("reader")),
    grant(update(nme), to("reader")),
    grant(select, to(reader)),
    grant(select, to("public"), with_grant_option)
)]
struct Note {
    #[column(primary_key)]
    id: i64,
    name: String,
}

fn main() {}

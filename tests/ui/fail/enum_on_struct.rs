use entity_core::PgEnum;

#[derive(Clone, Copy, PgEnum)]
struct Role;

fn main() {}

use entity_core::PgEnum;

#[derive(Clone, Copy, PgEnum)]
enum Role {
}

fn main() {}

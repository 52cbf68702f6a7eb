use entity_core::PgEnum;

#[derive(Clone, Copy, PgEnum)]
enum Role {
    Admin,
    Guest(u8),
}

fn main() {}

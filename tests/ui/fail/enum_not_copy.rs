use entity_core::PgEnum;

#[derive(PgEnum)]
enum Role {
    Admin,
}

fn main() {}

use entity_core::PgEnum;

#[derive(Clone, Copy, PgEnum)]
enum Role {
    Admin,
    #[pg_enum(name = "admin")]
    Root,
}

fn main() {}

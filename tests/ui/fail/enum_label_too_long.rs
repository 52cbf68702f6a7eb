use entity_core::PgEnum;

#[derive(Clone, Copy, PgEnum)]
enum Role {
    #[pg_enum(name = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    Admin,
}

fn main() {}

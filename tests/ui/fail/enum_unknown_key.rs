use entity_core::PgEnum;

#[derive(Clone, Copy, PgEnum)]
enum Role {
    #[pg_enum(rename = "root")]
    Admin,
}

fn main() {}

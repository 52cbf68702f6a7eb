use entity_core::PgEnum;

#[derive(Clone, Copy, PgEnum)]
#[pg_enum(rename_all = "snake")]
enum Role {
    Admin,
}

fn main() {}

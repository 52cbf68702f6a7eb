use entity_core::PgEnum;

#[derive(Clone, Copy, PgEnum)]
enum Role {
    Admin,
    GuestWhoseNameIsLongerThanPostgreSqlAllowsForTheLabelOfAnEnumType,
}

fn main() {}

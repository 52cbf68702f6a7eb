use entity_core::PgEnum;

#[derive(Clone, Copy, PgEnum)]
enum Line {
    Straight,
    Curved,
}

fn main() {}

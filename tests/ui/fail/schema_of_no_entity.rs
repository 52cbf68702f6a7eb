struct Plain {
    name: String,
}

fn main() {
    let _ = entity_core::schema![Plain];
}

use entity_core::prelude::*;

fn main() {
    let secret = Secret::new("hash".to_owned());
    println!("{secret}");
}

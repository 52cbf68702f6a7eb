//! Rust's keywords are good names for columns.

// What compiles need not be used.
#![allow(dead_code)]

use entity_core::prelude::*;

#[derive(Clone, Debug, Entity)]
#[entity(index(r#type, r#move.desc()), unique(r#ref, where = r#type.eq("x")))]
struct Event {
    #[column(primary_key)]
    id: i32,
    #[column(varchar(10))]
    r#type: String,
    #[validate(length(min = 1))]
    r#ref: Option<String>,
    #[column(default = 0)]
    r#move: i32,
}

#[derive(Projection)]
#[projection(of = Event)]
struct Kind {
    r#type: String,
    #[projection(column = r#move)]
    step: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
enum Word {
    r#As,
    Plain,
}

#[test]
fn compiles_and_says_so() {
    let names: Vec<_> = Event::DEF.columns.iter().map(|column| column.name).collect();
    assert_eq!(names, ["id", "type", "ref", "move"]);
    let sql = Event::query().project::<Kind>().sql();
    assert!(sql.starts_with("SELECT t0.type, t0.move FROM"), "{sql}");
    assert_eq!((Word::As.label(), Word::Plain.label()), ("as", "plain"));
    let _ = NewEvent { id: 1, r#type: "x".to_owned() }.r#ref("y".to_owned()).r#move(2);
    let _ = Event::query().filter(Event::r#type.eq("x"));
}

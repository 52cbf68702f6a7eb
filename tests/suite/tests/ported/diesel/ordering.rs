//! Orders and bounds: order.rs, limit_offset.rs and the pages of the advanced blog example.

use entity_core::prelude::*;
use entity_core::query::{IntoOrder, Window, count_rows, when};
use entity_core::{assert_statements, raw};
use suite::blog::{Person, Post, Role, blog};

use crate::world::{all, names, text};

#[tokio::test]
async fn rows_come_in_the_order_of_one_column_or_several() {
    let (_database, db) = blog().await;
    assert_eq!(names(Person::query().order_by(Person::name.asc()), &db).await, ["Ada", "Bob", "Cid", "Dee"]);
    assert_eq!(names(Person::query().order_by(Person::name.desc()), &db).await, ["Dee", "Cid", "Bob", "Ada"]);
    let two = Person::query().order_by(Person::role.asc()).order_by(Person::id.desc());
    assert_eq!(names(two.clone(), &db).await, ["Dee", "Cid", "Bob", "Ada"]);
    // `order` of theirs replaces what was said before: here that is said.
    assert_eq!(names(two.unordered().order_by(Person::id.asc()), &db).await, ["Ada", "Bob", "Cid", "Dee"]);
    let computed = Person::query().order_by(Person::name.char_length().plus(Person::id.modulo(2).cast()).asc());
    assert_eq!(names(computed.order_by(Person::id.asc()), &db).await, ["Bob", "Dee", "Ada", "Cid"]);
}

#[tokio::test]
async fn nulls_come_first_or_last() {
    let (_database, db) = blog().await;
    let by = |order: Order<Person>| Person::query().order_by(order);
    assert_eq!(names(by(Person::salary.asc()), &db).await, ["Cid", "Bob", "Ada", "Dee"]);
    assert_eq!(names(by(Person::salary.asc_nulls_first()), &db).await, ["Dee", "Cid", "Bob", "Ada"]);
    assert_eq!(names(by(Person::salary.desc()), &db).await, ["Dee", "Ada", "Bob", "Cid"]);
    assert_eq!(names(by(Person::salary.desc_nulls_last()), &db).await, ["Ada", "Bob", "Cid", "Dee"]);
}

/// The orders that a request may ask for.
#[derive(Clone, Copy)]
enum Sort {
    Name,
    Pay,
}

impl IntoOrder for Sort {
    type Of = Person;

    fn into_order(self) -> Order<Person> {
        match self {
            Self::Name => Person::name.desc(),
            Self::Pay => Person::salary.asc(),
        }
    }
}

#[tokio::test]
async fn an_order_is_a_value_that_is_chosen_at_run_time() {
    let (_database, db) = blog().await;
    for (sort, expected) in [(Sort::Name, ["Dee", "Cid", "Bob", "Ada"]), (Sort::Pay, ["Cid", "Bob", "Ada", "Dee"])] {
        assert_eq!(names(Person::query().order_by(sort), &db).await, expected);
        let joined = Post::query().join(Post::author).order_by(sort).select((Person::name,));
        assert_eq!(all(joined, &db).await.len(), 3);
    }
    let chosen: Vec<Order<Person>> = vec![Person::role.desc(), Person::name.asc()];
    let query = chosen.into_iter().fold(Person::query(), Select::order_by);
    assert_eq!(names(query, &db).await, ["Ada", "Bob", "Cid", "Dee"]);
    let authors_first = when(Person::role.eq(Role::Author), 0).otherwise(1);
    let query = Person::query().order_by(authors_first.asc()).order_by(Person::id.asc());
    assert_eq!(names(query, &db).await, ["Bob", "Cid", "Ada", "Dee"]);
}

#[tokio::test]
async fn a_limit_and_an_offset_cut_the_rows() {
    let (_database, db) = blog().await;
    let by_id = || Person::query().order_by(Person::id.asc());
    assert_eq!(names(by_id().limit(1), &db).await, ["Ada"]);
    assert_eq!(names(by_id().offset(3), &db).await, ["Dee"]);
    assert_eq!(names(by_id().limit(1).offset(2), &db).await, ["Cid"]);
    assert_eq!(names(by_id().limit(0), &db).await, [] as [&str; 0]);
    let projected = by_id().limit(1).offset(1).select((Person::name, Person::salary));
    assert_eq!(all(projected, &db).await, [(text("Bob"), Some(500))]);
}

#[tokio::test]
async fn a_page_and_the_number_of_all_rows_are_one_statement() {
    let (_database, db) = blog().await;
    let page = Post::query().order_by(Post::id.asc()).limit(2).select((
        Post::id,
        Post::title,
        count_rows().over(Window::<Post>::default()),
    ));
    let rows = assert_statements!(1, db, all(page, &db)).await;
    assert_eq!(rows, [(1, text("Rust and foxes"), 3), (2, text("On databases"), 3)]);
}

#[tokio::test]
async fn a_collation_is_a_fragment() {
    let (database, db) = blog().await;
    database.run("UPDATE people SET name = 'ada' WHERE id = 1").await;
    let bytewise: Expr<Person, String> = raw!("{} COLLATE \"C\"", Person::name);
    assert_eq!(names(Person::query().order_by(bytewise.asc()), &db).await, ["Bob", "Cid", "Dee", "ada"]);
}

//! Queries that become one: combination.rs.

use entity_core::prelude::*;
use entity_core::query::Combined;
use suite::blog::{Person, Post, Role, blog};

use crate::world::{all, names, posts, text};

fn first_two() -> Select<Person> {
    Person::query().filter(Person::id.le(2))
}

fn last_three() -> Select<Person> {
    Person::query().filter(Person::id.ge(2))
}

#[tokio::test]
async fn rows_of_two_queries_are_united_cut_and_taken_away() {
    let (_database, db) = blog().await;
    let by_name = |query: Select<Combined<Person>, Person>| query.order_by(Person::name.asc());
    assert_eq!(names(by_name(first_two().union(last_three())), &db).await, ["Ada", "Bob", "Cid", "Dee"]);
    assert_eq!(names(by_name(first_two().union_all(last_three())), &db).await, ["Ada", "Bob", "Bob", "Cid", "Dee"]);
    assert_eq!(names(by_name(first_two().intersect(last_three())), &db).await, ["Bob"]);
    assert_eq!(names(by_name(first_two().except(last_three())), &db).await, ["Ada"]);
    assert_eq!(first_two().union(last_three()).count(&db).await.expect("answers"), 4);
}

#[tokio::test]
async fn the_whole_has_an_order_a_limit_and_an_offset() {
    let (_database, db) = blog().await;
    let all_of_them = || first_two().union(last_three()).order_by(Person::name.desc());
    assert_eq!(names(all_of_them().limit(2), &db).await, ["Dee", "Cid"]);
    assert_eq!(names(all_of_them().limit(3).offset(2), &db).await, ["Bob", "Ada"]);
    let nulls = first_two().union(last_three()).order_by(Person::salary.asc_nulls_first());
    assert_eq!(names(nulls.order_by(Person::name.desc()), &db).await, ["Dee", "Cid", "Bob", "Ada"]);
    // An order may compute with what is read, and a value in it is the same wherever it stands.
    let computed = first_two().union(last_three()).order_by(Person::name.right(1).upper().asc()).limit(3);
    assert_eq!(names(computed.order_by(Person::id.desc()), &db).await, ["Ada", "Bob", "Cid"]);
    let tuples = || {
        first_two()
            .select((Person::name.left(1), Person::id))
            .union(last_three().select((Person::name.left(1), Person::id)))
    };
    let firsts = all(tuples().order_by(Person::name.left(1).desc()).limit(1), &db).await;
    assert_eq!(firsts, [(text("D"), 4)]);
    let lengths = all(tuples().order_by(Person::id.modulo(2).desc()).order_by(Person::id.asc()), &db).await;
    assert_eq!(lengths.into_iter().map(|(_, id)| id).collect::<Vec<_>>(), [1, 3, 2, 4]);
}

#[tokio::test]
async fn each_part_has_an_order_and_a_limit_of_its_own() {
    let (_database, db) = blog().await;
    let end = |order: Order<Person>| Person::query().order_by(order).limit(1);
    let ends = || end(Person::id.asc()).union_all(end(Person::id.desc()));
    assert_eq!(names(ends().order_by(Person::name.desc()), &db).await, ["Dee", "Ada"]);
    assert_eq!(names(ends().order_by(Person::name.lower().asc()).limit(1), &db).await, ["Ada"]);
    let second = Person::query().order_by(Person::id.asc()).limit(1).offset(1);
    assert_eq!(names(second.union(last_three()).order_by(Person::id.asc()), &db).await, ["Bob", "Cid", "Dee"]);
    assert_eq!(ends().count(&db).await.expect("answers"), 2);
}

#[tokio::test]
async fn queries_over_different_tables_are_united_where_their_tuples_agree() {
    let (_database, db) = blog().await;
    let titles = Post::query().filter(Post::id.eq(3)).select((Post::title,));
    let names = Person::query().filter(Person::role.eq(Role::Editor)).select((Person::name,));
    let mut both = all(names.union(titles), &db).await;
    both.sort();
    assert_eq!(both, [(text("A draft"),), (text("Ada"),)]);
}

#[tokio::test]
async fn a_union_stands_inside_of_a_condition() {
    let (_database, db) = blog().await;
    let id_of = |name: &str| Person::query().filter(Person::name.eq(name)).select((Person::id,));
    let either = id_of("Bob").union(id_of("Cid"));
    let written = Post::query().filter(Post::author_id.in_query(either)).order_by(Post::title.asc());
    assert_eq!(posts(written, &db).await, [3, 2, 1]);
}

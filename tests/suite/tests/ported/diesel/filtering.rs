//! Conditions: filter.rs, filter_operators.rs, find.rs and boxed_queries.rs.

use entity_core::prelude::*;
use entity_core::query::exists;
use entity_core::raw;
use suite::blog::{Comment, Person, Post, PostLabel, Role, blog};

use crate::world::{names, posts, text};

/// A country, whose key is a text.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(table = "countries")]
struct Country {
    #[column(primary_key)]
    code: String,
    name: String,
}

const COUNTRIES: Schema = entity_core::schema![Country];

#[tokio::test]
async fn find_takes_keys_of_one_column_of_text_and_of_several() {
    let (_database, db) = blog().await;
    assert_eq!(Person::find(2, &db).await.expect("answers").map(|person| person.name), Some(text("Bob")));
    assert_eq!(Person::find(99, &db).await.expect("answers"), None);
    let pair = PostLabel::find((1, 2), &db).await.expect("answers");
    assert_eq!(pair, Some(PostLabel { post_id: 1, label_id: 2 }));
    assert_eq!(PostLabel::find((2, 2), &db).await.expect("answers"), None);
    let (_database, db) = suite::made(&COUNTRIES).await;
    let row = NewCountry { code: text("ch"), name: text("Switzerland") }.insert(&db).await.expect("inserted");
    assert_eq!(Country::find(text("ch"), &db).await.expect("answers"), Some(row));
    assert_eq!(Country::find(text("xx"), &db).await.expect("answers"), None);
}

/// The names of those who satisfy each condition, by id.
async fn each_finds(db: &Db, cases: Vec<(Filter<Person>, &[&str])>) {
    for (filter, expected) in cases {
        let query = Person::query().filter(filter).order_by(Person::id.asc());
        let sql = query.sql();
        assert_eq!(names(query, db).await, expected, "{sql}");
    }
}

#[tokio::test]
async fn operators_find_what_they_say() {
    let (_database, db) = blog().await;
    let cases: Vec<(Filter<Person>, &[&str])> = vec![
        (Person::id.eq(2), &["Bob"]),
        (Person::name.eq("Jim"), &[]),
        (Person::name.ne("Ada"), &["Bob", "Cid", "Dee"]),
        (Person::id.gt(2), &["Cid", "Dee"]),
        (Person::id.ge(2), &["Bob", "Cid", "Dee"]),
        (Person::id.lt(2), &["Ada"]),
        (Person::id.le(2), &["Ada", "Bob"]),
        (Person::id.between(2, 3), &["Bob", "Cid"]),
        (Person::id.not_between(2, 3), &["Ada", "Dee"]),
        (Person::name.like("%e"), &["Dee"]),
        (Person::name.not_like("%d%"), &["Bob", "Dee"]),
        (Person::name.ilike("%D%"), &["Ada", "Cid", "Dee"]),
        (Person::name.not_ilike("%D%"), &["Bob"]),
        (Person::name.is_in(["Ada", "Cid"]), &["Ada", "Cid"]),
        (Person::name.is_in(vec![text("Ada")]), &["Ada"]),
        (Person::name.not_in(["Ada", "Cid"]), &["Bob", "Dee"]),
        (Person::lead_id.eq(Person::id.minus(1)), &["Bob"]),
    ];
    each_finds(&db, cases).await;
}

#[tokio::test]
async fn nullable_columns_are_asked_for_values_and_for_null() {
    let (_database, db) = blog().await;
    let same: Filter<Person> = raw!("{} IS NOT DISTINCT FROM {}", Person::lead_id, Person::id.minus(1));
    let cases: Vec<(Filter<Person>, &[&str])> = vec![
        (Person::salary.eq(500), &["Bob"]),
        (Person::salary.is_null(), &["Dee"]),
        (Person::salary.is_not_null(), &["Ada", "Bob", "Cid"]),
        (Person::salary.is_not_distinct_from(None), &["Dee"]),
        (Person::salary.is_distinct_from(Some(500)), &["Ada", "Cid", "Dee"]),
        (same, &["Bob"]),
    ];
    each_finds(&db, cases).await;
}

#[tokio::test]
async fn conditions_are_combined_as_they_are_nested() {
    let (_database, db) = blog().await;
    let (ada, bob) = (|| Person::name.eq("Ada"), || Person::name.eq("Bob"));
    let (no, yes) = (Filter::<Person>::any([]), Filter::<Person>::all([]));
    let cases: Vec<(Filter<Person>, &[&str])> = vec![
        (bob().and(Person::role.eq(Role::Author)), &["Bob"]),
        (bob().and(Person::role.eq(Role::Editor)), &[]),
        (ada().or(bob()), &["Ada", "Bob"]),
        (ada().or(bob()).and(Person::role.eq(Role::Author)), &["Bob"]),
        (no.clone().or(no.clone()).and(no.clone().or(yes)), &[]),
        (bob().and(Person::id.eq(1)).not(), &["Ada", "Bob", "Cid", "Dee"]),
        (!bob(), &["Ada", "Cid", "Dee"]),
        (Filter::any(["Ada", "Dee"].map(|name| Person::name.eq(name))), &["Ada", "Dee"]),
    ];
    each_finds(&db, cases).await;
    let twice = Person::query().filter(bob().not()).filter(Person::id.eq(1));
    assert_eq!(names(twice, &db).await, ["Ada"]);
}

#[tokio::test]
async fn arrays_are_members_of_lists() {
    let (_database, db) = blog().await;
    let wanted = || [vec![text("sql")], vec![text("rust"), text("fox")]];
    let is_in = Post::query().filter(Post::tags.is_in(wanted())).order_by(Post::id.asc());
    assert_eq!(posts(is_in, &db).await, [1, 2]);
    assert_eq!(posts(Post::query().filter(Post::tags.not_in(wanted())), &db).await, [3]);
}

#[tokio::test]
async fn subqueries_stand_in_conditions() {
    let (_database, db) = blog().await;
    // The query inside speaks of the row outside.
    let own = || Comment::query().inside::<Post>().filter(Comment::post_id.versus(Post::id).eq());
    let by_id = || Post::query().order_by(Post::id.asc());
    assert_eq!(posts(by_id().filter(exists(own())), &db).await, [1, 2]);
    assert_eq!(posts(by_id().filter(exists(own()).not()), &db).await, [3]);
    assert_eq!(posts(by_id().filter(Post::id.in_query(own().select((Comment::post_id,)))), &db).await, [1, 2]);
    // The same without writing the condition of the relation again.
    assert_eq!(posts(by_id().filter(Post::comments.exists()), &db).await, [1, 2]);
    // A nullable column in a query of one that is not, and the other way round.
    let editors = Person::query().filter(Person::role.eq(Role::Editor)).select((Person::id,));
    let led = Person::query().filter(Person::lead_id.in_query(editors)).order_by(Person::id.asc());
    assert_eq!(names(led, &db).await, ["Bob", "Cid"]);
    let leads = || Person::query().select((Person::lead_id,));
    let leading = Person::query().filter(Person::id.in_query(leads())).order_by(Person::id.asc());
    assert_eq!(names(leading, &db).await, ["Ada", "Bob"]);
    // A null among the values does not hide every row.
    let idle = Person::query().filter(Person::id.not_in_query(leads())).order_by(Person::id.asc());
    assert_eq!(names(idle, &db).await, ["Cid", "Dee"]);
    // The first post of each author.
    let firsts = Post::query().group_by(Post::author_id).select((Post::id.min(),));
    assert_eq!(posts(by_id().filter(Post::id.in_query(firsts)), &db).await, [1, 3]);
    let tagged = Post::query().filter(Post::id.eq(1)).select((Post::author_id,)).array();
    let (found,) = crate::world::one(Person::query().limit(1).select((tagged,)), &db).await;
    assert_eq!(found, [2]);
}

/// What a request may ask for.
#[derive(Clone, Copy)]
enum Asked {
    All,
    Ordered,
    Second,
}

#[tokio::test]
async fn queries_that_differ_at_run_time_are_of_one_type() {
    let (_database, db) = blog().await;
    let source = |asked| match asked {
        Asked::All => Person::query().order_by(Person::id.asc()),
        Asked::Ordered => Person::query().order_by(Person::name.desc()),
        Asked::Second => {
            Person::query().filter(Person::name.ne("Ada")).order_by(Person::name.desc()).limit(1).offset(1)
        }
    };
    assert_eq!(names(source(Asked::All), &db).await, ["Ada", "Bob", "Cid", "Dee"]);
    assert_eq!(names(source(Asked::Ordered), &db).await, ["Dee", "Cid", "Bob", "Ada"]);
    assert_eq!(names(source(Asked::Second), &db).await, ["Cid"]);
    // Conditions too are values of one type, whether they come from a function or hold borrowed text.
    let by_name = |name: &str| -> Filter<Person> { Person::name.lower().eq(name) };
    let owned = text("cid");
    assert_eq!(names(Person::query().filter(by_name(&owned)), &db).await, ["Cid"]);
    let either = by_name("ada").or(by_name("dee"));
    assert_eq!(names(Person::query().filter(either).order_by(Person::id.desc()), &db).await, ["Dee", "Ada"]);
    // A query is cloned and goes two ways.
    let authors = Person::query().filter(Person::role.eq(Role::Author));
    let count = authors.clone().count(&db).await.expect("answers");
    assert_eq!((count, names(authors.order_by(Person::id.asc()), &db).await.len()), (2, 2));
}

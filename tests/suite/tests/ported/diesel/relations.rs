//! Rows and the rows below them: associations.rs and the example on relations.

use entity_core::assert_statements;
use entity_core::prelude::*;
use suite::blog::{Comment, Label, Person, Post, Role, blog};

use crate::world::{all, one, posts, text};

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Post)]
struct Title {
    title: String,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Author {
    name: String,
    #[projection(order_by = Post::title.desc())]
    posts: Vec<Title>,
}

fn titles(titles: &[&str]) -> Vec<Title> {
    titles.iter().map(|title| Title { title: text(title) }).collect()
}

#[tokio::test]
async fn the_rows_of_one_parent_are_a_condition_or_a_shape() {
    let (_database, db) = blog().await;
    let bob = one(Person::query().filter(Person::name.eq("Bob")), &db).await;
    let of_bob = Post::query().filter(Post::author_id.eq(bob.id)).order_by(Post::id.asc());
    assert_eq!(posts(of_bob, &db).await, [1, 2]);
    let shaped = one(Person::query().filter(Person::id.eq(bob.id)).project::<Author>(), &db).await;
    assert_eq!(shaped, Author { name: text("Bob"), posts: titles(&["Rust and foxes", "On databases"]) });
}

#[tokio::test]
async fn the_rows_of_many_parents_are_one_statement_and_keep_their_order() {
    let (_database, db) = blog().await;
    let authors = Person::query().order_by(Person::id.asc()).project::<Author>();
    let authors = assert_statements!(2, db, all(authors, &db)).await;
    let found: Vec<_> = authors.iter().map(|author| (&*author.name, author.posts.len())).collect();
    assert_eq!(found, [("Ada", 0), ("Bob", 2), ("Cid", 1), ("Dee", 0)]);
    assert_eq!(authors[1].posts, titles(&["Rust and foxes", "On databases"]));
    // Parents that were read before are a list of keys, and their rows are put together by hand.
    let parents = all(Person::query().filter(Person::role.eq(Role::Author)), &db).await;
    let children = Post::query().filter(Post::author_id.is_in(parents.iter().map(|parent| parent.id)));
    let children = assert_statements!(1, db, all(children, &db)).await;
    let of = |id: i64| children.iter().filter(|post| post.author_id == id).count();
    assert_eq!((of(2), of(3)), (2, 1));
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Deep {
    name: String,
    posts: Vec<Discussed>,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Post)]
struct Discussed {
    id: i64,
    comments: Vec<Comment>,
}

#[tokio::test]
async fn levels_are_grouped_below_each_other() {
    let (_database, db) = blog().await;
    let people = Person::query().filter(Person::role.eq(Role::Author)).order_by(Person::id.asc()).project::<Deep>();
    let people = assert_statements!(3, db, all(people, &db)).await;
    let shown: Vec<_> = people
        .iter()
        .map(|deep| (&*deep.name, deep.posts.iter().map(|post| (post.id, post.comments.len())).collect::<Vec<_>>()))
        .collect();
    assert_eq!(shown, [("Bob", vec![(1, 3), (2, 1)]), ("Cid", vec![(3, 0)])]);
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Led {
    name: String,
    reports: Vec<Named>,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Person)]
struct Named {
    name: String,
}

#[tokio::test]
async fn a_table_that_refers_to_itself_has_rows_below_its_rows() {
    let (_database, db) = blog().await;
    let roots = Person::query().filter(Person::lead_id.is_null()).project::<Led>();
    let roots = assert_statements!(2, db, all(roots, &db)).await;
    let reports = ["Bob", "Cid"].map(|name| Named { name: text(name) });
    assert_eq!(roots, [Led { name: text("Ada"), reports: reports.into() }]);
    // To any depth it is one statement too.
    let below = Person::query().descendants(Person::lead, Person::name.eq("Ada")).without_start();
    assert_eq!(assert_statements!(1, db, all(below, &db)).await.len(), 3);
}

/// A country with a text as its key.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(table = "countries")]
#[relation(has_many = cities: City.lies_in)]
struct Country {
    #[column(primary_key)]
    code: String,
}

/// A city, whose reference is called neither by the table nor by the key.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(table = "cities")]
struct City {
    #[column(primary_key)]
    name: String,
    #[references(Country, on_delete = restrict, relation = country)]
    lies_in: String,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Country)]
struct WithCities {
    code: String,
    #[projection(order_by = City::name.asc())]
    cities: Vec<City>,
}

const COUNTRIES: Schema = entity_core::schema![Country, City];

#[tokio::test]
async fn keys_are_texts_and_references_have_any_name() {
    let (_database, db) = suite::made(&COUNTRIES).await;
    Country::insert_many(["ch", "fr"].map(|code| NewCountry { code: text(code) }), &db).await.expect("inserted");
    let city = |name: &str, country: &str| NewCity { name: text(name), lies_in: text(country) };
    City::insert_many([city("Chur", "ch"), city("Bern", "ch")], &db).await.expect("inserted");
    let countries = all(Country::query().order_by(Country::code.asc()).project::<WithCities>(), &db).await;
    let found: Vec<Vec<_>> =
        countries.iter().map(|country| country.cities.iter().map(|city| &*city.name).collect()).collect();
    assert_eq!(found, [vec!["Bern", "Chur"], vec![]]);
    let joined = City::query().join(City::country).order_by(City::name.asc()).select((City::name, Country::code));
    assert_eq!(all(joined, &db).await[0], (text("Bern"), text("ch")));
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Post)]
struct Labelled {
    title: String,
    labels: Vec<Word>,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(of = Label)]
struct Word {
    word: String,
}

#[tokio::test]
async fn many_to_many_reads_the_far_rows_without_the_table_between() {
    let (_database, db) = blog().await;
    let labelled = Post::query().order_by(Post::id.asc()).project::<Labelled>();
    let labelled = assert_statements!(2, db, all(labelled, &db)).await;
    let words: Vec<Vec<_>> =
        labelled.iter().map(|post| post.labels.iter().map(|label| &*label.word).collect()).collect();
    assert_eq!(words, [vec!["tech", "animals"], vec!["tech"], vec![]]);
    let of_one = Label::query().filter(Label::posts.any(Post::id.eq(1))).order_by(Label::id.asc());
    assert_eq!(all(of_one, &db).await.len(), 2);
    let pairs = Label::query().join(Label::posts).order_by(Post::id.asc()).order_by(Label::id.asc());
    assert_eq!(all(pairs.select((Post::id, Label::id)), &db).await, [(1, 1), (1, 2), (2, 1)]);
}

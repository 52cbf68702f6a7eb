//! Domains that structs declare.

use chrono::NaiveDateTime;
use entity_core::prelude::*;
use rust_decimal::Decimal;
use schema_diff::source::entities::declared;

use crate::world::World;

/// Where mail goes.
#[derive(Clone, Debug, PartialEq, PgDomain)]
#[pg_domain(base = varchar(20), collate = "C", default = "no@body")]
#[pg_domain(check(name = "has_at", "VALUE LIKE '%@%'"), check(name = "no_space", "VALUE NOT LIKE '% %'"))]
pub(crate) struct EmailAddress(pub(crate) String);

/// Mail within the house.
#[derive(Clone, Debug, PartialEq, PgDomain)]
#[pg_domain(check(name = "is_ours", "VALUE LIKE '%.org'"))]
struct HouseEmail(EmailAddress);

#[derive(Clone, Copy, Debug, PartialEq, PgDomain)]
#[pg_domain(name = "Part of it", schema = "shop", base = numeric(3, 2), not_null, default = Decimal::ONE)]
#[pg_domain(check(name = "at_most_all", "VALUE <= 1"))]
struct Share(Decimal);

#[derive(Clone, Debug, PartialEq, PgDomain)]
#[pg_domain(check(name = "few", "cardinality(VALUE) < 4"))]
struct Tags(Vec<String>);

#[derive(Clone, Copy, Debug, PartialEq, PgDomain)]
#[pg_domain(base = timestamp)]
struct LocalTime(NaiveDateTime);

#[derive(Clone, Copy, Debug, PartialEq, PgDomain)]
struct Count {
    value: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
enum Mood {
    Calm,
    Wild,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PgDomain)]
#[pg_domain(check(name = "never_wild", "VALUE <> 'wild'"))]
struct GoodMood(Mood);

/// Somebody.
#[derive(Clone, Debug, PartialEq, Entity)]
struct Person {
    #[column(primary_key)]
    id: Count,
    #[column(unique, default = "some@body")]
    email: EmailAddress,
    #[column(default = EmailAddress("a@b".to_owned()))]
    other: Option<EmailAddress>,
    house: Option<HouseEmail>,
    all: Vec<EmailAddress>,
    maybe: Option<Vec<Option<EmailAddress>>>,
    share: Share,
    shares: Vec<Share>,
    tags: Tags,
    lists: Vec<Tags>,
    local: Option<LocalTime>,
    mood: Option<GoodMood>,
    moods: Option<Vec<Mood>>,
}

fn email(text: &str) -> EmailAddress {
    EmailAddress(text.to_owned())
}

fn person(value: i64) -> NewPerson {
    NewPerson {
        id: Count { value },
        all: vec![email("c@d"), email("@")],
        share: Share(Decimal::new(25, 2)),
        shares: vec![Share(Decimal::ONE), Share(Decimal::ZERO)],
        tags: Tags(vec!["a".to_owned(), String::new()]),
        lists: vec![Tags(Vec::new()), Tags(vec!["b".to_owned()])],
    }
}

#[tokio::test]
async fn domains_come_with_their_entities_and_their_values_come_back() {
    let world = World::of(&entity_core::schema![Person]).await;
    world.settles().await;
    let local = LocalTime("2024-02-29T23:59:59.999999".parse().expect("a time"));
    let row = person(i64::MAX).house(HouseEmail(email("us@here.org"))).maybe(vec![None, Some(email("x@y"))]);
    let row = row.local(local).mood(GoodMood(Mood::Calm)).moods(vec![Mood::Wild, Mood::Calm]);
    let row = row.insert(&world.db).await.expect("inserted");
    let given = person(i64::MAX);
    assert_eq!((row.email, row.other), (email("some@body"), Some(email("a@b"))));
    assert_eq!((row.house, row.maybe), (Some(HouseEmail(email("us@here.org"))), Some(vec![None, Some(email("x@y"))])));
    assert_eq!((row.all, row.share, row.shares), (given.all, given.share, given.shares));
    assert_eq!((row.tags, row.lists, row.local), (given.tags, given.lists, Some(local)));
    assert_eq!((row.mood, row.moods), (Some(GoodMood(Mood::Calm)), Some(vec![Mood::Wild, Mood::Calm])));

    let none = person(i64::MIN).email(email("twenty.letters@is.it")).other(None).insert(&world.db).await;
    let none = none.expect("inserted");
    assert_eq!((none.other, none.house, none.maybe, none.local), (None, None, None, None));
    let types = "SELECT string_agg(format_type(atttypid, atttypmod), ', ' ORDER BY attnum)
        FROM pg_attribute WHERE attrelid = 'people'::regclass AND attnum BETWEEN 2 AND 8";
    let types = world.text(&types.replace("people", "persons")).await;
    assert_eq!(
        types,
        "email_address, email_address, house_email, email_address[], email_address[], shop.\"Part of it\", \
         shop.\"Part of it\"[]"
    );
}

#[tokio::test]
async fn domains_are_inserted_many_found_and_set() {
    let world = World::of(&entity_core::schema![Person]).await;
    let rows = (0..9).map(|at| person(at).email(email(&format!("m{at}@x"))));
    let rows = rows.chain([person(10).into_row(), person(11).email(email("z@x")).mood(GoodMood(Mood::Calm))]);
    assert_eq!(Person::insert_many(rows, &world.db).await.expect("inserted"), 11);
    let filter = Person::email.like("m%").and(Person::id.is_in([Count { value: 7 }, Count { value: 99 }]));
    assert_eq!(Person::query().filter(filter).one(&world.db).await.expect("one").email, email("m7@x"));
    let filter = Person::email.eq(email("z@x")).and(Person::all.eq(person(0).all)).and(Person::mood.is_not_null());
    let found = Person::query().filter(filter).one(&world.db).await.expect("one");
    assert_eq!(found.id, Count { value: 11 });
    let set = Person::update(found.id).set(Person::email, email("y@x")).set(Person::maybe, vec![Some(email("q@r"))]);
    set.execute(&world.db).await.expect("updated");
    let found = Person::find(found.id, &world.db).await.expect("answers").expect("is there");
    assert_eq!((found.email, found.maybe), (email("y@x"), Some(vec![Some(email("q@r"))])));
    let refused =
        async |row: PersonInsert| row.insert(&world.db).await.expect_err("refused").sqlstate().map(str::to_owned);
    let check = Some("23514".to_owned());
    assert_eq!(refused(person(20).email(email("nobody"))).await, check);
    assert_eq!(refused(person(20).house(HouseEmail(email("a@b.com")))).await, check);
    assert_eq!(refused(person(20).mood(GoodMood(Mood::Wild))).await, check);
    assert_eq!(refused(person(20).email(email("longer@than.twenty.letters"))).await, Some("22001".to_owned()));
    let many = NewPerson { all: vec![email("nobody")], ..person(20) };
    let error = Person::insert_many([many], &world.db).await.expect_err("no address");
    assert_eq!(error.sqlstate(), Some("23514"));
}

mod later {
    use super::*;

    /// Where mail goes.
    #[derive(Clone, Debug, PartialEq, PgDomain)]
    #[pg_domain(name = "mail_address", renamed_from = "email_address", base = varchar(20), collate = "C")]
    #[pg_domain(check(name = "has_at", "VALUE LIKE '_%@%'"))]
    pub(crate) struct EmailAddress(pub(crate) String);

    /// Somebody.
    #[derive(Clone, Debug, PartialEq, Entity)]
    #[entity(table = "accounts")]
    pub(crate) struct Account {
        #[column(primary_key)]
        pub(crate) id: i32,
        pub(crate) email: EmailAddress,
    }
}

/// Somebody.
#[derive(Clone, Debug, PartialEq, Entity)]
struct Account {
    #[column(primary_key)]
    id: i32,
    email: EmailAddress,
}

#[tokio::test]
async fn a_domain_is_renamed_and_its_checks_change() {
    let world = World::of(&entity_core::schema![Account]).await;
    let new = NewAccount { id: 1, email: email("a@b") };
    new.insert(&world.db).await.expect("inserted");
    world.moves_to(&declared(&entity_core::schema![later::Account]).expect("entities that agree")).await;
    let found = later::Account::find(1, &world.db).await.expect("answers").expect("is there");
    assert_eq!(&found.email.0[..], "a@b");
    let new = later::NewAccount { id: 2, email: later::EmailAddress("@b".to_owned()) };
    assert_eq!(new.insert(&world.db).await.expect_err("the new check").sqlstate(), Some("23514"));
    let error = declared(&entity_core::schema![Account, Twin]).expect_err("two domains of one name");
    assert_eq!(error.to_string(), "two Rust types both want to be domain email_address, and are not the same");
    assert!(error.help().contains("pg_domain"));
}

mod twin {
    use super::*;

    #[derive(Clone, Debug, PartialEq, PgDomain)]
    #[pg_domain(base = varchar(20), collate = "C", default = "no@body", comment = "Where mail goes.")]
    #[pg_domain(check(name = "has_at", "VALUE LIKE '%@%'"))]
    pub(crate) struct EmailAddress(pub(crate) String);
}

#[derive(Clone, Debug, PartialEq, Entity)]
struct Twin {
    #[column(primary_key)]
    id: i32,
    email: twin::EmailAddress,
}

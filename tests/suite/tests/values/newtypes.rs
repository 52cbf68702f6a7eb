//! Structs that are stored as their only field.

use entity_core::Range;
use entity_core::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::world::World;

#[derive(Clone, Debug, PartialEq, PgNewtype)]
pub(crate) struct Email(String);

#[derive(Clone, Copy, Debug, PartialEq, PgNewtype)]
pub(crate) struct Cents {
    value: i64,
}

#[derive(Clone, Debug, PartialEq, PgNewtype)]
pub(crate) struct Price(Decimal);

#[derive(Clone, Debug, PartialEq, PgNewtype)]
pub(crate) struct MailId(Uuid);

/// A message.
#[derive(Clone, Debug, PartialEq, Entity)]
pub(crate) struct Mail {
    #[column(primary_key, default = gen_random_uuid())]
    id: MailId,
    #[column(varchar(30), unique, default = "it's nobody")]
    #[validate(length(min = 2))]
    to: Email,
    #[column(numeric(8, 2))]
    price: Price,
    #[column(default = Cents { value: 5 })]
    cents: Option<Cents>,
    all: Vec<Email>,
    between: Option<Range<Cents>>,
}

#[tokio::test]
async fn newtypes_are_their_field() {
    let world = World::of(&entity_core::schema![Mail]).await;
    world.settles().await;
    let new = || NewMail { price: Price(Decimal::new(150, 2)), all: vec![Email("a".to_owned())] };
    let row = new().insert(&world.db).await.expect("inserted");
    assert_eq!((&row.to.0[..], row.cents, row.between), ("it's nobody", Some(Cents { value: 5 }), None));
    assert_eq!((row.price, row.all), (Price(Decimal::new(150, 2)), vec![Email("a".to_owned())]));
    let rows = (0..9).map(|value| {
        let row = new().to(Email(format!("m{value}"))).cents(Cents { value });
        row.between(Range::from(Cents { value }..))
    });
    assert_eq!(Mail::insert_many(rows, &world.db).await.expect("inserted"), 9);
    let filter = Mail::to.like("m%").and(Mail::cents.is_in([Cents { value: 7 }]));
    let row = Mail::query().filter(filter).one(&world.db).await.expect("one");
    assert_eq!((row.to, row.between), (Email("m7".to_owned()), Some(Range::from(Cents { value: 7 }..))));
    assert!(Mail::find(row.id, &world.db).await.expect("answers").is_some());
    let error = new().to(Email("x".to_owned())).insert(&world.db).await.expect_err("too short");
    assert!(error.is_invalid());
}

/// Somebody with addresses that the database checks too.
#[derive(Clone, Debug, PartialEq, Entity)]
pub(crate) struct Contact {
    #[column(primary_key)]
    id: i32,
    #[column(type = "email_address")]
    email: Email,
    #[column(type = "email_address[]")]
    others: Vec<Email>,
    #[column(type = "share")]
    share: Option<Price>,
}

/// Parameters of a domain have the domain's oid, alone, in arrays and in rows.
#[tokio::test]
async fn columns_of_domains_take_the_values_of_their_base() {
    let database = harness::Database::empty().await;
    database
        .run(
            "CREATE DOMAIN address AS text CHECK (VALUE LIKE '%@%');
             CREATE DOMAIN email_address AS address CHECK (VALUE NOT LIKE '% %');
             CREATE DOMAIN share AS numeric(3, 2) CHECK (VALUE <= 1);
             CREATE TABLE contacts
                 (id int PRIMARY KEY, email email_address NOT NULL, others email_address[] NOT NULL, share share)",
        )
        .await;
    let db = suite::pool(&database, 2).await;
    let email = |text: &str| Email(text.to_owned());
    let new = |id, text: &str| NewContact { id, email: email(text), others: vec![email("b@c"), email(text)] };
    let row = new(1, "a@b").share(Price(Decimal::new(25, 2))).insert(&db).await.expect("inserted");
    assert_eq!((row.email, row.others), (email("a@b"), vec![email("b@c"), email("a@b")]));
    assert_eq!(row.share, Some(Price(Decimal::new(25, 2))));
    let rows = [new(2, "c@d").into_row(), new(3, "e@f").share(Price(Decimal::ONE))];
    assert_eq!(Contact::insert_many(rows, &db).await.expect("inserted"), 2);
    let filter = Contact::email.is_in([email("c@d")]).and(Contact::others.eq(vec![email("b@c"), email("c@d")]));
    assert_eq!(Contact::query().filter(filter).one(&db).await.expect("one").id, 2);
    let error = new(4, "nobody").insert(&db).await.expect_err("no address");
    assert_eq!(error.sqlstate(), Some("23514"));
    let error = Contact::insert_many([new(4, "no body@x")], &db).await.expect_err("no address");
    assert_eq!(error.sqlstate(), Some("23514"));
}

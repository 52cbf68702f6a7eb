//! Domains and composite types.

// What compiles need not be used.
#![allow(dead_code)]

use entity_core::prelude::*;
use entity_core::value::{Origin, Value};
use rust_decimal::Decimal;

/// Where mail goes.
#[derive(Clone, Debug, PartialEq, PgDomain)]
#[pg_domain(name = "email_address", base = varchar(255), not_null, default = "a@b", collate = "C")]
#[pg_domain(schema = "mail", renamed_from = "address", comment = none, check(name = "has_at", "VALUE LIKE '%@%'"))]
struct EmailAddress(String);

#[derive(Clone, Debug, PartialEq, PgDomain)]
#[pg_domain(base = "citext")]
struct Handle {
    text: String,
}

#[derive(Clone, Debug, PartialEq, PgDomain)]
#[pg_domain(base = numeric(8, 2))]
struct Price(Decimal);

#[derive(Clone, Debug, PartialEq, PgDomain)]
#[pg_domain(base = timestamp)]
struct Local(chrono::NaiveDateTime);

#[derive(Clone, Debug, PartialEq, PgDomain)]
struct Emails(Vec<EmailAddress>);

/// Where somebody lives.
#[derive(Clone, Debug, PartialEq, PgComposite)]
#[pg_composite(name = "home", schema = "mail", renamed_from = "house")]
struct Address {
    /// With its number.
    street: String,
    #[column(varchar(10), name = "zip", collate = "mail"."german", comment = "As printed")]
    postcode: Option<String>,
    #[column(numeric(8, 2))]
    rent: Option<Decimal>,
    #[column(timestamp)]
    since: chrono::NaiveDateTime,
    email: Option<EmailAddress>,
    former: Vec<Other>,
    r#type: Json<Vec<i32>>,
    secret: Option<Secret<String>>,
}

#[derive(Clone, Debug, PartialEq, PgComposite)]
#[pg_composite(comment = none)]
struct Other {
    x: f64,
}

#[derive(Clone, Debug, Entity)]
struct Person {
    #[column(primary_key)]
    id: i32,
    #[column(default = "nobody@here")]
    #[validate(length(min = 2))]
    email: EmailAddress,
    handle: Option<Handle>,
    price: Price,
    local: Option<Vec<Local>>,
    emails: Emails,
    address: Address,
    others: Option<Vec<Option<Other>>>,
}

#[test]
fn compiles_and_says_so() {
    let ty = |name: &str| Person::DEF.column(name).map(|column| column.ty.name);
    let names = ["email", "handle", "local", "emails", "address", "others"].map(ty);
    let expected =
        ["\"mail\".email_address", "\"handle\"", "\"local\"[]", "\"emails\"", "\"mail\".\"home\"", "\"other\"[]"];
    assert_eq!(names, expected.map(Some));
    let Origin::Domain(domain) = EmailAddress::TYPE.origin else { panic!("a domain") };
    assert_eq!((domain.base.name, domain.not_null, domain.comment), ("varchar(255)", true, None));
    assert_eq!(domain.default.and_then(|default| default()).as_deref(), Some("'a@b'"));
    assert_eq!(domain.checks.len(), 1);
    let Origin::Composite(home) = Address::TYPE.origin else { panic!("a composite type") };
    let attributes: Vec<_> = home.attributes.iter().map(|attribute| (attribute.name, attribute.ty.name)).collect();
    assert_eq!(attributes[..3], [("street", "text"), ("zip", "varchar(10)"), ("rent", "numeric(8,2)")]);
    assert_eq!((attributes[4].1, attributes[6]), ("\"mail\".email_address", ("type", "jsonb")));
    assert_eq!(home.attributes[0].comment, Some("With its number."));
    let _ = Person::query().filter(Person::email.like("a%").and(Person::handle.is_null()));
}

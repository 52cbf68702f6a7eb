//! Hooks are called on every way to write.

use std::sync::Mutex;

use entity_core::entity::{Changes, Hooks, Removal, Write, Written};
use entity_core::prelude::*;

/// Somebody's address.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(table = "addresses", hooks = AddressHooks)]
struct Address {
    #[column(primary_key)]
    id: i64,
    email: String,
    note: Option<String>,
    #[column(default = 0)]
    seen: i32,
    #[column(deleted_at)]
    deleted_at: Option<chrono::DateTime<chrono::Utc>>,
}

const SCHEMA: Schema = entity_core::schema![Address];

struct AddressHooks;

/// What the hooks of this process saw. Tests of this file run one at a time, each in a process of its own.
static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn saw(what: String) {
    SEEN.lock().expect("not poisoned").push(what);
}

fn seen() -> Vec<String> {
    std::mem::take(&mut *SEEN.lock().expect("not poisoned"))
}

impl Hooks<Address> for AddressHooks {
    fn before_insert(row: &mut AddressInsert) -> Result<(), Error> {
        if let Some(email) = row.edit(Address::email) {
            email.make_ascii_lowercase();
        }
        if row.edit(Address::note).is_none() {
            row.put(Address::note, "none given".to_owned());
        }
        match row.edit(Address::seen) {
            Some(seen) if *seen < 0 => Err(Error::refused("nobody was seen less than never")),
            _ => Ok(()),
        }
    }

    fn before_update(changes: &Changes<Address>) -> Result<(), Error> {
        saw(format!("before update of {}", changes.columns().collect::<Vec<_>>().join(", ")));
        if changes.sets(Address::id) { Err(Error::refused("an address keeps its number")) } else { Ok(()) }
    }

    fn before_delete(removal: Removal) -> Result<(), Error> {
        saw(format!("before {removal:?} delete"));
        Ok(())
    }

    fn after(written: &Written) {
        saw(format!("{:?} {} of {}", written.write, written.rows, written.entity.table));
    }

    fn after_commit(written: &Written) {
        saw(match written.write {
            Write::Insert | Write::Update | Write::Delete => format!("committed {:?}", written.write),
        });
    }
}

fn address(id: i64, email: &str) -> NewAddress {
    NewAddress { id, email: email.to_owned() }
}

#[tokio::test]
async fn every_way_to_write_calls_them() {
    let (_database, db) = suite::made(&SCHEMA).await;
    let one = address(1, "ANN@Example.com").insert(&db).await.expect("inserted");
    assert_eq!((&*one.email, one.note.as_deref()), ("ann@example.com", Some("none given")));
    assert_eq!(seen(), ["Insert 1 of addresses", "committed Insert"]);
    Address::insert_many([address(2, "BOB"), address(3, "CID")], &db).await.expect("inserted");
    Address::copy_in([address(4, "DEE")], &db).await.expect("copied");
    Address::insert_many_returning::<Address, _>([address(5, "EVE")], &db).await.expect("inserted");
    let updated = address(5, "EVA").upsert(Address::id).execute(&db).await.expect("upserted");
    assert_eq!(updated.into_row().email, "eva");
    let writes = |seen: Vec<String>| seen.into_iter().filter(|line| !line.starts_with("committed")).collect::<Vec<_>>();
    assert_eq!(
        writes(seen()),
        ["Insert 2 of addresses", "Insert 1 of addresses", "Insert 1 of addresses", "Update 1 of addresses"]
    );
    let upper = Address::query().filter(Address::email.ne(Address::email.lower()));
    assert_eq!(upper.count(&db).await.expect("answers"), 0);
    Address::update(1).set(Address::seen, 2).execute(&db).await.expect("updated");
    Address::update_many().filter(Address::id.gt(3)).increment(Address::seen, 1).execute(&db).await.expect("updated");
    one.edit().set(Address::seen, 3).returning::<Address>(&db).await.expect("updated");
    one.delete(&db).await.expect("deleted");
    Address::restore(1, &db).await.expect("restored");
    Address::delete_many().filter(Address::id.eq(2)).execute(&db).await.expect("deleted");
    Address::hard_delete_many().filter(Address::id.eq(2)).execute(&db).await.expect("removed");
    assert_eq!(
        writes(seen()),
        [
            "before update of seen",
            "Update 1 of addresses",
            "before update of seen",
            "Update 2 of addresses",
            "before update of seen",
            "Update 1 of addresses",
            "before Soft delete",
            "Delete 1 of addresses",
            "Update 1 of addresses",
            "before Soft delete",
            "Delete 1 of addresses",
            "before Hard delete",
            "Delete 1 of addresses",
        ]
    );
}

#[tokio::test]
async fn they_may_refuse_and_nothing_is_written() {
    let (_database, db) = suite::made(&SCHEMA).await;
    let rows = [address(1, "a").seen(1), address(2, "b").seen(-1)];
    let error = Address::insert_many(rows, &db).await.expect_err("refused");
    assert!(error.is_refused() && error.to_string().contains("less than never"));
    assert_eq!(Address::query().count(&db).await.expect("answers"), 0);
    address(1, "a").insert(&db).await.expect("inserted");
    assert!(Address::update(1).set(Address::id, 9).execute(&db).await.expect_err("refused").is_refused());
}

#[tokio::test]
async fn what_is_rolled_back_is_not_called_committed() {
    let (_database, db) = suite::made(&SCHEMA).await;
    let rolled: Result<(), Error> = db
        .transaction(async |tx| {
            address(1, "a").insert(tx).await?;
            Err(Error::refused("no"))
        })
        .await;
    assert!(rolled.is_err());
    assert_eq!(seen(), ["Insert 1 of addresses"]);
    db.transaction(async |tx| {
        address(1, "a").insert(tx).await?;
        let inner: Result<(), Error> = tx
            .transaction(async |tx| {
                address(2, "b").insert(tx).await?;
                Err(Error::refused("not this one"))
            })
            .await;
        assert!(inner.is_err());
        tx.after_commit(|| saw("after".to_owned()));
        assert!(!seen().iter().any(|line| line.starts_with("committed")));
        Ok::<_, Error>(())
    })
    .await
    .expect("committed");
    assert_eq!(seen(), ["committed Insert", "after"]);
}

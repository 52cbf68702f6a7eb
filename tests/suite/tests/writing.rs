//! Inserts, updates, deletes and transactions.

use std::time::Duration;

use aegis::{GuardProfile, User, UserRole, UserStatus};
use entity_core::prelude::*;
use suite::{aegis, guard, new_user, pool};

#[tokio::test]
async fn a_row_comes_back_with_its_defaults() {
    let (_database, db) = aegis().await;
    let user = new_user("ann@example.com").role(UserRole::Guard).insert(&db).await.expect("a user");
    assert_eq!((user.role, user.status), (UserRole::Guard, UserStatus::Active));
    assert!(!user.mfa_enabled && user.deleted_at.is_none() && user.profile.is_none());
    assert_eq!(User::find(user.id, &db).await.expect("answers").expect("is there").created_at, user.created_at);
}

#[tokio::test]
async fn many_rows_are_one_statement_also_when_they_differ_in_what_they_set() {
    let (database, db) = aegis().await;
    let rows = (0..1000).map(|n| {
        let row = new_user(&format!("user{n}@example.com")).status(UserStatus::Active);
        if n % 2 == 0 { row.role(UserRole::Guard) } else { row }
    });
    assert_eq!(User::insert_many(rows, &db).await.expect("inserted"), 1000);
    assert_eq!(User::query().filter(User::role.eq(UserRole::Guard)).count(&db).await.expect("answers"), 500);
    assert_eq!(User::query().filter(User::role.eq(UserRole::Customer)).count(&db).await.expect("answers"), 500);
    let transactions = "SELECT count(DISTINCT xmin::text) FROM users";
    let count: i64 = database.client().await.query_one(transactions, &[]).await.expect("answers").get(0);
    assert_eq!(count, 1, "all rows were written by one statement");
    assert_eq!(User::insert_many(Vec::<aegis::NewUser>::new(), &db).await.expect("nothing to do"), 0);
}

#[tokio::test]
async fn the_trigger_keeps_updated_at_and_nullable_columns_can_be_set_to_null() {
    let (_database, db) = aegis().await;
    let user = new_user("ann@example.com").phone_number("1".to_owned()).insert(&db).await.expect("a user");
    let update = User::update(user.id).set(User::phone_number, None).set(User::last_name, "Smith");
    assert_eq!(update.execute(&db).await.expect("updated"), 1);
    let after = User::find(user.id, &db).await.expect("answers").expect("is there");
    assert_eq!((after.phone_number, after.last_name.as_str()), (None, "Smith"));
    assert!(after.updated_at > user.updated_at);
    let update = User::update_many().filter(User::last_name.eq("Smith")).set(User::role, UserRole::Admin);
    assert_eq!(update.execute(&db).await.expect("updated"), 1);
    assert_eq!(User::update_many().all_rows().set(User::mfa_enabled, true).execute(&db).await.expect("updated"), 1);
}

#[tokio::test]
async fn a_soft_delete_hides_the_row_and_keeps_it() {
    let (_database, db) = aegis().await;
    let (user, profile) = guard(&db, "ann@example.com").await;
    assert!(user.delete(&db).await.expect("deleted"));
    assert!(!user.delete(&db).await.expect("answers"), "it was deleted already");
    assert!(User::find(user.id, &db).await.expect("answers").is_none());
    assert_eq!(User::query().count(&db).await.expect("answers"), 0);
    assert_eq!(User::query().with_deleted().count(&db).await.expect("answers"), 1);
    assert_eq!(User::update(user.id).set(User::last_name, "Smith").execute(&db).await.expect("answers"), 0);
    // A profile has no deleted_at, so it goes for good.
    assert!(profile.delete(&db).await.expect("deleted"));
    assert_eq!(GuardProfile::query().count(&db).await.expect("answers"), 0);
    assert!(user.hard_delete(&db).await.expect("deleted"));
    assert_eq!(User::query().with_deleted().count(&db).await.expect("answers"), 0);
}

#[tokio::test]
async fn many_rows_are_deleted_softly() {
    let (_database, db) = aegis().await;
    User::insert_many((0..5).map(|n| new_user(&format!("u{n}@example.com"))), &db).await.expect("inserted");
    let deleted = User::delete_many().filter(User::email.like("u1%")).execute(&db).await.expect("deleted");
    assert_eq!(deleted, 1);
    assert_eq!(User::query().count(&db).await.expect("answers"), 4);
    assert_eq!(User::query().with_deleted().count(&db).await.expect("answers"), 5);
}

#[tokio::test]
async fn transactions_commit_roll_back_and_nest_also_in_a_spawned_task() {
    let (_database, db) = aegis().await;
    let spawned = db.clone();
    let task = tokio::spawn(async move {
        spawned
            .transaction(async |tx| {
                new_user("kept@example.com").insert(tx).await?;
                let nested: Result<(), Error> = tx
                    .transaction(async |tx| {
                        new_user("taken-back@example.com").insert(tx).await?;
                        new_user("kept@example.com").insert(tx).await?;
                        Ok(())
                    })
                    .await;
                assert_eq!(nested.expect_err("the e-mail is taken").unique_violation(), Some("uniq_users_email"));
                new_user("also-kept@example.com").insert(tx).await?;
                User::query().count(tx).await
            })
            .await
    });
    assert_eq!(task.await.expect("no panic").expect("committed"), 2);

    let rolled_back: Result<(), Error> = db
        .transaction(async |tx| {
            new_user("gone@example.com").insert(tx).await?;
            Err(User::query().filter(User::email.eq("nobody")).one(tx).await.expect_err("nobody"))
        })
        .await;
    assert!(rolled_back.expect_err("rolled back").is_not_found());
    assert_eq!(User::query().count(&db).await.expect("answers"), 2);
}

#[tokio::test]
async fn an_error_that_is_swallowed_does_not_commit_silently() {
    let (_database, db) = aegis().await;
    new_user("taken@example.com").insert(&db).await.expect("a user");
    let outcome: Result<(), Error> = db
        .transaction(async |tx| {
            new_user("lost@example.com").insert(tx).await?;
            let _ = new_user("taken@example.com").insert(tx).await;
            Ok(())
        })
        .await;
    let error = outcome.expect_err("nothing was committed");
    assert!(error.to_string().contains("nothing was committed") && error.help().is_some(), "{error}");
    assert_eq!(User::query().count(&db).await.expect("answers"), 1);
}

#[tokio::test]
async fn a_dropped_future_leaves_no_open_transaction() {
    let (database, _) = aegis().await;
    let db = pool(&database, 1).await;
    for _ in 0..20 {
        let work = db.transaction(async |tx| {
            new_user("dropped@example.com").insert(tx).await?;
            tokio::time::sleep(Duration::from_secs(60)).await;
            Ok::<_, Error>(())
        });
        assert!(tokio::time::timeout(Duration::from_millis(20), work).await.is_err(), "dropped while it was open");
        // The same connection, as there is only one.
        assert_eq!(User::query().count(&db).await.expect("the connection is usable"), 0);
    }
    let open = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'";
    let open: i64 = database.client().await.query_one(open, &[]).await.expect("answers").get(0);
    assert_eq!(open, 0);
}

#[tokio::test]
async fn a_full_pool_says_so_and_a_closed_connection_is_replaced() {
    let (database, _) = aegis().await;
    let mut config = Config::from_url(&database.url()).expect("a connection string");
    (config.pool_max, config.pool_min, config.acquire) = (1, 1, Duration::from_millis(50));
    let db = Db::connect(&config).await.expect("connects");
    let inner = db.apart();
    let outcome: Result<(), Error> = db.transaction(async |_| User::query().count(&inner).await.map(|_| ())).await;
    let error = outcome.expect_err("the only connection is in use");
    assert!(error.is_unavailable() && error.to_string().contains("all 1 connections"), "{error}");

    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    database.client().await.execute(end, &[]).await.expect("ended");
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(User::query().count(&db).await.expect("a new connection"), 0);
}

#[tokio::test]
async fn a_table_that_changed_under_a_prepared_statement_is_read_again() {
    let (database, _) = aegis().await;
    let db = pool(&database, 1).await;
    let user = new_user("ann@example.com").insert(&db).await.expect("a user");
    assert!(User::find(user.id, &db).await.expect("answers").is_some());
    database.run("ALTER TABLE users ALTER email TYPE text").await;
    assert!(User::find(user.id, &db).await.expect("prepared anew").is_some());
    database.run("ALTER TABLE users ALTER mfa_enabled DROP DEFAULT, ALTER mfa_enabled TYPE integer USING 0").await;
    let error = User::find(user.id, &db).await.expect_err("a boolean cannot hold an integer");
    assert!(error.to_string().contains("mfa_enabled of users is of type int4"), "{error}");
    assert!(error.help().is_some());
}

#[tokio::test]
async fn health_tells_the_state_of_the_pool() {
    let (_database, db) = aegis().await;
    let health = db.health().await.expect("healthy");
    assert!(health.connections >= 1 && health.waiting == 0);
}

/// An entity whose columns all have defaults, and a rule that no field owns.
#[derive(Debug, Entity)]
#[entity(table = "t0", check(name = "chk_t0_sane", "age < 100 OR name = 'turtle'"))]
struct Pet {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<Pet>,
    #[column(default = "cat")]
    name: String,
    #[column(default = 1)]
    age: i32,
}

const PETS: &str = "CREATE TABLE t0 (
  id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT t0_pkey PRIMARY KEY,
  name text NOT NULL DEFAULT 'cat',
  age integer NOT NULL DEFAULT 1,
  CONSTRAINT chk_t0_sane CHECK (age < 100 OR name = 'turtle'))";

#[tokio::test]
async fn a_broken_check_that_no_field_owns_is_about_the_whole_row() {
    let (database, db) = aegis().await;
    database.run(PETS).await;
    let error = NewPet {}.age(200).insert(&db).await.expect_err("no cat is that old");
    assert_eq!(error.constraint(), Some("chk_t0_sane"));
    assert!(error.fields()[0].path.is_empty(), "{error:?}");
    let turtle = NewPet {}.age(200).name("turtle".to_owned()).insert(&db).await.expect("a turtle may be");
    assert_eq!((turtle.age, turtle.name.as_str()), (200, "turtle"));
    assert!(Pet::find(turtle.id, &db).await.expect("answers").is_some());
}

#[tokio::test]
async fn rows_that_set_nothing_get_all_their_defaults() {
    let (database, db) = aegis().await;
    database.run(PETS).await;
    assert_eq!(Pet::insert_many([NewPet {}, NewPet {}, NewPet {}], &db).await.expect("inserted"), 3);
    let rows = [NewPet {}.into_row(), NewPet {}.age(2), NewPet {}.name("dog".to_owned())];
    assert_eq!(Pet::insert_many(rows, &db).await.expect("inserted"), 3);
    assert_eq!(Pet::query().filter(Pet::name.eq("cat")).filter(Pet::age.eq(1)).count(&db).await.expect("answers"), 4);
}

#[tokio::test]
async fn only_the_last_value_of_a_column_counts() {
    let (_database, db) = aegis().await;
    let (user, _) = guard(&db, "ann@example.com").await;
    let update = User::update(user.id).set(User::first_name, "X").set(User::first_name, "Xavier");
    assert_eq!(update.execute(&db).await.expect("the short one is not written"), 1);
}

#[tokio::test]
async fn no_way_of_swallowing_errors_commits_silently() {
    let (_database, db) = aegis().await;
    new_user("taken@example.com").insert(&db).await.expect("a user");
    // An error in the transaction and one in a savepoint after it.
    let outcome: Result<(), Error> = db
        .transaction(async |tx| {
            new_user("lost@example.com").insert(tx).await?;
            let _ = new_user("taken@example.com").insert(tx).await;
            let _ = tx.transaction(async |tx| new_user("also-lost@example.com").insert(tx).await).await;
            Ok(())
        })
        .await;
    assert!(outcome.expect_err("nothing was committed").to_string().contains("nothing was committed"));
    // An error that arrives after nobody waits for it any more.
    let outcome: Result<(), Error> = db
        .transaction(async |tx| {
            let _ = tokio::time::timeout(Duration::ZERO, new_user("taken@example.com").insert(tx)).await;
            new_user("kept-or-not@example.com").insert(tx).await.map(drop).or(Ok(()))
        })
        .await;
    let kept = User::query().filter(User::email.like("kept%")).count(&db).await.expect("answers");
    assert_eq!(outcome.is_ok(), kept == 1, "what is reported is what happened");
    assert_eq!(User::query().filter(User::email.like("%lost%")).count(&db).await.expect("answers"), 0);
}

#[tokio::test]
async fn a_type_that_was_made_anew_does_not_break_a_prepared_statement() {
    let (database, _) = aegis().await;
    let db = pool(&database, 1).await;
    let user = new_user("ann@example.com").insert(&db).await.expect("a user");
    let suspend = async || User::update(user.id).set(User::status, UserStatus::Suspended).execute(&db).await;
    assert_eq!(suspend().await.expect("updated"), 1);
    database
        .run(
            "ALTER TYPE user_status RENAME TO old_status;
             CREATE TYPE user_status AS ENUM ('active', 'inactive', 'suspended');
             ALTER TABLE users ALTER status DROP DEFAULT, ALTER status TYPE user_status USING status::text::user_status,
               ALTER status SET DEFAULT 'active';
             DROP TYPE old_status;",
        )
        .await;
    assert_eq!(suspend().await.expect("prepared anew"), 1);
}

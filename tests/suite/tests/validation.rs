//! One rule, in Rust, in the database, and in the error that finds its field.

use aegis::{GuardProfile, User};
use chrono::{TimeDelta, Utc};
use entity_core::prelude::*;
use serde_json::json;
use suite::{aegis, guard, new_job, new_profile, new_user};

#[tokio::test]
async fn a_rate_below_the_minimum_is_refused_before_any_sql() {
    let (database, db) = aegis().await;
    let user = new_user("guard@example.com").insert(&db).await.expect("a user");
    let mut profile = new_profile(user.id);
    profile.hourly_rate_cents = 500;
    let error = profile.insert(&db).await.expect_err("500 is below the minimum");
    assert_eq!(
        error.fields_json(),
        json!([{"path": ["hourly_rate_cents"], "code": "range", "params": {"min": 1000, "max": 100_000},
                "message": "Hourly rate must be at least $10"}])
    );
    assert!(!error.to_string().contains("500"), "{error}");
    assert_eq!(error.sqlstate(), None, "no statement was sent");

    let raw = "INSERT INTO guard_profiles (user_id, license_number, license_state, license_expiry, hourly_rate_cents)
               VALUES ($1, 'x', 'CA', '2027-01-01', 500)";
    let refused = database.client().await.execute(raw, &[&user.id.uuid()]).await.expect_err("the CHECK refuses it too");
    let refused = refused.as_db_error().expect("from the server");
    assert_eq!(refused.constraint(), Some("chk_guard_profiles_hourly_rate_cents_range"));
}

#[tokio::test]
async fn every_broken_rule_is_reported_in_the_order_of_the_fields() {
    let (_database, db) = aegis().await;
    let mut user = new_user("no address");
    (user.first_name, user.last_name) = ("M".to_owned(), "é".to_owned());
    let error = user.insert(&db).await.expect_err("three rules are broken");
    let found: Vec<_> =
        error.fields().iter().map(|field| (field.path[0].to_string(), field.message.to_string())).collect();
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found[0], ("email".to_owned(), "Invalid email format".to_owned()));
    assert_eq!(found[1], ("first_name".to_owned(), "First name must be at least 2 characters".to_owned()));
    assert_eq!(found[2].0, "last_name");
}

#[tokio::test]
async fn a_text_longer_than_its_column_is_refused_in_rust() {
    let (_database, db) = aegis().await;
    let user = new_user("ok@example.com").phone_number("1".repeat(21));
    let error = user.insert(&db).await.expect_err("21 characters in varchar(20)");
    assert_eq!(error.fields()[0].path[0], "phone_number");
    assert_eq!(error.fields()[0].code, "length");
}

#[tokio::test]
async fn an_update_is_validated_too() {
    let (_database, db) = aegis().await;
    let (user, _) = guard(&db, "guard@example.com").await;
    let error = User::update(user.id).set(User::first_name, "X").execute(&db).await.expect_err("too short");
    assert_eq!(error.fields()[0].path[0], "first_name");
    let found = User::find(user.id, &db).await.expect("answers").expect("is there");
    assert_eq!(found.first_name, "Mike", "nothing was written");
}

#[tokio::test]
async fn many_rows_say_which_one_is_wrong() {
    let (_database, db) = aegis().await;
    let mut rows = vec![new_user("a@example.com"), new_user("b@example.com")];
    rows[1].first_name = "B".to_owned();
    let error = User::insert_many(rows, &db).await.expect_err("the second is wrong");
    assert_eq!(error.fields_json()[0]["path"], json!([1, "first_name"]));
    assert_eq!(User::query().count(&db).await.expect("answers"), 0);
}

#[tokio::test]
async fn a_rule_between_two_fields_is_checked_in_rust_and_by_the_database() {
    let (_database, db) = aegis().await;
    let (user, _) = guard(&db, "customer@example.com").await;
    let now = Utc::now();
    let job = new_job(user.id, TimeDelta::hours(-1));
    let error = job.insert(&db).await.expect_err("it ends before it starts");
    assert_eq!(error.fields()[0].path[0], "end_time");
    assert_eq!(error.fields()[0].code, "after");

    // An update sets one side alone, so only the database can see both.
    let job = new_job(user.id, TimeDelta::hours(4));
    let job = job.insert(&db).await.expect("a job");
    let error = aegis::Job::update(job.id).set(aegis::Job::end_time, now - TimeDelta::hours(1)).execute(&db).await;
    let error = error.expect_err("the CHECK refuses it");
    assert_eq!((error.sqlstate(), error.constraint()), (Some("23514"), Some("chk_jobs_end_time_after_start_time")));
    assert_eq!(error.fields()[0].path[0], "end_time");
    assert_eq!(error.fields()[0].code, "after");
}

#[tokio::test]
async fn a_taken_e_mail_comes_back_as_its_field() {
    let (_database, db) = aegis().await;
    let first = new_user("taken@example.com").insert(&db).await.expect("the first");
    let error = new_user("taken@example.com").insert(&db).await.expect_err("the second");
    assert_eq!(error.unique_violation(), Some("uniq_users_email"));
    assert_eq!(error.fields_json()[0]["path"], json!(["email"]));
    assert_eq!(error.fields_json()[0]["code"], json!("unique"));
    assert!(!format!("{error} {error:?}").contains("taken@"), "{error:?}");
    // The index covers live rows only.
    assert!(first.delete(&db).await.expect("deleted softly"));
    new_user("taken@example.com").insert(&db).await.expect("free again");
}

#[tokio::test]
async fn foreign_keys_and_missing_values_find_their_field() {
    let (database, db) = aegis().await;
    let error = new_profile(Id::random()).insert(&db).await.expect_err("no such user");
    assert_eq!(
        error.fields_json()[0],
        json!({"path": ["user_id"], "code": "foreign_key", "params": {},
        "message": "refers to a row that is not there"})
    );
    // The database is stricter than the struct.
    database.run("ALTER TABLE users ALTER phone_number SET NOT NULL").await;
    let error = new_user("guard@example.com").insert(&db).await.expect_err("no phone number");
    assert_eq!(error.fields_json()[0]["path"], json!(["phone_number"]));
    assert_eq!(error.fields_json()[0]["code"], json!("required"));
}

#[tokio::test]
async fn a_row_that_is_referred_to_says_by_what() {
    let (_database, db) = aegis().await;
    let (guard, _) = guard(&db, "guard@example.com").await;
    let job = new_job(guard.id, TimeDelta::hours(4));
    job.insert(&db).await.expect("a job");
    let error = guard.hard_delete(&db).await.expect_err("the job refers to the user");
    assert_eq!(error.constraint(), Some("fk_jobs_customer"));
    assert_eq!(error.fields()[0].message, "is still referred to");
    assert_eq!(error.fields()[0].code, "foreign_key");
    assert!(error.to_string().contains("jobs"), "{error}");
    assert!(GuardProfile::query().exists(&db).await.expect("answers"), "nothing was deleted");
}

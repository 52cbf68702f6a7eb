//! What the server tests share: a migrated Aegis database, and rows that break no rule.
#![allow(clippy::missing_panics_doc, reason = "a test that cannot prepare its rows has failed")]

pub mod blog;
mod made;
pub mod shop;
pub mod store;
mod tool;

use aegis::{GuardProfile, NewGuardProfile, NewJob, NewUser, User};
use chrono::{NaiveDate, TimeDelta, Utc};
use entity_core::prelude::*;
use harness::Database;

pub use made::made;
pub use tool::Tool;

/// The reference DDL.
pub const AEGIS_SQL: &str = include_str!("../../domains/aegis.sql");

/// A database with the tables of Aegis, and a pool on it. The database is dropped with the first value.
pub async fn aegis() -> (Database, Db) {
    let database = Database::filled(AEGIS_SQL).await;
    let db = pool(&database, 5).await;
    (database, db)
}

/// A pool of at most that many connections.
pub async fn pool(database: &Database, max: usize) -> Db {
    let mut config = Config::from_url(&database.url()).expect("a connection string");
    (config.pool_max, config.pool_min) = (max, 1);
    Db::connect(&config).await.expect("the database answers")
}

/// A user that breaks no rule.
pub fn new_user(email: &str) -> NewUser {
    NewUser {
        email: email.to_owned(),
        password_hash: Secret::new("$2b$12$secret-hash".to_owned()),
        first_name: "Mike".to_owned(),
        last_name: "Guardian".to_owned(),
    }
}

/// A guard profile that breaks no rule.
pub fn new_profile(user: Id<User>) -> NewGuardProfile {
    NewGuardProfile {
        user_id: user,
        license_number: "CA-GUARD-12345".to_owned(),
        license_state: "CA".to_owned(),
        license_expiry: NaiveDate::from_ymd_opt(2027, 12, 31).expect("a date"),
        hourly_rate_cents: 5000,
    }
}

/// A job that begins now and breaks no rule unless it takes no time.
pub fn new_job(customer: Id<User>, takes: TimeDelta) -> NewJob {
    let now = Utc::now();
    NewJob {
        customer_id: customer,
        location_address: "123 Main St, Los Angeles".to_owned(),
        location_coordinates: GeoPoint::new(-118.25, 34.05).expect("a place"),
        start_time: now,
        end_time: now + takes,
        hourly_rate_cents: 5000,
        total_amount_cents: 20_000,
    }
}

/// A user with a profile.
pub async fn guard(db: &Db, email: &str) -> (User, GuardProfile) {
    let user = new_user(email).insert(db).await.expect("a user");
    let profile = new_profile(user.id).insert(db).await.expect("a profile");
    (user, profile)
}

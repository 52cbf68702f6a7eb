//! Guards near a place, and jobs with the people in them.

use aegis::{AvailabilityStatus, GuardProfile, Job, User, UserStatus};
use entity_core::prelude::*;
use insta::assert_snapshot;
use serde_json::json;
use suite::aegis;

use super::{goes_by, plan};

const ROWS: &str = r#"
INSERT INTO users (email, password_hash, role, first_name, last_name)
  SELECT 'guard' || n || '@example.com', 'hash', 'guard', 'Guard', 'Number' FROM generate_series(1, 10000) n;
INSERT INTO guard_profiles (user_id, license_number, license_state, license_expiry, hourly_rate_cents, availability_status,
                            skills, current_location)
  SELECT id, 'L', 'CA', '2027-12-31', 5000,
         (ARRAY['available', 'busy', 'offline']::availability_status[])[1 + row_number() OVER () % 3],
         CASE WHEN row_number() OVER () % 2 = 0 THEN '["unarmed"]' ELSE '["armed"]' END::jsonb,
         ST_MakePoint(-119.2 + 2 * random(), 33 + 2 * random())::geography FROM users;
INSERT INTO jobs (customer_id, guard_id, location_address, location_coordinates, start_time, end_time, hourly_rate_cents,
                  total_amount_cents, created_at)
  SELECT u.id, CASE WHEN (number + n) % 2 = 0 THEN u.id END, '123 Main Street', ST_MakePoint(-118, 34)::geography, now(),
         now() + interval '4 hours', 5000, 20000, now() - n * interval '1 minute'
  FROM (SELECT id, row_number() OVER () AS number FROM users) u, generate_series(1, 3) n;
ANALYZE;"#;

/// A guard with the name of the user.
#[derive(Debug, Projection)]
#[projection(of = GuardProfile)]
struct Available {
    id: Id<GuardProfile>,
    user: Person,
}

#[derive(Debug, Projection)]
#[projection(of = User)]
struct Person {
    id: Id<User>,
    first_name: String,
}

/// A job with both of its people.
#[derive(Debug, Projection)]
#[projection(of = Job)]
struct Booking {
    customer_id: Id<User>,
    guard_id: Option<Id<User>>,
    customer: Person,
    guard: Option<Person>,
}

fn available() -> Select<GuardProfile, Available> {
    let here = GeoPoint::new(-118.2437, 34.0522).expect("Los Angeles");
    GuardProfile::query()
        .filter(GuardProfile::availability_status.eq(AvailabilityStatus::Available))
        .filter(GuardProfile::current_location.within(here, Meters(24_140.0)))
        .filter(GuardProfile::skills.contains(json!(["unarmed"])))
        .filter(GuardProfile::user.any(User::status.eq(UserStatus::Active)))
        .order_by(GuardProfile::current_location.distance(here))
        .limit(20)
        .project()
}

#[tokio::test]
async fn guards_near_a_place_with_a_skill() {
    let (database, db) = aegis().await;
    database.run(ROWS).await;
    let recorder = db.record();
    let found = available().all(&db).await.expect("guards");
    assert_snapshot!("guards_near_a_place", recorder.statements().join("\n"));
    assert!(
        found.len() == 20
            && found.iter().all(|guard| guard.user.first_name == "Guard" && guard.id != Id::from(uuid::Uuid::nil()))
    );
    goes_by(&plan(available(), &db).await, "idx_guard_profiles_");
}

#[tokio::test]
async fn jobs_with_their_people_in_three_statements() {
    let (database, db) = aegis().await;
    database.run(ROWS).await;
    let newest = || Job::query().order_by(Job::created_at.desc()).limit(100).project::<Booking>();
    let recorder = db.record();
    let bookings = newest().all(&db).await.expect("jobs");
    let statements = recorder.statements();
    assert_eq!(statements.len(), 3, "one for the jobs, one a relation, however many jobs there are");
    assert_snapshot!("jobs_with_their_people", statements.join("\n"));
    assert_eq!(bookings.len(), 100);
    for booking in bookings {
        assert_eq!(booking.customer.id, booking.customer_id);
        assert_eq!(booking.guard.map(|guard| guard.id), booking.guard_id);
    }
    goes_by(&plan(newest(), &db).await, "idx_jobs_created_at");
    // The statement of a level, with keys in the place of its parameter.
    let level = statements[1].replace("$1", "(SELECT array_agg(id) FROM (SELECT id FROM users LIMIT 100) AS u)");
    let rows = database.client().await.query(&format!("EXPLAIN {level}"), &[]).await.expect("a plan");
    let lines: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    assert!(lines.join("\n").contains("users_pkey"), "{lines:#?}");
}

//! The design document's sample data, with uuids that are valid.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use entity_core::prelude::*;
use uuid::{Uuid, uuid};

use crate::{
    AvailabilityStatus, BackgroundCheck, GuardProfile, Job, JobStatus, JobType, NewBackgroundCheck, NewGuardProfile,
    NewJob, NewPayment, NewUser, PaymentStatus, Skill, User, UserRole,
};

/// The administrator who approves guards.
pub const ADMIN: Uuid = uuid!("aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa");
/// The customer who books.
pub const CUSTOMER: Uuid = uuid!("cccccccc-cccc-4ccc-8ccc-cccccccccccc");
/// The three guards.
pub const GUARDS: [Uuid; 3] = [
    uuid!("99999999-1111-4111-8111-999999999999"),
    uuid!("99999999-2222-4222-8222-999999999999"),
    uuid!("99999999-3333-4333-8333-999999999999"),
];
/// The job that was done.
pub const JOB: Uuid = uuid!("11111111-1111-4111-8111-111111111111");

/// A hash that no password has. Applications hash with a slow function of their own.
const NO_PASSWORD: &str = "$2b$12$................................................./";

/// Puts the sample data in, all or nothing.
///
/// # Errors
/// When a row is there already.
pub async fn seed(db: &Db) -> Result<(), Error> {
    db.transaction(async |tx| {
        users(tx).await?;
        guards(tx).await?;
        let job = job(tx).await?;
        payment(&job, tx).await
    })
    .await
}

fn user(id: Uuid, role: UserRole, (email, phone): (&str, &str), (first, last): (&str, &str)) -> <NewUser as New>::Row {
    let required = NewUser {
        email: email.to_owned(),
        password_hash: Secret::new(NO_PASSWORD.to_owned()),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
    };
    required.id(Id::new(id)).role(role).phone_number(phone.to_owned())
}

async fn users(on: &impl Executor) -> Result<(), Error> {
    let admin = user(ADMIN, UserRole::Admin, ("admin@aegis.com", "+1-555-0100"), ("Admin", "User"));
    let customer = user(CUSTOMER, UserRole::Customer, ("customer@example.com", "+1-555-0200"), ("John", "Customer"));
    let customer = customer.stripe_customer_id("cus_test_1234567890".to_owned());
    let [mike, sarah, james] = GUARDS;
    let mike = user(mike, UserRole::Guard, ("guard1@example.com", "+1-555-0301"), ("Mike", "Guardian"));
    let sarah = user(sarah, UserRole::Guard, ("guard2@example.com", "+1-555-0302"), ("Sarah", "Protector"));
    let james = user(james, UserRole::Guard, ("guard3@example.com", "+1-555-0303"), ("James", "Sentinel"));
    User::insert_many([admin, customer, mike, sarah, james], on).await.map(drop)
}

struct Guard {
    license: &'static str,
    expiry: (i32, u32, u32),
    skills: &'static [Skill],
    rate: i32,
    status: AvailabilityStatus,
    place: (f64, f64),
    bio: &'static str,
    years: i32,
}

const PROFILES: [Guard; 3] = [
    Guard {
        license: "CA-GUARD-12345",
        expiry: (2026, 12, 31),
        skills: &[Skill::Unarmed, Skill::Patrol, Skill::AccessControl],
        rate: 5000,
        status: AvailabilityStatus::Available,
        place: (-118.2437, 34.0522),
        bio: "Experienced security guard with 5 years in event security.",
        years: 5,
    },
    Guard {
        license: "CA-GUARD-67890",
        expiry: (2027, 6, 30),
        skills: &[Skill::Armed, Skill::ExecutiveProtection, Skill::K9],
        rate: 8000,
        status: AvailabilityStatus::Available,
        place: (-118.3, 34.1),
        bio: "Elite security professional specializing in executive protection.",
        years: 10,
    },
    Guard {
        license: "CA-GUARD-11111",
        expiry: (2026, 3, 15),
        skills: &[Skill::Unarmed, Skill::CrowdControl, Skill::Event],
        rate: 4500,
        status: AvailabilityStatus::Offline,
        place: (-118.4, 34.0),
        bio: "Friendly and professional, great for public events.",
        years: 3,
    },
];

async fn guards(on: &impl Executor) -> Result<(), Error> {
    let profiles = GUARDS.into_iter().zip(&PROFILES).map(|(user, guard)| {
        let (year, month, day) = guard.expiry;
        let profile = NewGuardProfile {
            user_id: Id::new(user),
            license_number: guard.license.to_owned(),
            license_state: "CA".to_owned(),
            license_expiry: NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default(),
            hourly_rate_cents: guard.rate,
        };
        let profile =
            profile.skills(Json(guard.skills.to_vec())).availability_status(guard.status).bio(guard.bio.to_owned());
        let place = GeoPoint::new(guard.place.0, guard.place.1).ok();
        profile.current_location(place).years_experience(guard.years)
    });
    GuardProfile::insert_many(profiles.collect::<Vec<_>>(), on).await?;
    let approved = |user| {
        let check = NewBackgroundCheck { guard_id: Id::new(user) };
        let check = check.criminal_check_passed(true).license_check_passed(true).reference_check_passed(true);
        check.approved_by_admin_id(Id::new(ADMIN)).approved_at(Utc::now())
    };
    BackgroundCheck::insert_many(GUARDS.map(approved), on).await.map(drop)
}

async fn job(on: &impl Executor) -> Result<Job, Error> {
    let now = Utc::now();
    let ago = |hours| now - TimeDelta::hours(hours);
    let start = now.checked_sub_days(Days::new(1)).unwrap_or(now);
    let required = NewJob {
        customer_id: Id::new(CUSTOMER),
        location_address: "123 Main St, Los Angeles, CA 90001".to_owned(),
        location_coordinates: downtown(),
        start_time: start,
        end_time: start + TimeDelta::hours(4),
        hourly_rate_cents: 5000,
        total_amount_cents: 20_000,
    };
    let booked =
        required.id(Id::new(JOB)).guard_id(Id::new(GUARDS[0])).status(JobStatus::Completed).job_type(JobType::Event);
    let booked = booked.platform_fee_cents(4000).required_skills(Json(vec![Skill::Unarmed, Skill::CrowdControl]));
    let booked = booked.special_instructions("Corporate event, business casual attire required.".to_owned());
    let end: DateTime<Utc> = start + TimeDelta::minutes(245);
    let done = booked.actual_start_time(start).actual_end_time(end).requested_at(ago(48)).matched_at(ago(36));
    done.accepted_at(ago(30)).started_at(start).completed_at(end).insert(on).await
}

fn downtown() -> GeoPoint {
    GeoPoint::new(-118.25, 34.05).expect("a place in Los Angeles")
}

async fn payment(job: &Job, on: &impl Executor) -> Result<(), Error> {
    let required = NewPayment {
        job_id: job.id,
        stripe_payment_intent_id: "pi_test_1234567890".to_owned(),
        amount_cents: 20_000,
        platform_fee_cents: 4000,
        guard_payout_cents: 16_000,
    };
    let paid = required.stripe_charge_id("ch_test_0987654321".to_owned()).status(PaymentStatus::Captured);
    let now = Utc::now();
    paid.authorized_at(now - TimeDelta::hours(36)).captured_at(now - TimeDelta::hours(23)).insert(on).await.map(drop)
}

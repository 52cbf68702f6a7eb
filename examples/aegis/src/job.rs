//! Bookings.

use chrono::{DateTime, Utc};
use entity_core::{Entity, GeoPoint, Id, Json, PgEnum};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{Payment, Skill, User};

/// How far a job has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
pub enum JobStatus {
    /// A customer asks.
    Requested,
    /// A guard was found.
    Matched,
    /// The guard agreed.
    Accepted,
    /// The guard is there.
    InProgress,
    /// Done.
    Completed,
    /// Called off.
    Cancelled,
}

/// What kind of protection is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
pub enum JobType {
    /// A guard.
    Basic,
    /// An event.
    Event,
    /// A person.
    Executive,
    /// Anything that needs special skills.
    Specialized,
}

/// Where a guard was during a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrackingPoint {
    /// The place.
    pub place: GeoPoint,
    /// When.
    pub at: DateTime<Utc>,
}

/// A booking of a guard by a customer.
#[derive(Clone, Debug, Entity)]
#[entity(
    index(status, start_time),
    index(using = gist, location_coordinates),
    index(created_at.desc()),
)]
#[relation(has_one = payment: Payment.job_id)]
pub struct Job {
    /// The key.
    #[column(primary_key, default = gen_random_uuid())]
    pub id: Id<Job>,
    /// Who pays.
    #[references(User, on_delete = restrict, relation = customer)]
    pub customer_id: Id<User>,
    /// Who guards, once one was found.
    #[references(User, on_delete = restrict, relation = guard)]
    pub guard_id: Option<Id<User>>,
    /// How far it has come.
    #[column(default = JobStatus::Requested)]
    pub status: JobStatus,
    /// What kind of protection is asked for.
    #[column(default = JobType::Basic)]
    pub job_type: JobType,
    /// Where to go, for people.
    #[validate(length(min = 10, message = "Location address must be at least 10 characters"))]
    pub location_address: String,
    /// Where to go, for maps.
    pub location_coordinates: GeoPoint,
    /// When it begins.
    pub start_time: DateTime<Utc>,
    /// When it ends.
    #[validate(after(start_time, message = "End time must be after start time"))]
    pub end_time: DateTime<Utc>,
    /// How long it takes, in hours.
    #[column(numeric(6, 2), generated = "EXTRACT(epoch FROM (end_time - start_time)) / 3600")]
    pub duration_hours: Option<Decimal>,
    /// When it really began.
    pub actual_start_time: Option<DateTime<Utc>>,
    /// When it really ended.
    pub actual_end_time: Option<DateTime<Utc>>,
    /// The price of an hour, in cents.
    #[validate(range(min = 1))]
    pub hourly_rate_cents: i32,
    /// The price, in cents.
    #[validate(range(min = 1))]
    pub total_amount_cents: i32,
    /// Our part of the price, in cents.
    pub platform_fee_cents: Option<i32>,
    /// What the guard must be able to do.
    #[column(default = json!([]))]
    pub required_skills: Json<Vec<Skill>>,
    /// What else the guard should know.
    pub special_instructions: Option<String>,
    /// Where the guard was.
    #[column(default = json!([]))]
    pub tracking_points: Json<Vec<TrackingPoint>>,
    /// Where the guard began.
    pub check_in_location: Option<GeoPoint>,
    /// Where the guard ended.
    pub check_out_location: Option<GeoPoint>,
    /// When it was asked for.
    #[column(default = now())]
    pub requested_at: DateTime<Utc>,
    /// When a guard was found.
    pub matched_at: Option<DateTime<Utc>>,
    /// When the guard agreed.
    pub accepted_at: Option<DateTime<Utc>>,
    /// When the guard checked in.
    pub started_at: Option<DateTime<Utc>>,
    /// When it was done.
    pub completed_at: Option<DateTime<Utc>>,
    /// When it was called off.
    pub cancelled_at: Option<DateTime<Utc>>,
    /// When the row was made.
    #[column(created_at)]
    pub created_at: DateTime<Utc>,
    /// When the row was last changed.
    #[column(updated_at)]
    pub updated_at: DateTime<Utc>,
}

//! What a user is as a guard.

use chrono::{DateTime, NaiveDate, Utc};
use entity_core::{Entity, GeoPoint, Id, Json, PgEnum};

use crate::{Skill, User};

/// Whether a guard can be booked now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
pub enum AvailabilityStatus {
    /// Yes.
    Available,
    /// On a job.
    Busy,
    /// Not working.
    Offline,
}

/// What a user is as a guard.
#[derive(Clone, Debug, Entity)]
#[entity(
    index(availability_status, where = availability_status.eq(AvailabilityStatus::Available)),
    index(using = gist, current_location),
    index(using = gin, skills),
)]
pub struct GuardProfile {
    /// The key.
    #[column(primary_key, default = gen_random_uuid())]
    pub id: Id<GuardProfile>,
    /// The user.
    #[references(User, on_delete = cascade, unique, relation = user)]
    pub user_id: Id<User>,
    /// The number of the licence.
    #[column(varchar(100))]
    pub license_number: String,
    /// The state that gave the licence, in two letters.
    #[column(varchar(2), index)]
    pub license_state: String,
    /// The last day of the licence.
    pub license_expiry: NaiveDate,
    /// What the guard can do.
    #[column(default = json!([]))]
    pub skills: Json<Vec<Skill>>,
    /// Papers beside the licence.
    #[column(default = json!([]))]
    pub certifications: Json<Vec<String>>,
    /// The price of an hour, in cents.
    #[validate(range(
        min = 1000,
        max = 100_000,
        min_message = "Hourly rate must be at least $10",
        max_message = "Hourly rate cannot exceed $1000",
    ))]
    pub hourly_rate_cents: i32,
    /// Whether the guard can be booked now.
    #[column(default = AvailabilityStatus::Offline)]
    pub availability_status: AvailabilityStatus,
    /// Where the guard is.
    pub current_location: Option<GeoPoint>,
    /// What guards say about themselves.
    pub bio: Option<String>,
    /// Years in the trade.
    #[validate(range(
        min = 0,
        max = 50,
        min_message = "Years of experience cannot be negative",
        max_message = "Years of experience seems unrealistic",
    ))]
    pub years_experience: Option<i32>,
    /// When the row was made.
    #[column(created_at)]
    pub created_at: DateTime<Utc>,
    /// When the row was last changed.
    #[column(updated_at)]
    pub updated_at: DateTime<Utc>,
}

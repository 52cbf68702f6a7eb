//! Where guards were.

use chrono::{DateTime, Utc};
use entity_core::{Entity, GeoPoint, Id};

use crate::{Job, User};

/// One place of a guard during a job. Rows are only added.
#[derive(Clone, Debug, Entity)]
#[entity(
    table = "location_history",
    index(guard_id, job_id),
    index(job_id, recorded_at.desc()),
    index(using = gist, location),
    index(created_at),
)]
pub struct LocationHistory {
    /// The key.
    #[column(primary_key, default = gen_random_uuid())]
    pub id: Id<LocationHistory>,
    /// The guard.
    #[references(User, on_delete = cascade, relation = guard)]
    pub guard_id: Id<User>,
    /// The job.
    #[references(Job, on_delete = cascade, relation = job)]
    pub job_id: Id<Job>,
    /// The place.
    pub location: GeoPoint,
    /// How exact the place is, in metres.
    pub accuracy_meters: Option<f32>,
    /// When the guard was there.
    pub recorded_at: DateTime<Utc>,
    /// When the row was made.
    #[column(created_at)]
    pub created_at: DateTime<Utc>,
}

//! Aegis: security guards booked by location. Six tables, described as structs.

mod background_check;
mod guard_profile;
mod job;
mod location_history;
mod payment;
pub mod seed;
mod skill;
mod user;

pub use background_check::{BackgroundCheck, BackgroundCheckInsert, NewBackgroundCheck};
pub use guard_profile::{AvailabilityStatus, GuardProfile, GuardProfileInsert, NewGuardProfile};
pub use job::{Job, JobInsert, JobStatus, JobType, NewJob, TrackingPoint};
pub use location_history::{LocationHistory, LocationHistoryInsert, NewLocationHistory};
pub use payment::{NewPayment, Payment, PaymentInsert, PaymentStatus};
pub use skill::Skill;
pub use user::{NewUser, User, UserInsert, UserRole, UserStatus};

/// Every entity of Aegis.
pub const SCHEMA: entity_core::Schema =
    entity_core::schema![User, GuardProfile, Job, Payment, LocationHistory, BackgroundCheck];

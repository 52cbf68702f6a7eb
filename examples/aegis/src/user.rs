//! People who can sign in.

use chrono::{DateTime, Utc};
use entity_core::{Entity, Id, PgEnum, Secret};

use crate::{BackgroundCheck, GuardProfile, Job};

/// What a user may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
pub enum UserRole {
    /// Books guards.
    Customer,
    /// Is booked.
    Guard,
    /// Approves guards.
    Admin,
}

/// Whether a user may sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
pub enum UserStatus {
    /// Yes.
    Active,
    /// No, by the user's own wish.
    Inactive,
    /// No, by an admin's decision.
    Suspended,
}

/// People who can sign in.
#[derive(Clone, Debug, Entity)]
#[entity(table = "users", index(role, status))]
#[relation(has_one = guard_profile: GuardProfile.user_id)]
#[relation(has_many = jobs_as_customer: Job.customer_id)]
#[relation(has_many = jobs_as_guard: Job.guard_id)]
#[relation(has_one = background_check: BackgroundCheck.guard_id)]
pub struct User {
    /// The key.
    #[column(primary_key, default = gen_random_uuid())]
    pub id: Id<User>,
    /// The address to sign in with. Free again once its user is deleted.
    #[column(varchar(255), unique(where = deleted_at.is_null()))]
    #[validate(email(message = "Invalid email format"))]
    pub email: String,
    /// The password, hashed.
    #[column(varchar(255))]
    pub password_hash: Secret<String>,
    /// What the user may do.
    #[column(default = UserRole::Customer)]
    pub role: UserRole,
    /// Whether the user may sign in.
    #[column(default = UserStatus::Active)]
    pub status: UserStatus,
    /// The given name.
    #[column(varchar(100))]
    #[validate(length(min = 2, message = "First name must be at least 2 characters"))]
    pub first_name: String,
    /// The family name.
    #[column(varchar(100))]
    #[validate(length(min = 2, message = "Last name must be at least 2 characters"))]
    pub last_name: String,
    /// How to call the user.
    #[column(varchar(20))]
    pub phone_number: Option<String>,
    /// What only one role needs.
    pub profile: Option<serde_json::Value>,
    /// The customer at Stripe.
    #[column(varchar(255))]
    pub stripe_customer_id: Option<String>,
    /// The shared secret of the second factor.
    #[column(varchar(255))]
    pub mfa_secret: Option<Secret<String>>,
    /// Whether the second factor is asked for.
    #[column(default = false)]
    pub mfa_enabled: bool,
    /// When the user was deleted.
    #[column(deleted_at)]
    pub deleted_at: Option<DateTime<Utc>>,
    /// When the row was made.
    #[column(created_at)]
    pub created_at: DateTime<Utc>,
    /// When the row was last changed.
    #[column(updated_at)]
    pub updated_at: DateTime<Utc>,
}

//! What is known of guards.

use chrono::{DateTime, Utc};
use entity_core::{Entity, Id};

use crate::User;

/// The background check of a guard, by Checkr and an admin.
#[derive(Clone, Debug, Entity)]
pub struct BackgroundCheck {
    /// The key.
    #[column(primary_key, default = gen_random_uuid())]
    pub id: Id<BackgroundCheck>,
    /// The guard.
    #[references(User, on_delete = cascade, unique, relation = guard)]
    pub guard_id: Id<User>,
    /// Whether there is no criminal record, once that is known.
    pub criminal_check_passed: Option<bool>,
    /// Whether the licence is right, once that is known.
    pub license_check_passed: Option<bool>,
    /// Whether references speak well, once that is known.
    pub reference_check_passed: Option<bool>,
    /// The candidate at Checkr.
    #[column(varchar(255))]
    pub checkr_candidate_id: Option<String>,
    /// The report at Checkr.
    #[column(varchar(255))]
    pub checkr_report_id: Option<String>,
    /// The admin who approved.
    #[references(User, on_delete = set_null, relation = approved_by_admin)]
    pub approved_by_admin_id: Option<Id<User>>,
    /// When an admin approved.
    pub approved_at: Option<DateTime<Utc>>,
    /// When an admin refused.
    pub rejected_at: Option<DateTime<Utc>>,
    /// Why an admin refused.
    pub rejection_reason: Option<String>,
    /// When the row was made.
    #[column(created_at)]
    pub created_at: DateTime<Utc>,
    /// When the row was last changed.
    #[column(updated_at)]
    pub updated_at: DateTime<Utc>,
}

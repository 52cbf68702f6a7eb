use chrono::{DateTime, NaiveDate, Utc};
use entity_core::{Entity, GeoPoint, Id, PgEnum};
use rust_decimal::Decimal;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
pub enum AvailabilityStatus {
    Available,
    Busy,
    Offline,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
pub enum JobStatus {
    Requested,
    Matched,
    Accepted,
    InProgress,
    Completed,
    Cancelled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
pub enum JobType {
    Basic,
    Event,
    Executive,
    Specialized,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
pub enum PaymentStatus {
    Pending,
    Authorized,
    Captured,
    Failed,
    Refunded,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
pub enum UserRole {
    Customer,
    Guard,
    Admin,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
pub enum UserStatus {
    Active,
    Inactive,
    Suspended,
}

#[derive(Clone, Debug, Entity)]
pub struct BackgroundCheck {
    #[column(primary_key, default = gen_random_uuid())]
    pub id: Id<BackgroundCheck>,
    #[column(unique)]
    #[references(User, on_delete = cascade, relation = guard)]
    pub guard_id: Id<User>,
    pub criminal_check_passed: Option<bool>,
    pub license_check_passed: Option<bool>,
    pub reference_check_passed: Option<bool>,
    #[column(varchar(255))]
    pub checkr_candidate_id: Option<String>,
    #[column(varchar(255))]
    pub checkr_report_id: Option<String>,
    #[references(User, on_delete = set_null, relation = approved_by_admin)]
    pub approved_by_admin_id: Option<Id<User>>,
    pub approved_at: Option<DateTime<Utc>>,
    pub rejected_at: Option<DateTime<Utc>>,
    pub rejection_reason: Option<String>,
    #[column(created_at)]
    pub created_at: DateTime<Utc>,
    #[column(updated_at)]
    pub updated_at: DateTime<Utc>,
}

#[derive(Clone, Debug, Entity)]
#[entity(
    index(availability_status, where = "(availability_status = 'available'::availability_status)"),
    index(using = gist, current_location),
    index(using = gin, skills),
)]
pub struct GuardProfile {
    #[column(primary_key, default = gen_random_uuid())]
    pub id: Id<GuardProfile>,
    #[column(unique)]
    #[references(User, on_delete = cascade, relation = user)]
    pub user_id: Id<User>,
    #[column(varchar(100))]
    pub license_number: String,
    #[column(varchar(2), index)]
    pub license_state: String,
    pub license_expiry: NaiveDate,
    #[column(default = sql("'[]'::jsonb"))]
    pub skills: serde_json::Value,
    #[column(default = sql("'[]'::jsonb"))]
    pub certifications: serde_json::Value,
    #[validate(range(min = 1000, max = 100000))]
    pub hourly_rate_cents: i32,
    #[column(default = AvailabilityStatus::Offline)]
    pub availability_status: AvailabilityStatus,
    pub current_location: Option<GeoPoint>,
    pub bio: Option<String>,
    #[validate(range(min = 0, max = 50))]
    pub years_experience: Option<i32>,
    #[column(created_at)]
    pub created_at: DateTime<Utc>,
    #[column(updated_at)]
    pub updated_at: DateTime<Utc>,
}

#[derive(Clone, Debug, Entity)]
#[entity(index(created_at.desc()), index(using = gist, location_coordinates), index(status, start_time))]
#[relation(has_many = location_histories: LocationHistory.job_id)]
#[relation(has_one = payment: Payment.job_id)]
pub struct Job {
    #[column(primary_key, default = gen_random_uuid())]
    pub id: Id<Job>,
    #[references(User, on_delete = restrict, relation = customer)]
    pub customer_id: Id<User>,
    #[references(User, on_delete = restrict, relation = guard)]
    pub guard_id: Option<Id<User>>,
    #[column(default = JobStatus::Requested)]
    pub status: JobStatus,
    #[column(default = JobType::Basic)]
    pub job_type: JobType,
    #[validate(length(min = 10))]
    pub location_address: String,
    pub location_coordinates: GeoPoint,
    pub start_time: DateTime<Utc>,
    #[validate(after(start_time))]
    pub end_time: DateTime<Utc>,
    #[column(numeric(6, 2), generated = "(EXTRACT(epoch FROM (end_time - start_time)) / (3600)::numeric)")]
    pub duration_hours: Option<Decimal>,
    pub actual_start_time: Option<DateTime<Utc>>,
    pub actual_end_time: Option<DateTime<Utc>>,
    #[validate(range(min = 1))]
    pub hourly_rate_cents: i32,
    #[validate(range(min = 1))]
    pub total_amount_cents: i32,
    pub platform_fee_cents: Option<i32>,
    #[column(default = sql("'[]'::jsonb"))]
    pub required_skills: serde_json::Value,
    pub special_instructions: Option<String>,
    #[column(default = sql("'[]'::jsonb"))]
    pub tracking_points: serde_json::Value,
    pub check_in_location: Option<GeoPoint>,
    pub check_out_location: Option<GeoPoint>,
    #[column(default = now())]
    pub requested_at: DateTime<Utc>,
    pub matched_at: Option<DateTime<Utc>>,
    pub accepted_at: Option<DateTime<Utc>>,
    pub started_at: Option<DateTime<Utc>>,
    pub completed_at: Option<DateTime<Utc>>,
    pub cancelled_at: Option<DateTime<Utc>>,
    #[column(created_at)]
    pub created_at: DateTime<Utc>,
    #[column(updated_at)]
    pub updated_at: DateTime<Utc>,
}

#[derive(Clone, Debug, Entity)]
#[entity(
    table = "location_history",
    index(guard_id, job_id),
    index(job_id, recorded_at.desc()),
    index(using = gist, location),
)]
pub struct LocationHistory {
    #[column(primary_key, default = gen_random_uuid())]
    pub id: Id<LocationHistory>,
    #[references(User, on_delete = cascade, relation = guard)]
    pub guard_id: Id<User>,
    #[references(Job, on_delete = cascade, relation = job)]
    pub job_id: Id<Job>,
    pub location: GeoPoint,
    pub accuracy_meters: Option<f32>,
    pub recorded_at: DateTime<Utc>,
    #[column(created_at, index)]
    pub created_at: DateTime<Utc>,
}

#[derive(Clone, Debug, Entity)]
pub struct Payment {
    #[column(primary_key, default = gen_random_uuid())]
    pub id: Id<Payment>,
    #[column(unique)]
    #[references(Job, on_delete = restrict, relation = job)]
    pub job_id: Id<Job>,
    #[column(varchar(255), unique)]
    pub stripe_payment_intent_id: String,
    #[column(varchar(255))]
    pub stripe_charge_id: Option<String>,
    #[column(varchar(255))]
    pub stripe_transfer_id: Option<String>,
    #[validate(range(min = 1))]
    pub amount_cents: i32,
    #[validate(range(min = 0))]
    pub platform_fee_cents: i32,
    #[validate(range(min = 1))]
    pub guard_payout_cents: i32,
    #[column(default = PaymentStatus::Pending, index)]
    pub status: PaymentStatus,
    pub authorized_at: Option<DateTime<Utc>>,
    pub captured_at: Option<DateTime<Utc>>,
    pub failed_at: Option<DateTime<Utc>>,
    pub refunded_at: Option<DateTime<Utc>>,
    #[column(created_at)]
    pub created_at: DateTime<Utc>,
    #[column(updated_at)]
    pub updated_at: DateTime<Utc>,
}

#[derive(Clone, Debug, Entity)]
#[entity(unique(email, where = "(deleted_at IS NULL)"), index(role, status))]
#[relation(has_many = background_checks_as_approved_by_admin: BackgroundCheck.approved_by_admin_id)]
#[relation(has_one = background_check_as_guard: BackgroundCheck.guard_id)]
#[relation(has_one = guard_profile: GuardProfile.user_id)]
#[relation(has_many = jobs_as_customer: Job.customer_id)]
#[relation(has_many = jobs_as_guard: Job.guard_id)]
#[relation(has_many = location_histories: LocationHistory.guard_id)]
pub struct User {
    #[column(primary_key, default = gen_random_uuid())]
    pub id: Id<User>,
    #[column(varchar(255))]
    pub email: String,
    #[column(varchar(255))]
    pub password_hash: String,
    #[column(default = UserRole::Customer)]
    pub role: UserRole,
    #[column(default = UserStatus::Active)]
    pub status: UserStatus,
    #[column(varchar(100))]
    #[validate(length(min = 2))]
    pub first_name: String,
    #[column(varchar(100))]
    #[validate(length(min = 2))]
    pub last_name: String,
    #[column(varchar(20))]
    pub phone_number: Option<String>,
    pub profile: Option<serde_json::Value>,
    #[column(varchar(255))]
    pub stripe_customer_id: Option<String>,
    #[column(varchar(255))]
    pub mfa_secret: Option<String>,
    #[column(default = false)]
    pub mfa_enabled: bool,
    #[column(deleted_at)]
    pub deleted_at: Option<DateTime<Utc>>,
    #[column(created_at)]
    pub created_at: DateTime<Utc>,
    #[column(updated_at)]
    pub updated_at: DateTime<Utc>,
}

/// Every entity.
pub const SCHEMA: entity_core::Schema = entity_core::schema![
    BackgroundCheck,
    GuardProfile,
    Job,
    LocationHistory,
    Payment,
    User,
];

//! Money for jobs.

use chrono::{DateTime, Utc};
use entity_core::{Entity, Id, PgEnum};

use crate::Job;

/// How far a payment has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
pub enum PaymentStatus {
    /// Not begun.
    Pending,
    /// The money is set aside.
    Authorized,
    /// The money is here.
    Captured,
    /// It did not work.
    Failed,
    /// The money went back.
    Refunded,
}

/// The payment of a job, by Stripe.
#[derive(Clone, Debug, Entity)]
pub struct Payment {
    /// The key.
    #[column(primary_key, default = gen_random_uuid())]
    pub id: Id<Payment>,
    /// What is paid for.
    #[references(Job, on_delete = restrict, unique, relation = job)]
    pub job_id: Id<Job>,
    /// The intent at Stripe.
    #[column(varchar(255), unique)]
    pub stripe_payment_intent_id: String,
    /// The charge at Stripe.
    #[column(varchar(255))]
    pub stripe_charge_id: Option<String>,
    /// The transfer to the guard at Stripe.
    #[column(varchar(255))]
    pub stripe_transfer_id: Option<String>,
    /// What the customer pays, in cents.
    #[validate(range(min = 1))]
    pub amount_cents: i32,
    /// What we keep, in cents.
    #[validate(range(min = 0))]
    pub platform_fee_cents: i32,
    /// What the guard gets, in cents.
    #[validate(range(min = 1))]
    pub guard_payout_cents: i32,
    /// How far it has come.
    #[column(default = PaymentStatus::Pending, index)]
    pub status: PaymentStatus,
    /// When the money was set aside.
    pub authorized_at: Option<DateTime<Utc>>,
    /// When the money came.
    pub captured_at: Option<DateTime<Utc>>,
    /// When it failed.
    pub failed_at: Option<DateTime<Utc>>,
    /// When the money went back.
    pub refunded_at: Option<DateTime<Utc>>,
    /// When the row was made.
    #[column(created_at)]
    pub created_at: DateTime<Utc>,
    /// When the row was last changed.
    #[column(updated_at)]
    pub updated_at: DateTime<Utc>,
}

//! The entity of the narrow workloads: three columns.
#![allow(dead_code, reason = "the rows are made, not looked at")]

use entity_core::Entity;

/// A user.
#[derive(Clone, Debug, Entity)]
#[entity(table = "bench_users")]
pub struct User {
    /// The key.
    #[column(primary_key, default = sql("nextval('bench_users_id_seq')"))]
    pub id: i32,
    /// The name.
    pub name: String,
    /// The colour of the hair.
    pub hair_color: Option<String>,
}

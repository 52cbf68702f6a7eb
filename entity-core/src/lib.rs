//! Entities for PostgreSQL.

pub mod schema;

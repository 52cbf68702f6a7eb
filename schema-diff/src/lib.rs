//! Compares declared entities with a live PostgreSQL catalog and writes reversible migrations.

pub mod cli;
pub mod compare;
pub mod describe;
pub mod diff;
pub mod files;
pub mod introspect;
pub mod ledger;
pub mod lint;
pub mod plan;
pub mod prove;
pub mod pull;
pub mod rename;
pub mod render;
mod rules;
pub mod runner;
pub mod server;
mod shell;
pub mod source;
mod tables;

//! What a table can be, declared on structs: it is generated, it settles, and it goes back.
#![allow(dead_code, reason = "the entities are compared, not queried")]

mod indexes;
mod references;
mod types;
mod world;

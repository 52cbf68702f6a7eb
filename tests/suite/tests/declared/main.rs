//! What a table can be, declared on structs: it is generated, it settles, and it goes back.
#![allow(dead_code, reason = "the entities are compared, not queried")]
#![allow(clippy::duplicated_attributes, reason = "partitions and grants of one table have words in common")]

mod exclusions;
mod grants;
mod indexes;
mod keys;
mod partitions;
mod policies;
mod references;
mod sequences;
mod storage;
mod types;
mod world;

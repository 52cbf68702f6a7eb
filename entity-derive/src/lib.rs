//! The derive macros of `entity-core`.

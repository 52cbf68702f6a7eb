//! The operators and functions, a file a family.

pub(super) mod aggregate;
pub(super) mod array;
pub(super) mod case;
pub(super) mod compare;
pub(super) mod geo;
pub(super) mod json;
pub(super) mod number;
pub(super) mod range;
pub(super) mod raw;
pub(super) mod search;
pub(super) mod text;
pub(super) mod time;

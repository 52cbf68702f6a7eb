//! Tests that talk to a server. They stand in `tests/`.

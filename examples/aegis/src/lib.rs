//! Aegis

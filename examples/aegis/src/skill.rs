//! What guards can do and jobs ask for.

use serde::{Deserialize, Serialize};

/// A skill, stored by its name in a jsonb list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Skill {
    /// Without a weapon.
    Unarmed,
    /// With a weapon.
    Armed,
    /// Walks or drives around.
    Patrol,
    /// Checks who comes in.
    AccessControl,
    /// Protects a person.
    ExecutiveProtection,
    /// Works with a dog.
    K9,
    /// Keeps crowds apart and moving.
    CrowdControl,
    /// Knows concerts, fairs and the like.
    Event,
}
